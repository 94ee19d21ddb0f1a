import MarginModel
import Testing

@Suite struct InstantTests {
    @Test(arguments: [
        ("2026-02-01T16:25:00Z", "2026-02-01T16:25:00Z"),
        ("2026-02-02 00:25:00 +08:00", "2026-02-01T16:25:00Z"),
        ("2026-02-01 16:25:00 UTC", "2026-02-01T16:25:00Z"),
        ("2026-02-01 16:25:00.25Z", "2026-02-01T16:25:00.250Z"),
        ("2026-02-01T21:55:00+05:30", "2026-02-01T16:25:00Z"),
        ("2024-02-29T00:00Z", "2024-02-29T00:00:00Z"),
        ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
    ])
    func readsInstantsOfAnyZone(text: String, printed: String) throws {
        #expect(try Instant(parsing: text).description == printed)
    }

    @Test(arguments: ["2026-02-01T16:25:00", "2026-02-01 16:25", "2026-02-01 16:25:00 "])
    func aTimeWithoutZoneIsNoInstant(text: String) {
        #expect(throws: InstantError.noZone) { try Instant(parsing: text) }
    }

    @Test func aDayWithoutTimeIsNoInstant() {
        #expect(throws: InstantError.noTime) { try Instant(parsing: "2026-02-01") }
    }

    @Test(
        arguments: [
            (1_769_963_100, "2026-02-01T16:25:00Z"),
            (1_769_963_100_250, "2026-02-01T16:25:00.250Z"),
            (17, nil), (0, nil), (-1_769_963_100, nil),
            (1_769_963_100_250_000, "2026-02-01T16:25:00.250Z"),
            (1_769_963_100_250_000_000, "2026-02-01T16:25:00.250Z"), (17_699_631_002_500, nil),
        ] as [(Int64, String?)])
    func tellsSecondsAndTheirPartsByTheirSize(count: Int64, printed: String?) {
        #expect(Instant(sinceEpoch: count)?.description == printed)
    }

    @Test(arguments: [
        "", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-02-30", "nonsense",
        "2026-02-01T16:25:00 EST", "2026-02-01T16:25:00  Z",
    ])
    func refusesWhatIsNoDate(text: String) {
        #expect(throws: InstantError.notADate) { try Instant(parsing: text) }
    }

    @Test func noArithmeticLeavesTheCalendar() throws {
        let last = try Instant(parsing: "9999-12-31T23:59:59.999Z")
        let first = try Instant(parsing: "1970-01-01T00:00:00Z")
        for count in [Int64.max, .max / 1_000, 400_000_000_000] as [Int64] {
            #expect(first.advanced(bySeconds: count) == .distantFuture)
            #expect(last.advanced(byMilliseconds: count) == .distantFuture)
            #expect(last.advanced(bySeconds: -count) == .distantPast)
            #expect(Instant(secondsSinceEpoch: count) == .distantFuture)
            #expect(Instant(secondsSinceEpoch: -count) == .distantPast)
        }
        #expect(Instant.distantFuture > last && Instant.distantPast < first)
        #expect(Instant.distantFuture.seconds(since: .distantPast) == 315_569_520_000)
        #expect(last.isWritable && !Instant.distantFuture.isWritable)
        #expect(last.advanced(byMilliseconds: 1) == .distantFuture)
    }

    @Test(arguments: ["9999-12-31T23:59:59-00:01", "9999-12-31T23:59:59-23:59"])
    func refusesWhatAZoneMovesBeyondTheCalendar(text: String) {
        #expect(throws: InstantError.notADate) { try Instant(parsing: text) }
    }

    @Test func writesMillisecondsBeforeTheEpoch() {
        let instant = Instant(millisecondsSinceEpoch: -250)
        #expect(instant.description == "1969-12-31T23:59:59.750Z")
    }

    @Test func daysAndDatesAreInverse() {
        for days in stride(from: -30_000, through: 60_000, by: 7) {
            #expect(CivilDate(daysSinceEpoch: days).daysSinceEpoch == days)
        }
        // 1 February 2026 was a Sunday.
        #expect(CivilDate(year: 2_026, month: 2, day: 1).weekday == 6)
    }

    @Test(arguments: [("2026-09-29", "2026-09-29"), ("2026-11", "2026-11")])
    func aSheetDateIsAsExactAsItsSource(text: String, printed: String) throws {
        let date = try #require(SheetDate(parsing: text))
        #expect(date.description == printed)
        #expect(date.start != nil)
    }

    @Test(arguments: ["2026", "2026-13", "2026-02-30", "26-01-01", "2026-1"])
    func aSheetDateIsADayOrAMonth(text: String) {
        #expect(SheetDate(parsing: text) == nil)
    }
}
