import MarginModel

/// The cheapest feasible set beside the article's order.
extension PlanDraft {
    /// How the cost of a cheapest set relates to the best possible.
    struct CheapestResult {
        /// No set costs less. `nil` when no bound is known, or costs in several coins have no sum.
        var lowerBound: Exact?
        /// Whether the set is the best possible, proven, in each coin that costs are paid in.
        var isExact: Bool
    }

    /// Cures all pools at the least cost, those that are paid from the same coin together. `nil` when
    /// a pool has no cure.
    mutating func cureAtLeastCost() -> CheapestResult? {
        var result = CheapestResult(lowerBound: .zero, isExact: true)
        for coin in coinsToPayIn {
            guard let part = cureAtLeastCost(paying: coin) else { return nil }
            result.isExact = result.isExact && part.isExact
            result.lowerBound = result.lowerBound.flatMap { sum in
                part.lowerBound.map { sum + $0 }
            }
        }
        if cost == nil { result.lowerBound = nil }
        return result
    }

    /// The coins of the pools to cure, that of the worst first.
    private var coinsToPayIn: [String] {
        var coins: [String] = []
        for pool in poolsToCure {
            let coin = PoolFunding(account: account, pool: pool).coin
            if !coins.contains(coin) { coins.append(coin) }
        }
        return coins
    }

    private mutating func cureAtLeastCost(paying coin: String) -> CheapestResult? {
        let pools = poolsToCure.filter { PoolFunding(account: account, pool: $0).coin == coin }
        // What was done for the pools of another coin may have cured these.
        guard !pools.isEmpty else { return CheapestResult(lowerBound: .zero, isExact: true) }
        guard pools.count > 1, pools.contains(where: { $0.asset == "USD" }) else {
            return cureTogether(pools, coin: coin)
        }
        // A pool of several coins weighs money by its own rates: one after the other, so that
        // another split could cost less. Each alone, all money at hand, costs at least its bound.
        var bound: Exact?
        for pool in pools {
            guard let part = cureTogether([pool], coin: coin) else { return nil }
            if let own = part.lowerBound, touchedPools.count == 1 { bound = own }
        }
        return CheapestResult(lowerBound: bound, isExact: false)
    }

    private mutating func cureTogether(
        _ pools: [PoolAssessment], coin: String
    ) -> CheapestResult? {
        let surpluses = surpluses(in: coin)
        // An isolated position draws on the wallet, which is the cross pool's where there is one.
        let crossPools = assessment.pools.filter { $0.marginMode == .cross }
        let drawsOnWallet = pools.allSatisfy { $0.marginMode == .isolated }
        let healthyCross = drawsOnWallet ? crossPools.first { $0.asset == coin } : nil
        let wallet =
            drawsOnWallet && healthyCross == nil ? freeBalance(of: coin) : .zero
        let cheapest = CheapestCure(
            calculator: calculator, account: account, pools: pools, targetRatio: targetRatio,
            healthyCross: healthyCross, free: surpluses.map(\.amount).sum() + wallet)
        guard let answer = cheapest.answer() else { return nil }
        for pool in pools { touchedPools.insert(pool.id) }
        apply(answer, to: pools + (healthyCross.map { [$0] } ?? []), coin: coin, surpluses)
        let missed = pools.filter { pool in
            assessment.pool(pool.id).map { !PlanGoal.isMet($0, targetRatio: targetRatio) } ?? false
        }
        for pool in missed { cureByReduction(of: pool.id) }
        return CheapestResult(
            lowerBound: answer.lowerBound,
            isExact: answer.isComplete && answer.lowerBound != nil && missed.isEmpty)
    }

