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
        ("", "path-wrong-header", 1, 1), ("time\n", "path-wrong-header", 1, 1),
        ("time,BTC,BTC\n", "path-wrong-header", 1, 1),
        ("date,BTC\n", "path-wrong-header", 1, 1), ("time,BTC\n\n", "path-empty", 1, 1),
        ("time,BTC\n2026-02-01T16:00:00Z\n", "path-wrong-cell-count", 2, 1),
        ("time,BTC\n2026-02-01T16:00:00,5\n", "path-not-an-instant", 2, 1),
        ("time,BTC\n2026-02-01T16:00:00Z,-5\n", "path-not-a-price", 2, 22),
        ("time,A,B\n2026-02-01T16:00:00Z,1,x\n", "path-not-a-price", 2, 24),
        (
            "time,BTC\n2026-02-01T16:00:00Z,5\n2026-02-01T16:00:00Z,5\n", "path-not-in-order", 3,
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

    @Test func reportsEveryBadLine() throws {
        let error = try #require(throws: Diagnostics.self) {
            try read("time,BTC\nx,1\n2026-02-01T16:00:00Z,0\n")
        }
        #expect(error.all.map(\.id) == ["path-not-an-instant", "path-not-a-price"])
    }
}
