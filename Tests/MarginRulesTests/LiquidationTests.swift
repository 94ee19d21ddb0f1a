import MarginModel
import Testing

@testable import MarginRules

@Suite struct LiquidationTests {
    /// Equity equals the requirement at every price that is called a liquidation price.
    @Test(arguments: [
        (Venue.binance, AccountMode.singleAsset), (.bybit, .cross), (.bybit, .isolated),
        (.okx, .futures),
    ])
    func puttingTheLiquidationPriceBackGivesEquality(venue: Venue, mode: AccountMode) throws {
        let isOkx = venue == .okx
        let btc = isOkx ? "BTC-USDT-SWAP" : "BTCUSDT"
        var random = SystemRandomNumberGenerator.seeded(42)
        var checked = 0
        for _ in 0..<200 {
            let entry = Int.random(in: 60_000...120_000, using: &random)
            let mark = Int.random(in: 60_000...120_000, using: &random)
            let quantity = Int.random(in: 1...(isOkx ? 3_000 : 90), using: &random)
            let account = try Sample.account(
                venue, balance: "\(Int.random(in: 10_000...900_000, using: &random))",
                [
                    try Sample.position(
                        btc, Bool.random(using: &random) ? .long : .short, "\(quantity)",
                        entry: "\(entry)", mark: "\(mark)",
                        mode: mode == .isolated ? .isolated : .cross,
                        leverage: "\(Int.random(in: 1...50, using: &random))", extra: "1250")
                ], mode: mode)
            let calculator = try Sample.calculator(venue)
            let figures = try #require(calculator.assess(account).positions.first)
            for price in [figures.liquidationPriceBelow, figures.liquidationPriceAbove] {
                guard let price else { continue }
                let pool = try poolAt(price, of: account, calculator)
                #expect(pool.equity == pool.requirement)
                checked += 1
            }
        }
        #expect(checked > 100)
    }

    private func poolAt(
        _ price: Exact, of account: Account, _ calculator: MarginCalculator
    ) throws -> (equity: Exact?, requirement: Exact?) {
        // A mark price is a decimal; a liquidation price need not be. So the pool is evaluated on
        // terms whose mark is the exact quotient.
        var resolver = TermsResolver(account: account, conditions: calculator.conditions)
        let terms = resolver.resolve().map { $0.marked(at: price) }
        var builder = PoolBuilder(
            account: account, rules: account.rules, conditions: calculator.conditions)
        let pool = try #require(builder.build(terms).first)
        var assessor = PoolAssessor(
            pool: pool, account: account, rules: account.rules,
            conditions: calculator.conditions)
        let assessed = assessor.assess().pool
        return (assessed.equity, assessed.requirement)
    }

    @Test func aHedgedBookHasATriggerOnBothSides() throws {
        let account = try Sample.account(
            .binance, balance: "1000",
            [
                try Sample.position("BTCUSDT", .long, "3", entry: "88000", mark: "88000"),
                try Sample.position("BTCUSDT", .short, "3", entry: "88000", mark: "88000"),
            ], hedge: true)
        // Both legs carry full maintenance margin: 2 × 3 × p × 0.4 % against 1,000 in all tiers.
        let figures = try Sample.calculator(.binance).assess(account).positions
        let price = try #require(figures[0].liquidationPrice)
        #expect(price == figures[1].liquidationPrice)
        // Net exposure is zero, so only the growing requirement can end it: one trigger below the
        // mark, where the account already stands past its trigger.
        #expect(figures[0].liquidationPriceAbove == nil)
        #expect(price < 88_000)
    }

    @Test func anUnevenHedgeIsSolvedOnEveryPiece() throws {
        let account = try Sample.account(
            .binance, balance: "9000",
            [
                try Sample.position("BTCUSDT", .long, "10", entry: "88000", mark: "88000"),
                try Sample.position("BTCUSDT", .short, "9.99", entry: "88000", mark: "88000"),
            ], hedge: true)
        let figures = try #require(try Sample.calculator(.binance).assess(account).positions.first)
        #expect(figures.liquidationPriceAbove != nil)
    }

    @Test func aLongWithPlentyOfMoneyHasNoTriggerAndSaysSo() throws {
        let account = try Sample.account(
            .binance, balance: "1000000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")])
        let assessment = try Sample.calculator(.binance).assess(account)
        #expect(assessment.positions.first?.liquidationPrice == nil)
        #expect(assessment.reasons.contains { $0.code == .noLiquidation })
        #expect(assessment.state == .healthy)
    }

    @Test func theJointMoveOfOnePositionIsItsOwnDistance() throws {
        let account = try Sample.account(
            .binance, balance: "9000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "87000")])
        let assessment = try Sample.calculator(.binance).assess(account)
        let move = try #require(assessment.distance.jointMoveDownPercent)
        #expect(move == assessment.positions.first?.distanceDownPercent)
    }
}

extension PositionTerms {
    /// The same position at another mark, which may be any rational.
    func marked(at price: Exact) -> PositionTerms {
        var given = given
        given.markPrice = price
        return PositionTerms(given, at: index)
    }
}

/// SplitMix64: small, seeded, the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SystemRandomNumberGenerator {
    static func seeded(_ seed: UInt64) -> SeededGenerator { SeededGenerator(seed: seed) }
}
