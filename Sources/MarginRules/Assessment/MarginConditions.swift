package import MarginModel

/// Everything outside the account that an assessment depends on.
package struct MarginConditions: Sendable {
    package var sheet: VenueSheet? {
        get { prepared.sheet }
        set { prepared = PreparedSheet(newValue) }
    }
    package var policy: Policy
    package var clock: Instant
    package var maximumAges: MaximumAges
    /// Spot prices that may stand in for missing mark prices; `nil` unless the user allowed it.
    package var indicative: Snapshot?
    /// The site's ticker, which marks are held against.
    package var market: Snapshot?
    /// The sheet, ready for arithmetic.
    private(set) var prepared: PreparedSheet

    package init(
        sheet: VenueSheet?, policy: Policy = .standard, clock: Instant,
        maximumAges: MaximumAges = .standard, indicative: Snapshot? = nil,
        market: Snapshot? = nil
    ) {
        prepared = PreparedSheet(sheet)
        self.policy = policy
        self.clock = clock
        self.maximumAges = maximumAges
        self.indicative = indicative
        self.market = market
    }

    /// The same under another sheet.
    func trading(by sheet: PreparedSheet) -> MarginConditions {
        var conditions = self
        conditions.prepared = sheet
        return conditions
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
