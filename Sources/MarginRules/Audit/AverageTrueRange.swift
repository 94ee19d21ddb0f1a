import MarginModel

/// Wilder's average true range.
///
/// True range = max(high − low, |high − close before|, |low − close before|). The first average is
/// the mean of 14 true ranges; each later one is (13 × the average before + true range) ÷ 14, kept
/// to 12 digits after the point, half to even. J. Welles Wilder, "New Concepts in Technical Trading
/// Systems", 1978.
enum AverageTrueRange {
    static let periods = 14
    private static let digits = 12

    /// In the candles' quote. `nil` with fewer than 15 candles: the first has no close before it.
    static func measure(_ candles: [Candle]) -> Exact? {
        let ranges = zip(candles, candles.dropFirst()).map { trueRange(of: $1, after: $0) }
        guard ranges.count >= periods else { return nil }
        var average = mean(ranges.prefix(periods).map(\.self).sum())
        for range in ranges.dropFirst(periods) {
            average = average.flatMap { mean($0 * Exact(periods - 1) + range) }
        }
        return average
    }

    private static func mean(_ sum: Exact) -> Exact? {
        sum.divided(by: Exact(periods))?.rounded(places: digits).map { Exact($0) }
    }

    private static func trueRange(of candle: Candle, after before: Candle) -> Exact {
        let (high, low) = (Exact(candle.high), Exact(candle.low))
        let close = Exact(before.close)
        return max(high - low, max((high - close).magnitude, (low - close).magnitude))
    }
}
