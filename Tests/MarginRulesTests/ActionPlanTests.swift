import MarginModel
import Testing

@testable import MarginRules

@Suite struct ActionPlanTests {
    /// 3 BTC long at 92,000, mark 88,000: requirement 264,000 × 0.4 % = 1,056, equity 1,100.
    private func callAccount(funds: [AvailableFunds] = []) throws -> Account {
        var account = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        account.funds = funds
        return account
    }

    private func plan(_ account: Account) throws -> (Assessment, ActionPlan) {
        let calculator = try Sample.calculator(account.venue)
        let assessment = calculator.assess(account)
        return (assessment, ActionPlanner(calculator).plan(for: assessment))
    }

    private func fund(
        _ amount: Decimal, seconds: Decimal = 2, verified: Bool = true, fee: Decimal = 0,
        place: String = "spot wallet"
    ) -> AvailableFunds {
        AvailableFunds(
            asset: "USDT", amount: amount, place: place, route: "internal transfer",
            confirmationSeconds: seconds, fee: fee, isVerified: verified)
    }

    @Test func statesTheAmountsAndWhatTheyBuy() throws {
        let (assessment, plan) = try plan(try callAccount())
        #expect(assessment.state == .call)
        let target = try #require(plan.targets.first { $0.name == .target })
        // 1,056 ÷ 0.5 − 1,100.
        #expect(target.amount == 1_012)
        #expect(target.ratioAfter == Exact(Decimal(significand: 5, scale: 1)))
        // Not yet past the trigger, so the article's amount is nothing.
        #expect(plan.targets.first { $0.name == .article }?.amount == .zero)
        // Nothing paid in leaves the call as it is.
        #expect(plan.targets.first { $0.name == .article }?.cures == false)
        // At the target liquidation is still within one percent, which is a call by itself.
        #expect(!target.cures)
        let distance = try #require(target.jointMoveSurvivedPercent)
        #expect(distance.magnitude < 1)
    }

    @Test func depositsFromOneSourceThatSufficesAndWaitsForTheCredit() throws {
        let (_, plan) = try plan(
            try callAccount(funds: [
                fund(600, place: "small"), fund(5_000, fee: 1, place: "large"),
                fund(9_000, seconds: 900, place: "slow"), fund(9_000, verified: false),
            ]))
        let kinds = plan.steps.map(\.kind)
        #expect(kinds.prefix(2) == [.deposit, .awaitCredit])
        #expect(plan.steps[0].amount == 1_012)
        #expect(plan.steps[0].reason.contains("large"))
        // Sent is not credited.
        #expect(plan.steps[0].after.state == .call)
        // The target is met, and liquidation is still within one percent.
        #expect(plan.steps[1].after.ratio.map { $0 <= plan.targetRatio } == true)
        #expect(plan.steps[1].after.state == .call && plan.steps[1].after.cause == .distance)
        #expect(plan.reachesTarget && !plan.isVerified)
        #expect(plan.cost == 1)
        #expect(plan.skipped.filter { $0.kind == .deposit }.count == 2)
    }

    @Test func closesLosingLegsFirstInWholeLots() throws {
        var account = try callAccount()
        account.positions.append(
            try Sample.position("ETHUSDT", .long, "1", entry: "2900", mark: "2920"))
        let (_, plan) = try plan(account)
        let reduce = try #require(plan.steps.first { $0.kind == .reduce })
        #expect(reduce.symbol == "BTCUSDT")
        let quantity = try #require(reduce.quantity)
        #expect(
            quantity.rounded(toMultipleOf: Decimal(significand: 1, scale: 3), .down) == quantity)
        #expect(plan.reachesTarget)
        #expect((plan.cost ?? .zero).isPositive)
    }

    @Test func oneLotLessWouldNotReachTheTarget() throws {
        let account = try callAccount()
        let calculator = try Sample.calculator(.binance)
        let target = PlanGoal.ratio(policy: .standard, venue: .binance)
        let planner = ReductionPlanner(
            calculator: calculator, poolID: "cross:USDT", targetRatio: target)
        let found = try #require(planner.reduction(of: 0, in: account))
        let lot = Exact(Decimal(significand: 1, scale: 3))
        let cost = { (quantity: Exact) throws -> Exact in
            try #require((quantity * found.cost).divided(by: found.quantity))
        }
        let fewer = found.quantity - lot
        let after = try #require(
            AccountSimulator.cutting(found.terms, by: fewer, cost: try cost(fewer), of: account)?
                .account)
        let pool = try #require(calculator.assess(after).onlyPool)
        #expect(!PlanGoal.isMet(pool, targetRatio: target))
        let reached = try #require(calculator.assess(found.cut.account).onlyPool)
        #expect(PlanGoal.isMet(reached, targetRatio: target))
    }

    @Test func refusesAStopThatLiquidationWouldOvertake() throws {
        let (assessment, _) = try plan(try callAccount())
        let planner = StopPlanner(
            assessment: assessment, policy: .standard, sheet: try shippedSheet(.binance))
        guard case .refused(let why) = planner.placement(for: assessment.positions[0]) else {
            Issue.record("the stop was not refused")
            return
        }
        #expect(why.contains("before a stop"))
    }

    @Test func aShortsStopLiesAboveTheMarkOnTheTick() throws {
        let account = try Sample.account(
            .binance, balance: "90000",
            [try Sample.position("BTCUSDT", .short, "1", entry: "88000", mark: "87959.907984")])
        let (_, plan) = try plan(account)
        let stop = try #require(plan.steps.first { $0.kind == .placeStop })
        // 87,959.907984 × 1.05 = 92,357.9033832, down to the tick of 0.10.
        #expect(stop.price == Exact(try Sample.decimal("92357.9")))
    }

    @Test func aHealthyAccountHolds() throws {
        let account = try Sample.account(
            .binance, balance: "90000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")])
        let (_, plan) = try plan(account)
        #expect(plan.steps.first?.kind == .hold)
        #expect(plan.isVerified)
    }

    @Test func okxIsBroughtPastItsOwnWarning() throws {
        var account = try Sample.account(
            .okx, balance: "4000",
            [try Sample.position("BTC-USDT-SWAP", .long, "300", entry: "88500", mark: "88000")])
        account.funds = [fund(50_000)]
        let (assessment, plan) = try plan(account)
        #expect(assessment.pools.map(\.ratioState) == [.watch])
        #expect(assessment.state == .call && assessment.cause == .distance)
        #expect(plan.isVerified)
        let last = try #require(plan.steps.last { $0.kind == .awaitCredit })
        // Equity ÷ requirement above 300 %, the venue's warning.
        #expect((last.after.native ?? .zero) > 3)
    }
}
