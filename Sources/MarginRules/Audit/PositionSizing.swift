package import MarginModel

/// A position's size by volatility and risk budget, beside its actual size (Audit 2).
package struct PositionSizing: Sendable {
    package struct Figures: Sendable {
        /// Average true range in the candles' quote, US dollars a coin.
        package let averageTrueRange: Exact
        package let periods: Int
        package let lastCandleAt: Instant
        /// Pool equity × risk budget %, in `asset`.
        package let budget: Exact
        /// budget ÷ (multiple × ATR), in base coins, before lots.
        package let coins: Exact
        /// The same as the position counts, cut down to whole lots where the lot is known.
        package let quantity: Exact
        package let stepIsKnown: Bool
        /// The way to the nearer liquidation price in average true ranges; `nil` where there is none.
        package let rangesToLiquidation: Exact?
        /// Actual ÷ allowed; `nil` when nothing is allowed.
        package let timesAllowed: Exact?
    }

    package let symbol: String
    package let side: PositionSide
    package let asset: String
    package let actualQuantity: Exact
    package let riskBudgetPercent: Exact
    package let atrMultiple: Exact
    package let figures: AuditRow<Figures>
}
