/// The prices of one asset over one interval that starts at `time`.
public struct Candle: Hashable, Sendable {
    public var time: Instant
    public var open: Decimal
    public var high: Decimal
    public var low: Decimal
    public var close: Decimal
    /// In units of the asset. `nil` where the source gives none.
    public var volume: Decimal?

    public init(
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
