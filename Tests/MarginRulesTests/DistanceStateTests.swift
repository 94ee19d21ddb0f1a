import MarginModel
import Testing

@testable import MarginRules

/// What a small distance to liquidation makes of an account whose ratio is fine.
@Suite struct DistanceStateTests {
    /// A long of 880,000 USDT with a requirement of 4,220 and 40,000 of loss.
    private func book(_ balance: String) throws -> Account {
        try Sample.account(
            .binance, balance: balance,
            [
                try Sample.position(
                    "BTCUSDT", .long, "10", entry: "92000", mark: "88000", leverage: "50")
            ])
    }

    private func policy(watch: Decimal = 3, call: Decimal = 1) -> Policy {
        var policy = Policy.standard
        policy.bounds.watchDistancePercent = watch
        policy.bounds.callDistancePercent = call
        return policy
    }

    @Test(arguments: [
        ("44000", AccountState.liquidation, StateCause.ratio, AccountState.liquidation),
        ("44500", .call, .ratio, .call), ("46000", .call, .distance, .healthy),
        ("60000", .watch, .distance, .healthy), ("100000", .healthy, .ratio, .healthy),
    ])
    func theWorseOfRatioAndDistanceWins(
        balance: String, state: AccountState, cause: StateCause, byRatio: AccountState
    ) throws {
        let assessed = try Sample.calculator(.binance).assess(try book(balance))
        #expect(assessed.state == state)
        #expect(assessed.cause == cause)
        #expect(assessed.pools.map(\.state) == [state])
        #expect(assessed.pools.map(\.cause) == [cause])
        #expect(assessed.pools.map(\.ratioState) == [byRatio])
        #expect(assessed.isKnownHealthy == (state == .healthy))
        #expect((assessed.nearestAdverseMove == nil) == (state == .liquidation))
    }

    @Test(arguments: [
        (Decimal(3), Decimal(0), AccountState.watch), (0, 1, .call), (0, 0, .healthy),
    ])
    func aBoundOfZeroIsOff(watch: Decimal, call: Decimal, state: AccountState) throws {
        let calculator = try Sample.calculator(.binance, policy: policy(watch: watch, call: call))
        #expect(calculator.assess(try book("46000")).state == state)
    }

