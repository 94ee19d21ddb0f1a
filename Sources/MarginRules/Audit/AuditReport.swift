/// Everything that an audit says of one account: a row for each part of the article.
package struct AuditReport: Sendable {
    // MARK: Response

    /// Response 1–2: which pools are past their trigger, and how far and how long the rest have.
    package let breach: AuditRow<BreachFinding>
    /// Response 3: every position with the time and source of its price.
    package let positions: [PositionRow]
    /// Response 4: signs that the venue is liquidating already, and what it does next.
    package let liquidationUnderWay: LiquidationUnderWay
    /// Response 5: what acts on its own while the owner acts by hand.
    package let automaticFeatures: [AutomaticFeature]

    // MARK: Fund

    /// Fund 4: which transfers count.
    package let deposits: [DepositTotal]
    /// Fund 5: the sources in the order of use.
    package let sources: AuditRow<FundingSources>

    // MARK: Adjust

    /// Adjust 2: leverage settings above the cap.
    package let leverageCap: [LeverageCapResult]
    /// Adjust 3: what isolating each leg would bound.
    package let isolation: AuditRow<IsolationFinding>
    /// Adjust 5: whether both confirmations for averaging down are on record.
    package let averagingDown: AveragingDownGate

    // MARK: Audit

    /// Audit 1: where and when liquidations clustered.
    package let clusters: AuditRow<[LiquidationCluster]>
    /// Audit 2: positions sized by volatility, beside their actual size.
    package let sizing: [PositionSizing]
    /// Audit 3: trailing stops whose callback grew.
    package let widenedStops: [TrailingStopWidening]
    /// Audit 4: funding that was booked.
    package let fundingPaid: AuditRow<[FundingTotal]>
    /// Audit 4: funding to come, and when it alone breaches.
    package let funding: AuditRow<FundingForecast>
    /// Audit 5: the same portfolio at each venue.
    package let venues: [VenueComparison]

    // MARK: FAQ

    /// FAQ loan: borrowing beside closing.
    package let loan: AuditRow<LoanComparison>
    /// FAQ pool: what closing each leg does to its pool.
    package let poolEffects: AuditRow<[PoolEffect]>
    /// FAQ test net: `true` means a banner, simulated prices, and no funding.
    package let isTestNetwork: Bool

    /// Moves of prices, and the first that breaches.
    package let stress: AuditRow<StressReport>
    /// The article's numbers, each put to the calculator.
    package let claims: [ClaimCheck]
}
