import MarginModel
import Testing

@testable import MarginRules

/// Triggers where maintenance margin jumps from one tier to the next, as a sheet with a wrong or
/// rounded amount makes it. Such a sheet is read with a warning. All tiers here are fictional.
@Suite struct TierJumpTests {
    private func tier(_ number: Int, to bound: Int, percent: Int, amount: Int) -> MaintenanceTier {
        MaintenanceTier(
            number: number, lowerBound: Decimal((number - 1) * 1_000), upperBound: Decimal(bound),
            maintenanceMarginRate: Decimal(significand: Int128(percent), scale: 2),
            maintenanceAmount: Decimal(amount))
    }

    private func assess(
        _ side: PositionSide, from price: Int, balance: Int, _ tiers: [MaintenanceTier]
    ) throws -> Assessment {
        try movable(side, from: price, balance: balance, tiers).assessment
    }

    private func movable(
        _ side: PositionSide, from price: Int, balance: Int, _ tiers: [MaintenanceTier]
    ) throws -> MovableAccount {
        let account = try Sample.account(
            .binance, balance: "\(balance)",
            [try Sample.position("XUSDT", side, "1", entry: "\(price)", mark: "\(price)")])
        let sheet = exampleSheet(.binance, symbol: "XUSDT", tiers: tiers)
        let calculator = MarginCalculator(.example(sheet: sheet))
        return MovableAccount(assessment: calculator.assess(account), calculator: calculator)
    }

    /// The stress table's own solver, which knows pools by re-assessing them, finds the same.
    @Test func theFirstBreachOfAMoveIsTheSamePlace() throws {
        var random = SeededGenerator(seed: 29)
        var found = 0
        for _ in 0..<60 {
            let account = try movable(
                Bool.random(using: &random) ? .long : .short,
                from: Int.random(in: 500...4_500, using: &random),
                balance: Int.random(in: 300...2_500, using: &random), randomTiers(&random))
            let distance = account.assessment.distance
            guard account.assessment.state < .liquidation else { continue }
            let breach = try account.firstBreach(along: .joint)
            #expect(breach.down?.movePercent == distance.jointMoveDownPercent)
            #expect(breach.up?.movePercent == distance.jointMoveUpPercent)
            found += breach.down == nil && breach.up == nil ? 0 : 1
        }
        #expect(found > 25)
    }

    private func randomTiers(_ random: inout SeededGenerator) -> [MaintenanceTier] {
        (1...5).map { number in
            tier(
                number, to: number * 1_000, percent: Int.random(in: 1...30, using: &random),
                amount: Int.random(in: 0...60, using: &random))
        }
    }

    @Test func aRiseThatJumpsPastTheTriggerEndsAtTheBound() throws {
        // 1,050 − 1.01 x leaves 40 at 1,000; beyond it 1,050 − 1.1 x is short of 50.
        let assessment = try assess(
            .short, from: 900, balance: 150,
            [tier(1, to: 1_000, percent: 1, amount: 0), tier(2, to: 9_000, percent: 10, amount: 0)])
        let figures = try #require(assessment.positions.first)
        #expect(figures.liquidationPriceAbove == 1_000)
        #expect(figures.liquidationPrice == 1_000)
        #expect(assessment.distance.jointMoveUpPercent == Exact(100).divided(by: 9))
        #expect(!assessment.reasons.contains { $0.code == .noLiquidation })
    }

    @Test func aFallThatJumpsPastTheTriggerEndsAtTheBound() throws {
        // 0.9 x − 850 leaves 50 just above 1,000; at 1,000 0.8 x − 850 is short of 50.
        let assessment = try assess(
            .long, from: 1_100, balance: 250,
            [
                tier(1, to: 1_000, percent: 20, amount: 0),
                tier(2, to: 9_000, percent: 10, amount: 0),
            ]
        )
        let figures = try #require(assessment.positions.first)
        #expect(figures.liquidationPriceBelow == 1_000)
        #expect(figures.liquidationPrice == 1_000)
        #expect(assessment.distance.jointMoveDownPercent == Exact(-100).divided(by: 11))
    }

    /// Between the mark and either trigger the account's standing never changes, and it does change
    /// there: by a sum that knows nothing of pieces.
    @Test func noChangeOfStandingLiesBeforeATrigger() throws {
        var random = SeededGenerator(seed: 23)
        var found = 0
        for _ in 0..<400 {
            let tiers = randomTiers(&random)
            let side: PositionSide = Bool.random(using: &random) ? .long : .short
            let mark = Int.random(in: 1...4_999, using: &random)
            let balance = Int.random(in: 1...2_500, using: &random)
            let figures = try #require(
                try assess(side, from: mark, balance: balance, tiers).positions.first)
            func stands(_ x: Exact) throws -> Bool {
                let row = try #require(tiers.first { x <= Exact($0.upperBound) })
                let profit = (x - Exact(mark)) * (side == .long ? 1 : -1)
                return Exact(balance) + profit
                    > x * Exact(row.maintenanceMarginRate) - Exact(row.maintenanceAmount)
            }
            let isStanding = try stands(Exact(mark))
            let steps = try (1...500).flatMap { [Exact($0 * 10), Exact($0 * 10) - (try hair)] }
            for x in steps {
                let isWithin =
                    figures.liquidationPriceBelow.map { x > $0 } ?? true
                    && figures.liquidationPriceAbove.map { x < $0 } ?? true
                guard isWithin else { continue }
                #expect(
                    try stands(x) == isStanding, "\(side) from \(mark) with \(balance), at \(x)")
            }
            for (price, outward) in [
                (figures.liquidationPriceBelow, -(try hair)),
                (figures.liquidationPriceAbove, try hair),
            ] {
                guard let price, price != Exact(mark) else { continue }
                let outside = price + outward
                guard outside.isPositive, outside <= 5_000 else { continue }
                #expect(try stands(outside) != isStanding || stands(price) != isStanding)
                found += 1
            }
        }
        #expect(found > 200)
    }

    private var hair: Exact { get throws { try exact("0.000001") } }
}