    /// The bound itself is not within it.
    @Test func aDistanceAtTheBoundIsNotWithinIt() throws {
        let distance = try #require(
            try Sample.calculator(.binance).assess(try book("60000")).nearestAdverseMove)
        let bound = try #require(distance.percent.magnitude.rounded(places: 30))
        let calculator = try Sample.calculator(.binance, policy: policy(watch: bound, call: 0))
        let assessed = calculator.assess(try book("60000"))
        #expect((assessed.state == .watch) == (distance.percent.magnitude < Exact(bound)))
    }

    /// As the figure beside the sentence is: no farther than it is, and not nothing.
    @Test(arguments: [
        ("-2.9051", "all prices fall by 2.90%"), ("-0.3", "all prices fall by 0.30%"),
        ("12", "all prices rise by 12.00%"), ("-0.004", "all prices fall by 0.004%"),
    ])
    func aMoveIsCutAsItsFigureIs(percent: String, sentence: String) throws {
        let move = AdverseMove(percent: Exact(try Sample.decimal(percent)), symbol: nil)
        #expect(move.sentence == sentence)
    }

    @Test func aPlanThatHoldsNearLiquidationIsNotVerified() throws {
        let calculator = try Sample.calculator(.binance)
        let plan = ActionPlanner(calculator).plan(for: calculator.assess(try book("46000")))
        let hold = try #require(plan.steps.first)
        #expect(hold.kind == .hold)
        #expect(hold.after.state == .call && hold.after.cause == .distance)
        #expect(hold.reason.contains("0.20%"))
        #expect(!plan.isVerified && plan.reachesTarget)
        #expect(plan.distanceGap?.move.percent.isNegative == true)

        let far = ActionPlanner(calculator).plan(for: calculator.assess(try book("100000")))
        #expect(far.steps.first?.kind == .hold)
        #expect(far.isVerified && far.distanceGap == nil)
        #expect(far.steps.first?.after.state == .healthy)
    }

    /// The target of the ratio is reached, and that of the distance is not: what it costs is said.
    @Test func aCureThatEndsNearLiquidationSaysWhatTheTargetCosts() throws {
        var account = try book("44500")
        account.funds = [
            AvailableFunds(
                asset: "USDT", amount: 20_000, place: "spot", route: "internal",
                confirmationSeconds: 2, fee: 0, isVerified: true)
        ]
        let calculator = try Sample.calculator(.binance)
        let plan = ActionPlanner(calculator).plan(for: calculator.assess(account))
        #expect(plan.reachesTarget && !plan.isVerified)
        #expect(plan.alternatives.allSatisfy { $0.reachesTarget && $0.nearestMove != nil })
        // Money from anywhere goes to both targets, and so does closing more.
        let far = plan.alternatives.filter(\.isVerified)
        #expect(far.count == 2 && far.first?.cost == nil)
        let closed = try #require(far.last)
        #expect(closed.steps.last?.kind == .reduce)
        #expect(closed.nearestMove.map { $0.percent.magnitude >= 3 } == true)
        #expect(closed.steps.last?.after.state == .healthy)
        let gap = try #require(plan.distanceGap)
        #expect(gap.pool == "cross:USDT" && gap.move.percent.magnitude < 3)
        // At 85,360 the loss is 26,400 more and 853,600 × 0.65 % − 1,500 = 4,048.4 are required. Equity is
        // 4,500 before the deposit and 8,440 after it.
        #expect(gap.missing == Exact(try Sample.decimal("22008.4")))
        let target = plan.targets.first { $0.name == .distance }
        #expect(target?.amount == Exact(try Sample.decimal("25948.4")))
        #expect(plan.steps.contains { $0.kind == .deposit })
        let last = try #require(plan.steps.last { $0.kind == .awaitCredit })
        #expect(last.after.state == .call && last.after.cause == .distance)
        #expect(plan.steps.first { $0.kind == .deposit }?.after.cause == .ratio)
    }

    /// 25,948.40 USDT at hand: the plan goes to both targets with one deposit.
    @Test(arguments: [("44500", "25948.4"), ("46000", "24448.4")])
    func moneyAtHandGoesToTheTargetDistance(balance: String, amount: String) throws {
        var account = try book(balance)
        account.funds = [
            AvailableFunds(
                asset: "USDT", amount: 50_000, place: "spot", route: "internal",
                confirmationSeconds: 2, fee: 0, isVerified: true)
        ]
        let calculator = try Sample.calculator(.binance)
        let plan = ActionPlanner(calculator).plan(for: calculator.assess(account))
        let deposits = plan.steps.filter { $0.kind == .deposit }
        #expect(deposits.compactMap(\.amount) == [Exact(try Sample.decimal(amount))])
        #expect(plan.isVerified && plan.nearestMove?.percent == -3)
        #expect(!plan.steps.contains { $0.kind == .hold })
    }

    /// The way back of a book in liquidation is no distance.
    @Test func aPoolInLiquidationKeepsItsState() throws {
        let calculator = try Sample.calculator(.binance, policy: policy(watch: 90, call: 80))
        let assessed = calculator.assess(try book("44000"))
        #expect(assessed.state == .liquidation && assessed.cause == .ratio)
        #expect(assessed.positions.first?.liquidationPrice != nil)
        #expect(assessed.positions.first?.distanceUpPercent == nil)
        #expect(assessed.positions.first?.isPastTrigger == true)
        #expect(assessed.closeMove == nil)
    }

    @Test func portfolioMarginHasItsLevelsAndNoDistance() throws {
        var account = try book("100000")
        account.accountMode = .portfolio
        account.reported = ReportedFigures(uniMMR: 2)
        let calculator = try Sample.calculator(.binance)
        let assessed = calculator.assess(account)
        #expect(assessed.state == .healthy && assessed.cause == .ratio)
        #expect(assessed.distance.down.withheld == .portfolioMargin)
        #expect(assessed.reasons.contains { $0.place == "distance.jointMovePercent" })
        #expect(!assessed.isKnownHealthy)
        let plan = ActionPlanner(calculator).plan(for: assessed)
        #expect(plan.steps.isEmpty && !plan.isVerified)
        #expect(plan.skipped.map(\.source) == ["portfolio-margin"])
    }
}
