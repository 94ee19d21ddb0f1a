import MarginModel
import Testing

@testable import MarginRules

/// The cheapest set against brute force on random accounts of up to four positions at all three
/// venues: cross and isolated, hedged, with tiers near by and funds that cost something.
@Suite struct CheapestCureTests {
    private static let chunk = 700

    @Test(arguments: 0..<8)
    func costsExactlyWhatBruteForceFinds(part: Int) throws {
        var compared = 0
        for seed in (part * Self.chunk)..<((part + 1) * Self.chunk) {
            let cure = RandomCure(seed: UInt64(seed))
            let oracle = CureOracle(cure: cure)
            let calculator = try cure.calculator()
            let assessment = calculator.assess(cure.account, solving: false)
            #expect((assessment.state >= .watch) == oracle.isNearTrigger, "seed \(seed)")
            guard oracle.isNearTrigger else { continue }
            var draft = PlanDraft(
                assessment: assessment, calculator: calculator,
                targetRatio: PlanGoal.ratio(policy: .standard, venue: cure.venue))
            let result = draft.cureAtLeastCost()
            let best = oracle.cheapest.map { Exact(Decimal(significand: Int128($0), scale: 6)) }
            compared += 1
            guard let best else {
                let found = result != nil && draft.isCured
                #expect(!found, "seed \(seed)")
                continue
            }
            let isCured = draft.isCured
            #expect(isCured, "seed \(seed)")
            let cost = draft.cost
            #expect(cost == best, "seed \(seed)")
            let isExact = result?.isExact
            #expect(isExact == true, "seed \(seed)")
        }
        // Near the trigger are nearly all; fewer would mean that the accounts test nothing.
        #expect(compared > Self.chunk * 9 / 10)
    }
}
