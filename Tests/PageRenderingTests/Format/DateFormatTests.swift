import MarginModel
import PageRendering
import Testing

struct DateFormatTests {
    private let words = SampleWords.english

    @Test func writesInstantsWithTheirZone() throws {
        let instant = try Instant(parsing: "2026-02-01T21:55:00+05:30")
        #expect(words.instant(instant) == "1 February 2026, 16:25 UTC")
        #expect(DateFormat.iso(instant) == "2026-02-01T16:25:00Z")
    }

    @Test func writesSheetDatesAsExactlyAsTheirSource() throws {
        let day = try #require(SheetDate(parsing: "2026-09-29"))
        let month = try #require(SheetDate(parsing: "2026-11"))
        #expect(words.date(day) == "29 September 2026")
        #expect(words.date(month) == "November 2026")
    }

    @Test(
        arguments: [
            (0, "0 seconds"), (1, "1 second"), (59, "59 seconds"), (300, "5 minutes"),
            (7_199, "1 hour"), (86_400, "1 day"), (34_560_000, "400 days"),
        ] as [(Int64, String)])
    func writesSpansInTheirLargestUnit(seconds: Int64, written: String) {
        #expect(words.span(seconds: seconds) == written)
    }
}
