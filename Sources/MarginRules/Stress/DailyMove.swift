import Glibc
import MarginModel

/// How far an asset moves in a day that is worse than 99 of 100, from daily closes.
struct DailyMove: Sendable {
    let returns: Int
    let volatilityPercent: Exact
    let downPercent: Exact
    let upPercent: Exact
    let lastCandleAt: Instant

    /// Fewer returns say too little of a standard deviation.
    static let fewestReturns = 20
    /// The 99 % quantile of the standard normal distribution.
    static let quantile = 2.326_347_874_040_841
    private static let daySeconds: Int64 = 86_400

    /// z × sample standard deviation of ln(close ÷ close before), mean taken as zero. In `Double`:
    /// a statistic, no account figure. Gaps between days make no return.
    static func measure(_ candles: [Candle], clock: Instant) -> AuditRow<DailyMove> {
        guard let last = candles.last else { return .notComputable("no candles") }
        if let gap = staleness(of: last, clock: clock) { return .notComputable(gap) }
        let logReturns = zip(candles, candles.dropFirst()).compactMap { earlier, later -> Double? in
            guard later.time.seconds(since: earlier.time) == daySeconds,
                let ratio = Exact(later.close).divided(by: Exact(earlier.close))?.double
            else { return nil }
            return log(ratio)
        }
        guard logReturns.count >= fewestReturns else {
            return .notComputable(
                "\(logReturns.count) daily returns, and \(fewestReturns) are needed")
        }
        let count = Double(logReturns.count)
        let mean = logReturns.reduce(0, +) / count
        let variance = logReturns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let deviation = variance.squareRoot()
        guard let volatility = percent(deviation),
            let down = percent(1 - exp(-quantile * deviation)),
            let up = percent(exp(quantile * deviation) - 1), down < 100
        else { return .notComputable("the closes move beyond what a percentage can say") }
        return .found(
            DailyMove(
                returns: logReturns.count, volatilityPercent: volatility, downPercent: -down,
                upPercent: up, lastCandleAt: last.time))
    }

    /// History is of now while its last day began at most three days before the clock.
    static func staleness(of last: Candle, clock: Instant) -> String? {
        let age = clock.seconds(since: last.time)
        guard age >= 0 else { return "the candles run past the clock" }
        guard age <= 3 * daySeconds else {
            return "the last candle is of \(last.time), \(age / daySeconds) days before the clock"
        }
        return nil
    }

    /// A fraction in percent, away from zero at 4 digits.
    private static func percent(_ fraction: Double) -> Exact? {
        let scaled = (fraction * 1_000_000).rounded(.awayFromZero)
        guard scaled.isFinite, let digits = Int(exactly: scaled) else { return nil }
        return Exact(Decimal(significand: Int128(digits), scale: 4))
    }
}

extension Exact {
    /// The nearest `Double` of the first 18 digits after the point, for statistics alone.
    var double: Double? { rounded(places: 18).flatMap { Double($0.description) } }
}
