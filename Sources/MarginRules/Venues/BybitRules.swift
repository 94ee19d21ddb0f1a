import MarginModel

/// Bybit unified trading account: the mark-value rule in force since 2025, and the older one.
///
/// - Initial margin = value at mark ÷ leverage + fee to close; maintenance margin = value at mark ×
///   rate − deduction + fee to close. Help centre, "UTA Trading Rules", 2026-05-27.
/// - Fee to close = entry value × (1 − s ÷ leverage) × taker fee, the taker fee at the bankruptcy
///   price (inverse: entry value × (1 + s ÷ leverage) × taker fee).
/// - Older rule (`legacy-entry-value`): both margins on the entry value, by the tier of the entry
///   value, fee to close included (recorded responses of before 2025, and the old help pages).
/// - Account MM rate = maintenance margin ÷ (margin balance − haircut loss + order loss);
///   liquidation at 100 %. Maintenance margin = positions + active orders + borrowed assets.
///   Glossary, 2026-03-13 (official page). Available balance = margin balance − haircut − initial
///   margin of all three (recorded wallet response). Haircut loss comes from spot orders, which are
///   in no account file.
/// - A liquidation price in cross margin is our estimate, as it is the venue's: this symbol's mark
///   moves alone until the MM rate is 100 %.
struct BybitRules: VenueRules {
    /// Whether margins are taken on the entry value.
    var isLegacy = false

    func title(for account: Account) -> String {
        let rule = isLegacy ? ", margins on entry value" : ""
        return switch account.accountMode {
        case .isolated: "Bybit unified trading account, isolated margin" + rule
        case .portfolio: "Bybit portfolio margin, as the venue reports it"
        default:
            "Bybit unified trading account, cross margin\(rule); liquidation prices are our "
                + "estimate, one mark moving alone"
        }
    }

    // Computed: rules are made for every assessment, and hold nothing.
    var sources: [String] {
        [
            "Bybit help centre, UTA Trading Rules (margin calculation, 2026-05-27)",
            "Bybit help centre, Trading Terms and Formulas in Unified Trading Account (2026-03-13)",
            "Bybit help centre, Understanding Collateral Value Ratios (2025-09-18)",
            "Bybit API documentation V5, position and wallet balance",
        ]
    }
    var ratioName: String { "MM rate" }
    var ratioDirection: NativeRatio.Direction { .higherIsWorse }
    /// Margin balance = wallet balance, at collateral value ratios, + unrealized PnL − spot borrow:
    /// the ratio is of the wallet. Help centre, "Collateral Value Ratios", 2025-09-18.
    var weighsUnrealizedPnl: Bool { false }
    var countsTakerFee: Bool { true }
    var feeDependsOnLeverage: Bool { true }
    var hasOneMarginMode: Bool { true }
    var olderModel: MarginModelVersion? { .legacyEntryValue }

    func portfolioLevels(_ bounds: StateBounds) -> PortfolioLevels { .bybit(bounds) }

    func initialMargin(_ terms: PositionTerms) -> Exact? {
        guard let value = terms.marginValue, let leverage = terms.leverage,
            let margin = value.divided(by: leverage), let fee = feeToClose(terms)
        else { return nil }
        return margin + fee
    }

    func feeToClose(_ terms: PositionTerms) -> Exact? {
        guard let entryValue = terms.entryValue, let leverage = terms.leverage,
            let fee = terms.takerFeeRate, let share = terms.sign.divided(by: leverage)
        else { return nil }
        return entryValue * (terms.isInverse ? 1 + share : 1 - share) * fee
    }

    /// Entry value ÷ leverage + fee to close + the extra margin as the trigger counts it.
    ///
    /// The published liquidation price divides extra margin by (1 − fee) for a long and (1 + fee)
    /// for a short: closing nearer to zero costs less. Inverse contracts: the other way round. The
    /// older rule counts extra margin as it is.
    func isolatedMargin(_ terms: PositionTerms) -> IsolatedMargin {
        guard let entryValue = terms.entryValue, let fee = terms.takerFeeRate else {
            return .missing(.noEntryPrice, "the margin at Bybit is computed from the entry price")
        }
        guard let leverage = terms.leverage, let margin = entryValue.divided(by: leverage),
            let feeToClose = feeToClose(terms)
        else {
            return .missing(.noLeverage, "the margin at Bybit is computed from the leverage")
        }
        guard let extra = terms.position.extraMargin else {
            return .missing(.noWallet, "Bybit adds extraMargin to an isolated position; 0 if none")
        }
        if isLegacy { return .known(margin + feeToClose + Exact(extra)) }
        let side = terms.isInverse ? -terms.sign : terms.sign
        guard let counted = Exact(extra).divided(by: 1 - side * fee) else {
            return .missing(.invalidValue, "the taker fee is 100 %")
        }
        return .known(margin + feeToClose + counted)
    }

