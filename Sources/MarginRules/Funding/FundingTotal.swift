package import MarginModel

/// Funding of one symbol that the venue has booked (Audit 4).
package struct FundingTotal: Sendable {
    package let symbol: String
    package let asset: String
    /// Not negative.
    package let paid: Exact
    /// Not negative.
    package let received: Exact
    package let count: Int
    package let first: Instant
    package let last: Instant

    /// Negative is paid.
    package var net: Exact { received - paid }
}
