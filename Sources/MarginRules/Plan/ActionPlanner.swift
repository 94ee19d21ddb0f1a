import MarginModel

/// Derives an action plan and re-assesses the account after every step.
package struct ActionPlanner: Sendable {
    let calculator: MarginCalculator

    package init(_ calculator: MarginCalculator) { self.calculator = calculator }

    /// The plan for an account that `assessment` describes.
    ///
    /// Order: what fights a manual plan is switched off, money comes in from the owner's own funds,
    /// what is still missing is closed (losing legs first), then stops and leverage.
    package func plan(for assessment: Assessment) -> ActionPlan {
        let account = assessment.account
        let target = PlanGoal.ratio(policy: policy(of: account), venue: account.venue)
        guard assessment.state != .incomplete, account.accountMode != .portfolio else {
            return ActionPlan(
                targetRatio: target, steps: [], isVerified: false, cost: nil, alternatives: [],
                skipped: [
                    SkippedStep(
                        kind: .hold,
                        why: "no plan can be proven while figures are withheld: see the reasons",
                        source: "incomplete")
                ], targets: [])
        }
        let calculator = calculator.with(policy(of: account))
        let targets =
            assessment.worstPool.map {
                PlanTargets(
                    calculator: calculator, assessment: assessment, pool: $0, targetRatio: target
                ).amounts
            } ?? []
        var draft = PlanDraft(assessment: assessment, calculator: calculator, targetRatio: target)
        guard assessment.pools.contains(where: { $0.state >= .watch }) else {
            return healthyPlan(&draft, targets)
        }
        draft.disableAutomation()
        draft.cureByDepositThenReduction()
        draft.protect()
        return ActionPlan(
            targetRatio: target, steps: draft.steps, isVerified: draft.isCured, cost: draft.cost,
            alternatives: alternatives(assessment, calculator, target), skipped: draft.skipped,
            targets: targets)
    }

    private func healthyPlan(_ draft: inout PlanDraft, _ targets: [TargetAmount]) -> ActionPlan {
        draft.hold("No pool is near its trigger, so nothing needs to be done to keep it open.")
        draft.protect()
        return ActionPlan(
            targetRatio: draft.targetRatio, steps: draft.steps, isVerified: draft.isCured,
            cost: draft.cost, alternatives: [], skipped: draft.skipped, targets: targets)
    }

    private func alternatives(
        _ assessment: Assessment, _ calculator: MarginCalculator, _ target: Exact
    ) -> [PlanAlternative] {
        var reduceOnly = PlanDraft(
            assessment: assessment, calculator: calculator, targetRatio: target)
        reduceOnly.cureByReduction()
        var depositOnly = PlanDraft(
            assessment: assessment, calculator: calculator, targetRatio: target)
        depositOnly.cureByDeposit(beyondFunds: true)
        return [
            PlanAlternative(
                name: "close only, losing legs first", steps: reduceOnly.steps,
                cost: reduceOnly.cost, isVerified: reduceOnly.isCured),
            PlanAlternative(
                name: "deposit only, whatever the source", steps: depositOnly.steps,
                cost: depositOnly.cost, isVerified: depositOnly.isCured),
        ]
    }

    private func policy(of account: Account) -> Policy {
        calculator.conditions.policy.applying(account.policy)
    }
}

extension MarginCalculator {
    func with(_ policy: Policy) -> MarginCalculator {
        var conditions = conditions
        conditions.policy = policy
        return MarginCalculator(conditions)
    }
}
