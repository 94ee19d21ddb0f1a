import MarginModel
import Testing

@testable import MarginRules

@Suite struct FundingCalendarTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private let start = exampleInstant

    /// One settlement after the other, up to `limit` hours: the definition, without cycles.
    private func walk(_ entries: [(first: Int, interval: Int, effect: Int)], from surplus: Int)
        -> Int?
    {
        var left = surplus
        for hour in 1...4_000 {
            for entry in entries
            where hour >= entry.first && (hour - entry.first) % entry.interval == 0 {
                left += entry.effect
            }
            if left <= 0 { return hour }
        }
        return nil
    }

    @Test(arguments: ["2562047788015", "8760.01", "9223372036854775807", "0.0001", "0.01000001"])
    func noCalendarHasAnIntervalOfNoVenue(hours: String) throws {
        #expect(FundingCalendar.milliseconds(hours: try #require(Decimal(hours))) == nil)
    }

    @Test func aCalendarEndsWithTheYearsOfFourDigits() throws {
        let end = try Instant(parsing: "9999-12-31T20:00:00Z")
        let hour: Int64 = 3_600_000
        let next = FundingCalendar.first(after: end, anchor: start, every: hour)
        #expect(next.description == "9999-12-31T20:25:00Z")
        let calendar = FundingCalendar(
            entries: [
                FundingCalendar.Entry(
                    index: 0, next: next, intervalMilliseconds: hour, effect: -1)
            ], start: end)
        #expect(calendar.settlements(until: end.advanced(bySeconds: 86_400)).count == 4)
        guard case .after(_, let settlement) = calendar.breach(of: 100) else {
            Issue.record("funding of one an hour uses up a hundred")
            return
        }
        #expect(settlement == nil)
    }

    @Test(arguments: 0..<300)
    func findsTheSettlementThatAWalkFinds(seed: Int) throws {
        var random = Generator(state: UInt64(seed))
        let entries = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let interval = [1, 4, 8, 12].randomElement(using: &random) ?? 8
            return (
                first: Int.random(in: 1...interval, using: &random), interval: interval,
                effect: Int.random(in: -9...6, using: &random)
            )
        }
        let surplus = Int.random(in: 1...120, using: &random)
        let calendar = FundingCalendar(
            entries: entries.enumerated().map { index, entry in
                FundingCalendar.Entry(
                    index: index, next: start.advanced(bySeconds: Int64(entry.first) * 3_600),
                    intervalMilliseconds: Int64(entry.interval) * 3_600_000,
                    effect: Exact(entry.effect))
            }, start: start)
        let walked = walk(entries, from: surplus)
        switch calendar.breach(of: Exact(surplus)) {
        case .after(let hours, let settlement):
            #expect(hours == walked.map { Exact($0) })
            #expect(settlement == walked.map { start.advanced(bySeconds: Int64($0) * 3_600) })
        case .never: #expect(walked == nil)
        case .already, .unknown: Issue.record("a surplus of \(surplus) must be told")
        }
    }

    @Test func saysWhenNoSurplusIsLeft() {
        let calendar = FundingCalendar(entries: [], start: start)
        #expect(calendar.breach(of: 0).hours == 0)
        if case .never = calendar.breach(of: 1) {} else { Issue.record("nothing is ever paid") }
    }

    @Test func refusesIntervalsThatNeverMeet() {
        let entries = [3_600_001, 3_600_011].map { interval in
            FundingCalendar.Entry(
                index: 0, next: start.advanced(bySeconds: 1), intervalMilliseconds: interval,
                effect: -1)
        }
        guard case .unknown = FundingCalendar(entries: entries, start: start).breach(of: 10) else {
            Issue.record("the cycle is too long to count")
            return
        }
    }

    @Test func readsIntervalsOfWholeMillisecondsOnly() throws {
        #expect(FundingCalendar.milliseconds(hours: try Sample.decimal("0.5")) == 1_800_000)
        #expect(FundingCalendar.milliseconds(hours: try Sample.decimal("0.0000001")) == nil)
        #expect(FundingCalendar.milliseconds(hours: 0) == nil)
    }
}
