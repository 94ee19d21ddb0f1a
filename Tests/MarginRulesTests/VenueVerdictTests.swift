import MarginModel
import Testing

@testable import MarginRules

/// The venue's own word against figures that come to less, and what is told of doubtful inputs.
@Suite struct VenueVerdictTests {
    /// 8,800 USDT of bitcoin, with a requirement of 35.2 and equity of 900.
    private func account(_ reported: ReportedFigures?, balance: String = "1000") throws -> Account {
        var account = try Sample.account(
            .binance, balance: balance,
            [try Sample.position("BTCUSDT", .long, "0.1", entry: "89000", mark: "88000")])
        account.reported = reported
        return account
    }

    private func assess(_ account: Account) throws -> Assessment {
        try Sample.calculator(account.venue).assess(account)
    }

    private static let worse: [ReportedFigures] = [
        ReportedFigures(maintenanceMargin: 800),
        ReportedFigures(marginRatio: Decimal(significand: 93, scale: 2)),
        ReportedFigures(maintenanceMargin: Decimal(significand: 356, scale: 1)),
        ReportedFigures(equity: 300),
    ]

    @Test(arguments: worse)
    func nothingIsAdvisedAgainstTheVenue(reported: ReportedFigures) throws {
        let assessed = try assess(try account(reported))
        #expect(assessed.state == .incomplete)
        #expect(assessed.reasons.contains { $0.code == .venueSaysWorse })
        // Both are shown.
        #expect(assessed.pools.first?.requirement == Exact(Decimal(significand: 352, scale: 1)))
        let planner = ActionPlanner(try Sample.calculator(.binance))
        #expect(planner.plan(for: assessed).isVerified == false)
    }

    private static let fine: [ReportedFigures] = [
        // Better than ours; within a percent of the requirement; a fall that the venue's own profit
        // figure shows too.
        ReportedFigures(maintenanceMargin: 30),
        ReportedFigures(maintenanceMargin: Decimal(significand: 355, scale: 1)),
        ReportedFigures(unrealizedPnl: -150, equity: 850),
    ]

    @Test(arguments: fine)
    func whatMarksExplainIsNoContradiction(reported: ReportedFigures) throws {
        let assessed = try assess(try account(reported))
        #expect(assessed.state == .healthy)
        #expect(!assessed.reasons.contains { $0.code == .venueSaysWorse })
    }

    /// Entry 89,000 and mark 88,000 of 0.1 make −100; a fiftieth of the value is 176.
    @Test(arguments: [("-100", false), ("-270", false), ("-277", true), ("100", true)])
    func aProfitThatEntryAndMarkDoNotMakeIsTold(profit: String, isTold: Bool) throws {
        var account = try account(nil)
        account.positions[0].reported = ReportedFigures(unrealizedPnl: try Sample.decimal(profit))
        let assessed = try assess(account)
        let told = assessed.reasons.filter { $0.place == "positions[0].reported.unrealizedPnl" }
        #expect(told.map(\.code) == (isTold ? [.implausible] : []))
        #expect(assessed.isKnownHealthy == !isTold)
        #expect(assessed.state == .healthy)
    }

    /// `90.000` written for ninety thousand is ninety, and a gain of a thousand times.
    @Test(arguments: [("90", true), ("880", false), ("8800000", false), ("8800001", true)])
    func anEntryThatIsAHundredTimesOffIsTold(entry: String, isTold: Bool) throws {
        var account = try account(nil, balance: "1000000")
        account.positions[0].entryPrice = try Sample.decimal(entry)
        let told = try assess(account).reasons.filter { $0.place == "positions[0].entryPrice" }
        #expect(told.map(\.code) == (isTold ? [.implausible] : []))
    }

    @Test func whatIsDatedAfterTheClockIsTold() throws {
        var account = try account(nil)
        let clock = try Sample.calculator(.binance).conditions.clock
        let (past, future) = (clock.advanced(bySeconds: 200), clock.advanced(bySeconds: 4_000))
        account.deposits = [past, future].map {
            Deposit(asset: "USDT", amount: 5, sentAt: $0, status: .pending)
        }
        account.liquidations = [
            LiquidationEvent(symbol: "BTCUSDT", price: 80_000, quantity: 1, at: future)
        ]
        account.fundingPayments = [
            FundingPayment(symbol: "BTCUSDT", amount: 1, asset: "USDT", at: future)
        ]
        let told = try assess(account).reasons.filter { $0.code == .implausible }.map(\.place)
        #expect(told == ["deposits[1].sentAt", "liquidations[0].at", "fundingPayments[0].at"])
    }

