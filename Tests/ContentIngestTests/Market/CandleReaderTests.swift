import ContentIngest
import MarginModel
import Testing

struct BadCandle: Sendable, CustomStringConvertible {
    let line: String
    let id: String
    let column: Int

    init(_ line: String, _ id: String, _ column: Int) {
        (self.line, self.id, self.column) = (line, id, column)
    }

    var description: String { line }
}

struct CandleReaderTests {
    private static let header = "time,open,high,low,close,volume"
    private static let good = "2026-02-01T12:00:00Z,10,12.5,9,11,300"

    @Test(arguments: ["\n", "\r\n"])
    func readsLinesOfEitherEnding(ending: String) throws {
        let later = "2026-02-01T16:00:00Z,11,11,11,11,"
        let candles = try read([Self.header, Self.good, "", later, ""].joined(separator: ending))
        #expect(
            candles == [
                Candle(
                    time: try instant(hour: 12), open: 10, high: try #require(Decimal("12.5")),
                    low: 9, close: 11, volume: 300),
                Candle(time: try instant(hour: 16), open: 11, high: 11, low: 11, close: 11),
            ])
    }

    @Test func readsNoCandlesFromAHeader() throws {
        #expect(try read(Self.header).isEmpty)
    }

    @Test(arguments: [("", "text-empty"), ("time,open,high,low", "missing-key")])
    func refusesAnotherHeader(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == [id])
    }

    @Test func readsWhatSpreadsheetsWrite() throws {
        let text = "\u{FEFF}Close;Open;High;Low;Time\n\"11,5\";10;12,5;9;1769947200000\n"
        let candle = Candle(
            time: try instant(hour: 12), open: 10, high: try #require(Decimal("12.5")), low: 9,
            close: try #require(Decimal("11.5")), volume: nil)
        #expect(try read(text) == [candle])
    }

    @Test(arguments: [
        BadCandle("2026-02-01T16:00:00Z,10,12,9,11", "csv-wrong-cell-count", 1),
        BadCandle("2026-02-01T16:00:00Z,10,12,9,11,1,2", "csv-wrong-cell-count", 1),
        BadCandle("2026-02-01,10,12,9,11,1", "instant-without-time", 1),
        BadCandle("2026-02-01T16:00:00,10,12,9,11,1", "instant-without-zone", 1),
        BadCandle("2026-02-01T16:00:00Z,ten,12,9,11,1", "not-a-number", 22),
        BadCandle("2026-02-01T16:00:00Z,10,1\"2,9,11,1", "csv-stray-quote", 26),
        BadCandle("2026-02-01T16:00:00Z,10,12,9 9,11,1", "not-a-number", 28),
        BadCandle("2026-02-01T16:00:00Z,10,12,9,,1", "missing-key", 30),
        BadCandle("2026-02-01T16:00:00Z,10,12,0,11,1", "not-positive", 28),
        BadCandle("2026-02-01T16:00:00Z,10,12,9,1e99,1", "number-too-long", 30),
        BadCandle("2026-02-01T16:00:00Z,10,12,9,11,-1", "negative", 33),
        BadCandle("2026-02-01T16:00:00Z,13,12,9,11,1", "prices-disagree", 25),
        BadCandle("2026-02-01T16:00:00Z,10,12,11,11,1", "prices-disagree", 25),
        BadCandle("2026-02-01T12:00:00Z,10,12,9,11,1", "csv-not-in-order", 1),
        BadCandle("2026-02-01T11:59:00Z,10,12,9,11,1", "csv-not-in-order", 1),
    ])
    func pointsAtTheCellThatIsWrong(bad: BadCandle) throws {
        let text = [Self.header, Self.good, bad.line].joined(separator: "\n")
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == [bad.id])
        #expect(
            error.all.map(\.location) == [
                SourceLocation(file: "h.csv", line: 3, column: bad.column)
            ])
    }

    @Test func reportsEveryLineThatIsWrong() throws {
        let error = try #require(throws: Diagnostics.self) {
            try read([Self.header, "x", Self.good, "y"].joined(separator: "\n"))
        }
        #expect(error.all.map(\.location.line) == [2, 4])
    }

    @Test(arguments: [
        "[[1770004800000,\"11\",\"12\",\"10\",\"11.5\",\"7\",1770008399999],[1770008400000,\"11.5\",\"13\",\"11\",\"12\",\"8\",1]]",
        "[[1770004800000,11.0,12.0,10.0,11.5,7],[1770008400000,11.5,13,11,12,8]]",
        "{\"retCode\":0,\"result\":{\"list\":[[\"1770008400000\",\"11.5\",\"13\",\"11\",\"12\",\"8\",\"1\"],[\"1770004800000\",\"11\",\"12\",\"10\",\"11.5\",\"7\",\"1\"]]},\"time\":1}",
        "{\"code\":\"0\",\"data\":[[\"1770012000000\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"0\"],[\"1770008400000\",\"11.5\",\"13\",\"11\",\"12\",\"8\",\"1\",\"1\",\"1\"],[\"1770004800000\",\"11\",\"12\",\"10\",\"11.5\",\"7\",\"1\",\"1\",\"1\"]]}",
    ])
    func readsTheCandlesOfVenuesOldestFirst(text: String) throws {
        let candles = try read(text)
        #expect(candles.map(\.open) == [11, Decimal("11.5")])
        #expect(candles.map(\.close) == [Decimal("11.5"), 12])
        #expect(candles.map(\.volume) == [7, 8])
        #expect(candles.first?.time == Instant(secondsSinceEpoch: 1_770_004_800))
    }

    @Test(arguments: [
        ("[[1770004800000,11,12]]", "candle-incomplete"), ("[1]", "candles-unknown"),
        ("{\"a\":1}", "candles-unknown"), ("[[1770004800000,11,10,12,11]]", "prices-disagree"),
        ("[[1770004800000,11,12,-1,11]]", "not-positive"),
        ("[[1770004800000,1,1,1,1],[1770004800000,1,1,1,1]]", "duplicate-candle"),
    ])
    func refusesOtherLists(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.contains { $0.id == id })
    }

    private func read(_ text: String) throws -> [Candle] {
        try CandleReader().read(Array(text.utf8), file: "h.csv").candles
    }

    private func instant(hour: Int) throws -> Instant {
        try #require(Instant(year: 2026, month: 2, day: 1, hour: hour))
    }
}
