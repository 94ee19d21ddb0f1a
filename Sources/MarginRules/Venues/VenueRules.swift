import MarginModel

/// What differs between the venues, each rule with its source in the type that implements it.
///
/// Money is in the position's settle coin. Every function returns `nil` when a term that it needs
/// is missing; the resolver has already said which.
protocol VenueRules: Sendable {
    /// The rule set in words.
    func title(for account: Account) -> String
    var sources: [String] { get }
    var ratioName: String { get }
    var ratioDirection: NativeRatio.Direction { get }
    /// What the venue counts an account's totals in. `nil`: in the unit of its pool.
    func totalsAsset(of account: Account) -> String?
    /// How its portfolio margin accounts are judged.
    func portfolioLevels(_ bounds: StateBounds) -> PortfolioLevels
    /// Margin use from which on the venue warns, as a fraction of two numbers: its own bound, or ours.
    func warning(_ bounds: StateBounds) -> (numerator: Decimal, denominator: Decimal)

    /// Initial margin of one position.
    func initialMargin(_ terms: PositionTerms) -> Exact?
    /// The fee that the venue counts beside maintenance margin or in it.
    func feeToClose(_ terms: PositionTerms) -> Exact?
    /// An isolated position's own money, without unrealized PnL.
    func isolatedMargin(_ terms: PositionTerms) -> IsolatedMargin
    /// Whether the venue counts linear contracts in contracts too, and not in coins.
    var countsContracts: Bool { get }
    /// Whether cross positions of a family, perpetual and dated, long and short, have one tier.
    var tiersByFamily: Bool { get }
    /// The coins that a symbol names; `nil` for a name of another form.
    func coins(in symbol: String, _ type: ContractType) -> (base: String, quote: String)?
    /// Whether an isolated position's money is its initial margin and what was added to it, rather than
    /// a wallet of its own.
    var keepsExtraMargin: Bool { get }
    /// The extra margin in an isolated position whose whole balance is given; `nil` where the venue
    /// keeps none, or the balance is less than what the position must have.
    func extraMargin(in balance: Exact, of terms: PositionTerms) -> Exact?
    /// Whether margin figures hold the taker fee.
    var countsTakerFee: Bool { get }
    /// Whether the fee of a liquidation is counted beside the maintenance margin that is shown.
    var addsFeeToMaintenance: Bool { get }
    /// Whether the fee to close depends on the leverage.
    var feeDependsOnLeverage: Bool { get }
    /// The price at which a fresh position has earned back what its fees cost.
    func breakEvenPrice(_ terms: PositionTerms) -> Exact?
    /// The fee of closing that a break-even price counts, as a fraction of value.
    func breakEvenFee(_ terms: PositionTerms) -> Exact?
    /// Rate on value that the requirement has on top of the tier's.
    func addedRequirementRate(_ terms: PositionTerms) -> Exact?
    /// Amount that maintenance margin has on top of the tier's, whatever the price.
    func addedMaintenance(_ terms: PositionTerms) -> Exact?
    /// What an order that may add risk holds of the available balance.
    func orderInitialMargin(_ order: OpenOrder) -> OrderAmount
    /// What it adds to maintenance margin.
    func orderMaintenanceMargin(_ order: OpenOrder) -> OrderAmount
    /// What it takes from the equity that the ratio counts.
    func orderDeduction(_ order: OpenOrder) -> OrderAmount
    /// Whether all coins of the account stand in one pool.
    func poolsAllCoins(_ account: Account) -> Bool
    /// Whether a collateral rate weighs a settle coin's unrealized PnL together with its balance,
    /// in an account that pools all coins.
    var weighsUnrealizedPnl: Bool { get }
    /// Whether the margin of a contract that is held long and short in one pool is known to be that of
    /// its legs.
    var sumsHedgedLegs: Bool { get }
    /// Whether the account can owe coins that its pool counts.
    func canBorrow(_ account: Account) -> Bool
    /// Whether the margin mode belongs to the whole account.
    var hasOneMarginMode: Bool { get }
    /// The mode of an account like another venue's.
    func accountMode(poolingCoins: Bool, isIsolated: Bool) -> AccountMode

    /// Older formulas of the venue, which an account may name.
    var olderModel: MarginModelVersion? { get }
    /// Whether the venue's liquidation prices of isolated positions lie a tick nearer than its formula's.
    var addsTickToIsolatedPrices: Bool { get }
    /// `figure` with the digits that the venue prints.
    func printed(_ figure: Exact) -> Decimal?
    /// One unit of the last digit that the venue prints of `value`.
    ///
    /// - Parameter priceStep: Of a price, the step of its contract.
    func unit(of value: Exact, priceStep: Decimal?) -> Exact

    /// The venue's order of steps once an account or position is at its trigger.
    func procedure(in mode: MarginMode) -> VenueProcedure
    /// What lowering the leverage of a cross position does besides.
    var effectOfLeverage: String { get }
    /// Where the venue says that margin must be free for a lower leverage.
    var sourceOfLeverage: String { get }
    /// Why the leverage of an isolated position is not lowered.
    func refusalOfLeverage(of symbol: String, hasOrders: Bool) -> VenueObstacle
    /// Why a position is not switched to isolated margin.
    func refusalOfMarginMode(in account: Account) -> VenueObstacle
}

/// What a venue does not let happen, with its source.
struct VenueObstacle: Sendable {
    let why: String
    let source: String
}

