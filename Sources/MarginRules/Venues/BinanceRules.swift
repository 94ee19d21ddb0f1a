import MarginModel

/// Binance USD-M and COIN-M futures.
///
/// Money is in the settle coin; V is the notional at the mark (USD-M: quantity × mark, in quote
/// coins; COIN-M: contracts × contract size ÷ mark, in base coins).
///
/// - Initial margin = V ÷ leverage (recorded responses).
/// - Maintenance margin = V × rate − maintenance amount, tier by V (USD-M: quote coins; COIN-M: base
///   coins). FAQ b3c689c1f50a44cabb3a84e663b81d93 and ceccfcfb4e3a45e3b48b0b1bb1a8ae46 (official
///   pages); the amount makes it continuous across tiers.
/// - Margin ratio = maintenance margin ÷ margin balance; liquidation at 100 %. FAQ 360033525271
///   (official page).
/// - Liquidation price, USD-M one-way: (wallet − others' maintenance margin + others' unrealized PnL
///   + amount − s·q·entry) ÷ (q × (rate − s)), at the tier of the position valued at that price.
///   COIN-M: Q × (1 + s·rate) ÷ (wallet − others' margin + others' PnL + amount + s·Q ÷ entry),
///   times s (same pages). The solver finds both as roots of equity − requirement.
/// - No fee stands in the ratio or in the liquidation price (official page; recorded responses).
struct BinanceRules: VenueRules {
    func title(for account: Account) -> String {
        let product = account.holdsInverse ? "Binance COIN-M futures" : "Binance USD-M futures"
        switch account.accountMode {
        case .multiAsset: return product + ", multi-assets mode"
        case .portfolio: return "Binance portfolio margin, as the venue reports it"
        default: return product + ", single-asset mode"
        }
    }

    // Computed: rules are made for every assessment, and hold nothing.
    var sources: [String] {
        [
            "Binance FAQ 360033525271 (liquidation protocol and margin ratio)",
            "Binance FAQ b3c689c1f50a44cabb3a84e663b81d93 (liquidation price, USD-M)",
            "Binance FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46 (liquidation price, COIN-M)",
            "Binance FAQ c983a9268cfa4e70a4916c276bb3b7bc (margin in multi-assets mode)",
        ]
    }
    var ratioName: String { "Margin ratio" }
    var ratioDirection: NativeRatio.Direction { .higherIsWorse }
    /// Equity of a coin in multi-assets mode = (wallet + unrealized PnL) × bid rate, or × ask rate
    /// when negative. FAQ c983a9268cfa4e70a4916c276bb3b7bc (official page).
    var weighsUnrealizedPnl: Bool { true }
    var countsTakerFee: Bool { false }

    func portfolioLevels(_ bounds: StateBounds) -> PortfolioLevels { .binance }

    /// API documentation, account information: in single-asset mode the totals are those of USDT alone.
    func totalsAsset(of account: Account) -> String? {
        account.accountMode == .singleAsset && !account.holdsInverse ? "USDT" : nil
    }

    /// Notional at the mark ÷ leverage.
    func initialMargin(_ terms: PositionTerms) -> Exact? {
        guard let value = terms.value, let leverage = terms.leverage else { return nil }
        return value.divided(by: leverage)
    }

    func feeToClose(_ terms: PositionTerms) -> Exact? { nil }

    func isolatedMargin(_ terms: PositionTerms) -> IsolatedMargin {
        guard let wallet = terms.position.isolatedWallet else {
            return .missing(
                .noWallet, "Binance holds an isolated position against its isolatedWallet")
        }
        return .known(Exact(wallet))
    }

    /// Entry × (1 + taker fee) for a long, × (1 − taker fee) for a short. No rule for inverse
    /// contracts was found.
    func breakEvenPrice(_ terms: PositionTerms) -> Exact? {
        guard !terms.isInverse, let entry = terms.entryPrice, let fee = terms.takerFeeRate else {
            return nil
        }
        return entry * (1 + terms.sign * fee)
    }

    func addedRequirementRate(_ terms: PositionTerms) -> Exact? { .zero }

    func addedMaintenance(_ terms: PositionTerms) -> Exact? { .zero }

    /// Orders hold initial margin of the available balance (`totalOpenOrderInitialMargin` in
    /// recorded account responses) and stand in neither side of the margin ratio.
    func orderMaintenanceMargin(_ order: OpenOrder) -> OrderAmount { .nothing }

    func orderDeduction(_ order: OpenOrder) -> OrderAmount { .nothing }

    /// A debt of multi-assets mode is a negative wallet balance, not a loan.
    func canBorrow(_ account: Account) -> Bool { false }

    func poolsAllCoins(_ account: Account) -> Bool { account.accountMode == .multiAsset }

    func accountMode(poolingCoins: Bool, isIsolated: Bool) -> AccountMode {
        poolingCoins ? .multiAsset : .singleAsset
    }

    /// Money is cut to 8 decimals toward zero (recorded responses).
    func printed(_ figure: Exact) -> Decimal? { figure.rounded(places: 8, .down) }

    var effectOfLeverage: String {
        "it moves neither maintenance margin nor the liquidation price."
    }
    var sourceOfLeverage: String { "Binance error -2028" }

    func refusalOfLeverage(of symbol: String, hasOrders: Bool) -> VenueObstacle {
        VenueObstacle(
            why: "Binance refuses to lower the leverage of isolated \(symbol) while it is open",
            source: "Binance error -4161")
    }

    func refusalOfMarginMode(in account: Account) -> VenueObstacle {
        account.accountMode == .multiAsset
            ? VenueObstacle(
                why: "Binance refuses isolated margin in multi-assets mode, which is cross only",
                source: "Binance error -4168")
            : VenueObstacle(
                why:
                    "Binance refuses a change of margin mode while the symbol has orders or a position",
                source: "Binance errors -4047 and -4048")
    }

    func procedure(in mode: MarginMode) -> VenueProcedure {
        VenueProcedure(
            steps: [
                "Cancels all open orders.",
                "Sends one large immediate-or-cancel order to bring the account back above "
                    + "its requirement; small accounts are nearly always closed whole.",
                "Closes what still falls short at the bankruptcy price, against the insurance "
                    + "fund, and charges a clearance fee on what it liquidated.",
                "Deleverages traders on the other side where the fund cannot pay.",
            ], source: "Binance FAQ 360033525271, official page")
    }
}
