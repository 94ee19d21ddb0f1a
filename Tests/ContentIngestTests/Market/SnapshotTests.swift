import ContentIngest
import MarginModel
import PageRendering
import Testing

struct SnapshotTests {
    @Test func takesTickerAndNameFromTheKnownAssets() throws {
        let (snapshot, warnings) = try read(
            rows: ["{\"asset\":\"unus-sed-leo\",\"price\":\"9.5\",\"change24h\":-0.5}"])
        #expect(warnings.isEmpty)
        #expect(snapshot.asOf.description == "2026-02-01T16:25:00Z")
        #expect(
            snapshot.quotes == [
                Quote(
                    asset: "unus-sed-leo", ticker: "LEO", name: "UNUS SED LEO",
                    price: Decimal("9.5"), change24h: Decimal("-0.5"))
            ])
    }

    @Test func keepsARowThatIsNotMappedAndWarns() throws {
        let (snapshot, warnings) = try read(rows: ["{\"asset\":\"newcoin\",\"price\":\"1\"}"])
        #expect(warnings.map(\.id) == ["not-mapped"])
        #expect(warnings.map(\.location) == [SourceLocation(file: "t.json", line: 2, column: 10)])
        #expect(
            snapshot.quotes == [
                Quote(asset: "newcoin", ticker: nil, name: "newcoin", price: 1, change24h: nil)
            ])
    }

    @Test func keepsARowWithoutAPrice() throws {
        let (snapshot, warnings) = try read(rows: [
            "{\"asset\":\"bitcoin\",\"price\":null,\"reason\":\"unparsable\"}",
            "{\"asset\":\"ethereum\",\"price\":null}",
        ])
        #expect(snapshot.quotes.map(\.price) == [nil, nil])
        #expect(warnings.map(\.id) == ["no-reason"])
        #expect(warnings.map(\.location.line) == [3])
    }

    /// The row is left out, or its price with the reason, and the rest stays.
    @Test(arguments: [
        ("{\"asset\":\"bitcoin\",\"price\":\"0\"}", "not-positive", 28),
        ("{\"asset\":\"bitcoin\",\"price\":\"-1\"}", "not-positive", 28),
        ("{\"asset\":\"bitcoin\",\"price\":\"1,2\"}", "not-a-number", 28),
        ("{\"asset\":\"bitcoin\",\"reason\":\"lost\"}", "unknown-value", 29),
        ("{\"price\":\"1\"}", "missing-key", 1), ("[]", "wrong-type", 1),
        ("{\"asset\":\"tether\",\"price\":\"1\"}", "duplicate-asset", 10),
        ("{\"asset\":\"bitcoin\",\"price\":1,\"change24h\":-134000}", "price-implausible", 10),
        ("{\"asset\":\"bitcoin\",\"ticker\":\"ETH\",\"price\":1}", "ticker-contradicts", 10),
        ("{\"asset\":\"other\",\"ticker\":\"USDT\",\"price\":1}", "ticker-contradicts", 10),
    ])
    func pointsAtTheRowThatIsWrong(row: String, id: String, column: Int) throws {
        let (snapshot, warnings) = try read(
            rows: ["{\"asset\":\"tether\",\"price\":\"1\"}", row])
        #expect(warnings.map(\.id) == [id])
        #expect(
            warnings.map(\.location) == [SourceLocation(file: "t.json", line: 3, column: column)])
        #expect(snapshot.quotes.first?.price == 1)
        #expect(snapshot.quotes.dropFirst().allSatisfy { $0.price == nil })
    }

    @Test(arguments: [ReasonCode.stale, .unparsable, .jumped, .notPositive, .offPeg])
    func keepsTheReasonOfAnAbsentPrice(reason: ReasonCode) throws {
        let (snapshot, warnings) = try read(rows: [
            "{\"asset\":\"bitcoin\",\"price\":null,\"reason\":\"\(reason.rawValue)\"}"
        ])
        #expect(warnings.isEmpty && snapshot.quotes.map(\.reason) == [reason])
        let json = String(decoding: SnapshotJSON(snapshot).bytes, as: UTF8.self)
        #expect(json.contains("\"reason\": \"\(reason.rawValue)\""))
        let table = String(decoding: SnapshotCSV(snapshot).bytes, as: UTF8.self)
        #expect(table.hasSuffix(",\(reason.rawValue)\r\n"))
        let words = QuoteView(snapshot.quotes[0]).price(.bare)
        #expect(words.hasPrefix("withheld.") && words != "withheld.absent")
    }

    @Test(arguments: [
        ("\"USD\"", "\"EUR\"", "unsupported-currency"),
        ("16:25:00Z", "16:25", "instant-without-zone"),
        ("snapshot/1", "snapshot/9", "wrong-schema"), ("\"quotes\"", "\"qotes\"", "missing-key"),
    ])
    func refusesAWrongHead(old: String, new: String, id: String) throws {
        let text = Self.text(rows: []).replacing(old, with: new)
        let error = try #require(throws: Diagnostics.self) {
            try SnapshotReader().read(Array(text.utf8), file: "t.json")
        }
        #expect(error.all.filter { $0.severity == .error }.map(\.id) == [id])
    }

    @Test func writesWhatItReads() throws {
        let snapshot = Snapshot(
            asOf: Instant(secondsSinceEpoch: 1_770_000_000), source: "desk \"one\"",
            quotes: [
                Quote(asset: "bitcoin", ticker: "BTC", name: "Bitcoin", price: 1, change24h: 0),
                Quote(asset: "newcoin", ticker: nil, name: "New", price: nil, change24h: nil),
            ])
        let bytes = SnapshotJSON(snapshot).bytes
        let (again, warnings) = try SnapshotReader().read(bytes, file: "t.json")
        #expect(again == snapshot)
        #expect(warnings.map(\.id) == ["not-mapped"])
        #expect(SnapshotJSON(again).bytes == bytes)
    }

    @Test func anExampleStaysOneInEveryForm() throws {
        let text = Self.text(rows: ["{\"asset\":\"bitcoin\",\"price\":\"1\"}"])
            .replacing("\"currency\"", with: "\"example\": true, \"currency\"")
        let (snapshot, warnings) = try SnapshotReader().read(Array(text.utf8), file: "t.json")
        #expect(snapshot.isExample && warnings.isEmpty)
        let written = SnapshotJSON(snapshot).bytes
        #expect(try SnapshotReader().read(written, file: "t.json").snapshot == snapshot)
        let rows = String(decoding: SnapshotCSV(snapshot).bytes, as: UTF8.self)
        #expect(rows.contains("\"example prices, desk\""))
        #expect(try !read(rows: ["{\"asset\":\"bitcoin\",\"price\":\"1\"}"]).snapshot.isExample)
    }

    private func read(rows: [String]) throws -> (snapshot: Snapshot, warnings: [Diagnostic]) {
        try SnapshotReader().read(Array(Self.text(rows: rows).utf8), file: "t.json")
    }

    private static func text(rows: [String]) -> String {
        "{\"schema\":\"marginalia/snapshot/1\",\"asOf\":\"2026-02-01T16:25:00Z\","
            + "\"source\":\"desk\",\"currency\":\"USD\",\"quotes\":[\n"
            + rows.joined(separator: ",\n") + "]}"
    }
}
