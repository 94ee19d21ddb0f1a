import MarginModel

/// The settlement instants of several positions, each with its own interval.
struct FundingCalendar: Sendable {
    struct Entry: Sendable {
        let index: Int
        let next: Instant
        let intervalMilliseconds: Int64
        /// What each settlement adds to the pool's surplus; negative is paid.
        let effect: Exact
    }

    let entries: [Entry]
    let start: Instant

    /// More settlements than this in one common cycle are not counted one by one.
    private static let mostInCycle: Int64 = 20_000

    /// An interval in whole milliseconds. `nil` for one that no venue has.
    static func milliseconds(hours: Decimal) -> Int64? {
        guard Position.fundingIntervals.contains(hours) else { return nil }
        let exact = Exact(hours) * 3_600_000
        guard let whole = exact.rounded(places: 0), Exact(whole) == exact, whole.isPositive else {
            return nil
        }
        return Int64(exactly: whole.significand)
    }

    /// The first settlement after `start`, whatever instant of the series `anchor` is.
    static func first(after start: Instant, anchor: Instant, every interval: Int64) -> Instant {
        let distance = start.millisecondsSinceEpoch - anchor.millisecondsSinceEpoch
        guard distance >= 0 else { return anchor }
        let steps = distance / interval + 1
        return anchor.advanced(byMilliseconds: steps * interval)
    }

    /// All settlements after `start` and not after `end`, in order.
    func settlements(until end: Instant) -> [(at: Instant, index: Int)] {
        var found: [(at: Instant, index: Int)] = []
        for entry in entries {
            var at = entry.next
            while at <= end && at.isWritable {
                found.append((at, entry.index))
                at = at.advanced(byMilliseconds: entry.intervalMilliseconds)
            }
        }
        return found.sorted { ($0.at, $0.index) < ($1.at, $1.index) }
    }

    /// Every entry's next settlement lies within one interval of `start`.
    ///
    /// The first settlement after which `surplus` (equity − requirement) is no longer positive.
    ///
    /// Settlements repeat after the least common multiple of the intervals. With net flow N a cycle
    /// and M the lowest point inside one, the breach lies in cycle k, the first with
    /// surplus + k × N + M ≤ 0; that one cycle is walked through.
    func breach(of surplus: Exact) -> FundingBreach {
        guard surplus.isPositive else { return .already }
        guard let cycle = commonCycle else {
            return .unknown("the funding intervals have no common cycle short enough to count")
        }
        let events = events(in: cycle)
        var net = Exact.zero
        var lowest = Exact.zero
        for event in events {
            net += event.effect
            lowest = min(lowest, net)
        }
        guard let cycles = cyclesBefore(surplus: surplus, net: net, lowest: lowest) else {
            return .never
        }
        let passed = Exact(Decimal(significand: cycles, scale: 0))
        var left = surplus + passed * net
        for event in events {
            left += event.effect
            guard !left.isPositive else { continue }
            let hours = passed * Exact(Int(cycle)) + Exact(Int(event.offset))
            return .after(
                hours: hours.divided(by: 3_600_000) ?? .zero,
                settlement: instant(cycles, cycle, event.offset))
        }
        return .never
    }

    /// How many whole cycles pass before the one with the breach; `nil` when none has it.
    private func cyclesBefore(surplus: Exact, net: Exact, lowest: Exact) -> Int128? {
        if !(surplus + lowest).isPositive { return 0 }
        guard net.isNegative, let cycles = (surplus + lowest).divided(by: -net),
            let whole = cycles.rounded(places: 0, .up)
        else { return nil }
        return whole.significand
    }

    /// `nil` where the year has more than four digits.
    private func instant(_ cycles: Int128, _ cycle: Int64, _ offset: Int64) -> Instant? {
        guard let cycles = Int64(exactly: cycles) else { return nil }
        let (passed, overflow) = cycles.multipliedReportingOverflow(by: cycle)
        guard !overflow else { return nil }
        let at = start.advanced(byMilliseconds: passed).advanced(byMilliseconds: offset)
        return at.isWritable ? at : nil
    }

    /// The settlements of one cycle in order, those of one instant together.
    private func events(in cycle: Int64) -> [(offset: Int64, effect: Exact)] {
        var effects: [Int64: Exact] = [:]
        for entry in entries {
            let first = entry.next.millisecondsSinceEpoch - start.millisecondsSinceEpoch
            for offset in stride(from: first, through: cycle, by: Int(entry.intervalMilliseconds)) {
                effects[offset, default: .zero] += entry.effect
            }
        }
        return effects.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private var commonCycle: Int64? {
        var cycle: Int64 = 1
        for entry in entries {
            let divisor = Self.greatestCommonDivisor(cycle, entry.intervalMilliseconds)
            let (product, overflow) = (cycle / divisor)
                .multipliedReportingOverflow(by: entry.intervalMilliseconds)
            guard !overflow else { return nil }
            cycle = product
        }
        let count = entries.reduce(Int64(0)) { $0 + cycle / $1.intervalMilliseconds }
        return count <= Self.mostInCycle ? cycle : nil
    }

    private static func greatestCommonDivisor(_ left: Int64, _ right: Int64) -> Int64 {
        var (larger, smaller) = (left, right)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}