    var keepsExtraMargin: Bool { true }
    /// A recorded position list of 2023 gives a hedged leg about the fees of closing both, without the
    /// tier's rate; no page that states the rule, then or now, was found.
    var sumsHedgedLegs: Bool { false }
    /// API documentation, wallet balance: all totals are in dollars.
    func totalsAsset(of account: Account) -> String? { "USD" }

    /// What is left of the balance after entry value ÷ leverage and the fee to close. The venue cuts
    /// its figures at eight places.
    func extraMargin(in balance: Exact, of terms: PositionTerms) -> Exact? {
        guard let entryValue = terms.entryValue, let leverage = terms.leverage,
            let margin = entryValue.divided(by: leverage), let fee = feeToClose(terms)
        else { return nil }
        let extra = balance - margin - fee
        if !extra.isNegative { return extra }
        return extra < Exact(Decimal(significand: -2, scale: 8)) ? nil : .zero
    }

    /// Entry ÷ (1 − fee) for a long, ÷ (1 + fee) for a short, where the fee is the account's taker
    /// fee and never under 0.055 %. No rule for inverse contracts was found.
    func breakEvenPrice(_ terms: PositionTerms) -> Exact? {
        guard !terms.isInverse, let entry = terms.entryPrice, let fee = breakEvenFee(terms) else {
            return nil
        }
        return entry.divided(by: 1 - terms.sign * fee)
    }

    func breakEvenFee(_ terms: PositionTerms) -> Exact? {
        terms.takerFeeRate.map { max($0, Exact(Decimal(significand: 55, scale: 5))) }
    }

    func addedRequirementRate(_ terms: PositionTerms) -> Exact? { .zero }

    func addedMaintenance(_ terms: PositionTerms) -> Exact? { feeToClose(terms) }

    func orderMaintenanceMargin(_ order: OpenOrder) -> OrderAmount {
        order.maintenanceMargin.map { .known(Exact($0)) }
            ?? .missing(
                member: "maintenanceMargin",
                "Bybit counts open orders in maintenance margin, and what this one adds is not "
                    + "given; cancel it, give it or mark it reduce-only")
    }

    func orderDeduction(_ order: OpenOrder) -> OrderAmount {
        order.orderLoss.map { .known(Exact($0)) }
            ?? .missing(
                member: "orderLoss",
                "Bybit takes the loss that filling an order would bring from the margin balance, "
                    + "and this one's is not given; 0 if none")
    }

    func canBorrow(_ account: Account) -> Bool { account.accountMode == .cross }

    func poolsAllCoins(_ account: Account) -> Bool { true }

    func accountMode(poolingCoins: Bool, isIsolated: Bool) -> AccountMode {
        isIsolated ? .isolated : .cross
    }

    func printed(_ figure: Exact) -> Decimal? { figure.rounded(places: 8) }

    var effectOfLeverage: String { "maintenance margin changes by the fee to close alone." }
    var sourceOfLeverage: String { "Bybit UTA Trading Rules, initial margin" }

    func refusalOfMarginMode(in account: Account) -> VenueObstacle {
        VenueObstacle(
            why:
                "at Bybit the margin mode is the whole account's: switching would move every position "
                + "at once",
            source: "Bybit API V5, account margin mode")
    }

    func procedure(in mode: MarginMode) -> VenueProcedure {
        switch mode {
        case .cross:
            VenueProcedure(
                steps: [
                    "Cancels the orders that add risk.",
                    "Repays what is borrowed out of the other balances.",
                    "Reduces positions in steps until the maintenance rate is under 100 %.",
                    "Deleverages traders on the other side when the insurance pool falls too far.",
                ], source: "Bybit help centre, unified trading account, partly a secondary copy")
        case .isolated:
            VenueProcedure(
                steps: [
                    "Cancels the position's orders.",
                    "Sells the position down to the next lower maintenance tier.",
                    "Takes over the rest at the bankruptcy price.",
                    "Deleverages traders on the other side when the insurance pool falls too far.",
                ], source: "Bybit help centre, unified trading account, partly a secondary copy")
        }
    }
}
