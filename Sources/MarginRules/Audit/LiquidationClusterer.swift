package import MarginModel

/// Groups the liquidation log by price level (Audit 1).
///
/// The prices of one symbol are sorted; a new cluster begins where the next price is more than
/// `gapPercent` above the one before it.
enum LiquidationClusterer {
    static let gapPercent: Exact = 1
    private static let minutesADay = 1_440

    static func clusters(of assessment: Assessment) -> AuditRow<[LiquidationCluster]> {
        let log = assessment.account.liquidations
        guard !log.isEmpty else { return .notComputable("the account lists no liquidations") }
        let clusters = Dictionary(grouping: log, by: \.symbol)
            .sorted { $0.key < $1.key }
            .flatMap { symbol, events in
                levels(of: events).map {
                    cluster(of: $0, symbol: symbol, mark: mark(of: symbol, assessment))
                }
            }
        return .found(clusters)
    }

    private static func mark(of symbol: String, _ assessment: Assessment) -> Exact? {
        assessment.account.positions.first { $0.symbol == symbol }?.markPrice.map { Exact($0) }
    }

    private static func levels(of events: [LiquidationEvent]) -> [[LiquidationEvent]] {
        var levels: [[LiquidationEvent]] = []
        for event in events.sorted(by: { ($0.price, $0.at) < ($1.price, $1.at) }) {
            if let last = levels.last?.last,
                Exact(event.price) * 100 <= Exact(last.price) * (100 + gapPercent)
            {
                levels[levels.count - 1].append(event)
            } else {
                levels.append([event])
            }
        }
        return levels
    }

    /// `events` has at least one entry, sorted by price.
    private static func cluster(
        of events: [LiquidationEvent], symbol: String, mark: Exact?
    ) -> LiquidationCluster {
        let (low, high) = (Exact(events[0].price), Exact(events[events.count - 1].price))
        let instants = events.map(\.at).sorted()
        return LiquidationCluster(
            symbol: symbol, low: low, high: high, count: events.count,
            quantity: events.map { Exact($0.quantity) }.sum(), first: instants[0],
            last: instants[instants.count - 1],
            distanceFromMarkPercent: mark.flatMap { distance(from: $0, low, high) },
            dailyWindow: dailyWindow(of: instants))
    }

    private static func distance(from mark: Exact, _ low: Exact, _ high: Exact) -> Exact? {
        let edge = mark < low ? low : mark > high ? high : mark
        return ((edge - mark) * 100).divided(by: mark)
    }

    /// The day as a circle: what is left of it without the widest gap between entries.
    private static func dailyWindow(of instants: [Instant]) -> LiquidationCluster.DailyWindow {
        let minutes = instants.map { $0.utc.hour * 60 + $0.utc.minute }.sorted()
        var widest = -1
        var start = 0
        for index in minutes.indices {
            let before = minutes[(index + minutes.count - 1) % minutes.count]
            let gap = (minutes[index] - before + minutesADay) % minutesADay
            // One entry, or entries of one minute, leave a window of no length.
            if gap > widest { (widest, start) = (gap, index) }
        }
        let end = minutes[(start + minutes.count - 1) % minutes.count]
        return LiquidationCluster.DailyWindow(fromMinute: minutes[start], toMinute: end)
    }
}

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
