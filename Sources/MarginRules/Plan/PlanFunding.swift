import MarginModel

/// Fund 1 to 5: money from the owner's funds and from inside the account.
extension PlanDraft {
    mutating func cureByDepositThenReduction() {
        cureByDeposit(beyondFunds: false)
        cureByReduction()
    }

    /// `beyondFunds`: as if money of the pool's coin were at hand at no fee.
    mutating func cureByDeposit(beyondFunds: Bool) {
        for pool in poolsToCure {
            guard pool.requirement != nil, pool.equity != nil else { continue }
            touchedPools.insert(pool.id)
            let funding = PoolFunding(account: account, pool: pool)
            var amount = PlanTargets.amount(
                reaching: targetRatio, in: pool, of: account, calculator)
            amount = moveFromWallet(amount, to: pool)
            guard amount.isPositive else { continue }
            if beyondFunds {
                credit(amount, fee: .zero, from: nil, to: pool, isOnlySource: true)
            } else {
                depositFromFunds(amount, to: pool, coin: funding.coin)
            }
        }
    }

    /// An isolated position can be topped up from the account's own free balance at once. Returns
    /// what is still missing.
    mutating func moveFromWallet(_ amount: Exact, to pool: PoolAssessment) -> Exact {
        let funding = PoolFunding(account: account, pool: pool)
        guard let index = funding.isolatedIndex else { return amount }
        let free = freeBalance(of: funding.coin)
        let moved = min(amount, free)
        guard moved.isPositive,
            let after = AccountSimulator.addingMargin(
                moved, toPositionAt: index, coin: funding.coin, fromWallet: true, of: account)
        else { return amount }
        advance(to: after)
        append(
            PlanStep(
                kind: .addIsolatedMargin, symbol: account.positions[index].symbol,
                side: account.positions[index].side, amount: moved, asset: funding.coin,
                cost: .zero,
                reason: "Money that already lies in the account reaches the position at once and "
                    + "costs nothing.",
                rule: "fund-1", after: figures(of: pool.id)))
        return amount - moved
    }

    /// What the wallet holds that no cross position needs, now or to stay at the target itself.
    func freeBalance(of coin: String) -> Exact {
        let crossPools = assessment.pools.filter { $0.marginMode == .cross }
        if crossPools.contains(where: { $0.asset == "USD" }) { return .zero }
        if let cross = crossPools.first(where: { $0.asset == coin }) {
            guard let available = cross.availableBalance, let equity = cross.equity,
                let needed = cross.requirement?.divided(by: targetRatio)
            else { return .zero }
            let step = PlanTargets.step(of: coin)
            // Where the target is the venue's warning, it must not be reached.
            let goal = PoolGoal(target: targetRatio, policy: policy, venue: account.venue)
            let kept = goal.isStrict ? needed + Exact(step) : needed
            return max(.zero, min(available, equity - kept))
                .rounded(toMultipleOf: step, .down)
        }
        let balance = account.collateral.first { $0.asset == coin }?.walletBalance
        return max(.zero, balance.map { Exact($0) } ?? .zero)
    }

    /// `funds`: the ones to use, or `nil` for any.
    mutating func depositFromFunds(
        _ amount: Exact, to pool: PoolAssessment, coin: String, among funds: [AvailableFunds]? = nil
    ) {
        let planned = DepositPlanner(account: account, policy: policy)
            .transfers(covering: amount, of: coin, among: funds)
        // Two pools of one account pass over the same funds for the same reasons.
        skipped += planned.skipped.filter { !skipped.contains($0) }
        for transfer in planned.transfers {
            credit(
                transfer.credited, fee: transfer.fee, from: transfer.funds, to: pool,
                isOnlySource: planned.transfers.count == 1)
        }
        if planned.covered < amount, funds == nil {
            let missing = (amount - planned.covered).rounded(places: 2, .up)?.description ?? ""
            skipped.append(
                SkippedStep(
                    kind: .deposit,
                    why: "funds that can arrive in time fall \(missing) \(coin) short of the "
                        + "target amount; positions are reduced instead",
                    source: "funds"))
        }
    }

    /// Sent, then credited: only the credit changes the account (article: Fund 4).
    mutating func credit(
        _ amount: Exact, fee: Exact, from funds: AvailableFunds?, to pool: PoolAssessment,
        isOnlySource: Bool
    ) {
        let funding = PoolFunding(account: account, pool: pool)
        guard let after = funding.crediting(amount) else { return }
        let origin = funds.map { " from \($0.place) by \($0.route)" } ?? ""
        append(
            PlanStep(
                kind: .deposit, amount: amount, asset: funding.coin, cost: fee,
                confirmationSeconds: funds?.confirmationSeconds.map { Exact($0) },
                reason: "Send it\(origin); "
                    + (isOnlySource
                        ? "one source, so that nothing has to be matched up while the clock runs."
                        : "no single source covers the amount, so the quickest go first."),
                rule: funds == nil ? "fund-2" : "fund-1", after: figures(of: pool.id)))
        pay(fee, in: funding.coin)
        var credited = after
        if let funds, let index = credited.funds.firstIndex(of: funds),
            let left = (Exact(funds.amount) - amount - fee).decimal
        {
            credited.funds[index].amount = left
        }
        advance(to: credited)
        let wait = funds?.confirmationSeconds.map { " (about \($0) s)" } ?? ""
        append(
            PlanStep(
                kind: .awaitCredit, amount: amount, asset: funding.coin,
                reason: "Wait until the venue shows the credit\(wait): what is on its way does not "
                    + "count.",
                rule: "fund-4", after: figures(of: pool.id)))
        guard let index = funding.isolatedIndex else { return }
        append(
            PlanStep(
                kind: .addIsolatedMargin, symbol: account.positions[index].symbol,
                side: account.positions[index].side, amount: amount, asset: funding.coin,
                cost: .zero,
                reason: "Add the credited amount to the isolated position: in the wallet alone it "
                    + "does not protect it.",
                rule: "fund-1", after: figures(of: pool.id)))
    }
}
