/// The prices of one asset over one interval that starts at `time`.
package struct Candle: Hashable, Sendable {
    package var time: Instant
    package var open: Decimal
    package var high: Decimal
    package var low: Decimal
    package var close: Decimal
    /// In units of the asset. `nil` where the source gives none.
    package var volume: Decimal?

    package init(
        time: Instant, open: Decimal, high: Decimal, low: Decimal, close: Decimal,
        volume: Decimal? = nil
    ) {
        self.time = time
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }
}
