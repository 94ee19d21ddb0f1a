package import MarginModel

/// A trailing stop whose distance grew (Audit 3).
package struct TrailingStopWidening: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let fromPercent: Exact
    package let toPercent: Exact
    /// When it was set wider; `nil` when only the present setting shows it.
    package let at: Instant?
}
