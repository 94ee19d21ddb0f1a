import MarginModel
import Testing

@testable import MarginRules

/// Liquidation prices in pools of several coins, linear and inverse, with collateral tiers, orders
/// and loans. All tiers and rates here are fictional.
@Suite struct PoolTriggerTests {
    fileprivate struct Mode: Sendable, CustomTestStringConvertible {
        let venue: Venue
        let account: AccountMode
        let margin: MarginMode
        var isOlder = false

        var testDescription: String { "\(venue) \(account) \(margin) \(isOlder)" }
    }

    fileprivate static let modes = [
        Mode(venue: .binance, account: .singleAsset, margin: .cross),
        Mode(venue: .binance, account: .singleAsset, margin: .isolated),
        Mode(venue: .binance, account: .multiAsset, margin: .cross),
        Mode(venue: .bybit, account: .cross, margin: .cross),
        Mode(venue: .bybit, account: .cross, margin: .cross, isOlder: true),
        Mode(venue: .bybit, account: .isolated, margin: .isolated),
        Mode(venue: .okx, account: .futures, margin: .cross),
        Mode(venue: .okx, account: .futures, margin: .isolated),
        Mode(venue: .okx, account: .multiCurrency, margin: .cross),
    ]

    /// Three symbols: two linear of different coins, one inverse.
    private func sheet(_ venue: Venue) throws -> VenueSheet {
        func symbol(_ name: String, base: String, quote: String, inverse: Bool) throws
            -> SymbolSheet
        {
            let unit = Exact(inverse && venue != .okx ? 1 : venue == .okx ? 500 : 50_000)
            func bound(_ count: Int) throws -> Decimal {
                try #require((unit * Exact(count)).rounded(places: 0))
            }
            let cut: (Decimal, Decimal) =
                venue == .okx
                ? (0, 0)
                : (
                    try #require((unit * (try exact("0.005"))).rounded(places: 6)),
                    try #require((unit * (try exact("0.055"))).rounded(places: 6))
                )
            let tiers = [
                MaintenanceTier(
                    number: 1, lowerBound: 0, upperBound: try bound(1),
                    maintenanceMarginRate: try Sample.decimal("0.005"), maintenanceAmount: 0),
                MaintenanceTier(
                    number: 2, lowerBound: try bound(1), upperBound: try bound(5),
                    maintenanceMarginRate: try Sample.decimal("0.01"), maintenanceAmount: cut.0),
                MaintenanceTier(
                    number: 3, lowerBound: try bound(5), upperBound: try bound(1_000),
                    maintenanceMarginRate: try Sample.decimal("0.02"), maintenanceAmount: cut.1),
            ]
            return SymbolSheet(
                symbol: name, base: base, quote: quote, settle: inverse ? base : quote,
                contractType: inverse ? .inverse : .linear,
                contractSize: inverse ? 100 : venue == .okx ? try Sample.decimal("0.01") : 1,
                tierUnit: venue == .okx ? .contracts : inverse ? .baseCoin : .quoteNotional,
                tierRule: venue == .okx ? .wholePositionRate : .progressiveWithDeduction,
                asOf: try #require(SheetDate(parsing: "2026-01-01")), source: "fictional",
                isComplete: true, tiers: tiers)
        }
        let fees = exampleSheet(venue, symbol: "X", tiers: []).fees
        let rates = [
            CollateralRate.Tier(upperBound: 1, rate: try Sample.decimal("0.95")),
            CollateralRate.Tier(upperBound: 3, rate: try Sample.decimal("0.9")),
        ]
        return VenueSheet(
            venue: venue, fees: fees,
            symbols: [
                try symbol("BTC-USDT", base: "BTC", quote: "USDT", inverse: false),
                try symbol("ETH-USDC", base: "ETH", quote: "USDC", inverse: false),
                try symbol("BTC-USD", base: "BTC", quote: "USD", inverse: true),
            ],
            collateral: [
                CollateralRate(asset: "BTC", tiers: rates, asOf: nil, source: "fictional"),
                CollateralRate(
                    asset: "USDT", rate: try Sample.decimal("0.99"), asOf: nil,
                    source: "fictional"),
                CollateralRate(asset: "USDC", rate: 1, asOf: nil, source: "fictional"),
            ])
    }

