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
            // Two sets that differ by less than can be paid cost the same.
            let more = try #require(draft.cost) - best
            #expect(!more.isNegative && more < Exact(PlanTargets.step(of: "USDT")), "seed \(seed)")
            let isExact = result?.isExact
            #expect(isExact == true, "seed \(seed)")
        }
        // Near the trigger are nearly all; fewer would mean that the accounts test nothing.
        #expect(compared > Self.chunk * 9 / 10)
    }
}

/// What the search says of itself where it cannot look at everything.
@Suite struct CheapestBoundTests {
    private func cure(_ account: Account) throws -> (draft: PlanDraft, PlanDraft.CheapestResult?) {
        let calculator = try Sample.calculator(account.venue)
        var draft = PlanDraft(
            assessment: calculator.assess(account, solving: false), calculator: calculator,
            targetRatio: PlanGoal.ratio(policy: .standard, venue: account.venue))
        let result = draft.cureAtLeastCost()
        return (draft, result)
    }

    @Test func moreFundsThanAreTriedStillGiveABound() throws {
        // Equity 1,100, requirement 1,056: 1,012 are missing, and each fund brings 70.
        var account = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        account.funds = (0..<10).map {
            AvailableFunds(
                asset: "USDT", amount: 71, place: "place \($0)", route: "transfer",
                confirmationSeconds: 2, fee: 1, isVerified: true)
        }
        let (draft, result) = try cure(account)
        let (isCured, cost) = (draft.isCured, draft.cost)
        #expect(isCured)
        let bound = try #require(result?.lowerBound)
        #expect(result?.isExact == false)
        // 700 at most by money: the rest of what is missing has to be cut, and that costs.
        #expect(bound > 0)
        #expect(bound <= (try #require(cost)))
    }

    @Test func oneTransferServesTwoIsolatedPositions() throws {
        let calculator = try Sample.calculator(.binance)
        var account = try Sample.account(
            .binance, balance: "0",
            [
                try Sample.position(
                    "BTCUSDT", .long, "1", entry: "88000", mark: "88000", mode: .isolated,
                    wallet: "360"),
                try Sample.position(
                    "ETHUSDT", .long, "20", entry: "3000", mark: "3000", mode: .isolated,
                    wallet: "250"),
            ])
        account.funds = [
            AvailableFunds(
                asset: "USDT", amount: 2_000, place: "spot", route: "transfer",
                confirmationSeconds: 2, fee: 1, isVerified: true)
        ]
        let assessment = calculator.assess(account)
        #expect(assessment.pools.count { $0.state >= .watch } == 2)
        let (draft, result) = try cure(account)
        let (steps, cost, isCured) = (draft.steps, draft.cost, draft.isCured)
        // One transfer serves both, so its fee is paid once.
        #expect(isCured)
        #expect(cost == 1)
        #expect(result?.isExact == true)
        #expect(steps.count { $0.kind == .deposit } == 1)
        #expect(steps.count { $0.kind == .addIsolatedMargin } == 2)
    }
}
