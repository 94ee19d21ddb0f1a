import MarginModel
import Testing

@testable import MarginRules

/// Advice that its reader can act on: what is lost is left alone, steps are orders, and nothing that is
/// known is left unsaid.
@Suite struct PlanAdviceTests {
    private func plan(
        _ account: Account, _ sheet: VenueSheet? = nil, _ policy: Policy = .standard
    ) throws -> (assessment: Assessment, plan: ActionPlan) {
        let calculator = MarginCalculator(
            .example(sheet: try sheet ?? shippedSheet(account.venue), policy: policy))
        let assessment = calculator.assess(account)
        return (assessment, ActionPlanner(calculator).plan(for: assessment))
    }

    private func fund(_ amount: Decimal) -> AvailableFunds {
        AvailableFunds(
            asset: "USDT", amount: amount, place: "spot wallet", route: "internal transfer",
            confirmationSeconds: 2, fee: 0, isVerified: true)
    }

    // MARK: What is lost stays lost

    /// A margin of 2,000 against a loss of 3,000.
    private func lost() throws -> Position {
        try Sample.position(
            "ETHUSDT", .long, "10", entry: "3200", mark: "2900", mode: .isolated, wallet: "2000")
    }

    @Test func noMoneyGoesIntoAPositionThatIsLost() throws {
        var account = try Sample.account(.binance, balance: "9000", [try lost()])
        account.funds = [fund(50_000)]
        let (assessment, plan) = try plan(account)
        #expect(assessment.state == .bankrupt)
        let step = try #require(plan.steps.first)
        #expect(step.kind == .hold && step.symbol == "ETHUSDT" && step.side == .long)
        let moving: Set<StepKind> = [.deposit, .addIsolatedMargin, .reduce, .close, .transfer]
        for steps in [plan.steps] + plan.alternatives.map(\.steps) {
            #expect(moving.isDisjoint(with: steps.map(\.kind)))
        }
        #expect(plan.cost == 0 && plan.isVerified)
        #expect(plan.targets.allSatisfy { $0.amount.isZero })
    }

    /// One position is lost and another is called: the wallet goes to the other alone.
    @Test func whatIsLostTakesNothingFromWhatCanBeSaved() throws {
        let called = try Sample.position(
            "BTCUSDT", .long, "1", entry: "88000", mark: "88000", mode: .isolated, wallet: "370")
        let account = try Sample.account(.binance, balance: "9000", [try lost(), called])
        let plan = try plan(account).plan
        for steps in [plan.steps] + plan.alternatives.map(\.steps) {
            let fed = steps.filter { $0.kind == .addIsolatedMargin || $0.kind.isCut }
            #expect(fed.allSatisfy { $0.symbol == "BTCUSDT" })
        }
        // 352 ÷ 0.5 − 370.
        #expect(plan.steps.first { $0.kind == .addIsolatedMargin }?.amount == 334)
        #expect(plan.reachesTarget)
    }

    /// Bybit: initial margin 1,600 and the fee to close against a loss of 3,000. The extra margin of the
    /// wallet is not touched, and the cheapest set is the empty one.
    @Test func theCheapestSetLeavesALostPositionAtBybit() throws {
        let position = try Sample.position(
            "ETHUSDT", .long, "10", entry: "3200", mark: "2900", mode: .isolated, extra: "100")
        var account = try Sample.account(.bybit, balance: "4000", [position], mode: .isolated)
        account.positions[0].autoAddMargin = true
        let plan = try plan(account).plan
        #expect(plan.steps.prefix(2).map(\.kind) == [.disableAuto, .hold])
        #expect(plan.cost == 0)
    }

    // MARK: Under way

    @Test func theWayBackOfAPoolInLiquidationIsNoDistance() throws {
        let account = try Sample.account(
            .binance, balance: "1500",
            [
                try Sample.position("ETHUSDT", .long, "100", entry: "3000", mark: "3000"),
                try Sample.position("ETHUSDT", .short, "100", entry: "3000", mark: "3000"),
            ], hedge: true)
        let (assessment, _) = try plan(account)
        #expect(assessment.state == .liquidation)
        for figures in assessment.positions {
            #expect(figures.distanceDownPercent == nil && figures.distanceUpPercent == nil)
        }
        let found = LiquidationUnderWay(assessment)
        #expect(found.isUnderWay && !found.isLikely)
        #expect(found.pastTrigger == ["cross:USDT"])
        #expect(!found.next.steps.isEmpty && found.worthDoing.count == 2)
    }

