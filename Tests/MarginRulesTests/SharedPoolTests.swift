import MarginModel
import Testing

@testable import MarginRules

/// Pools of several coins: collateral by rates, negative balances, borrowings and orders. Rates and
/// tiers are fictional; the formulas are the venues'.
@Suite struct SharedPoolTests {
    private func decimal(_ text: String) throws -> Decimal { try Sample.decimal(text) }

    /// One tier of 1 % without a deduction, and the collateral rates given.
    private func sheet(_ venue: Venue, _ collateral: [CollateralRate] = []) -> VenueSheet {
        let tier = MaintenanceTier(
            number: 1, lowerBound: 0, upperBound: 1_000_000_000,
            maintenanceMarginRate: Decimal(significand: 1, scale: 2), maintenanceAmount: 0)
        let example = exampleSheet(venue, symbol: "X", tiers: [tier])
        return VenueSheet(
            venue: venue, fees: example.fees, symbols: example.symbols, collateral: collateral)
    }

    private func account(
        _ venue: Venue, usdt: String, rate: String = "1", btc: String, mark: String = "1000",
        _ mode: AccountMode
    ) throws -> Account {
        var account = try Sample.account(
            venue, balance: usdt,
            [try Sample.position("X", .long, "10", entry: "1000", mark: mark, leverage: "10")],
            mode: mode)
        account.collateral[0].collateralRate = try decimal(rate)
        account.collateral.append(
            CollateralBalance(asset: "BTC", walletBalance: try decimal(btc), indexPrice: 80_000))
        return account
    }

    private func assess(_ account: Account, _ sheet: VenueSheet) -> Assessment {
        MarginCalculator(.example(sheet: sheet)).assess(account)
    }

    /// Slab by slab: the first coin at 98 %, the next two at 95 %, nothing above the last bound.
    @Test(arguments: [
        ("0.5", "39200"), ("1", "78400"), ("2", "154400"), ("3", "230400"), ("5", "230400"),
    ])
    func collateralCountsSlabBySlab(amount: String, value: String) throws {
        let tiers = [
            CollateralRate.Tier(upperBound: 1, rate: try decimal("0.98")),
            CollateralRate.Tier(upperBound: 3, rate: try decimal("0.95")),
        ]
        let rate = CollateralRate(asset: "BTC", tiers: tiers, asOf: nil, source: "fictional")
        let assessed = assess(
            try account(.okx, usdt: "0", btc: amount, .multiCurrency), sheet(.okx, [rate]))
        #expect(assessed.onlyPool?.walletBalance == (try exact(value)))
        #expect(assessed.onlyPool?.equity == (try exact(value)))
    }

    @Test(arguments: [Venue.binance, .bybit, .okx])
    func aNegativeBalanceHasNoHaircut(venue: Venue) throws {
        let mode: AccountMode =
            venue == .binance ? .multiAsset : venue == .bybit ? .cross : .multiCurrency
        var owing = try account(venue, usdt: "-500", rate: "0.9", btc: "1", mode)
        owing.collateral[1].collateralRate = try decimal("0.95")
        #expect(assess(owing, sheet(venue)).onlyPool?.walletBalance == 75_500)
    }

    /// Bybit: the ratio is of the wallet. Binance multi-assets and OKX: of wallet and PnL together.
    @Test(arguments: [
        (Venue.binance, AccountMode.multiAsset, "76720"), (.bybit, .cross, "76700"),
        (.okx, .multiCurrency, "76720"),
    ])
    func aLossOfTheSettleCoinIsWeighedWhereTheVenueWeighsEquity(
        venue: Venue, mode: AccountMode, equity: String
    ) throws {
        // 1,000 USDT at 90 %, a loss of 200 USDT, 1 BTC at 95 %.
        var losing = try account(venue, usdt: "1000", rate: "0.9", btc: "1", mark: "980", mode)
        losing.collateral[1].collateralRate = try decimal("0.95")
        let assessed = assess(losing, sheet(venue))
        #expect(assessed.onlyPool?.equity == (try exact(equity)))
        #expect(assessed.onlyPool?.unrealizedPnl == -200)
    }

    /// The loss eats the USDT balance first, at 90 %, and then counts in full: the trigger lies
    /// beyond the bend, and putting it back gives equality.
    @Test func aTriggerBeyondTheBendOfARateIsFound() throws {
        var owing = try account(.binance, usdt: "1000", rate: "0.9", btc: "0.05", .multiAsset)
        owing.collateral[1].collateralRate = try decimal("0.5")
        let price = try #require(assess(owing, sheet(.binance)).positions.first?.liquidationPrice)
        // 2,000 of BTC + 1,000 − 10 × (1,000 − p) = 10 × p × 1 %.
        #expect(price == Exact(7_000).divided(by: try exact("9.9")))
        owing.collateral[0].walletBalance = 9_000
        owing.collateral[1].walletBalance = 0
        let above = try #require(assess(owing, sheet(.binance)).positions.first)
        // (9,000 − 10 × (1,000 − p)) × 0.9 = 10 × p × 1 %, on the slab above zero.
        #expect(above.liquidationPrice == Exact(900).divided(by: try exact("8.9")))
    }

