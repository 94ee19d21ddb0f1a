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

    /// Initial margin of one position.
    func initialMargin(_ terms: PositionTerms) -> Exact?
    /// The fee that the venue counts beside maintenance margin or in it.
    func feeToClose(_ terms: PositionTerms) -> Exact?
    /// An isolated position's own money, without unrealized PnL.
    func isolatedMargin(_ terms: PositionTerms) -> IsolatedMargin
    /// The price at which a fresh position has earned back what its fees cost.
    func breakEvenPrice(_ terms: PositionTerms) -> Exact?
    /// Rate on value that the requirement has on top of the tier's.
    func addedRequirementRate(_ terms: PositionTerms) -> Exact?
    /// Amount that maintenance margin has on top of the tier's, whatever the price.
    func addedMaintenance(_ terms: PositionTerms) -> Exact?
    /// Whether open orders count in the requirement, so that it is unknown while there are some.
    var ordersCountInRequirement: Bool { get }
    /// Whether all coins of the account stand in one pool.
    func poolsAllCoins(_ account: Account) -> Bool
}

/// The money of an isolated position, or what is missing to know it.
enum IsolatedMargin: Sendable {
    case known(Exact)
    case missing(ReasonCode, String)
}

extension Venue {
    var rules: any VenueRules {
        switch self {
        case .binance: BinanceRules()
        case .bybit: BybitRules()
        case .okx: OkxRules()
        }
    }
}

extension VenueRules {
    /// V × r − c plus what the venue adds.
    func maintenanceMargin(_ terms: PositionTerms) -> Exact? {
        guard let value = terms.value, let tier = terms.tier,
            let added = addedMaintenance(terms)
        else { return nil }
        return value * Exact(tier.maintenanceMarginRate) - Exact(tier.maintenanceAmount) + added
    }

    /// What equity is held against: maintenance margin and, where the venue says so, a fee.
    func requirement(_ terms: PositionTerms) -> Exact? {
        guard let maintenance = maintenanceMargin(terms), let value = terms.value,
            let rate = addedRequirementRate(terms)
        else { return nil }
        return maintenance + value * rate
    }

    /// The position as a function of x, for the solver. `nil` when any term is missing.
    func leg(_ terms: PositionTerms, weight: Exact) -> MarginLeg? {
        guard let sheet = terms.symbolSheet, let tier = terms.tier, let size = terms.size,
            let slope = terms.profitSlope, let entry = terms.entry,
            let addedRate = addedRequirementRate(terms), let added = addedMaintenance(terms)
        else { return nil }
        return MarginLeg(
            size: size, profitSlope: slope, profitConstant: -(slope * entry), tiers: sheet.tiers,
            fixedTier: sheet.tierUnit == .contracts ? tier : nil, addedRate: addedRate,
            addedAmount: added, weight: weight)
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
