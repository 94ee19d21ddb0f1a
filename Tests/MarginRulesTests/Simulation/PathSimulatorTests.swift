import MarginModel
import Testing

@testable import MarginRules

@Suite struct PathSimulatorTests {
    /// Called, with 2,000 USDT that arrive 45 seconds after they are sent.
    private func account() throws -> Account {
        var account = try AuditSample.called()
        account.funds = [
            AvailableFunds(
                asset: "USDT", amount: 2_000, place: "spot wallet", route: "internal transfer",
                confirmationSeconds: 45, fee: 0, isVerified: true)
        ]
        account.policy = PolicyOverrides([.confirmationSeconds: 50])
        return account
    }

    private func run(
        _ account: Account, columns: [String] = ["BTCUSDT"], every: Int64 = 30,
        _ points: [(seconds: Int64, prices: [Decimal?])]
    ) throws -> AuditRow<PathReport> {
        let policy = Policy.standard.applying(account.policy)
        let (assessment, calculator) = try AuditSample.assess(account, policy: policy)
        return PathSimulator(
            assessment: assessment, plan: ActionPlanner(calculator).plan(for: assessment),
            conditions: calculator.conditions
        ).run(
            PricePath(
                columns: columns,
                points: points.map {
                    PricePath.Point(
                        at: exampleInstant.advanced(bySeconds: $0.seconds), prices: $0.prices)
                }), everySeconds: every)
    }

    private func instant(_ seconds: Int64) -> Instant {
        exampleInstant.advanced(bySeconds: seconds)
    }

    @Test func landsADepositWhenItConfirms() throws {
        let report = try #require(
            try run(try account(), [(0, [88_000]), (120, [88_000])]).finding)
        #expect(report.steps.map(\.at) == [0, 30, 60, 90, 120].map(instant))
        #expect(report.steps.map(\.state) == [.call, .call, .healthy, .healthy, .healthy])
        #expect(report.steps.map(\.events.count) == [0, 0, 1, 0, 0])
        // 1,056 ÷ 0.5 − 1,100 on top of 1,100.
        #expect(report.steps[2].equity == 2_112)
        #expect(report.callAt == instant(0))
        #expect(report.cureAt == instant(60))
        #expect(report.liquidationAt == nil)
    }

    @Test func liquidatesBeforeTheMoneyArrives() throws {
        let report = try #require(
            try run(try account(), [(0, [88_000]), (20, [87_980]), (60, [88_000])]).finding)
        // 3 × 20 lost is more than the headroom of 44.
        #expect(report.steps.map(\.state) == [.call, .liquidation, .healthy])
        #expect(report.liquidationAt == instant(30))
    }

    @Test func carriesNoPriceBeyondItsAge() throws {
        let report = try #require(
            try run(try account(), every: 100, [(0, [88_000]), (90, [nil]), (400, [88_000])])
                .finding)
        #expect(report.maximumPriceAgeSeconds == 300)
        #expect(report.steps.map(\.at) == [0, 100, 200, 300, 400].map(instant))
        #expect(report.steps.map(\.missing) == [[], [], [], [], []])
        let gap = try #require(
            try run(try account(), every: 100, [(0, [88_000]), (500, [88_000])]).finding)
        #expect(gap.steps.map(\.missing) == [[], [], [], [], ["BTCUSDT"], []])
        #expect(gap.steps[4].state == .incomplete)
        #expect(gap.steps[4].equity == nil)
    }

    @Test func takesTheBaseAssetWhereNoSymbolIsGiven() throws {
        let report = try #require(
            try run(
                try account(), columns: ["ETH", "BTC"], [(0, [3_000, 87_990]), (30, [nil, nil])]
            )
            .finding)
        #expect(report.steps.map(\.equity) == [1_070, 1_070])
        let other = try #require(
            try run(try account(), columns: ["ETH"], [(0, [3_000])]).finding)
        #expect(other.steps[0].missing == ["BTCUSDT"])
    }

    @Test func booksFundingOnTheMarkOfItsSettlement() throws {
        var account = try account()
        account.positions[0].nextFundingAt = instant(45)
        let report = try #require(
            try run(account, [(0, [88_000]), (40, [90_000]), (50, [88_000]), (60, [88_000])])
                .finding)
        guard case .funding(let symbol, let asset, let amount) = report.steps[2].events.last else {
            Issue.record("the settlement after 45 seconds is missing")
            return
        }
        #expect(symbol == "BTCUSDT")
        #expect(asset == "USDT")
        #expect(amount == -27)
        #expect(report.steps[2].equity == 2_112 - 27)
        account.positions[0].fundingRate = nil
        let unknown = try #require(try run(account, [(0, [88_000]), (60, [88_000])]).finding)
        guard case .fundingUnknown("BTCUSDT") = unknown.steps[2].events.last else {
            Issue.record("a settlement without a rate must be said")
            return
        }
        account.environment = .testnet
        let test = try #require(try run(account, [(0, [88_000]), (60, [88_000])]).finding)
        #expect(test.steps[2].events.count == 1)
    }

    @Test func addsALandedDepositToTheIsolatedPosition() throws {
        var account = try Sample.account(
            .okx, balance: "0",
            [
                try Sample.position(
                    "BTC-USDT-SWAP", .long, "100", entry: "88000", mark: "88000", mode: .isolated,
                    wallet: "420")
            ])
        account.funds = [
            AvailableFunds(
                asset: "USDT", amount: 9_000, place: "spot wallet", route: "internal transfer",
                confirmationSeconds: 5, fee: 0, isVerified: true)
        ]
        let report = try #require(try run(account, [(0, [88_000]), (30, [88_000])], of: "BTC"))
        #expect(report.steps.map(\.state) == [.call, .healthy])
    }

    private func run(
        _ account: Account, _ points: [(seconds: Int64, prices: [Decimal?])], of column: String
    ) throws -> PathReport? {
        try run(account, columns: [column], points).finding
    }

    @Test func refusesPathsThatAreTooLong() throws {
        let far = Int64(30) * 100_000
        #expect(
            try run(try account(), [(0, [88_000]), (far, [88_000])]).gap
                == "the path has more than 100000 steps")
        #expect(try run(try account(), []).gap == "the path holds no prices")
    }
}
