/// Prices along a stretch of time, as a price file gives them.
public struct PricePath: Hashable, Sendable {
    public struct Point: Hashable, Sendable {
        public let at: Instant
        /// One of each column; `nil` where the file has none.
        public let prices: [Decimal?]

        public init(at: Instant, prices: [Decimal?]) {
            self.at = at
            self.prices = prices
        }
    }

    /// Symbols (`BTCUSDT`) or base assets (`BTC`), each once.
    public let columns: [String]
    /// Oldest first, each instant once.
    public let points: [Point]

    public init(columns: [String], points: [Point]) {
        self.columns = columns
        self.points = points
    }
}
