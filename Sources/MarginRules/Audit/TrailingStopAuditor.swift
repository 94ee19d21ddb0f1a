package import MarginModel

/// Finds trailing stops whose distance was set wider, from their history (Audit 3).
enum TrailingStopAuditor {
    static func widened(in account: Account) -> [TrailingStopWidening] {
        account.trailingStops.flatMap { stop -> [TrailingStopWidening] in
            let history = stop.history.sorted { $0.at < $1.at }
            var settings = history.map { (at: Optional($0.at), percent: $0.callbackPercent) }
            settings.append((nil, stop.callbackPercent))
            return zip(settings, settings.dropFirst()).compactMap { before, after in
                guard after.percent > before.percent else { return nil }
                return TrailingStopWidening(
                    symbol: stop.symbol, side: stop.side, fromPercent: Exact(before.percent),
                    toPercent: Exact(after.percent), at: after.at)
            }
        }
    }
}

/// A trailing stop whose distance grew (Audit 3).
package struct TrailingStopWidening: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let fromPercent: Exact
    package let toPercent: Exact
    /// When it was set wider; `nil` when only the present setting shows it.
    package let at: Instant?
}
