import Foundation
import MarginModel
import Testing

@testable import MarginRules

@Suite struct StressTesterTests {
    private func twoAssets() throws -> Account {
        try Sample.account(
            .binance, balance: "30000",
            [
                try Sample.position("BTCUSDT", .long, "2", entry: "88000", mark: "88000"),
                try Sample.position("ADAUSDT", .short, "100000", entry: "0.42", mark: "0.42"),
            ])
    }

    private func report(
        _ account: Account, candles: [String: [Candle]] = [:], betas: BetaTable? = nil
    ) throws -> StressReport {
        let (assessment, _) = try AuditSample.assess(account)
        let inputs = try AuditSample.inputs(account, candles: candles, betas: betas)
        return try #require(StressTester(assessment, inputs: inputs).report().finding)
    }

    /// Closes that go up and down by 1 %, `count` of them.
    private func swinging(_ count: Int) -> [Candle] {
        AuditSample.candles(
            (0..<count).map { index in
                let close: Decimal = index.isMultiple(of: 2) ? 100 : 101
                return (close, close, close)
            })
    }

    @Test func laysOutTheGridInSteps() throws {
        let joint = try report(try twoAssets()).joint
        #expect(
            joint.points.map(\.movePercent) == [-30, -25, -20, -15, -10, -5, 5, 10, 15, 20, 25, 30])
        // 30,000 − 5 % × 176,000 + 5 % × 42,000.
        #expect(joint.points[5].pools[0].equity == 23_300)
        let breach = try #require(joint.breach.down?.movePercent)
        #expect(breach > -25 && breach < -20)
        #expect(joint.points[1].state == .bankrupt)
        #expect(joint.points[2].state < .liquidation)
    }

    @Test func refusesGridsThatAreNone() {
        #expect(StressGrid(farthestPercent: 30, stepPercent: 0) == nil)
        #expect(StressGrid(farthestPercent: 1, stepPercent: 2) == nil)
        #expect(StressGrid(farthestPercent: 101, stepPercent: 1) == nil)
        #expect(StressGrid(farthestPercent: 2, stepPercent: 1)?.moves == [-2, -1, 1, 2])
    }

    @Test func takesRangeAndStepFromThePolicy() throws {
        let account = try twoAssets()
        var policy = Policy.standard
        policy.stressRangePercent = 4
        policy.stressStepPercent = 2
        let sheet = try shippedSheet(.binance)
        let (assessment, _) = try AuditSample.assess(account)
        func row() -> AuditRow<StressReport> {
            let inputs = AuditInputs(conditions: .example(sheet: sheet, policy: policy))
            return StressTester(assessment, inputs: inputs).report()
        }
        #expect(row().finding?.joint.points.map(\.movePercent) == [-4, -2, 2, 4])
        policy.stressStepPercent = 5
        #expect(
            row().gap == "stressRangePercent and stressStepPercent make no table of 1 to 100 steps")
    }

    @Test func leavesOneAssetWhereItIs() throws {
        let singles = try report(try twoAssets()).singles
        #expect(singles.map(\.kind) == [.single(asset: "ADA"), .single(asset: "BTC")])
        #expect(singles[0].points[5].pools[0].equity == 32_100)
        #expect(singles[1].points[5].pools[0].equity == 21_200)
    }

    @Test func neverGuessesABeta() throws {
        #expect(
            try report(try twoAssets()).correlated.gap == "no betas are given, and none is guessed")
        let partial = BetaTable(driver: "BTC", values: [:])
        #expect(
            try report(try twoAssets(), betas: partial).correlated.gap == "no beta is given for ADA"
        )
    }

    @Test func movesByTheAccountsOwnBetasFirst() throws {
        var account = try twoAssets()
        account.betas = BetaTable(driver: "BTC", values: ["ADA": 2])
        let site = BetaTable(driver: "BTC", values: ["ADA": 0])
        let table = try #require(try report(account, betas: site).correlated.finding)
        #expect(table.kind == .beta(driver: "BTC"))
        // BTC −5 % and ADA −10 %: 30,000 − 8,800 + 4,200.
        #expect(table.points[5].pools[0].equity == 25_400)
    }

    @Test func takesTheDailyMoveFromLogReturns() throws {
        let report = try report(try twoAssets(), candles: ["BTC": swinging(21)])
        let shock = try #require(report.volatility.finding?.first)
        #expect(shock.asset == "BTC")
        #expect(shock.returns == 20)
        // Ten returns of +ln 1.01 and ten of −ln 1.01 around a mean of nothing.
        let deviation = log(1.01) * (20.0 / 19.0).squareRoot()
        let down = -(1 - exp(-2.3263478740408408 * deviation)) * 100
        let shown = try #require(Double(shock.downPercent.description))
        #expect(abs(shown - down) <= 0.0001)
        #expect(shown <= down)
        #expect(shock.afterDown.movePercent == shock.downPercent)
        #expect(report.volatilityJoint.gap == "no daily candles of ADA")
    }

    @Test func movesAllAssetsByTheirOwnShocks() throws {
        let report = try report(
            try twoAssets(), candles: ["BTC": swinging(21), "ADA": swinging(21)])
        let shocks = try #require(report.volatility.finding)
        let down = try #require(report.volatilityJoint.finding?.first)
        #expect(down.movePercent == -100)
        let change = shocks[0].downPercent * (176_000 - 42_000)
        #expect(down.pools[0].equity == 30_000 + change * Exact(Decimal(significand: 1, scale: 2)))
    }

    @Test(arguments: [(20, "19 daily returns, and 20 are needed"), (0, "no candles")])
    func needsEnoughHistory(count: Int, why: String) throws {
        let report = try report(
            try twoAssets(), candles: ["BTC": swinging(count), "ADA": swinging(count)])
        #expect(report.volatility.gap == "ADA: \(why); BTC: \(why)")
    }

    @Test func usesNoHistoryThatIsOver() throws {
        let old = swinging(30).dropLast(5)
        guard case .notComputable(let why) = DailyMove.measure(Array(old), clock: exampleInstant)
        else {
            Issue.record("the last candle is six days old")
            return
        }
        #expect(why.hasSuffix("6 days before the clock"))
    }

    @Test func standsBackFromPortfolioMarginAndMissingPrices() throws {
        var account = try twoAssets()
        account.positions[0].markPrice = nil
        let (assessment, _) = try AuditSample.assess(account)
        let row = StressTester(assessment, inputs: try AuditSample.inputs(account)).report()
        #expect(row.gap == "figures that every move depends on are withheld")
    }
}
