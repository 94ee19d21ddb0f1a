import MarginModel
import Testing

@Suite struct InstantTests {
    @Test(arguments: [
        ("2026-02-01T16:25:00Z", "2026-02-01T16:25:00Z"),
        ("2026-02-01 16:25:00.25Z", "2026-02-01T16:25:00.250Z"),
        ("2026-02-01T21:55:00+05:30", "2026-02-01T16:25:00Z"),
        ("2024-02-29T00:00Z", "2024-02-29T00:00:00Z"),
        ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
    ])
    func readsInstantsOfAnyZone(text: String, printed: String) throws {
        #expect(try Instant(parsing: text).description == printed)
    }

    @Test func aTimeWithoutZoneIsNoInstant() {
        #expect(throws: InstantError.noZone) { try Instant(parsing: "2026-02-01T16:25:00") }
    }

    @Test(arguments: ["", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-02-01", "nonsense"])
    func refusesWhatIsNoDate(text: String) {
        #expect(throws: InstantError.notADate) { try Instant(parsing: text) }
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
