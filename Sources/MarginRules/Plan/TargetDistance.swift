import MarginModel

/// A plan that ends nearer to liquidation than the policy's target, and what the target would cost.
package struct DistanceGap: Sendable {
    package let pool: String
    /// What still liquidates after the last step.
    package let move: AdverseMove
    package let asset: String
    /// What would have to be paid in beside the plan; `nil` where no amount was found.
    package let missing: Exact?
}

/// The money with which a pool survives every move of the target's size: of all marks together, and
/// of each contract's alone.
struct TargetDistance {
    let calculator: MarginCalculator
    let account: Account
    /// In percent of price. Zero: no such target.
    let percent: Exact

    init(_ calculator: MarginCalculator, of account: Account) {
        self.calculator = calculator
        self.account = account
        percent = Exact(calculator.conditions.policy.targetDistancePercent)
    }

    /// The pool that is nearest to its liquidation, where that is nearer than the target.
    func nearest(in solved: Assessment) -> PoolAssessment? {
        solved.pools.filter { isNear($0.nearestMove) }.min { left, right in
            (left.nearestMove?.percent.magnitude ?? 0) < (right.nearestMove?.percent.magnitude ?? 0)
        }
    }

    /// What that pool misses.
    func gap(in solved: Assessment) -> DistanceGap? {
        guard let pool = nearest(in: solved), let move = pool.nearestMove else { return nil }
        return DistanceGap(
            pool: pool.id, move: move, asset: PoolFunding(account: account, pool: pool).unit,
            missing: amount(for: pool))
    }

    func isNear(_ move: AdverseMove?) -> Bool {
        move.map { $0.percent.magnitude < percent } ?? false
    }

    /// The least amount in whole steps that, paid in, leaves nothing nearer than the target. `nil` when
    /// none was found.
    func amount(for pool: PoolAssessment) -> Exact? {
        guard percent.isPositive else { return nil }
        if let move = pool.nearestMove, !isNear(move) { return .zero }
        let funding = PoolFunding(account: account, pool: pool)
        let step = PlanTargets.step(of: funding.coin)
        guard let moneyPerEquity = funding.moneyPerEquity(calculator),
            let reserve = calculator.outlook(pool.id, of: account, within: percent)?.reserve
        else { return nil }
        func survives(_ amount: Exact) -> Bool? {
            guard let after = amount.isZero ? account : funding.crediting(amount) else {
                return nil
            }
            return calculator.survives(pool.id, of: after, within: percent)
        }
        var tooLittle = -Exact(step)
        var amount = max(.zero, -reserve * moneyPerEquity).rounded(toMultipleOf: step, .up)
        for _ in 0..<8 {
            guard let isEnough = survives(amount) else { return nil }
            if isEnough {
                return PlanTargets.least(over: tooLittle, upTo: amount, step) {
                    survives($0) ?? false
                }
            }
            tooLittle = amount
            amount = max(amount * 2, Exact(step))
        }
        return nil
    }
}
