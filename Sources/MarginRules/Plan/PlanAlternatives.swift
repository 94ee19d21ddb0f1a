import MarginModel

/// Other ways to the target of the main plan, each re-assessed like it.
struct PlanAlternatives {
    /// The account with resting orders cancelled, before money or cuts.
    let start: PlanDraft
    let main: PlanDraft
    /// Positions cut in the article's order, no money paid in.
    let closing: PlanDraft

    func all(
        cheapest: (draft: PlanDraft, result: PlanDraft.CheapestResult)?
    ) -> [PlanAlternative] {
        var depositing = start
        depositing.cureByDeposit(beyondFunds: true)
        var all = [
            Self.alternative("close only, losing legs first", closing, to: main),
            Self.alternative("deposit only, whatever the source", depositing, to: main),
        ]
        if let cheapest {
            all.append(
                Self.alternative("cheapest set", cheapest.draft, cheapest.result, to: main))
        }
        return all
    }

    /// The plan with more closed, where it ends nearer to liquidation than the policy's target: the way
    /// there without money. `cured`: before stops and leverage.
    static func farther(than main: PlanDraft, _ cured: PlanDraft) -> [PlanAlternative] {
        guard cured.distance.isNear(cured.assessment.nearestAdverseMove) else { return [] }
        var far = cured
        far.closeForDistance()
        guard far.steps.count > cured.steps.count else { return [] }
        return [
            alternative(
                "close more, to \(main.policy.targetDistancePercent)% from liquidation", far,
                to: main)
        ]
    }

    private static func alternative(
        _ name: String, _ draft: PlanDraft, _ result: PlanDraft.CheapestResult? = nil,
        to main: PlanDraft
    ) -> PlanAlternative {
        let solved = draft.assessment
        let isExact = draft.isCured && result?.isExact ?? false
        var saving: Exact?
        if let cost = draft.cost, let mainCost = main.cost, draft.isCured, main.isCured {
            saving = mainCost - cost
        }
        return PlanAlternative(
            name: name, steps: draft.steps, cost: draft.cost,
            isVerified: draft.isCured && !draft.leavesClosePool
                && !draft.distance.isNear(solved.nearestAdverseMove),
            reachesTarget: draft.isCured,
            saving: saving, lowerBound: isExact ? nil : result?.lowerBound, isExact: isExact,
            ratioAfter: solved.worstPool?.ratio, jointMoveSurvivedPercent: solved.nearestMove,
            nearestMove: solved.nearestAdverseMove)
    }
}

extension PlanDraft {
    /// Whether this cures and the other does not, or for more, or for as much and survives less. Costs in
    /// several coins have no order.
    func isBetter(than other: PlanDraft) -> Bool {
        guard isCured else { return false }
        guard other.isCured else { return true }
        guard let cost, let otherCost = other.cost else { return false }
        return cost < otherCost || cost == otherCost && survives(more: other)
    }

    /// What is missing where the steps so far do not cure.
    var shortfall: PlanShortfall? {
        guard !isCured, let pool = assessment.worstPool, pool.requirement != nil else { return nil }
        var funded = restarted()
        funded.prepare()
        funded.cureByDeposit(beyondFunds: false)
        let missing = funded.assessment.pool(pool.id).map {
            PlanTargets.amount(
                reaching: targetRatio, in: $0, of: funded.account, calculator)
        }
        let ratios =
            (steps + funded.steps).compactMap(\.after.ratio) + [pool.ratio].compactMap(\.self)
        return PlanShortfall(
            pool: pool.id, asset: PoolFunding(account: account, pool: pool).unit,
            bestRatio: ratios.min(), missing: missing)
    }
}