    @Test func nothingIsUnderWayInAnAccountThatIsCalled() throws {
        let account = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        let found = LiquidationUnderWay(try plan(account).assessment)
        #expect(!found.isUnderWay && found.worthDoing.isEmpty)
    }

    // MARK: Orders

    @Test func aCutSaysSideUnitAndCoins() throws {
        var account = try Sample.account(
            .okx, balance: "5000",
            [try Sample.position("BTC-USDT-SWAP", .short, "300", entry: "87000", mark: "88000")])
        account.takerFeeRate = Decimal(significand: 5, scale: 4)
        let step = try #require(try plan(account).plan.steps.first { $0.kind.isCut })
        let order = try #require(step.order)
        #expect(order.side == .buy && order.kind == .market && order.unit == "contracts")
        #expect(order.quantity == step.quantity)
        // A contract is a hundredth of a bitcoin.
        #expect(order.coins == order.quantity * Exact(Decimal(significand: 1, scale: 2)))
        #expect(order.parts == [order.quantity])
    }

    @Test func aStopIsTriggeredByTheMark() throws {
        let account = try Sample.account(
            .binance, balance: "90000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")])
        let step = try #require(try plan(account).plan.steps.first { $0.kind == .placeStop })
        let order = try #require(step.order)
        #expect(order.side == .sell && order.kind == .stopMarket && order.unit == "BTC")
        #expect(order.coins == 1 && step.quantity == 1)
    }

    /// The largest market order is 1 BTC, the smallest 0.3.
    @Test(arguments: [
        ("3", ["1", "1", "1"]), ("2.5", ["1", "1", "0.5"]), ("2.1", ["1", "0.8", "0.3"]),
    ])
    func largeCutsAreSplit(quantity: String, parts: [String]) throws {
        let shipped = try shippedSheet(.binance)
        let step = Decimal(significand: 1, scale: 1)
        let sheet = VenueSheet(
            venue: .binance, fees: shipped.fees, symbols: shipped.symbols,
            instruments: [
                Instrument(
                    symbol: "BTCUSDT", tickSize: 1, quantityStep: step,
                    minQuantity: Decimal(significand: 3, scale: 1), minNotional: nil,
                    maxMarketQuantity: 1, asOf: nil, source: "fictional")
            ])
        let account = try Sample.account(
            .binance, balance: "900000",
            [try Sample.position("BTCUSDT", .long, quantity, entry: "88000", mark: "88000")])
        let stop = try #require(try plan(account, sheet).plan.steps.first { $0.kind == .placeStop })
        #expect(stop.order?.parts == (try parts.map { Exact(try Sample.decimal($0)) }))
    }

    @Test func onlyAmountsThatCanBeSentAreMoved() throws {
        var account = try Sample.account(
            .binance, balance: "12.3456789",
            [
                try Sample.position(
                    "BTCUSDT", .long, "1", entry: "88000", mark: "88000", mode: .isolated,
                    wallet: "400")
            ])
        account.funds = [
            AvailableFunds(
                asset: "USDT", amount: try Sample.decimal("100.129"), place: "a", route: "transfer",
                confirmationSeconds: 1, fee: try Sample.decimal("0.1234"), isVerified: true),
            fund(1_000),
        ]
        let plan = try plan(account).plan
        let amounts = (plan.steps + plan.alternatives.flatMap(\.steps)).compactMap(\.amount)
        let cent = Decimal(significand: 1, scale: 2)
        #expect(!amounts.isEmpty)
        #expect(amounts.allSatisfy { $0.rounded(toMultipleOf: cent, .up) == $0 })
        #expect(plan.steps.first?.amount == Exact(try Sample.decimal("12.34")))
        #expect(plan.reachesTarget)
    }

    @Test func aCreditAloneDoesNotProtectAnIsolatedPosition() throws {
        var account = try Sample.account(
            .binance, balance: "0",
            [
                try Sample.position(
                    "BTCUSDT", .long, "1", entry: "90000", mark: "88000", mode: .isolated,
                    wallet: "2390")
            ])
        account.funds = [fund(9_000)]
        let steps = try plan(account).plan.steps
        #expect(steps.prefix(3).map(\.kind) == [.deposit, .awaitCredit, .addIsolatedMargin])
        #expect(steps[1].after.ratio == steps[0].after.ratio)
        #expect(steps[1].after.state == .call)
        #expect(steps[2].after.ratio.map { $0 * 2 <= 1 } == true)
    }

    // MARK: Distance

    /// 100 of both sides at the trigger: what is closed is closed on both.
    @Test func aHedgeIsCutOnBothLegs() throws {
        var account = try Sample.account(
            .binance, balance: "2500",
            [
                try Sample.position("ETHUSDT", .long, "100", entry: "3000", mark: "3000"),
                try Sample.position("ETHUSDT", .short, "100", entry: "3000", mark: "3000"),
            ], hedge: true)
        account.takerFeeRate = Decimal(significand: 5, scale: 4)
        let (assessment, plan) = try plan(account)
        #expect(assessment.state >= .watch)
        let ways = [plan.steps] + plan.alternatives.filter { $0.cost != nil }.map(\.steps)
        #expect(ways.count == 3)
        for steps in ways {
            let cuts = steps.filter(\.kind.isCut)
            let long = cuts.filter { $0.side == .long }.compactMap(\.quantity).sum()
            let short = cuts.filter { $0.side == .short }.compactMap(\.quantity).sum()
            let lot = Exact(Decimal(significand: 1, scale: 3))
            #expect(long.isPositive && (long - short).magnitude <= lot)
        }
        #expect(plan.isVerified)
        let cheapest = try #require(plan.alternatives.first { $0.name == "cheapest set" })
        #expect(cheapest.isVerified)
        #expect(cheapest.cost == plan.cost)
        #expect(cheapest.isExact)
    }

    @Test func aTargetDistanceOfZeroIsOff() throws {
        let account = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        let standard = try plan(account).plan
        #expect(standard.reachesTarget && !standard.isVerified)
        var policy = Policy.standard
        policy.targetDistancePercent = 0
        let without = try plan(account, nil, policy).plan
        #expect(without.isVerified && without.distanceGap == nil)
        #expect(!without.targets.contains { $0.name == .distance })
    }

    // MARK: What is known

    @Test func aDepositOnItsWayIsNamedWithWhatItWouldChange() throws {
        var account = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        account.deposits = [
            Deposit(
                asset: "USDT", amount: 40_000, sentAt: nil, status: .pending, reference: "tx-1"),
            Deposit(asset: "USDT", amount: 7_000, sentAt: nil, status: .failed, reference: "tx-2"),
        ]
        let (assessment, plan) = try plan(account)
        #expect(assessment.state == .call)
        let pending = try #require(plan.pending.first)
        #expect(plan.pending.count == 1 && pending.deposit.reference == "tx-1")
        #expect(pending.after.equity == 41_100 && pending.after.state == .healthy)
        #expect(pending.nearestMove?.percent.isNegative == true)
        // Nothing else counts it.
        #expect(plan.steps.contains { $0.kind.isCut })
    }

    /// Extra margin counts as X ÷ (1 − fee) for a long, so that taking it all out by equity takes too much.
    @Test func surplusAtBybitStaysAboveInitialMargin() throws {
        var account = try Sample.account(
            .bybit, balance: "0",
            [
                try Sample.position(
                    "ETHUSDT", .long, "10", entry: "3000", mark: "2800", mode: .isolated,
                    leverage: "20", extra: "40000"),
                try Sample.position(
                    "BTCUSDT", .long, "1", entry: "88000", mark: "87300", mode: .isolated,
                    leverage: "100", extra: "0"),
            ], mode: .isolated)
        account.takerFeeRate = Decimal(significand: 55, scale: 5)
        let calculator = try Sample.calculator(.bybit)
        let draft = PlanDraft(
            assessment: calculator.assess(account), calculator: calculator,
            targetRatio: PlanGoal.ratio(policy: .standard, venue: .bybit))
        let surplus = try #require(draft.surpluses(in: "USDT").first)
        let after = try #require(
            AccountSimulator.addingMargin(
                -surplus.amount, toPositionAt: surplus.index, coin: "USDT", fromWallet: true,
                of: account))
        let pool = try #require(calculator.pool("isolated:ETHUSDT:long", of: after))
        let (equity, initial) = (try #require(pool.equity), try #require(pool.initialMargin))
        #expect(equity >= initial)
        #expect(equity - initial < Exact(Decimal(significand: 3, scale: 2)))
    }

    /// Two positions at 50x that a fall by 16 % ends, where 20 % is near.
    private func near(target: Decimal) throws -> ActionPlan {
        var account = try Sample.account(
            .binance, balance: "20000",
            [
                try Sample.position(
                    "BTCUSDT", .long, "1", entry: "88000", mark: "88000", leverage: "50"),
                try Sample.position(
                    "ETHUSDT", .long, "10", entry: "3000", mark: "3000", leverage: "50"),
            ])
        account.funds = [fund(50_000)]
        var policy = Policy.standard
        policy.bounds.watchDistancePercent = 20
        policy.targetDistancePercent = target
        return try plan(account, nil, policy).plan
    }

    @Test func everyChangeOfLeverageKeepsTheStateByDistance() throws {
        let changes = try near(target: 3).steps.filter { $0.kind == .setLeverage }
        #expect(changes.map(\.symbol) == ["BTCUSDT", "ETHUSDT"])
        #expect(changes.allSatisfy { $0.after.state == .watch && $0.after.cause == .distance })
    }

    /// A target of 25 % is paid for where liquidation is near, and not in a healthy account.
    @Test func onlyWhatIsNearIsFundedToTheTargetDistance() throws {
        let plan = try near(target: 25)
        #expect(plan.steps.first?.kind == .deposit && plan.isVerified)
        var account = try Sample.account(
            .binance, balance: "20000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")])
        account.funds = [fund(50_000)]
        var policy = Policy.standard
        policy.targetDistancePercent = 25
        let (assessment, healthy) = try self.plan(account, nil, policy)
        #expect(assessment.state == .healthy)
        #expect(!healthy.steps.contains { $0.kind == .deposit })
        #expect(healthy.distanceGap?.missing?.isPositive == true && !healthy.isVerified)
    }

    // MARK: Amounts

    /// Beyond 500 a coin counts half: what 1,000 of them count says nothing of the first.
    @Test func theTargetIsTheSmallestAmountThatMeetsIt() throws {
        let tier = MaintenanceTier(
            number: 1, lowerBound: 0, upperBound: 1_000_000_000,
            maintenanceMarginRate: Decimal(significand: 1, scale: 2), maintenanceAmount: 0)
        let example = exampleSheet(.okx, symbol: "X", tiers: [tier])
        let rates = CollateralRate(
            asset: "USDT",
            tiers: [
                CollateralRate.Tier(upperBound: 500, rate: try Sample.decimal("0.99")),
                CollateralRate.Tier(upperBound: nil, rate: try Sample.decimal("0.5")),
            ], asOf: nil, source: "fictional")
        let sheet = VenueSheet(
            venue: .okx, fees: example.fees, symbols: example.symbols, collateral: [rates])
        for balance in ["150", "490", "700"] {
            var account = try Sample.account(
                .okx, balance: balance,
                [try Sample.position("X", .long, "20", entry: "1000", mark: "1000")],
                mode: .multiCurrency)
            account.collateral[0].collateralRate = nil
            let calculator = MarginCalculator(.example(sheet: sheet))
            let pool = try #require(calculator.assess(account).pools.first)
            let target = PlanGoal.ratio(policy: .standard, venue: .okx)
            let amount = PlanTargets.amount(reaching: target, in: pool, of: account, calculator)
            #expect(amount.isPositive)
            func isMet(_ amount: Exact) throws -> Bool {
                let after = try #require(
                    PoolFunding(account: account, pool: pool).crediting(amount))
                let pool = try #require(calculator.pool(pool.id, of: after))
                return PlanGoal.isMet(pool, targetRatio: target)
            }
            #expect(try isMet(amount))
            #expect(try !isMet(amount - Exact(Decimal(significand: 1, scale: 2))))
        }
    }

    @Test func aPoolWithoutADollarIsPaidInTheCoinThatItHoldsMostOf() throws {
        var account = try Sample.account(
            .binance, balance: "1",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")],
            mode: .multiAsset)
        account.collateral = [
            CollateralBalance(asset: "ETH", walletBalance: 1, indexPrice: 3_000),
            CollateralBalance(
                asset: "BTC", walletBalance: try Sample.decimal("0.1"), indexPrice: 88_000),
        ]
        let pool = try #require(try Sample.calculator(.binance).assess(account).pools.first)
        let funding = PoolFunding(account: account, pool: pool)
        #expect(pool.asset == "USD" && funding.coin == "BTC" && funding.unit == "BTC")
    }
}
