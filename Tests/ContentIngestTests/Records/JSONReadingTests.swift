import MarginModel
import Testing

@testable import ContentIngest

struct JSONReadingTests {
    @Test func readsKnownKeysInAnyOrderAndWithEscapes() throws {
        let (pair, warnings) = try read("{\"b\":\"2\",\"\\u0061\":1}")
        #expect(pair == Pair(first: 1, second: 2))
        #expect(warnings.isEmpty)
    }

    @Test func warnsOfAnUnknownKeyWithTheNearestName() throws {
        let (_, warnings) = try read("{\"a\":1,\n \"b\":2, \"bb\":3}")
        #expect(warnings.map(\.id) == ["unknown-key"])
        #expect(warnings.first?.severity == .warning)
        #expect(warnings.first?.location == SourceLocation(file: "p.json", line: 2, column: 9))
        #expect(warnings.first?.hint?.contains("'b'") == true)
    }

    @Test func reportsEveryProblemInTheOrderOfPlaces() throws {
        let error = try #require(throws: Diagnostics.self) {
            try read("{\"b\":true,\n\"x\":0,\"x\":1}")
        }
        #expect(
            error.all.map(\.id) == [
                "missing-key", "wrong-type", "unknown-key", "duplicate-key", "unknown-key",
            ])
        #expect(error.errorCount == 3)
    }

    @Test func keepsEveryDigitOfANumber() throws {
        let digits = "12345678901234567890.123456789012345678"
        let (pair, _) = try read("{\"a\":\(digits),\"b\":\"-1e-38\"}")
        #expect(pair.first.description == digits)
        #expect(pair.second == Decimal(significand: -1, scale: 38))
    }

    @Test(arguments: [
        "1e39", "1e400", "\"1e-999999999\"", "0.\(String(repeating: "7", count: 39))",
    ])
    func refusesNumbersThatCannotBeKeptExactly(text: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read("{\"a\":\(text),\"b\":1}") }
        #expect(error.all.map(\.id) == ["number-too-long"])
        #expect(error.all.first?.location.column == 6)
    }

    @Test(arguments: ["[]", "\"a\"", "1", "null", "\"\""])
    func refusesADocumentThatIsNoObject(text: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == ["wrong-type"])
    }

    @Test func boundsTheNumberOfDiagnosticsAndNeverHidesTheError() throws {
        let unknown = (0..<1_000).map { "\"key\($0)\":0" }.joined(separator: ",")
        let error = try #require(throws: Diagnostics.self) { try read("{\"b\":\"x\",\(unknown)}") }
        #expect(error.all.count == JSONProblems.maximumCount)
        #expect(error.errorCount == 2)
        #expect(error.all.contains { $0.id == "too-many-problems" })
        let (_, warnings) = try read("{\"a\":1,\"b\":2,\(unknown)}")
        #expect(warnings.count == JSONProblems.maximumCount)
    }

    @Test func showsNoControlCharactersOfTheInput() {
        #expect(quoted("a\u{1B}[31m\u{202E}\n") == "'a\\u{1b}[31m\\u{202e}\\u{a}'")
        #expect(quoted(String(repeating: "é", count: 61)).count == 63)
    }

    private struct Pair: Equatable {
        let first: Decimal
        let second: Decimal
    }

    private func read(_ text: String) throws(Diagnostics) -> (Pair, [Diagnostic]) {
        let document = try JSONDocument(parsing: Array(text.utf8), file: "p.json")
        let result = try JSONRecord.read(document) { object -> Pair? in
            let first = object.required("a")?.decimal()
            let second = object.required("b")?.decimal()
            guard let first, let second else { return nil }
            return Pair(first: first, second: second)
        }
        return (result.record, result.warnings)
    }
}