    private func account(_ mode: Mode, _ random: inout SeededGenerator) throws -> Account {
        func pick(_ low: Int, _ high: Int, scale: Int = 0) -> Decimal {
            Decimal(
                significand: Int128(Int.random(in: low...high, using: &random)), scale: scale)
        }
        let contracts = mode.venue == .okx
        var positions: [Position] = []
        for (symbol, inverse) in [("BTC-USDT", false), ("ETH-USDC", false), ("BTC-USD", true)] {
            for side in PositionSide.allCases where Int.random(in: 0...2, using: &random) > 0 {
                let low = symbol.hasPrefix("BTC") ? 60_000 : 2_000
                positions.append(
                    Position(
                        symbol: symbol, contractType: inverse ? .inverse : .linear, side: side,
                        marginMode: mode.margin,
                        quantity: inverse
                            ? pick(1, 3_000) : contracts ? pick(1, 900) : pick(1, 90, scale: 1),
                        entryPrice: pick(low, 2 * low), markPrice: pick(low, 2 * low),
                        leverage: pick(1, 50),
                        isolatedWallet: pick(1, 30_000, scale: inverse ? 4 : 0),
                        extraMargin: pick(0, 3_000, scale: inverse ? 4 : 0)))
            }
        }
        var account = Account(
            id: "pool", venue: mode.venue, accountMode: mode.account, positionMode: .hedge,
            asOf: exampleInstant, marginModel: mode.isOlder ? .legacyEntryValue : nil,
            collateral: [
                CollateralBalance(
                    asset: "USDT", walletBalance: pick(-5_000, 90_000),
                    indexPrice: try Sample.decimal("0.999")),
                CollateralBalance(
                    asset: "USDC", walletBalance: pick(-5_000, 50_000), indexPrice: 1),
                CollateralBalance(
                    asset: "BTC", walletBalance: pick(-2, 60, scale: 1), indexPrice: 80_000),
            ], positions: positions)
        account.openOrders = [
            OpenOrder(
                symbol: "BTC-USDT", side: .long, quantity: 1, initialMargin: 90,
                maintenanceMargin: 12, orderLoss: 4, fee: 3)
        ]
        if account.rules.canBorrow(account) {
            account.borrowed = [
                Borrowing(
                    asset: "ETH", amount: 1, indexPrice: 3_000,
                    maintenanceMarginRate: try Sample.decimal("0.04"))
            ]
        }
        return account
    }

    @Test(arguments: modes)
    fileprivate func everyLiquidationPricePutBackGivesEquality(mode: Mode) throws {
        let conditions = MarginConditions.example(sheet: try sheet(mode.venue))
        var random = SeededGenerator(seed: 17)
        var checked = 0
        for _ in 0..<100 {
            let account = try account(mode, &random)
            let assessed = MarginCalculator(conditions).assess(account)
            for figures in assessed.positions {
                for price in [figures.liquidationPriceBelow, figures.liquidationPriceAbove] {
                    guard let price else { continue }
                    let pool = try #require(
                        try pools(of: account, conditions, with: figures.position, at: price)
                            .first { $0.id == figures.pool })
                    var assessor = PoolAssessor(
                        pool: pool, account: account, rules: account.rules,
                        conditions: conditions, solving: false)
                    let there = assessor.assess().pool
                    #expect(there.equity == there.requirement)
                    checked += 1
                }
            }
        }
        #expect(checked > 20)
    }

    /// The account's pools with one symbol's mark at `price`.
    private func pools(
        of account: Account, _ conditions: MarginConditions, with position: Position,
        at price: Exact
    ) throws -> [MarginPool] {
        var resolver = TermsResolver(account: account, conditions: conditions)
        let terms = resolver.resolve().map { terms in
            terms.position.symbol == position.symbol ? terms.marked(at: price) : terms
        }
        var builder = PoolBuilder(
            account: account, rules: account.rules, conditions: conditions)
        return builder.build(terms)
    }
}