/// What a venue counts for one order, or which member of the order is missing to know it.
enum OrderAmount: Sendable {
    case known(Exact)
    case missing(member: String, String)

    static let nothing = OrderAmount.known(.zero)
}

/// The money of an isolated position, or what is missing to know it.
enum IsolatedMargin: Sendable {
    case known(Exact)
    case missing(ReasonCode, String)
}

extension VenueRules {
    var countsContracts: Bool { false }
    var tiersByFamily: Bool { false }
    var feeDependsOnLeverage: Bool { false }
    var hasOneMarginMode: Bool { false }
    var olderModel: MarginModelVersion? { nil }
    var addsTickToIsolatedPrices: Bool { false }
    var keepsExtraMargin: Bool { false }
    var sumsHedgedLegs: Bool { true }
    var addsFeeToMaintenance: Bool { false }
    func totalsAsset(of account: Account) -> String? { nil }
    func breakEvenFee(_ terms: PositionTerms) -> Exact? { terms.takerFeeRate }
    func extraMargin(in balance: Exact, of terms: PositionTerms) -> Exact? { nil }
    func warning(_ bounds: StateBounds) -> (numerator: Decimal, denominator: Decimal) {
        (bounds.watch, .one)
    }

    /// `BTCUSDT`, `BTCUSD_PERP`, `BTCUSDT_260327`, `BTCUSDT-27MAR26`: a dollar coin ends the stem.
    func coins(in symbol: String, _ type: ContractType) -> (base: String, quote: String)? {
        DollarCoin.pairs(
            in: symbol.prefix { $0 != "_" && $0 != "-" },
            quotedIn: type == .inverse ? ["USD"] : DollarCoin.all
        ).first
    }

    /// The 8th decimal of money and ratios (recorded responses).
    func unit(of value: Exact, priceStep: Decimal?) -> Exact {
        Exact(priceStep ?? Decimal(significand: 1, scale: 8))
    }

    func refusalOfLeverage(of symbol: String, hasOrders: Bool) -> VenueObstacle {
        addingMarginInstead(of: symbol)
    }

    func addingMarginInstead(of symbol: String) -> VenueObstacle {
        VenueObstacle(
            why:
                "lowering the leverage of isolated \(symbol) moves margin from the wallet into the "
                + "position; adding margin does that without the detour",
            source: sourceOfLeverage)
    }
}

extension Venue {
    /// The rules in force.
    var rules: any VenueRules {
        switch self {
        case .binance: BinanceRules()
        case .bybit: BybitRules()
        case .okx: OkxRules()
        }
    }
}

extension Account {
    /// The rules that this account is under: its venue's, or the older ones that it names.
    var rules: any VenueRules {
        guard let marginModel, marginModel == venue.rules.olderModel else { return venue.rules }
        return switch marginModel {
        case .legacyEntryValue: BybitRules(isLegacy: true)
        }
    }
}

extension VenueRules {
    func orderInitialMargin(_ order: OpenOrder) -> OrderAmount {
        order.initialMargin.map { .known(Exact($0)) }
            ?? .missing(
                member: "initialMargin",
                "the margin that the order holds is not given, so the available balance is "
                    + "withheld")
    }

    /// The price at which closing leaves nothing lost, what the position has paid and received included;
    /// where that is not given, the venue's price of a fresh position.
    ///
    /// Long (entry × q + costs) ÷ (q × (1 − fee)): a recorded OKX position agrees to every digit. Short
    /// (entry × q − costs) ÷ (q × (1 + fee)): derived from the same balance, not recorded. Costs are fees
    /// and funding paid less those received. Linear contracts alone.
    func breakEven(_ terms: PositionTerms) -> Exact? {
        guard let realized = terms.position.realized, let fees = realized.fees,
            let funding = realized.funding
        else { return breakEvenPrice(terms) }
        guard !terms.isInverse, let entryValue = terms.entryValue, let size = terms.size,
            let fee = breakEvenFee(terms)
        else { return nil }
        let costs = -(Exact(fees) + Exact(funding))
        return (entryValue + terms.sign * costs).divided(by: size * (1 - terms.sign * fee))
    }

    /// V × r − c plus what the venue adds.
    func maintenanceMargin(_ terms: PositionTerms) -> Exact? {
        guard let value = terms.marginValue, let rate = terms.tierRate(in: terms.tierIndex),
            let added = addedMaintenance(terms)
        else { return nil }
        return value * rate.rate - rate.amount + added
    }

    /// What equity is held against: maintenance margin and, where the venue says so, a fee.
    func requirement(_ terms: PositionTerms) -> Exact? {
        requirement(terms, maintenance: maintenanceMargin(terms))
    }

    func requirement(_ terms: PositionTerms, maintenance: Exact?) -> Exact? {
        guard let maintenance, let rate = addedRequirementRate(terms) else { return nil }
        guard !rate.isZero else { return maintenance }
        return terms.value.map { maintenance + $0 * rate }
    }

    func native(requirement: Exact?, equity: Exact?) -> NativeRatio {
        var value: Exact?
        if let requirement, let equity {
            value =
                ratioDirection == .higherIsWorse
                ? (equity.isPositive ? requirement.divided(by: equity) : nil)
                : equity.divided(by: requirement)
        }
        return NativeRatio(
            value: value, name: ratioName, threshold: 1, direction: ratioDirection)
    }
}
