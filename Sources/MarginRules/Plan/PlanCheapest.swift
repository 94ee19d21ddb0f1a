import MarginModel

/// The cheapest feasible set beside the article's order.
extension PlanDraft {
    /// How the cost of a cheapest set relates to the best possible.
    struct CheapestResult {
        /// No set costs less. `nil` when no bound is known.
        var lowerBound: Exact?
        /// Whether the set is the best possible, proven.
        var isExact: Bool
    }

    /// Cures pool by pool, worst first, each at the least cost. `nil` when a pool has no cure.
    mutating func cureAtLeastCost() -> CheapestResult? {
        let ids = poolsToCure.map(\.id)
        var result = CheapestResult(lowerBound: .zero, isExact: true)
        for id in ids {
            guard let pool = assessment.pool(id),
                !PlanGoal.isMet(pool, targetRatio: targetRatio)
            else { continue }
            let paid = cost
            let surpluses = surpluses(for: pool)
            let free =
                surpluses.map(\.amount).sum()
                + (pool.marginMode == .isolated
                    ? freeBalance(of: PoolFunding(account: account, pool: pool).coin) : .zero)
            let cheapest = CheapestCure(
                calculator: calculator, account: account, pool: pool, targetRatio: targetRatio,
                free: free)
            guard let answer = cheapest.answer() else { return nil }
            touchedPools.insert(id)
            let needsRepair = !apply(answer, to: pool, surpluses)
            result.isExact =
                result.isExact && answer.isComplete && answer.lowerBound != nil && !needsRepair
            result.lowerBound = result.lowerBound.flatMap { sum in
                answer.lowerBound.map { sum + $0 }
            }
            if needsRepair { cureByReduction(of: id) }
            // Costs in another coin have no sum with those before.
            if paid == nil || cost == nil { (result.isExact, result.lowerBound) = (false, nil) }
        }
        if ids.count > 1, steps.contains(where: { $0.kind == .deposit || $0.kind == .transfer }) {
            // Pools that share money are cured one after the other: another split could cost less.
            (result.isExact, result.lowerBound) = (false, nil)
        }
        return result
    }

    /// Money first, as much as the cuts leave open, then the cuts. False when the goal is missed by
    /// a rounding.
    private mutating func apply(
        _ answer: CheapestCure.Answer, to pool: PoolAssessment, _ surpluses: [MarginSurplus]
    ) -> Bool {
        let planner = ReductionPlanner(
            calculator: calculator, poolID: pool.id, targetRatio: targetRatio)
        let cut = closing(answer.cuts, of: account, planner)
        if let after = calculator.assess(cut, solving: false).pool(pool.id) {
            var amount = PlanTargets.amount(reaching: targetRatio, in: after, of: cut, calculator)
            amount = amount.isPositive ? moveSurplus(amount, surpluses, to: pool) : .zero
            amount = amount.isPositive ? moveFromWallet(amount, to: pool) : .zero
            if amount.isPositive {
                let coin = PoolFunding(account: account, pool: pool).coin
                depositFromFunds(amount, to: pool, coin: coin, among: answer.funds)
            }
        }
        var removed: [Int] = []
        for cut in answer.cuts {
            let index = cut.index - removed.count { $0 < cut.index }
            guard let reduction = planner.reduction(of: index, by: cut.quantity, in: account)
            else { continue }
            if cut.quantity == Exact(reduction.terms.position.quantity) {
                removed.append(cut.index)
            }
            take(
                reduction, poolID: pool.id,
                because: "Of all sets that reach the target, the one with this cut costs least.")
        }
        guard let cured = assessment.pool(pool.id) else { return true }
        return PlanGoal.isMet(cured, targetRatio: targetRatio)
    }

    /// The account with all cuts made.
    private func closing(
        _ cuts: [CheapestCure.Answer.Cut], of account: Account, _ planner: ReductionPlanner
    ) -> Account {
        var after = account
        // From the last position back, so that one that is closed whole moves no other.
        for cut in cuts.sorted(by: { $0.index > $1.index }) {
            guard let cut = planner.reduction(of: cut.index, by: cut.quantity, in: after) else {
                continue
            }
            after = cut.account
        }
        return after
    }
}
