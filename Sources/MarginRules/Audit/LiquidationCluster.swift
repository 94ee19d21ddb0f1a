package import MarginModel

/// Liquidations of one symbol at one price level (Audit 1).
package struct LiquidationCluster: Sendable {
    package let symbol: String
    package let low: Exact
    package let high: Exact
    package let count: Int
    package let quantity: Exact
    package let first: Instant
    package let last: Instant
    /// From the mark to the nearer end, in percent; 0 inside the range, `nil` without a mark.
    package let distanceFromMarkPercent: Exact?
    /// The shortest part of the day (UTC) that all entries fall into, in minutes after midnight;
    /// `from` is after `to` where it spans midnight.
    package let dailyWindow: DailyWindow

    package struct DailyWindow: Hashable, Sendable {
        package let fromMinute: Int
        package let toMinute: Int

        package var minutes: Int { (toMinute - fromMinute + 1_440) % 1_440 }
    }
}
