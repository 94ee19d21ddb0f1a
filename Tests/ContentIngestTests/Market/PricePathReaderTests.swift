import ContentIngest
import MarginModel
import Testing

struct PricePathReaderTests {
    private func read(_ text: String) throws -> PricePath {
        try PricePathReader().read(Array(text.utf8), file: "prices.csv")
    }

    @Test func readsColumnsAndLeavesEmptyCellsEmpty() throws {
        let path = try read(
            "time,BTCUSDT,ETH\r\n2026-02-01T16:00:00Z,87959.9,\r\n2026-02-01T16:00:30Z,,2920.5\n")
        #expect(path.columns == ["BTCUSDT", "ETH"])
        #expect(
            path.points.map(\.at.description) == ["2026-02-01T16:00:00Z", "2026-02-01T16:00:30Z"])
        #expect(
            path.points.map(\.prices) == [[Decimal("87959.9"), nil], [nil, Decimal("2920.5")]])
    }

    @Test(arguments: [
        ("", "text-empty", 1, 1), ("time\n", "path-empty", 1, 1),
        ("time,BTC,BTC\n", "duplicate-key", 1, 10), ("time,,BTC\n", "missing-key", 1, 1),
        ("date,BTC\n", "missing-key", 1, 1), ("time,BTC\n\n", "path-empty", 1, 1),
        ("time,BTC\n2026-02-01T16:00:00Z\n", "csv-wrong-cell-count", 2, 1),
        ("time,BTC\n2026-02-01T16:00:00,5\n", "instant-without-zone", 2, 1),
        ("time,BTC\n2026-02-01T16:00:00Z,-5\n", "not-positive", 2, 22),
        ("time,A,B\n2026-02-01T16:00:00Z,1,x\n", "not-a-number", 2, 24),
        (
            "time,BTC\n2026-02-01T16:00:00Z,5\n2026-02-01T16:00:00Z,5\n", "csv-not-in-order", 3,
            1
        ),
    ])
    func pointsAtWhatIsWrong(text: String, id: String, line: Int, column: Int) throws {
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == [id])
        #expect(
            error.all.first?.location
                == SourceLocation(file: "prices.csv", line: line, column: column))
    }

    @Test func readsWhatSpreadsheetsWrite() throws {
        let path = try read("sep=;\r\nBTC;Time\r\n\"87959,9\";2026-02-01 16:00:00Z\r\n")
        #expect(path.columns == ["BTC"])
        #expect(path.points.map(\.prices) == [[Decimal("87959.9")]])
    }

    @Test func reportsEveryBadLine() throws {
        let error = try #require(throws: Diagnostics.self) {
            try read("time,BTC\nx,1\n2026-02-01T16:00:00Z,0\n")
        }
        #expect(error.all.map(\.id) == ["not-an-instant", "not-positive"])
    }
}