    /// Isolated positions that go whole, then money, as much as the cuts leave open, then the cuts and
    /// the money that they set free. What the wallet has to pay for comes last where a pool in need
    /// lives from it.
    private mutating func apply(
        _ answer: CheapestCure.Answer, to pools: [PoolAssessment], coin: String,
        _ surpluses: [MarginSurplus]
    ) {
        let after = calculator.assess(closing(answer.cuts, of: account), solving: false)
        let shares = pools.compactMap { pool in
            touchedPools.contains(pool.id) || PlanGoal.isMet(pool, targetRatio: targetRatio)
                ? share(of: pool, coin: coin, after: after) : nil
        }
        let isolated = shares.filter { $0.pool.marginMode == .isolated }
        let cross = shares.filter { $0.pool.marginMode == .cross }
        var removed: [Int] = []
        let hasCross = pools.contains { $0.marginMode == .cross }
        func comesLast(_ cut: CheapestCure.Answer.Cut) -> Bool? {
            cut.leftover.map { $0.isNegative && hasCross }
        }
        for cut in answer.cuts where comesLast(cut) == false { make(cut, &removed) }
        let inside = isolated.isEmpty ? .zero : freeBalance(of: coin)
        let fromSurplus = min(
            surpluses.map(\.amount).sum(),
            max(.zero, shares.map(\.amount).sum() - inside))
        if let first = shares.first, fromSurplus.isPositive {
            let moving = removed.isEmpty ? surpluses : self.surpluses(in: coin)
            moveSurplus(fromSurplus, moving, coin: coin, for: first.pool)
        }
        let open = isolated.map { share in
            Share(pool: share.pool, amount: moveFromWallet(share.amount, to: share.pool))
        }
        let outside =
            cross.map { Share(pool: $0.pool, amount: max(.zero, $0.amount - fromSurplus)) } + open
        depositFromFunds(
            outside.filter(\.amount.isPositive), coin: coin, among: answer.funds)
        let uncut = self
        for cut in answer.cuts where cut.leftover == nil { make(cut, &removed) }
        // Places of positions that go last are counted by what is closed here.
        var shared =
            answer.cuts.contains { comesLast($0) == true } ? nil : uncut.sharingCuts(of: self)
        topUp(open, coin)
        shared?.topUp(open, coin)
        prefer(shared)
        for cut in answer.cuts where comesLast(cut) == true { make(cut, &removed) }
    }

    /// The wallet's money for what isolated positions still miss.
    private mutating func topUp(_ open: [Share], _ coin: String) {
        for share in open {
            guard let pool = assessment.pool(share.pool.id) else { continue }
            let amount = PlanTargets.amount(
                reaching: targetRatio, in: pool, of: account, calculator)
            _ = moveFromWallet(amount, to: pool)
        }
    }

    /// The money that a pool misses after the cuts.
    private func share(
        of pool: PoolAssessment, coin: String, after: Assessment
    ) -> Share? {
        var amount = Exact.zero
        if let then = after.pool(pool.id) {
            amount = PlanTargets.amount(
                reaching: targetRatio, in: then, of: after.account, calculator)
        } else if pool.marginMode == .cross {
            // Nothing is open any more; what the wallet then owes is still to be paid.
            amount = (-after.account.balance(of: coin))
                .rounded(toMultipleOf: PlanTargets.step(of: coin), .up)
        }
        return amount.isPositive ? Share(pool: pool, amount: amount) : nil
    }

    private mutating func make(_ cut: CheapestCure.Answer.Cut, _ removed: inout [Int]) {
        let index = cut.index - removed.count { $0 < cut.index }
        let poolID = assessment.positions[index].pool
        let planner = planner(for: poolID)
        guard let reduction = planner.reduction(of: index, by: cut.quantity, in: account) else {
            return
        }
        if cut.quantity == Exact(reduction.terms.position.quantity) { removed.append(cut.index) }
        take(
            reduction, poolID: poolID,
            because: "Of all sets that reach the target, the one with this cut costs least.")
    }

    /// The account with all cuts made.
    private func closing(_ cuts: [CheapestCure.Answer.Cut], of account: Account) -> Account {
        var after = account
        // From the last position back, so that one that is closed whole moves no other.
        for cut in cuts.sorted(by: { $0.index > $1.index }) {
            let planner = planner(for: assessment.positions[cut.index].pool)
            let terms = calculator.terms(at: cut.index, of: account)
            guard let made = planner.reduction(of: terms, by: cut.quantity, in: after) else {
                continue
            }
            after = made.cut.account
        }
        return after
    }
}