    /// A debt without a position: the venue has nothing to liquidate.
    @Test func aPoolThatOwesAndHoldsNothingIsNotBeingLiquidated() throws {
        let empty = try Sample.account(.binance, balance: "-120.5", [])
        let assessed = try assess(empty)
        #expect(!LiquidationUnderWay(assessed).isUnderWay)
        let told = assessed.reasons.first { $0.place == "cross:USDT" }
        #expect(told?.code == .noPosition)
        #expect(told?.message.contains("120.5 USDT is owed to Binance") == true)
        #expect(!assessed.isKnownHealthy)
        // With a position in it the venue acts.
        let held = try assess(try account(nil, balance: "-500"))
        #expect(LiquidationUnderWay(held).pastTrigger == ["cross:USDT"])
    }

    /// An isolated position of 300 contracts beside a cross pool: what the venue says of it is said of its
    /// pool alone.
    @Test func aPositionsOwnRatioIsHeardToo() throws {
        var position = try Sample.position(
            "BTC-USDT-SWAP", .long, "300", entry: "88000", mark: "88000", mode: .isolated,
            wallet: "30000")
        position.reported = ReportedFigures(marginRatio: Decimal(significand: 15, scale: 1))
        var account = try Sample.account(
            .okx, balance: "90000",
            [
                position,
                try Sample.position("ETH-USDT-SWAP", .long, "10", entry: "3000", mark: "3000"),
            ])
        account.takerFeeRate = Decimal(significand: 5, scale: 4)
        let assessed = try assess(account)
        #expect(assessed.state == .incomplete)
        #expect(
            assessed.reasons.filter { $0.code == .venueSaysWorse }.map(\.place)
                == ["positions[0].marginRatio"])
        #expect(assessed.pool("isolated:BTC-USDT-SWAP:long")?.state == .incomplete)
        #expect(assessed.pool("cross:USDT")?.state == .healthy)
    }

    @Test func aPositionsOwnRequirementIsHeardToo() throws {
        var account = try account(nil)
        account.positions[0].reported = ReportedFigures(maintenanceMargin: 800)
        let assessed = try assess(account)
        #expect(assessed.state == .incomplete)
        #expect(assessed.reasons.contains { $0.place == "positions[0].maintenanceMargin" })
        account.positions[0].reported = ReportedFigures(
            maintenanceMargin: Decimal(significand: 353, scale: 1))
        #expect(try assess(account).state == .healthy)
    }

    @Test func aRatioOfTheVenueIsNamed() throws {
        let assessed = try assess(
            try account(ReportedFigures(maintenanceMargin: 800, equity: 1000)))
        #expect(assessed.reportedRatio?.value == Exact(Decimal(significand: 8, scale: 1)))
    }

    @Test func aLiquidationOfOurOwnIsNotHidden() throws {
        let assessed = try assess(
            try account(ReportedFigures(maintenanceMargin: 900), balance: "110"))
        #expect(assessed.state == .liquidation)
        #expect(assessed.reasons.contains { $0.code == .venueSaysWorse })
    }

    /// Binance's totals are those of USDT: they say nothing of a pool in another coin.
    @Test func aTotalOfAnotherCoinIsNotCompared() throws {
        var account = try account(ReportedFigures(equity: 5))
        account.collateral[0].asset = "USDC"
        account.positions[0].symbol = "BTCUSDC"
        let sheet = try shippedSheet(.binance)
        let assessed = MarginCalculator(.example(sheet: sheet)).assess(account)
        #expect(!assessed.reasons.contains { $0.code == .venueSaysWorse })
        #expect(!assessed.reconciliation.contains { $0.field == "equity" })
    }

    @Test func bybitsDollarsArePutIntoTheCoinOfThePool() throws {
        var account = try Sample.account(
            .bybit, balance: "1000",
            [try Sample.position("BTCUSDT", .long, "0.1", entry: "89000", mark: "88000")])
        account.collateral[0].indexPrice = Decimal(significand: 9, scale: 1)
        account.reported = ReportedFigures(equity: 810)
        #expect(try assess(account).reconciliation.isEmpty)
        account.reported = ReportedFigures(equity: 900)
        #expect(try assess(account).reconciliation.map(\.reported) == [1000])
    }

    @Test func aModeThatIsNotKnownLeavesCrossMarginOpen() throws {
        var account = try account(nil)
        account.positions.append(
            try Sample.position(
                "ETHUSDT", .short, "1", entry: "2500", mark: "2500", mode: .isolated, wallet: "300")
        )
        account.isModeKnown = false
        let assessed = try assess(account)
        #expect(assessed.state == .incomplete)
        #expect(assessed.reasons.contains { $0.code == .modeUnknown })
        let states = Dictionary(
            uniqueKeysWithValues: assessed.pools.map { ($0.marginMode, $0.state) })
        #expect(states == [.cross: .incomplete, .isolated: .healthy])
    }

    /// Balance − entry value ÷ leverage − fee to close at bankruptcy: 2466.37380399 − 2450 − 12.1275.
    @Test(arguments: [
        ("2466.37380399", "4.24630399"), ("2462.1275", "0"), ("2462.12749999", "0"), ("2400", nil),
    ])
    func bybitsPositionBalanceGivesTheExtraMargin(balance: String, extra: String?) throws {
        let position = try Sample.position(
            "BTCUSDT", .long, "0.25", entry: "98000", mark: "96785", mode: .isolated,
            leverage: "10", wallet: balance)
        let account = try Sample.account(.bybit, balance: "0", [position], mode: .isolated)
        let assessed = try assess(account)
        #expect(assessed.account.positions.map(\.extraMargin) == [try extra.map(Sample.decimal)])
        #expect((assessed.state == .incomplete) == (extra == nil))
    }

    @Test func doubtfulInputsAreTold() throws {
        var account = try account(nil)
        account.positions[0].leverage = 500
        var conditions = MarginConditions.example(sheet: try shippedSheet(.binance))
        conditions.market = Snapshot(
            asOf: account.asOf, source: "test",
            quotes: [
                Quote(
                    asset: "bitcoin", ticker: "BTC", name: "Bitcoin", price: 79_000, change24h: nil),
                Quote(asset: "tether", ticker: "USDT", name: "Tether", price: 1, change24h: nil),
            ])
        func places(_ conditions: MarginConditions) -> [String] {
            MarginCalculator(conditions).assess(account).reasons
                .filter { $0.code == .implausible }.map(\.place)
        }
        #expect(places(conditions) == ["positions[0].leverage", "positions[0].markPrice"])
        // An hour apart, a price may have moved by a tenth.
        conditions.market = Snapshot(
            asOf: Instant(millisecondsSinceEpoch: account.asOf.millisecondsSinceEpoch - 3_600_000),
            source: "test",
            quotes: conditions.market?.quotes ?? [])
        #expect(places(conditions) == ["positions[0].leverage"])
    }

    /// OKX counts contracts of 0.01 BTC: another size would make everything a hundred times as large.
    @Test(arguments: [(Decimal?.none, true), (Decimal(significand: 1, scale: 2), true), (1, false)])
    func aContractOfAnotherSizeIsNotMeasured(size: Decimal?, isTaken: Bool) throws {
        var position = try Sample.position(
            "BTC-USDT-SWAP", .long, "3", entry: "89000", mark: "88000")
        position.contractSize = size
        let assessed = try assess(try Sample.account(.okx, balance: "5000", [position]))
        let figures = try #require(assessed.positions.first)
        #expect(figures.isInContracts)
        #expect(figures.coins == (isTaken ? Exact(Decimal(significand: 3, scale: 2)) : nil))
        #expect((assessed.state == .incomplete) != isTaken)
    }

    // MARK: Nothing needs to be done

    private func hold(_ assessed: Assessment) throws -> String {
        let plan = ActionPlanner(try Sample.calculator(.binance)).plan(for: assessed)
        return plan.steps.filter { $0.kind == .hold }.map(\.reason).joined()
    }

    @Test func ofAHealthyAccountNothingNeedsToBeDone() throws {
        let assessed = try assess(try account(nil))
        #expect(assessed.isKnownHealthy)
        #expect(try hold(assessed).contains("nothing needs to be done"))
    }

    @Test func notWhileTheVenueLiquidates() throws {
        var told = try account(nil)
        told.liquidating = ["BTCUSDT"]
        let assessed = try assess(told)
        #expect(assessed.state == .incomplete && !assessed.isKnownHealthy)
        #expect(LiquidationUnderWay(assessed).isUnderWay)
        var recent = try account(nil)
        recent.liquidations = [
            LiquidationEvent(symbol: "BTCUSDT", price: 88_000, quantity: 1, at: recent.asOf)
        ]
        let logged = try assess(recent)
        #expect(logged.state == .healthy && !logged.isKnownHealthy)
        #expect(try !hold(logged).contains("nothing needs"))
    }

    @Test func notOfAnAccountThatIsOldOrHalfRead() throws {
        var absent = try Sample.account(.binance, balance: "1000", [])
        #expect(try assess(absent).state == .healthy)
        absent.unmodelled = [
            UnmodelledHolding(
                symbol: "positions", kind: UnmodelledHolding.notGiven, marginMode: .cross)
        ]
        let assessed = try assess(absent)
        #expect(assessed.state == .incomplete)
        #expect(assessed.reasons.contains { $0.code == .absent })
        var old = try Sample.account(.binance, balance: "1000", [])
        old.asOf = old.asOf.advanced(bySeconds: -86_400 * 30)
        #expect(try assess(old).state == .incomplete)
    }

    @Test func notWhereLiquidationIsNearerThanThePlanAimsAt() throws {
        var policy = Policy.standard
        policy.bounds.watchDistancePercent = 0
        policy.bounds.callDistancePercent = 0
        let calculator = try Sample.calculator(.binance, policy: policy)
        // 8,800 USDT of bitcoin on 200: some 1.9 % to the trigger.
        let assessed = calculator.assess(try account(nil, balance: "300"))
        #expect(assessed.state == .healthy)
        let plan = ActionPlanner(calculator).plan(for: assessed)
        #expect(!plan.steps.contains { $0.reason.contains("nothing needs") })
    }
}
