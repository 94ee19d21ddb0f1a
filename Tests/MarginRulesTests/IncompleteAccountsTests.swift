import MarginModel
import Testing

@testable import MarginRules

@Suite struct IncompleteAccountsTests {
    @Test func aMissingMarkPriceWithholdsWhatDependsOnIt() throws {
        let account = try Sample.account(
            .binance, balance: "5000",
            [
                try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: nil),
                try Sample.position("ETHUSDT", .long, "1", entry: "2900", mark: "2920"),
            ])
        let assessment = try Sample.calculator(.binance).assess(account)
        #expect(assessment.state == .incomplete)
        #expect(assessment.reasons.first?.code == .noMarkPrice)
        #expect(assessment.reasons.first?.place == "positions[0].markPrice")
        #expect(assessment.onlyPool?.equity == nil)
        #expect(assessment.onlyPool?.maintenanceMargin == nil)
        #expect(assessment.positions[1].maintenanceMargin != nil)
        #expect(assessment.positions[1].liquidationPrice == nil)
    }

    @Test func anUnmodelledHoldingWithholdsThePoolOfItsCoinAlone() throws {
        var account = try twoCoins()
        account.unmodelled = [
            UnmodelledHolding(
                symbol: "DOGE-USDT", kind: "MARGIN", marginMode: .cross, settleAsset: "USDT",
                place: "p.json:3:5")
        ]
        let assessment = try Sample.calculator(.binance).assess(account)
        #expect(assessment.state == .incomplete)
        let reason = try #require(assessment.reasons.first { $0.code == .notModelled })
        #expect(reason.place == "unmodelled[0]")
        #expect(reason.message.contains("DOGE-USDT") && reason.message.contains("p.json:3:5"))
        let pool = try #require(assessment.pool("cross:USDT"))
        #expect(pool.state == .incomplete)
        #expect(pool.walletBalance == 20_000)
        for figure in [
            pool.equity, pool.unrealizedPnl, pool.initialMargin, pool.maintenanceMargin,
            pool.requirement, pool.availableBalance, pool.ratio, pool.native.value,
            assessment.positions[0].liquidationPrice, assessment.positions[0].bankruptcyPrice,
        ] { #expect(figure == nil) }
        let other = try #require(assessment.pool("cross:USDC"))
        #expect(other.state == .healthy)
        #expect(assessment.positions[1].liquidationPrice != nil)
    }

    @Test func anUnmodelledHoldingOfNoKnownCoinWithholdsEveryCrossPool() throws {
        var account = try twoCoins()
        account.unmodelled = [
            UnmodelledHolding(symbol: "X", kind: "option", marginMode: .cross)
        ]
        let assessment = try Sample.calculator(.binance).assess(account)
        #expect(assessment.pools.map(\.state) == [.incomplete, .incomplete])
    }

    @Test func anIsolatedUnmodelledHoldingIsAPoolOfItsOwn() throws {
        var account = try twoCoins()
        account.unmodelled = [
            UnmodelledHolding(
                symbol: "BTC-USD-260327-90000-C", kind: "OPTION", marginMode: .isolated,
                settleAsset: "BTC")
        ]
        let assessment = try Sample.calculator(.binance).assess(account)
        #expect(assessment.state == .incomplete)
        #expect(
            assessment.pools.map(\.id)
                == ["cross:USDT", "cross:USDC", "isolated:BTC-USD-260327-90000-C"])
        #expect(assessment.pools.map(\.state) == [.healthy, .healthy, .incomplete])
    }

    @Test func aPoolOfAllCoinsHasEveryUnmodelledHoldingInIt() throws {
        var account = try Sample.account(
            .bybit, balance: "20000",
            [try Sample.position("BTCUSDT", .long, "0.1", entry: "88000", mark: "88000")])
        #expect(try Sample.calculator(.bybit).assess(account).state == .healthy)
        account.unmodelled = [
            UnmodelledHolding(
                symbol: "BTC-27MAR26-90000-C", kind: "option", marginMode: .cross,
                settleAsset: "USDC")
        ]
        let assessment = try Sample.calculator(.bybit).assess(account)
        #expect(assessment.pools.map(\.state) == [.incomplete])
    }

    @Test func anAccountOfUnmodelledHoldingsAloneIsIncomplete() throws {
        var account = try twoCoins()
        account.positions = []
        account.unmodelled = [
            UnmodelledHolding(
                symbol: "SOL-USDT", kind: "MARGIN", marginMode: .cross, settleAsset: "SOL")
        ]
        let assessment = try Sample.calculator(.binance).assess(account)
        #expect(assessment.state == .incomplete)
        #expect(assessment.pool("cross:SOL")?.state == .incomplete)
        #expect(!assessment.reasons.contains { $0.code == .noPosition })
    }

    @Test(arguments: ["BTCUSDT_260327", "BTC-27MAR26", "STRANGE"])
    func aContractOfNoSheetWithholdsThePoolThatItMayStandIn(symbol: String) throws {
        let account = try Sample.account(
            .binance, balance: "50000",
            [
                try Sample.position("BTCUSDT", .long, "0.1", entry: "88000", mark: "88000"),
                try Sample.position(symbol, .long, "1", entry: "88000", mark: "88000"),
            ])
        let assessment = try Sample.calculator(.binance).assess(account)
        #expect(assessment.state == .incomplete)
        #expect(assessment.pool("cross:USDT")?.state == .incomplete)
    }

    /// Two healthy positions, each in the pool of its coin.
    private func twoCoins() throws -> Account {
        var account = try Sample.account(
            .binance, balance: "20000",
            [
                try Sample.position("BTCUSDT", .long, "0.1", entry: "88000", mark: "88000"),
                try Sample.position("BTCUSDC", .long, "0.5", entry: "88000", mark: "88000"),
            ])
        account.collateral.append(CollateralBalance(asset: "USDC", walletBalance: 20_000))
        return account
    }

    /// Spot prices stand in where they are allowed and of now, and an example never does.
    @Test(arguments: [(false, 0, true), (false, 86_401, false), (true, 0, false)])
    func valuesNoAccountAtExamplePrices(isExample: Bool, age: Int64, isUsed: Bool) throws {
        let account = try Sample.account(
            .binance, balance: "5000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: nil)])
        var conditions = MarginConditions.example(sheet: try shippedSheet(.binance))
        conditions.indicative = Snapshot(
            asOf: conditions.clock.advanced(bySeconds: -age), source: "desk",
            quotes: ["BTC": 87_000, "USDT": 1].map {
                Quote(asset: $0.key, ticker: $0.key, name: $0.key, price: $0.value, change24h: nil)
            }, isExample: isExample)
        let assessment = MarginCalculator(conditions).assess(account)
        let codes = assessment.reasons.map(\.code)
        #expect(codes.contains(.indicativePrice) == isUsed)
        #expect(codes.contains(.noMarkPrice) == !isUsed)
        #expect((assessment.onlyPool?.equity == nil) == !isUsed)
    }

    @Test func nothingIsSaidOfALiquidationPriceWithoutTheBalance() throws {
        var account = try Sample.account(
            .binance, balance: "5000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "87000")])
        account.collateral = []
        let assessment = try Sample.calculator(.binance).assess(account)
        #expect(assessment.state == .incomplete)
        #expect(assessment.positions.first?.liquidationPrice == nil)
        #expect(assessment.reasons.contains { $0.code == .noWallet })
        #expect(!assessment.reasons.contains { $0.code == .noLiquidation })
    }

    @Test func aContractWithoutTiersIsIncompleteAndItsPnlIsStillShown() throws {
        let account = Account(
            id: "inverse", venue: .okx, accountMode: .futures, asOf: exampleInstant,
            collateral: [CollateralBalance(asset: "BTC", walletBalance: 2)],
            positions: [
                try Sample.position(
                    "BTC-USD-SWAP", .long, "100", entry: "80000", mark: "88000",
                    contractType: .inverse)
            ])
        let assessment = try Sample.calculator(.okx).assess(account)
        #expect(assessment.state == .incomplete)
        #expect(assessment.reasons.contains { $0.code == .noTier })
        #expect(assessment.pools.first?.id == "cross:BTC")
        // 100 contracts of 100 USD: 10,000 × (1/80,000 − 1/88,000).
        let pnl = try #require(assessment.positions.first?.unrealizedPnl)
        #expect(pnl * 88 == 1)
    }

    @Test(arguments: [
        ("quantity", ReasonCode.invalidValue), ("markPrice", .invalidValue),
        ("entryPrice", .invalidValue), ("leverage", .invalidValue), ("symbol", .notMapped),
    ])
    func anImpossibleValueIsNamedWhereItStands(member: String, code: ReasonCode) throws {
        var position = try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")
        switch member {
        case "quantity": position.quantity = -1
        case "markPrice": position.markPrice = 0
        case "entryPrice": position.entryPrice = -5
        case "leverage": position.leverage = 0
        default: position.symbol = "???"
        }
        let assessment = try Sample.calculator(.binance).assess(
            try Sample.account(.binance, balance: "5000", [position]))
        #expect(
            assessment.reasons.contains {
                $0.code == code && $0.place == "positions[0].\(member)"
            })
        #expect(assessment.state == .incomplete || member == "leverage")
        let figures = try #require(assessment.positions.first)
        #expect(
            [figures.initialMargin, figures.maintenanceMargin, figures.unrealizedPnl].contains {
                $0 == nil
            })
    }

    @Test func staleMarksAreNotUsed() throws {
        let account = try Sample.account(
            .binance, balance: "5000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")])
        var conditions = MarginConditions.example(sheet: try shippedSheet(.binance))
        conditions.clock = exampleInstant.advanced(bySeconds: 301)
        let assessment = MarginCalculator(conditions).assess(account)
        #expect(assessment.state == .incomplete)
        #expect(assessment.reasons.first?.code == .stale)
        conditions.clock = exampleInstant.advanced(bySeconds: 300)
        #expect(MarginCalculator(conditions).assess(account).state != .incomplete)
        // Nor are marks that are dated after the clock by more than clocks differ.
        conditions.clock = exampleInstant.advanced(bySeconds: -301)
        #expect(MarginCalculator(conditions).assess(account).reasons.first?.code == .stale)
    }

    @Test func aPoolInLiquidationIsNotHiddenByAnIncompleteOne() throws {
        var account = try Sample.account(
            .binance, balance: "5000",
            [
                try Sample.position(
                    "BTCUSDT", .long, "1", entry: "90000", mark: "88000", mode: .isolated,
                    wallet: "2100"),
                try Sample.position("ETHUSDT", .long, "1", entry: "2900", mark: nil),
            ])
        #expect(try Sample.calculator(.binance).assess(account).state == .liquidation)
        account.positions[0].isolatedWallet = 50_000
        #expect(try Sample.calculator(.binance).assess(account).state == .incomplete)
    }

    /// Random accounts, sane and not: an answer each, never a trap.
    @Test func anyAccountGetsAnAnswer() throws {
        var random = SystemRandomNumberGenerator.seeded(7)
        let sheets = try Venue.allCases.map { try Sample.calculator($0) }
        for _ in 0..<250 {
            let account = randomAccount(&random)
            let calculator = try #require(
                sheets.first { $0.conditions.sheet?.venue == account.venue })
            let assessment = calculator.assess(account)
            #expect(assessment.positions.count == account.positions.count)
            let plan = ActionPlanner(calculator).plan(for: assessment)
            if assessment.state == .incomplete { #expect(!plan.isVerified) }
        }
    }

    private func randomAccount(_ random: inout SeededGenerator) -> Account {
        let venue = Venue.allCases.randomElement(using: &random) ?? .binance
        func number() -> Decimal {
            let digits = Int128(UInt64.random(in: 0...(1 << 40), using: &random))
            let sign: Int128 = Int.random(in: 0...9, using: &random) == 0 ? -1 : 1
            return Decimal(
                significand: sign * digits, scale: Int.random(in: 0...12, using: &random))
        }
        func optional() -> Decimal? { Int.random(in: 0...7, using: &random) == 0 ? nil : number() }
        let symbols = [
            "BTCUSDT", "ETHUSDT", "BTC-USDT-SWAP", "ETH-USDT-SWAP", "NONE", "BTCUSD_PERP",
        ]
        var positions: [Position] = []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            positions.append(
                Position(
                    symbol: symbols.randomElement(using: &random) ?? "BTCUSDT",
                    contractType: Int.random(in: 0...5, using: &random) == 0 ? .inverse : .linear,
                    side: Bool.random(using: &random) ? .long : .short,
                    marginMode: Bool.random(using: &random) ? .cross : .isolated,
                    quantity: number(), contractSize: optional(), entryPrice: optional(),
                    markPrice: optional(), leverage: optional(), isolatedWallet: optional(),
                    extraMargin: optional(), fundingRate: optional(),
                    fundingIntervalHours: optional()))
        }
        return Account(
            id: "random", venue: venue,
            accountMode: AccountMode.modes(of: venue).randomElement(using: &random) ?? .singleAsset,
            asOf: exampleInstant,
            collateral: [CollateralBalance(asset: "USDT", walletBalance: optional())],
            positions: positions)
    }

    /// Both sides of a contract in one pool, and in pools of their own.
    @Test func whatBybitAsksOfAHedgeIsNotKnown() throws {
        func account(_ mode: MarginMode, _ accountMode: AccountMode) throws -> Account {
            try Sample.account(
                .bybit, balance: "90000",
                [PositionSide.long, .short].map {
                    try Sample.position(
                        "BTCUSDT", $0, "1", entry: "88000", mark: "88000", mode: mode, extra: "0")
                }, mode: accountMode, hedge: true)
        }
        let calculator = try Sample.calculator(.bybit)
        let cross = calculator.assess(try account(.cross, .cross))
        #expect(cross.state == .incomplete)
        #expect(cross.reasons.contains { $0.code == .notModelled && $0.place == "positions[1]" })
        let isolated = calculator.assess(try account(.isolated, .isolated))
        #expect(isolated.state == .healthy)
    }
}
