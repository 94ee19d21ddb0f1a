import MarginModel
import Testing

@testable import MarginRules

@Suite struct AverageTrueRangeTests {
    private func day(
        _ high: Decimal, _ low: Decimal, _ close: Decimal
    ) -> (high: Decimal, low: Decimal, close: Decimal) { (high, low, close) }

    @Test func smoothsTheWayWilderDoes() {
        var prices = Array(repeating: day(101, 99, 100), count: 15)
        #expect(AverageTrueRange.measure(AuditSample.candles(prices)) == 2)
        prices.append(day(116, 100, 110))
        // (13 × 2 + 16) ÷ 14.
        #expect(AverageTrueRange.measure(AuditSample.candles(prices)) == 3)
        // A gap down: high − low is 2, but the close before lies 30 above the low.
        prices.append(day(82, 80, 81))
        // (13 × 3 + 30) ÷ 14, kept to 12 digits.
        #expect(
            AverageTrueRange.measure(AuditSample.candles(prices))
                == Decimal("4.928571428571").map { Exact($0) })
    }

    @Test func needsACloseBeforeEachOfFourteenRanges() {
        let prices = Array(repeating: day(101, 99, 100), count: 14)
        #expect(AverageTrueRange.measure(AuditSample.candles(prices)) == nil)
    }

    private func sizing(
        _ account: Account, days: Int = 20
    ) throws -> AuditRow<PositionSizing.Figures> {
        let candles = AuditSample.candles(
            Array(repeating: day(89_000, 87_000, 88_000), count: days))
        let (assessment, _) = try AuditSample.assess(account)
        let inputs = try AuditSample.inputs(account, candles: ["BTC": candles])
        return try #require(
            PositionSizer(assessment: assessment, inputs: inputs).sizings().first
        ).figures
    }

    @Test func sizesAPositionForTheRiskBudget() throws {
        let figures = try #require(try sizing(try AuditSample.called()).finding)
        // 1 % of 1,100 ÷ (2 × 2,000), in lots of 0.001.
        #expect(figures.averageTrueRange == 2_000)
        #expect(figures.budget == 11)
        #expect(figures.coins == Exact(try Sample.decimal("0.00275")))
        #expect(figures.quantity == Exact(try Sample.decimal("0.002")))
        #expect(figures.stepIsKnown)
        #expect(figures.timesAllowed?.rounded(places: 4) == (try Sample.decimal("1090.9091")))
    }

    @Test func countsContractsWhereTheVenueDoes() throws {
        let account = try Sample.account(
            .okx, balance: "40000",
            [try Sample.position("BTC-USDT-SWAP", .short, "100", entry: "88000", mark: "88000")])
        let figures = try #require(try sizing(account).finding)
        // 400 ÷ 4,000 = 0.1 coins, at 0.01 coins a contract.
        #expect(figures.coins == Exact(try Sample.decimal("0.1")))
        #expect(figures.quantity == 10)
        #expect(figures.timesAllowed == 10)
    }

    @Test func givesNoSizeWithoutHistory() throws {
        let account = try AuditSample.called()
        #expect(try sizing(account, days: 14).gap == "14 candles, and 15 are needed")
        let report = try AuditSample.report(account)
        #expect(report.sizing.first?.figures.gap == "no candles of BTC")
    }
}
