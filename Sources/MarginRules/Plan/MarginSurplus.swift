import MarginModel

/// Margin that an isolated position does not need: above its target and its initial margin.
struct MarginSurplus {
    /// Where the position stands in the account.
    let index: Int
    let amount: Exact
}

/// Transfers between pools: an isolated position's surplus goes to the wallet.
extension PlanDraft {
    /// What isolated positions of `coin` that are at their target can give, the largest first.
    ///
    /// Binance takes margin out by `positionMargin` type 2, OKX by `margin-balance` reduce, Bybit by
    /// `add-margin` with a negative amount, each not below the initial margin (general knowledge: no
    /// official page was seen to state the bound). Unrealized profit is left where it is.
    func surpluses(in coin: String) -> [MarginSurplus] {
        assessment.positions.indices.compactMap { index in
            let figures = assessment.positions[index]
            guard figures.settleAsset == coin,
                let other = assessment.pool(figures.pool), other.marginMode == .isolated,
                PlanGoal.isMet(other, targetRatio: targetRatio),
                let equity = other.equity, let pnl = other.unrealizedPnl,
                let needed = other.requirement?.divided(by: targetRatio),
                let initial = other.initialMargin
            else { return nil }
            let step = PlanTargets.step(of: coin)
            let spare = min(equity - needed, equity - max(.zero, pnl) - initial)
            guard spare.isPositive,
                let money = PoolFunding(account: account, pool: other).moneyPerEquity(calculator)
            else { return nil }
            var amount = spare * money
            if account.rules.keepsExtraMargin {
                amount = min(amount, Exact(figures.position.extraMargin ?? .zero))
            }
            // A step short of the bound, which where it is the venue's warning must not be reached.
            amount = (amount - Exact(step)).rounded(toMultipleOf: step, .down)
            return amount.isPositive ? MarginSurplus(index: index, amount: amount) : nil
        }
        .sorted { ($0.amount, $1.index) > ($1.amount, $0.index) }
    }

    /// Moves `amount` from `surpluses` to the wallet, as far as they go, for the good of `pool`.
    mutating func moveSurplus(
        _ amount: Exact, _ surpluses: [MarginSurplus], coin: String, for pool: PoolAssessment
    ) {
        var open = amount
        for surplus in surpluses where open.isPositive {
            let moved = min(open, surplus.amount)
            guard
                let after = AccountSimulator.addingMargin(
                    -moved, toPositionAt: surplus.index, coin: coin, fromWallet: true, of: account)
            else { continue }
            let position = account.positions[surplus.index]
            advance(to: after)
            open -= moved
            append(
                PlanStep(
                    kind: .transfer, symbol: position.symbol, side: position.side, amount: moved,
                    asset: coin, cost: .zero,
                    reason: "Take margin out of \(position.symbol), which stays at its target "
                        + "without it. That \(account.venue.displayName) gives it back down to the "
                        + "initial margin is an assumption: no official page was seen to say so.",
                    rule: "fund-1", after: figures(of: pool.id)))
        }
    }
}
