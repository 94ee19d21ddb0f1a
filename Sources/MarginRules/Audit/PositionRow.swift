package import MarginModel

/// One line of the position table, with the time and source of its price (Response 3).
package struct PositionRow: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let quantity: Exact
    /// `BTC`, or `contracts`.
    package let unit: String
    package let entryPrice: Exact?
    package let leverage: Exact?
    package let markPrice: Exact?
    package let priceKind: PriceKind?
    package let priceSource: String?
    package let priceAsOf: Instant?
}
