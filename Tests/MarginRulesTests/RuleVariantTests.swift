import MarginModel
import Testing

@testable import MarginRules

/// Rules that only some accounts are under: Bybit's older one, OKX families, portfolio levels.
@Suite struct RuleVariantTests {
    // MARK: Bybit before 2025

    private func older(_ side: PositionSide, mark: String, mode: AccountMode) throws -> Assessment {
        var account = try Sample.account(
            .bybit, balance: "9000",
            [
                try Sample.position(
                    "BTCUSDT", side, "0.5", entry: "50000", mark: mark, leverage: "10",
                    extra: "300")
            ], mode: mode)
        account.marginModel = .legacyEntryValue
        return try Sample.calculator(.bybit).assess(account)
    }

    @Test func theOlderRuleTakesBothMarginsOnTheEntryValue() throws {
        for mark in ["40000", "60000"] {
            let figures = try #require(
                try older(.long, mark: mark, mode: .cross).positions.first)
            // 25,000 ÷ 10 and × 0.5 %, each + 25,000 × 0.9 × 0.055 %.
            #expect(figures.initialMargin == (try exact("2512.375")))
            #expect(figures.maintenanceMargin == (try exact("137.375")))
        }
    }

    /// Entry ∓ (initial margin − maintenance margin + extra margin) ÷ size, fees cancelled.
    @Test(arguments: [(PositionSide.long, "44650"), (.short, "55350")])
    func theOlderIsolatedPriceIsTheOldPublishedOne(side: PositionSide, price: String) throws {
        let figures = try #require(
            try older(side, mark: "50000", mode: .isolated).positions.first)
        #expect(figures.liquidationPrice == (try exact(price)))
        #expect(figures.tierAtLiquidation == 1)
    }

    @Test func theOlderRuleIsBybitsAlone() throws {
        var account = try Sample.account(
            .binance, balance: "9000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")])
        account.marginModel = .legacyEntryValue
        let assessed = try Sample.calculator(.binance).assess(account)
        #expect(assessed.state == .incomplete)
        #expect(assessed.reasons.contains { $0.place == "marginModel" })
    }

    // MARK: OKX families

    private func okx(_ parts: [(String, PositionSide, String, MarginMode)]) throws -> Assessment {
        let shipped = try shippedSheet(.okx)
        let swap = try #require(shipped.symbol("BTC-USDT-SWAP"))
        let dated = SymbolSheet(
            symbol: "BTC-USDT-260626", base: "BTC", quote: "USDT", settle: "USDT",
            contractType: .linear, contractSize: swap.contractSize, tierUnit: swap.tierUnit,
            tierRule: swap.tierRule, asOf: swap.asOf, source: swap.source, isComplete: false,
            tiers: swap.tiers)
        let sheet = VenueSheet(venue: .okx, fees: shipped.fees, symbols: [swap, dated])
        let account = try Sample.account(
            .okx, balance: "9000000",
            try parts.map {
                try Sample.position(
                    $0.0, $0.1, $0.2, entry: "88000", mark: "88000", mode: $0.3,
                    wallet: $0.3 == .isolated ? "90000" : nil)
            }, hedge: true)
        return MarginCalculator(.example(sheet: sheet)).assess(account)
    }

    @Test func perpetualAndDatedContractsOfAFamilyShareOneTier() throws {
        let alone = try okx([("BTC-USDT-SWAP", .long, "600", .cross)])
        #expect(alone.positions.map { $0.tier?.number } == [1])
        let both = try okx([
            ("BTC-USDT-SWAP", .long, "600", .cross), ("BTC-USDT-260626", .short, "600", .cross),
        ])
        #expect(both.positions.map { $0.tier?.number } == [2, 2])
        let sides = try okx([
            ("BTC-USDT-SWAP", .long, "600", .cross), ("BTC-USDT-SWAP", .short, "600", .cross),
        ])
        #expect(sides.positions.map { $0.tier?.number } == [2, 2])
    }

    @Test func anIsolatedPositionStandsAloneInItsTier() throws {
        let mixed = try okx([
            ("BTC-USDT-SWAP", .long, "600", .cross), ("BTC-USDT-260626", .long, "600", .isolated),
        ])
        #expect(mixed.positions.map { $0.tier?.number } == [1, 1])
    }

    // MARK: Prices that are not there

    /// A short of 1 BTC with 10 million is liquidated near 10.07 million, where the shipped tiers,
    /// which end at a notional of 1.8 billion, still hold; with 10 billion they do not.
    @Test func tellsAPriceBeyondTheTiersFromNone() throws {
        func reasons(_ side: PositionSide, balance: String) throws -> Set<ReasonCode> {
            let account = try Sample.account(
                .binance, balance: balance,
                [try Sample.position("BTCUSDT", side, "1", entry: "88000", mark: "88000")])
            let assessed = try Sample.calculator(.binance).assess(account)
            return Set(
                assessed.reasons.filter { $0.place == "positions[0].liquidationPrice" }.map(\.code))
        }
        #expect(try reasons(.short, balance: "10000000").isEmpty)
        #expect(try reasons(.short, balance: "10000000000") == [.beyondLastTier])
        #expect(try reasons(.long, balance: "10000000000") == [.noLiquidation])
    }

    // MARK: Portfolio margin

    @Test(arguments: [
        (Venue.binance, "1.51", AccountState.healthy, "free"),
        (.binance, "1.5", .watch, "reminder"), (.binance, "1.2", .call, "reduce only"),
        (.binance, "1.05", .liquidation, "liquidation"),
        (.binance, "1", .bankrupt, "liquidation and claim"),
        (.bybit, "0.79", .healthy, "free"), (.bybit, "0.8", .watch, "our watch"),
        (.bybit, "1", .liquidation, "liquidation"),
        (.okx, "3.01", .healthy, "free"), (.okx, "3", .watch, "warning"),
        (.okx, "1.112", .watch, "warning"), (.okx, "1.111", .call, "our call"),
        (.okx, "1", .liquidation, "liquidation"),
    ])
    func namesThePortfolioLevel(
        venue: Venue, ratio: String, state: AccountState, level: String
    ) throws {
        let value = try Sample.decimal(ratio)
        var account = try Sample.account(venue, balance: "9000", [], mode: .portfolio)
        account.reported =
            venue == .binance ? ReportedFigures(uniMMR: value) : ReportedFigures(marginRatio: value)
        let assessed = try Sample.calculator(venue).assess(account)
        #expect(assessed.state == state)
        let said = try #require(assessed.reasons.first { $0.place == "reported" })
        #expect(said.message.hasPrefix("\(venue.displayName)'s level is \"\(level)\": "))
        #expect(said.message.contains("liquidation from 10"))
    }

    @Test(arguments: [("2.01", false), ("2.02", true)])
    func comparesAPortfolioRatioWithItsOwnParts(ratio: String, differs: Bool) throws {
        var account = try Sample.account(.binance, balance: "9000", [], mode: .portfolio)
        account.reported = ReportedFigures(
            maintenanceMargin: 300, uniMMR: try Sample.decimal(ratio), equity: 604)
        let rows = try Sample.calculator(.binance).assess(account).reconciliation
        #expect(rows.map(\.field) == (differs ? ["uniMMR"] : []))
    }

    // MARK: What the venue prints

    @Test func binanceCutsTheNinthDecimalTowardZero() throws {
        #expect(Venue.binance.twin(of: try exact("-1.234567899")) == (try exact("-1.23456789")))
        #expect(Venue.bybit.twin(of: try exact("-1.234567899")) == (try exact("-1.2345679")))
    }
}
