import MarginModel
import Testing

@testable import MarginRules

/// Every plan and every alternative, done by hand: what each step says of the account after it is
/// so, and that it reaches its target is the truth.
@Suite struct PlanReplayTests {
    @Test(arguments: 0..<6)
    func everyStepLeavesTheAccountAsItSays(part: Int) throws {
        var cures = 0
        var kinds: Set<StepKind> = []
        for seed in (part * 50)..<((part + 1) * 50) {
            let cure = RandomCure(seed: 900_000 + UInt64(seed))
            let calculator = try cure.calculator()
            let assessment = calculator.assess(cure.account)
            let plan = ActionPlanner(calculator).plan(for: assessment)
            kinds.formUnion(plan.steps.map(\.kind))
            let ways =
                [(plan.steps, plan.reachesTarget, "plan")]
                + plan.alternatives.map { ($0.steps, $0.reachesTarget, $0.name) }
            for (steps, isCure, name) in ways {
                let end = try replay(steps, of: cure, calculator, "\(name) of \(seed)")
                let stands = try isCured(end, from: assessment, cure)
                if isCure {
                    #expect(stands, "\(name) of seed \(seed)")
                    cures += 1
                }
            }
        }
        #expect(cures > 80)
        #expect(kinds.isSuperset(of: [.deposit, .awaitCredit, .reduce, .close]))
    }

    private func replay(
        _ steps: [PlanStep], of cure: RandomCure, _ calculator: MarginCalculator, _ name: String
    ) throws -> Assessment {
        var replay = PlanReplay(account: cure.account)
        for (index, step) in steps.enumerated() {
            try replay.perform(step)
            let after = calculator.assess(replay.account, solving: false)
            guard let ratio = step.after.ratio else { continue }
            #expect(
                after.pools.contains { $0.ratio == ratio },
                "\(name), step \(index): \(step.kind.rawValue)")
        }
        return calculator.assess(replay.account, solving: false)
    }

    /// By sums of this test: every pool is out of the venue's warning, and what was near its trigger
    /// is at the target.
    private func isCured(
        _ end: Assessment, from start: Assessment, _ cure: RandomCure
    ) throws -> Bool {
        try end.pools.allSatisfy { pool in
            let (need, equity) = (try #require(pool.requirement), try #require(pool.equity))
            guard !need.isZero else { return !equity.isNegative }
            let wasNear = start.pools.contains { $0.id == pool.id && $0.ratioState >= .watch }
            if cure.venue == .okx { return need * 3 < equity }
            return wasNear ? need * 2 <= equity : need * 10 < equity * 8
        }
    }
}
