package import MarginModel

/// Everything outside the account that an assessment depends on.
package struct MarginConditions: Sendable {
    package var sheet: VenueSheet? {
        didSet { (tables, takerFeeRates) = Self.prepared(sheet) }
    }
    package var policy: Policy
    package var clock: Instant
    package var maximumAges: MaximumAges
    /// Spot prices that may stand in for missing mark prices; `nil` unless the user allowed it.
    package var indicative: Snapshot?
    /// The site's ticker, which marks are held against.
    package var market: Snapshot?
    /// The sheet's contracts by symbol, and its base-tier taker fees, ready for arithmetic.
    private(set) var tables: [String: TierTable]
    private(set) var takerFeeRates: [ContractType: Exact]

    package init(
        sheet: VenueSheet?, policy: Policy = .standard, clock: Instant,
        maximumAges: MaximumAges = .standard, indicative: Snapshot? = nil,
        market: Snapshot? = nil
    ) {
        self.sheet = sheet
        self.policy = policy
        self.clock = clock
        self.maximumAges = maximumAges
        self.indicative = indicative
        self.market = market
        (tables, takerFeeRates) = Self.prepared(sheet)
    }

    private static func prepared(
        _ sheet: VenueSheet?
    ) -> ([String: TierTable], [ContractType: Exact]) {
        var tables: [String: TierTable] = [:]
        var fees: [ContractType: Exact] = [:]
        guard let sheet else { return (tables, fees) }
        for symbol in sheet.symbols
        where tables[symbol.symbol] == nil && symbol.contradiction == nil {
            tables[symbol.symbol] = TierTable(
                symbol, instrument: sheet.instrument(symbol.symbol))
        }
        for type in ContractType.allCases {
            fees[type] = sheet.fee(for: type).map { Exact($0.takerRate) }
        }
        return (tables, fees)
    }

    /// Why the account's mark prices and reported figures are too old to use; `nil` when they are not.
    func staleness(of account: Account) -> AssessmentReason? {
        let age = clock.seconds(since: account.asOf)
        // A venue's clock may run a little ahead of ours; more than that is no price of now either.
        guard age >= -maximumAges.markPriceSeconds else {
            return AssessmentReason(
                .stale, at: "asOf",
                "mark prices are of \(account.asOf), \(-age) seconds after the clock, \(clock)")
        }
        guard age > maximumAges.markPriceSeconds else { return nil }
        return AssessmentReason(
            .stale, at: "asOf",
            "mark prices are of \(account.asOf), \(age) seconds before the clock; the limit is "
                + "\(maximumAges.markPriceSeconds) seconds")
    }

    /// Whether an account may be valued at them: never at an example, whatever its age.
    var indicativeIsFresh: Bool {
        indicative?.isFresh(at: clock, maximumAges) == true
    }
}
