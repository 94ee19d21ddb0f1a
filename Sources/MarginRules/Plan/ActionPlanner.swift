import MarginModel

/// Derives an action plan and re-assesses the account after every step.
package struct ActionPlanner: Sendable {
    let calculator: MarginCalculator

    package init(_ calculator: MarginCalculator) { self.calculator = calculator }

    /// The plan for an account that `assessment` describes.
    ///
    /// Order: resting orders go, what is lost is left to the venue, what fights a manual plan is
    /// switched off, money comes in from the owner's own funds, what is still missing is closed (losing
    /// legs first), then stops and leverage. The cheapest set stands beside it, and in its place where only it cures.
    package func plan(for assessment: Assessment) -> ActionPlan {
        let account = assessment.account
        let policy = calculator.conditions.policy.applying(account.policy)
        let target = PlanGoal.ratio(policy: policy, venue: account.venue)
        var start = PlanDraft(
            assessment: assessment, calculator: calculator.with(policy, of: account),
            targetRatio: target)
        let needsCure = assessment.pools.contains { $0.ratioState >= .watch }
        if account.accountMode != .portfolio, needsCure { start.prepare() }
        guard start.assessment.state != .incomplete, account.accountMode != .portfolio else {
            return withheld(target, isPortfolio: account.accountMode == .portfolio)
        }
        noteTarget(of: policy, account.venue, in: &start)
        let targets = targets(&start)
        if start.poolsToCure.isEmpty {
            var held = start
            held.depositForDistance()
            return plan(
                finishing: held, isHolding: held.steps.count == start.steps.count,
                alternatives: { PlanAlternatives.farther(than: $0, held) }, targets)
        }
        var main = start
        main.disableAutomation()
        main.cureByDepositThenReduction()
        main.depositForDistance()
        var cheapest = start
        var result = cheapest.cureAtLeastCost()
        // Where no money came in and nothing was switched off, the plan closes and no more.
        var closing = main
        if !main.steps.dropFirst(start.steps.count).allSatisfy({ $0.kind.isCut }) {
            closing = start
            closing.cureByReduction()
        }
        // Where the search could not rule every set out, another way may still cost less.
        for other in [main, closing] where other.isBetter(than: cheapest) {
            let isAsCheap = other.cost == cheapest.cost && cheapest.isCured
            cheapest = other
            if !isAsCheap {
                result = PlanDraft.CheapestResult(lowerBound: result?.lowerBound, isExact: false)
            }
        }
        if !main.isCured, cheapest.isCured {
            main = cheapest
            main.skipped.append(
                SkippedStep(
                    kind: .reduce,
                    why: "losing legs first does not reach the target here; the steps are the "
                        + "cheapest set that does", source: "adjust-1"))
        }
        let cured = main
        return plan(
            finishing: main,
            alternatives: { main in
                PlanAlternatives(start: start, main: main, closing: closing)
                    .all(cheapest: result.map { (cheapest, $0) })
                    + PlanAlternatives.farther(than: main, cured)
            }, targets)
    }

    private func withheld(_ target: Exact, isPortfolio: Bool) -> ActionPlan {
        ActionPlan(
            targetRatio: target, steps: [], reachesTarget: false, cost: nil, alternatives: [],
            skipped: [
                SkippedStep(
                    kind: .hold,
                    why: isPortfolio
                        ? "no plan is searched for portfolio margin: the venue alone computes its "
                            + "requirement"
                        : "no plan can be proven while figures are withheld: see the reasons",
                    source: isPortfolio ? "portfolio-margin" : "incomplete")
            ], targets: [])
    }

    private func plan(
        finishing draft: PlanDraft, isHolding: Bool = false,
        alternatives: (PlanDraft) -> [PlanAlternative],
        _ targets: [TargetAmount]
    ) -> ActionPlan {
        var done = draft
        done.protect(isHolding: isHolding)
        return ActionPlan(
            targetRatio: draft.targetRatio, steps: done.steps, reachesTarget: done.isCured,
            leavesClosePool: draft.leavesClosePool,
            distanceGap: draft.distance.gap(in: draft.assessment),
            targetDistancePercent: Exact(draft.policy.targetDistancePercent),
            nearestMove: draft.assessment.nearestAdverseMove,
            cost: done.cost, alternatives: alternatives(done),
            skipped: done.skipped,
            targets: targets, pending: pending(draft), shortfall: draft.shortfall)
    }

    /// What each deposit that is on its way would change, if it landed before the first step.
    private func pending(_ draft: PlanDraft) -> [PendingDeposit] {
        draft.origin.account.deposits.filter { $0.status == .pending }.compactMap { deposit in
            AccountSimulator.depositing(
                Exact(deposit.amount), of: deposit.asset, to: draft.origin.account
            ).map { landed in
                let after = draft.calculator.assess(landed, solving: true)
                return PendingDeposit(
                    deposit: deposit, after: PoolFigures(after.worstPool),
                    nearestMove: after.nearestAdverseMove)
            }
        }
    }

    private func targets(_ draft: inout PlanDraft) -> [TargetAmount] {
        guard let pool = draft.assessment.worstPool, pool.deficit != nil else { return [] }
        return PlanTargets(
            calculator: draft.calculator, assessment: draft.assessment, pool: pool,
            missing: draft.measure(pool)
        ).amounts
    }

    /// A target that the venue's own warning overrides is set aside, and that is said.
    private func noteTarget(of policy: Policy, _ venue: Venue, in draft: inout PlanDraft) {
        guard Exact(policy.targetRatio) > draft.targetRatio else { return }
        let used = draft.targetRatio.rounded(places: 4)?.description ?? ""
        draft.skipped.append(
            SkippedStep(
                kind: .hold,
                why: "the policy's target ratio of \(policy.targetRatio) lies past the warning of "
                    + "\(venue.displayName), so the plan aims at a ratio of \(used) instead",
                source: "policy targetRatio"))
    }
}
