import MarginModel
@testable import MarginRules
@testable import PageRendering
import Testing

struct AccountFactsTests {
    private let numbers = SampleWords.english.numbers(.markdown)

    private func text(_ fact: Fact?) -> String { numbers.text(fact) }

    @Test func givesFiguresAsTheyAreRead() {
        let facts = AccountFacts(Samples.call)
        #expect(text(facts.worst?[.excess]) == "679.00 USDT")
        #expect(text(facts.worst?[.marginUse]) == "93.2%")
        #expect(text(facts.worst?[.nativeRatio]) == "93.21%")
        #expect(text(facts.jointMove) == "-2.00%")
        #expect(text(facts.positions[0].liquidation) == "87,600.00")
        #expect(text(facts.positions[0].markPrice) == "87,959.907984")
        #expect(facts.worst?[.equity].source == .rules)
        #expect(facts.positions[0].entryPrice.source == .account)
        #expect(facts.worst?[.equity].asOf == Samples.asOf)
    }

    /// A deficit is named, and has no sign besides.
    @Test func namesWhatIsMissing() throws {
        let past = AccountFacts(Samples.assessment(.liquidation, requirement: 10_500))
        let excess = try #require(past.worst?[.excess])
        #expect(numbers.label(excess) == "Deficit" && text(excess) == "500.00 USDT")
    }

    /// The move back under the trigger is not one that liquidates.
    @Test func callsNoWayBackAMoveToLiquidation() {
        let past = Samples.assessment(.liquidation, requirement: 10_500)
        #expect(text(AccountFacts(past).jointMove) == "passed")
        let call = AccountFacts(Samples.assessment(.call, requirement: 9_321)).jointMove
        #expect(text(call) == "-2.00%")
        // Pages say the same in the language of their site.
        #expect(SampleWords.english.numbers.text(call) == "−2.00%")
        #expect(SampleWords.english.numbers.text(AccountFacts(past).jointMove) == "passed")
    }

    @Test func tellsNoEquityApartFromWithheld() {
        let call = Samples.call
        let pool = PoolAssessment(
            id: "cross:USDT", asset: "USDT", marginMode: .cross, equity: -5, walletBalance: 0,
            unrealizedPnl: -5, initialMargin: 0, maintenanceMargin: 1, requirement: 1,
            availableBalance: 0, ratio: nil,
            native: NativeRatio(
                value: nil, name: "Margin ratio", threshold: 1, direction: .higherIsWorse),
            state: .bankrupt)
        let facts = AccountFacts(assessment(of: call, pools: [pool], state: .bankrupt))
        #expect(text(facts.worst?[.marginUse]) == "none: no equity")
        #expect(text(facts.worst?[.nativeRatio]) == "none: no equity")
        #expect(numbers.marginUse(nil, of: -5) == "none: no equity")
        #expect(numbers.marginUse(nil, of: nil) == "withheld")
    }

    @Test func saysWhyAFigureIsWithheld() throws {
        let facts = AccountFacts(Samples.incomplete)
        let equity = try #require(facts.worst?[.equity])
        #expect(equity.isWithheld && numbers.why(equity)?.hasPrefix("no-mark-price") == true)
        #expect(text(facts.jointMove) == "withheld")
        #expect(text(facts.positions[0].liquidation) == "withheld")
    }

    @Test func hasNoFreeBalanceOfAnIsolatedPosition() {
        let one = Samples.call.pools[0]
        let isolated = PoolAssessment(
            id: "isolated:BTCUSDT:long", asset: "USDT", marginMode: .isolated, equity: 10_000,
            walletBalance: 0, unrealizedPnl: 0, initialMargin: 0, maintenanceMargin: 100,
            requirement: 100, availableBalance: nil, ratio: nil, native: one.native,
            state: .healthy)
        let facts = AccountFacts(
            assessment(of: Samples.call, pools: [one, isolated], state: .call))
        #expect(facts.pools[1][.availableBalance].absence == .isolated)
        #expect(text(facts.total?[.equity]) == "20,000.00 USDT")
        #expect(text(facts.total?[.excess]) == "10,579.00 USDT")
    }

    /// Of a hedge both prices can bring the trigger: the nearer one counts, whichever side it is on.
    @Test func takesTheNearerOfTwoTriggers() {
        let facts = AccountFacts(
            assessment(
                of: Samples.call, below: (83_330, -5), above: (88_658, Exact(Decimal("0.799")!))))
        #expect(text(facts.positions[0].distance) == "+0.79%")
        #expect(facts.positions[0].triggers.map { text($0.distance) } == ["-5.00%", "+0.79%"])
    }

    @Test func callsATriggerNoneThatNoMarketReaches() {
        let facts = AccountFacts(
            assessment(of: Samples.call, below: nil, above: (27_000_000, 951_094)))
        #expect(text(facts.positions[0].liquidation) == "none within reach")
        #expect(text(facts.positions[0].distance) == "over 1,000.00%")
        #expect(facts.positions[0].triggers.isEmpty)
    }

    /// A reader who trusts a move must not be liquidated before it.
    @Test(arguments: [
        ("-0.126", "-0.12%"), ("2.999", "+2.99%"), ("-0.0000087", "-0.000008%"), ("0", "0.00%"),
        ("12345.678", "+12,345.67%"),
    ])
    func cutsAMoveAndNeverToNothing(percent: String, written: String) throws {
        let move = Exact(try #require(Decimal(percent)))
        #expect(numbers.move(move, signed: true) == written)
        let size = written.drop { "+-".contains($0) }
        #expect(
            numbers.clause(AdverseMove(percent: move, symbol: nil)).hasSuffix(" by \(size)"))
    }

    private func assessment(
        of base: Assessment, pools: [PoolAssessment], state: AccountState
    ) -> Assessment {
        Assessment(
            account: base.account, state: state, reasons: [], pools: pools,
            positions: base.positions, distance: base.distance, reconciliation: [],
            provenance: base.provenance)
    }

    private func assessment(
        of base: Assessment, below: (price: Exact, percent: Exact)?,
        above: (price: Exact, percent: Exact)?
    ) -> Assessment {
        let old = base.positions[0]
        let nearest = [below, above].compactMap(\.self)
            .min { $0.percent.magnitude < $1.percent.magnitude }
        let position = PositionAssessment(
            position: old.position, pool: old.pool, settleAsset: "USDT", baseAsset: "BTC",
            isInContracts: false, coins: 3, notional: nil, unrealizedPnl: nil, initialMargin: nil,
            maintenanceMargin: nil, tier: nil, feeToClose: nil, isolatedMarginRatio: nil,
            liquidationPrice: nearest?.price, liquidationPriceBelow: below?.price,
            liquidationPriceAbove: above?.price, tierAtLiquidation: nil, bankruptcyPrice: nil,
            breakEvenPrice: nil, distanceDownPercent: below?.percent,
            distanceUpPercent: above?.percent, effectiveLeverage: nil, funding: .unknown)
        return Assessment(
            account: base.account, state: base.state, reasons: [], pools: base.pools,
            positions: [position], distance: base.distance, reconciliation: [],
            provenance: base.provenance)
    }
}
