/// Prices along a stretch of time, as a price file gives them.
package struct PricePath: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package let at: Instant
        /// One of each column; `nil` where the file has none.
        package let prices: [Decimal?]

        package init(at: Instant, prices: [Decimal?]) {
            self.at = at
            self.prices = prices
        }
    }

    /// Symbols (`BTCUSDT`) or base assets (`BTC`), each once.
    package let columns: [String]
    /// Oldest first, each instant once.
    package let points: [Point]

    package init(columns: [String], points: [Point]) {
        self.columns = columns
        self.points = points
    }
}
