import MarginModel
import Testing

@testable import MarginRules

/// What a plan must never say.
@Suite struct PlanSafetyTests {
    private func plan(_ account: Account, _ policy: Policy = .standard) throws -> ActionPlan {
        let calculator = try Sample.calculator(account.venue, policy: policy)
        return ActionPlanner(calculator).plan(for: calculator.assess(account))
    }

    @Test func noStopIsPlacedPastTheTrigger() throws {
        // Equity 800, requirement 1,056.
        let account = try Sample.account(
            .binance, balance: "12800",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        let calculator = try Sample.calculator(.binance)
        let assessment = calculator.assess(account)
        #expect(assessment.state == .liquidation)
        let planner = StopPlanner(
            assessment: assessment, policy: .standard, sheet: calculator.conditions.sheet)
        guard case .refused = planner.placement(for: assessment.positions[0]) else {
            Issue.record("the stop was not refused")
            return
        }
    }

    @Test func aStopOfHalfThePositionDoesNotProtectAllOfIt() throws {
        var account = try Sample.account(
            .binance, balance: "90000",
            [try Sample.position("BTCUSDT", .long, "2", entry: "88000", mark: "88000")])
        account.stops = [
            StopOrder(symbol: "BTCUSDT", side: .long, quantity: 1, triggerPrice: 85_000)
        ]
        #expect(try plan(account).steps.contains { $0.kind == .placeStop })
        account.stops.append(
            StopOrder(symbol: "BTCUSDT", side: .long, quantity: 1, triggerPrice: 84_000))
        let covered = try plan(account)
        #expect(!covered.steps.contains { $0.kind == .placeStop })
        #expect(covered.skipped.contains { $0.why.contains("84000") })
    }

    @Test func crossLeverageOfASymbolIsSetOnceForBothLegs() throws {
        let account = try Sample.account(
            .binance, balance: "90000",
            [
                try Sample.position("BTCUSDT", .long, "2", entry: "88000", mark: "88000"),
                try Sample.position("BTCUSDT", .short, "1", entry: "88000", mark: "88000"),
            ], hedge: true)
        #expect(try plan(account).steps.filter { $0.kind == .setLeverage }.count == 1)
    }

    @Test func toppingUpAnIsolatedPositionLeavesTheCrossPoolAtItsTarget() throws {
        // The isolated position misses 352 ÷ 0.5 − 360 = 344. Initial margin alone would free 400.
        let account = try Sample.account(
            .binance, balance: "800",
            [
                try Sample.position(
                    "BTCUSDT", .long, "1", entry: "88000", mark: "88000", mode: .isolated,
                    wallet: "360"),
                try Sample.position(
                    "ETHUSDT", .long, "20", entry: "3000", mark: "3000", leverage: "150"),
            ])
        let cross = try #require(
            try Sample.calculator(.binance).assess(account).pool("cross:USDT"))
        let equity = try #require(cross.equity)
        let requirement = try #require(cross.requirement)
        let topUp = try #require(try plan(account).steps.first { $0.kind == .addIsolatedMargin })
        #expect(topUp.amount == equity - requirement * 2)
        #expect((topUp.amount ?? 0) < 344)
    }

    @Test func anAccountPastItsTriggerWithoutFundsClosesAndSaysWhatIsLeft() throws {
        let account = try Sample.account(
            .binance, balance: "12800",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        let plan = try plan(account)
        #expect(plan.steps.map(\.kind).first { $0 == .reduce || $0 == .close } != nil)
        #expect(plan.skipped.contains { $0.source == "funds" })
        #expect(plan.reachesTarget)
    }

    @Test func aBankruptPoolIsNotCalledCured() throws {
        let account = try Sample.account(
            .binance, balance: "1000",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        let plan = try plan(account)
        #expect(!plan.isVerified)
        #expect(plan.steps.last?.after.state == .bankrupt)
    }

    @Test func severalSourcesAreNotCalledOne() throws {
        var account = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        account.funds = ["first", "second"].map {
            AvailableFunds(
                asset: "USDT", amount: 600, place: $0, route: "transfer", confirmationSeconds: 2,
                fee: 1, isVerified: true)
        }
        let plan = try plan(account)
        let deposits = plan.steps.filter { $0.kind == .deposit }
        #expect(deposits.count == 2)
        #expect(deposits.allSatisfy { !$0.reason.contains("one source") })
        #expect(plan.cost == 2)
    }
}
