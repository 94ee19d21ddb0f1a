import MarginModel

/// Fund 1 to 5: money from the owner's funds and from inside the account.
extension PlanDraft {
    mutating func cureByDepositThenReduction() {
        cureByDeposit(beyondFunds: false)
        cureByReduction()
    }

    /// `beyondFunds`: as if money of the pool's coin were at hand, at a fee that is not known.
    mutating func cureByDeposit(beyondFunds: Bool) {
        for pool in poolsToCure {
            guard pool.requirement != nil, pool.equity != nil else { continue }
            touchedPools.insert(pool.id)
            let funding = PoolFunding(account: account, pool: pool)
            var amount = amountToTarget(of: pool)
            if let far = amountForDistance(of: pool, beyondFunds: beyondFunds) {
                amount = max(amount, far)
            }
            amount = moveFromWallet(amount, to: pool)
            guard amount.isPositive else { continue }
            if beyondFunds {
                credit(
                    [Share(pool: pool, amount: amount)], coin: funding.coin, fee: nil, from: nil,
                    isOnlySource: true)
            } else {
                depositFromFunds([Share(pool: pool, amount: amount)], coin: funding.coin)
            }
        }
    }

    /// Money for cross pools that only their distance warns of. Nothing has to be done for a pool that is
    /// healthy, however far the target.
    mutating func depositForDistance() {
        let distance = TargetDistance(calculator, of: account)
        let near = assessment.pools.filter {
            $0.isClose && distance.isNear($0.nearestMove) && !touchedPools.contains($0.id)
        }
        for pool in near {
            guard let amount = amountForDistance(of: pool, beyondFunds: false) else { continue }
            depositFromFunds(
                [Share(pool: pool, amount: amount)],
                coin: PoolFunding(account: account, pool: pool).coin)
        }
    }

    /// What a cross pool misses to the target distance, where all of it can arrive in time. Nothing more goes
    /// into an isolated position than its ratio asks for: it bounds what its owner can lose.
    private func amountForDistance(of pool: PoolAssessment, beyondFunds: Bool) -> Exact? {
        guard pool.marginMode == .cross,
            let amount = amountToDistance(of: pool), amount.isPositive
        else { return nil }
        let coin = PoolFunding(account: account, pool: pool).coin
        let usable = DepositPlanner(account: account, policy: policy).usable(for: coin).usable
        return beyondFunds || usable.map(\.credited).sum() >= amount ? amount : nil
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
            let spare = equity - needed
            var free = min(available, spare).rounded(toMultipleOf: step, .down)
            // Where the target is the venue's warning, it must not be reached.
            let goal = PoolGoal(target: targetRatio, policy: policy, venue: account.venue)
            if goal.isStrict, free == spare { free -= Exact(step) }
            return max(.zero, free)
        }
        let balance = account.collateral.first { $0.asset == coin }?.walletBalance
        return max(.zero, balance.map { Exact($0) } ?? .zero)
            .rounded(toMultipleOf: PlanTargets.step(of: coin), .down)
    }

    /// Money of one pool's share of a deposit.
    struct Share {
        let pool: PoolAssessment
        let amount: Exact
    }

    /// Deposits for pools that are paid from one coin. `funds`: the ones to use, or `nil` for any.
    mutating func depositFromFunds(
        _ shares: [Share], coin: String, among funds: [AvailableFunds]? = nil
    ) {
        let amount = shares.map(\.amount).sum()
        let planned = DepositPlanner(account: account, policy: policy)
            .transfers(covering: amount, of: coin, among: funds)
        // Two pools of one account pass over the same funds for the same reasons.
        skipped += planned.skipped.filter { !skipped.contains($0) }
        var open = shares
        for transfer in planned.transfers {
            var left = transfer.credited
            var credited: [Share] = []
            while left.isPositive, let share = open.first {
                let part = min(left, share.amount)
                credited.append(Share(pool: share.pool, amount: part))
                left -= part
                open.removeFirst()
                if part < share.amount {
                    open.insert(Share(pool: share.pool, amount: share.amount - part), at: 0)
                }
            }
            credit(
                credited, coin: coin, fee: transfer.fee, from: transfer.funds,
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

    /// Sent, then credited: only the credit changes the account (article: Fund 4). Without a known fee
    /// the draft has no cost.
    mutating func credit(
        _ shares: [Share], coin: String, fee: Exact?, from funds: AvailableFunds?,
        isOnlySource: Bool
    ) {
        guard let first = shares.first else { return }
        let amount = shares.map(\.amount).sum()
        guard var credited = AccountSimulator.depositing(amount, of: coin, to: account) else {
            return
        }
        let origin = funds.map { " from \($0.place) by \($0.route)" } ?? ""
        append(
            PlanStep(
                kind: .deposit, amount: amount, asset: coin, cost: fee,
                confirmationSeconds: funds?.confirmationSeconds.map { Exact($0) },
                reason: "Send it\(origin); "
                    + (isOnlySource
                        ? "one source, so that nothing has to be matched up while the clock runs."
                        : "no single source covers the amount, so the quickest go first."),
                rule: funds == nil ? "fund-2" : "fund-1", after: figures(of: first.pool.id)))
        pay(fee, in: coin)
        if let funds, let index = credited.funds.firstIndex(of: funds), let fee,
            let left = (Exact(funds.amount) - amount - fee).decimal
        {
            credited.funds[index].amount = left
        }
        let before = assessment
        advance(to: credited)
        let wait = funds?.confirmationSeconds.map { " (about \($0) s)" } ?? ""
        append(
            PlanStep(
                kind: .awaitCredit, amount: amount, asset: coin,
                reason: "Wait until the venue shows the credit\(wait): what is on its way does not "
                    + "count.",
                rule: "fund-4", after: figures(of: first.pool.id)))
        for share in shares { addCreditedMargin(share, since: before) }
    }

    /// What passes through the wallet on its way is nothing that the wallet's pool loses.
    private mutating func addCreditedMargin(_ share: Share, since before: Assessment) {
        let funding = PoolFunding(account: account, pool: share.pool)
        guard let index = funding.isolatedIndex,
            let after = AccountSimulator.addingMargin(
                share.amount, toPositionAt: index, coin: funding.coin, fromWallet: true,
                of: account)
        else { return }
        advance(to: after, since: before)
        append(
            PlanStep(
                kind: .addIsolatedMargin, symbol: account.positions[index].symbol,
                side: account.positions[index].side, amount: share.amount, asset: funding.coin,
                cost: .zero,
                reason: "Add the credited amount to the isolated position: in the wallet alone it "
                    + "does not protect it.",
                rule: "fund-1", after: figures(of: share.pool.id)))
    }
}
