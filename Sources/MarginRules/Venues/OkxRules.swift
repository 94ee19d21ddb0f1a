import MarginModel

/// OKX futures and multi-currency accounts.
///
/// - Maintenance margin = value at mark × rate of the whole position's tier; tiers are bounded by
///   number of contracts and have no deduction, so it jumps at a boundary.
/// - One tier for all contracts of a family in cross margin (see `TermsResolver`); an isolated
///   position alone. The tier does not depend on the price, so the liquidation price has one form:
///   linear (balance − s·q·entry) ÷ (q × (rate + fee − s)), inverse Q × (s + rate + fee) ÷ (balance
///   + s·Q ÷ entry), s = +1 long, −1 short. Of an isolated long OKX reports that plus one tick
///   (recorded responses, to all printed digits); ours is the value of the formula.
/// - Margin ratio = equity ÷ (maintenance margin + liquidation fee), fee = value × taker fee:
///   higher is safer, warning at 300 %, liquidation at 100 %. Recorded position responses of
///   2025-11-29 agree to every printed digit.
/// - Initial margin: isolated on the entry price, cross on the mark price.
struct OkxRules: VenueRules {
    func title(for account: Account) -> String {
        let mode =
            switch account.accountMode {
            case .multiCurrency: "OKX multi-currency margin"
            case .portfolio: "OKX portfolio margin, as the venue reports it"
            default: "OKX futures mode, one pool a currency"
            }
        let addsTick = account.positions.contains {
            $0.side == .long && account.accountMode != .portfolio && account.isIsolated($0)
        }
        return addsTick ? mode + "; OKX shows isolated longs' prices one tick higher" : mode
    }

    // Computed: rules are made for every assessment, and hold nothing.
    var sources: [String] {
        [
            "OKX help, margin ratio and liquidation in futures mode (warning 300 %, liquidation 100 %)",
            "OKX API V5, account positions and position tiers",
        ]
    }
    var ratioName: String { "Margin ratio" }
    var countsContracts: Bool { true }
    var ratioDirection: NativeRatio.Direction { .lowerIsWorse }
    /// Discounted equity of a coin = (balance + unrealized PnL) × index × discount rate, tier by
    /// tier. Secondary copies of the discount-rate page.
    var weighsUnrealizedPnl: Bool { true }
    var countsTakerFee: Bool { true }
    var addsFeeToMaintenance: Bool { true }
    var addsTickToIsolatedPrices: Bool { true }
    /// Secondary copies of the position-tier rules; no official page was seen to say so in words.
    var tiersByFamily: Bool { true }

    func portfolioLevels(_ bounds: StateBounds) -> PortfolioLevels { .okx }

    /// The venue's own warning at 300 %.
    func warning(_ bounds: StateBounds) -> (numerator: Decimal, denominator: Decimal) {
        (bounds.watchNumeratorAtOkx, bounds.watchDenominatorAtOkx)
    }

    /// `BTC-USDT-SWAP`
    func coins(in symbol: String, _ type: ContractType) -> (base: String, quote: String)? {
        let parts = symbol.split(separator: "-")
        return parts.count >= 2 ? (String(parts[0]), String(parts[1])) : nil
    }

    func initialMargin(_ terms: PositionTerms) -> Exact? {
        let basis = terms.position.marginMode == .isolated ? terms.entryValue : terms.value
        guard let basis, let leverage = terms.leverage else { return nil }
        return basis.divided(by: leverage)
    }

    /// The liquidation fee: value at mark × taker fee.
    func feeToClose(_ terms: PositionTerms) -> Exact? {
        guard let value = terms.value, let fee = terms.takerFeeRate else { return nil }
        return value * fee
    }

    func isolatedMargin(_ terms: PositionTerms) -> IsolatedMargin {
        guard let wallet = terms.position.isolatedWallet else {
            return .missing(
                .noWallet, "OKX holds an isolated position against its margin (isolatedWallet)")
        }
        return .known(Exact(wallet))
    }

    /// No published rule was found.
    func breakEvenPrice(_ terms: PositionTerms) -> Exact? { nil }

    func addedRequirementRate(_ terms: PositionTerms) -> Exact? { terms.takerFeeRate }

    func addedMaintenance(_ terms: PositionTerms) -> Exact? { .zero }

    /// An isolated order's margin is taken from equity instead.
    func orderInitialMargin(_ order: OpenOrder) -> OrderAmount {
        if order.marginMode == .isolated { return .nothing }
        return order.initialMargin.map { .known(Exact($0)) }
            ?? .missing(
                member: "initialMargin",
                "the margin that the order holds is not given, so the available balance is "
                    + "withheld")
    }

    func orderMaintenanceMargin(_ order: OpenOrder) -> OrderAmount { .nothing }

    /// Numerator of the cross ratio: balance + unrealized PnL − what isolated orders need − fees of
    /// orders. OKX help, margin ratio in futures mode (official page and secondary copies). Spot
    /// sell orders and options are in no account file and have to be taken off the balance.
    func orderDeduction(_ order: OpenOrder) -> OrderAmount {
        guard let fee = order.fee else {
            return .missing(
                member: "fee",
                "OKX takes the fees of orders from equity, and this one's fee is "
                    + "not given; cancel it, give the fee or mark it reduce-only")
        }
        guard order.marginMode == .isolated else { return .known(Exact(fee)) }
        guard let margin = order.initialMargin else {
            return .missing(
                member: "initialMargin",
                "OKX takes what isolated orders need from cross equity, and it is not given")
        }
        return .known(Exact(fee) + Exact(margin))
    }

    /// Liabilities are part of multi-currency mode; futures mode cannot borrow.
    func canBorrow(_ account: Account) -> Bool { account.accountMode == .multiCurrency }

    func poolsAllCoins(_ account: Account) -> Bool { account.accountMode == .multiCurrency }

    func accountMode(poolingCoins: Bool, isIsolated: Bool) -> AccountMode {
        poolingCoins ? .multiCurrency : .futures
    }

    /// A double's digits: OKX computes in binary floating point (recorded responses show its noise).
    func printed(_ figure: Exact) -> Decimal? { figure.rounded(places: 12) }

    /// Prices are printed as money is, with all digits of a double.
    func unit(of value: Exact, priceStep: Decimal?) -> Exact {
        value.magnitude * Exact(Decimal(significand: 1, scale: 12))
    }

    var effectOfLeverage: String {
        "it moves neither maintenance margin nor the liquidation price."
    }
    var sourceOfLeverage: String { "OKX errors 59103, 59108 and 59109" }

    func refusalOfLeverage(of symbol: String, hasOrders: Bool) -> VenueObstacle {
        guard hasOrders else { return addingMarginInstead(of: symbol) }
        return VenueObstacle(
            why: "OKX refuses to change the leverage of isolated \(symbol) while orders of it rest",
            source: "OKX error 59101")
    }

    func refusalOfMarginMode(in account: Account) -> VenueObstacle {
        VenueObstacle(
            why: "an open OKX position keeps its margin mode; only a new one can be isolated",
            source: "OKX API V5, tdMode of orders")
    }

    func procedure(in mode: MarginMode) -> VenueProcedure {
        VenueProcedure(
            steps: [
                "Cancels open orders.",
                "Sets opposite positions of one contract off against each other.",
                "Reduces tier by tier and checks again: by two tiers from tier 3 up; at tiers "
                    + "1 and 2 the whole position goes at the bankruptcy price.",
                "Deleverages traders on the other side when the insurance fund has lost 30 % "
                    + "of its 8-hour peak.",
            ], source: "OKX help, liquidation in futures mode, secondary copy")
    }
}