    @Test func borrowedCoinsCountInFullAndAddTheirMargins() throws {
        var owing = try account(.bybit, usdt: "1000", btc: "1", .cross)
        owing.collateral[1].collateralRate = try decimal("0.95")
        let before = try #require(assess(owing, sheet(.bybit)).onlyPool)
        owing.borrowed = [
            Borrowing(
                asset: "ETH", amount: 2, indexPrice: 3_000,
                initialMarginRate: try decimal("0.1"), maintenanceMarginRate: try decimal("0.04"))
        ]
        let after = try #require(assess(owing, sheet(.bybit)).onlyPool)
        #expect(after.equity == before.equity.map { $0 - 6_000 })
        #expect(after.maintenanceMargin == before.maintenanceMargin.map { $0 + 240 })
        #expect(after.initialMargin == before.initialMargin.map { $0 + 600 })
        #expect(after.availableBalance == before.availableBalance.map { $0 - 6_600 })
        owing.borrowed[0].maintenanceMarginRate = nil
        let without = assess(owing, sheet(.bybit))
        #expect(without.state == .incomplete)
        #expect(without.onlyPool?.equity == after.equity)
        #expect(
            without.reasons.contains {
                $0.code == .absent && $0.place == "borrowed[0].maintenanceMarginRate"
            })
    }

    @Test(arguments: [(Venue.binance, AccountMode.singleAsset), (.okx, .futures)])
    func borrowingIsRefusedWhereTheModeHasNone(venue: Venue, mode: AccountMode) throws {
        var owing = try account(venue, usdt: "1000", btc: "0", mode)
        owing.borrowed = [Borrowing(asset: "USDT", amount: 1)]
        let assessed = assess(owing, sheet(venue))
        #expect(assessed.state == .incomplete)
        #expect(assessed.reasons.contains { $0.code == .modeMismatch && $0.place == "borrowed" })
    }

    @Test func ordersAtBybitCountInBothMarginsAndTakeTheirLoss() throws {
        var ordered = try account(.bybit, usdt: "1000", btc: "0", .cross)
        let before = try #require(assess(ordered, sheet(.bybit)).onlyPool)
        ordered.openOrders = [
            OpenOrder(
                symbol: "X", side: .long, quantity: 1, initialMargin: 100, maintenanceMargin: 11,
                orderLoss: 7)
        ]
        let after = try #require(assess(ordered, sheet(.bybit)).onlyPool)
        #expect(after.maintenanceMargin == before.maintenanceMargin.map { $0 + 11 })
        #expect(after.equity == before.equity.map { $0 - 7 })
        #expect(after.availableBalance == before.availableBalance.map { $0 - 107 })
        #expect(after.walletBalance == before.walletBalance)
        ordered.openOrders[0].maintenanceMargin = nil
        let without = assess(ordered, sheet(.bybit))
        #expect(without.onlyPool?.requirement == nil)
        #expect(
            without.reasons.contains {
                $0.code == .noOrderMargin && $0.place == "openOrders[0].maintenanceMargin"
            })
    }

    @Test func ordersAtOkxTakeTheirFeesAndWhatIsolatedOnesNeed() throws {
        var ordered = try account(.okx, usdt: "2000", btc: "0", .futures)
        let before = try #require(assess(ordered, sheet(.okx)).onlyPool)
        ordered.openOrders = [
            OpenOrder(symbol: "X", side: .long, quantity: 1, initialMargin: 100, fee: 3),
            OpenOrder(
                symbol: "X", side: .short, quantity: 1, marginMode: .isolated, initialMargin: 50,
                fee: 2),
        ]
        let after = try #require(assess(ordered, sheet(.okx)).onlyPool)
        #expect(after.equity == before.equity.map { $0 - 55 })
        #expect(after.requirement == before.requirement)
        #expect(after.availableBalance == before.availableBalance.map { $0 - 155 })
        ordered.openOrders[0].fee = nil
        #expect(assess(ordered, sheet(.okx)).onlyPool?.equity == nil)
    }

    /// An order counts in the pool of its own coin, and in no other.
    @Test func anOrderHoldsMarginOfItsOwnCoinAlone() throws {
        var account = try Sample.account(
            .binance, balance: "9000",
            [
                try Sample.position("BTCUSDT", .long, "0.1", entry: "88000", mark: "88000"),
                try Sample.position("BTCUSDC", .long, "0.1", entry: "88000", mark: "88000"),
            ])
        account.collateral.append(CollateralBalance(asset: "USDC", walletBalance: 9_000))
        account.openOrders = [OpenOrder(symbol: "BTCUSDC", side: .long, quantity: 1)]
        let assessed = try Sample.calculator(.binance).assess(account)
        #expect(assessed.pool("cross:USDT")?.availableBalance != nil)
        #expect(assessed.pool("cross:USDC")?.availableBalance == nil)
        #expect(assessed.pool("cross:USDC")?.equity != nil)
    }

    @Test func reduceOnlyOrdersHoldNothing() throws {
        var ordered = try account(.okx, usdt: "2000", btc: "0", .futures)
        let before = assess(ordered, sheet(.okx)).onlyPool
        ordered.openOrders = [
            OpenOrder(symbol: "X", side: .short, quantity: 1, reduceOnly: true)
        ]
        let after = assess(ordered, sheet(.okx))
        #expect(after.onlyPool?.availableBalance == before?.availableBalance)
        #expect(after.reasons.allSatisfy { $0.code != .noOrderMargin })
    }

    @Test func thePartsOfAWalletAddUp() throws {
        var owing = try account(.bybit, usdt: "1000", rate: "0.9", btc: "1", .cross)
        owing.collateral[1].collateralRate = try decimal("0.95")
        owing.borrowed = [Borrowing(asset: "ETH", amount: 2, indexPrice: 3_000)]
        let conditions = MarginConditions.example(sheet: sheet(.bybit))
        var resolver = TermsResolver(account: owing, conditions: conditions)
        var builder = PoolBuilder(account: owing, rules: owing.rules, conditions: conditions)
        let pool = try #require(builder.build(resolver.resolve()).first)
        #expect(pool.walletParts.map(\.coin) == ["USDT", "BTC", "ETH"])
        #expect(pool.walletParts.map(\.value) == [900, 76_000, -6_000])
        #expect(pool.wallet == 70_900)
    }
}
