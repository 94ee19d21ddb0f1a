package import MarginModel

/// The account's portfolio under the rules and fees of one venue (Audit 5).
package struct VenueComparison: Sendable {
    package struct Leg: Sendable {
        /// The account's symbol, and the venue's.
        package let symbol: String
        package let venueSymbol: String
        package let side: PositionSide
        /// As the venue counts: coins or contracts.
        package let quantity: Exact
        package let liquidationPrice: Exact?
    }

    package struct Figures: Sendable {
        package let legs: [Leg]
        package let asset: String
        package let equity: Exact?
        package let requirement: Exact?
        package let ratio: Exact?
        package let native: NativeRatio
        package let state: AccountState
        package let moveDownPercent: Exact?
        package let moveUpPercent: Exact?
        /// Taker fees of closing everything at the mark, without slippage.
        package let costToClose: Exact?
        package let takerFeeRates: [Exact]
        package let rules: String
    }

    package let venue: Venue
    package let isOwn: Bool
    package let figures: AuditRow<Figures>
}
