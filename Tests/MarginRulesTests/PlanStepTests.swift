import MarginModel
import Testing

@testable import MarginRules

/// Steps that only some accounts need.
@Suite struct PlanStepTests {
    private func plan(_ account: Account, sheet: VenueSheet? = nil) throws -> ActionPlan {
        let calculator =
            try sheet.map { MarginCalculator(.example(sheet: $0)) }
            ?? Sample.calculator(account.venue)
        return ActionPlanner(calculator).plan(for: calculator.assess(account))
    }

    private func isolated(_ symbol: String, wallet: String) throws -> Position {
        symbol == "BTCUSDT"
            ? try Sample.position(
                symbol, .long, "1", entry: "88000", mark: "88000", mode: .isolated, wallet: wallet)
            : try Sample.position(
                symbol, .long, "10", entry: "3000", mark: "3000", mode: .isolated, leverage: "100",
                wallet: wallet)
    }

    @Test func marginThatOnePositionDoesNotNeedSavesAnother() throws {
        // BTC misses 352 ÷ 0.5 − 360 = 344; ETH holds 2,000 and needs 300 of initial margin.
        let account = try Sample.account(
            .binance, balance: "0",
            [try isolated("BTCUSDT", wallet: "360"), try isolated("ETHUSDT", wallet: "2000")])
        let plan = try plan(account)
        let cheapest = try #require(plan.alternatives.first { $0.name == "cheapest set" })
        #expect(cheapest.steps.map(\.kind) == [.transfer, .addIsolatedMargin])
        #expect(cheapest.steps.first?.symbol == "ETHUSDT")
        #expect(cheapest.steps.first?.amount == 344)
        #expect(cheapest.cost == 0)
        #expect(cheapest.isExact)
        #expect(cheapest.reachesTarget)
    }

    @Test func moneyFromASourceThatIsNotNamedHasNoKnownCost() throws {
        let account = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        let plan = try plan(account)
        let option = try #require(
            plan.alternatives.first { $0.name == "deposit only, whatever the source" })
        #expect(option.isVerified)
        #expect(option.hasUnnamedSource)
        #expect(option.steps.first { $0.kind == .deposit }?.amount?.isPositive == true)
        #expect(option.steps.allSatisfy { $0.cost == nil })
        #expect(option.cost == nil)
        #expect(option.saving == nil)
    }

    @Test func noOrderIsUnderTheSmallestNotional() throws {
        var sheet = try shippedSheet(.binance)
        let day = try #require(SheetDate(parsing: "2026-01-01"))
        let step = Decimal(significand: 1, scale: 3)
        sheet = VenueSheet(
            venue: .binance, fees: sheet.fees, symbols: sheet.symbols,
            instruments: [
                Instrument(
                    symbol: "BTCUSDT", tickSize: 1, quantityStep: step, minQuantity: step,
                    minNotional: 200_000, asOf: day, source: "fictional")
            ])
        var account = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        account.takerFeeRate = Decimal(significand: 5, scale: 4)
        let plan = try plan(account, sheet: sheet)
        let cuts = plan.steps.filter { $0.kind == .reduce || $0.kind == .close }
        // 200,000 ÷ 88,000 = 2.2727, in steps of 0.001.
        #expect(cuts.first?.quantity == Exact(try Sample.decimal("2.273")))
        #expect(plan.reachesTarget)
    }

    @Test func restingOrdersThatHoldTheCallAreCancelledFirst() throws {
        var account = try Sample.account(
            .bybit, balance: "17300",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        account.takerFeeRate = Decimal(significand: 55, scale: 5)
        let before = try plan(account)
        account.openOrders = [
            OpenOrder(
                symbol: "BTCUSDT", side: .long, quantity: 1, price: 87_000, initialMargin: 4_350,
                maintenanceMargin: 4_000, orderLoss: 0)
        ]
        let plan = try plan(account)
        #expect(before.steps.first?.kind != .cancelOrders)
        #expect(plan.steps.first?.kind == .cancelOrders)
        #expect(plan.steps.first?.after.ratio == before.steps.first?.after.ratio)
        #expect(plan.isVerified == before.isVerified)
    }

    @Test func whatNothingCuresSaysWhatIsMissing() throws {
        let account = try Sample.account(
            .binance, balance: "1000",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        let plan = try plan(account)
        let shortfall = try #require(plan.shortfall)
        // 1,056 ÷ 0.5 − (1,000 − 12,000).
        #expect(shortfall.missing == 13_112)
        #expect(shortfall.pool == "cross:USDT")
        #expect(!plan.isVerified)
    }

    @Test func whatTheVenueRefusesIsNotProposedAndSaysItsCode() throws {
        var assets = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")],
            mode: .multiAsset)
        assets.takerFeeRate = Decimal(significand: 5, scale: 4)
        #expect(try plan(assets).skipped.contains { $0.source == "Binance error -4168" })

        let isolated = try Sample.account(
            .binance, balance: "0", [try isolated("BTCUSDT", wallet: "400")])
        let atBinance = try plan(isolated)
        #expect(atBinance.skipped.contains { $0.source == "Binance error -4161" })
        #expect(!atBinance.steps.contains { $0.kind == .setLeverage || $0.kind == .setMarginMode })

        var okx = try Sample.account(
            .okx, balance: "5000",
            [
                try Sample.position(
                    "BTC-USDT-SWAP", .long, "100", entry: "88000", mark: "88000", mode: .isolated,
                    leverage: "50", wallet: "800")
            ])
        okx.openOrders = [
            OpenOrder(
                symbol: "BTC-USDT-SWAP", side: .long, quantity: 10, price: 95_000,
                reduceOnly: true, marginMode: .isolated)
        ]
        let atOkx = try plan(okx)
        #expect(atOkx.skipped.contains { $0.source == "OKX error 59101" })
        #expect(!atOkx.steps.contains { $0.kind == .setLeverage })
    }

    @Test(arguments: DollarCoin.all)
    func countsEveryDollarCoinInCents(coin: String) {
        #expect(PlanTargets.step(of: coin) == Decimal("0.01"))
    }
}
