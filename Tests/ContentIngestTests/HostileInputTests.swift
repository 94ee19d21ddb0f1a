import MarginModel
import Testing

@testable import ContentIngest

/// Inputs that were made to hurt: each ends in a diagnostic, soon, whichever reader gets it.
struct HostileInputTests {
    /// Every reader of this part, as one function that throws what it finds.
    private static let readers: [@Sendable ([UInt8]) throws -> Void] = [
        { _ = try AccountReader().read($0, file: "h") },
        { _ = try AccountCSVReader().read($0, file: "h") },
        { _ = try PayloadReader().read([.init(name: "h", bytes: $0)], .init()) },
        { _ = try AccountSource.read([.init(name: "h", bytes: $0)], .init()) },
        { _ = try SnapshotReader().read($0, file: "h") },
        { _ = try VenueSheetReader().readPart($0, file: "h") },
        { _ = try CandleReader().read($0, file: "h") },
        { _ = try NewsReader().read($0, file: "h") },
        { _ = try AssetTableReader().read($0, file: "h") },
    ]

    private static let inputs: [String: [UInt8]] = [
        "nothing": [], "a byte order mark": [0xEF, 0xBB, 0xBF], "NUL": [0], "0xFF": [0xFF],
        "lone CR": Array("time\rprice\raccount".utf8),
        "deep arrays": [UInt8](repeating: UInt8(ascii: "["), count: 10_000),
        "deep objects": Array(String(repeating: "{\"a\":", count: 10_000).utf8),
        "a long line": [UInt8](repeating: UInt8(ascii: "x"), count: 17 << 20),
        "a long JSON text": Array("[\"".utf8)
            + [UInt8](repeating: UInt8(ascii: "x"), count: 17 << 20),
        "many commas": [UInt8](repeating: UInt8(ascii: ","), count: 1 << 20),
        "many quotes": [UInt8](repeating: UInt8(ascii: "\""), count: (1 << 20) + 1),
        "many lines": Array("account,price,time\n".utf8)
            + [UInt8](repeating: UInt8(ascii: "\n"), count: 1 << 17) + Array("\"".utf8),
        "a list of anything": Array("[null,true,{},[],\"\",1e999999]".utf8),
        "half a character": Array("{\"schema\":\"".utf8) + [0xE2, 0x82],
        "a bidi override": Array("{\"schema\":\"\u{202E}1/tnuocca\"}".utf8),
    ]

    @Test(arguments: inputs.keys.sorted())
    func endsInADiagnostic(name: String) throws {
        let bytes = try #require(Self.inputs[name])
        for reader in Self.readers {
            let error = try #require(throws: Diagnostics.self) { try reader(bytes) }
            #expect(error.hasErrors)
            #expect(error.all.count <= JSONProblems.maximumCount + 1)
        }
    }

    @Test(arguments: [
        ("\"a\u{202E}b\"", "bidi-control"), ("\"\\u2066a\"", "bidi-control"),
        ("\"=cmd\"", "name-is-a-formula"), ("\"+1\"", "name-is-a-formula"),
        ("\"@SUM\"", "name-is-a-formula"), ("\"BT\u{421}\"", "name-mixes-scripts"),
        ("\"\u{395}TH\"", "name-mixes-scripts"),
        ("\"A\u{200B}DA\"", "name-has-invisible-characters"),
        ("\"\u{FF22}TC\"", "name-mixes-scripts"), ("\"A\\u0000\"", "control-character"),
    ])
    func refusesNamesThatDeceive(name: String, id: String) throws {
        let text = AccountSample.complete.replacing(
            "\"symbol\": \"BTCUSDT\", \"side\": \"short\", \"marginMode\"",
            with: "\"symbol\": \(name), \"side\": \"short\", \"marginMode\"")
        let error = try #require(throws: Diagnostics.self) {
            try AccountReader().read(Array(text.utf8), file: "a.json")
        }
        #expect(error.all.map(\.id) == [id])
        #expect(error.all.first?.location.line == 36)
    }

    @Test(arguments: ["币安人生USDT", "1000SHIBUSDT", "BTC-USD_UM-SWAP", "Ελλάδα", "BTC/USDT:USDT"])
    func takesNamesOfOneScript(name: String) {
        #expect(NameCheck.problem(with: name) == nil)
    }

    @Test(arguments: [
        "../../etc/passwd", "a/b", "a\\\\b", "..", ".", "", "a b", "\u{202E}x", "é",
        String(repeating: "a", count: 65),
    ])
    func refusesIdsThatCouldBeAPath(id: String) throws {
        let text = AccountSample.smallest.replacing("\"id\":\"a\"", with: "\"id\":\"\(id)\"")
        let error = try #require(throws: Diagnostics.self) {
            try AccountReader().read(Array(text.utf8), file: "a.json")
        }
        #expect(error.all.count == 1)
    }

    @Test func goesOnAfterABadLineOfAnyLength() throws {
        let line = Array(AccountSample.smallest.utf8)
        let bytes =
            line + [UInt8](repeating: UInt8(ascii: "["), count: 17 << 20) + [0x0A] + line + [
                0x0A, 0xFF, 0x0A,
            ]
            + line
        let results = AccountReader().readLines(bytes, file: "a.ndjson")
        #expect(results.map(\.number) == [1, 2, 3, 4])
        let failed = results.map { line in (try? line.result.get()) == nil }
        #expect(failed == [true, false, true, false])
    }

    @Test func showsTheExcerptOfALongLineCut() throws {
        let text = "[" + String(repeating: "1,", count: 5_000) + "x]"
        let error = try #require(throws: Diagnostics.self) {
            try JSONDocument(parsing: Array(text.utf8), file: "a.json")
        }
        let excerpt = try #require(error.all.first?.excerpt)
        #expect(excerpt.text == String(repeating: "1,", count: 25) + "x]")
        #expect(excerpt.caret == 50)
    }

    @Test func writesNoControlCharacterOfTheInputToATerminal() throws {
        let excerpt = try #require(SourceExcerpt(at: 4, in: Array("a\u{1B}[3\u{202E}é\tb".utf8)))
        #expect(excerpt.text == "a\u{FFFD}[3\u{FFFD}é b")
        #expect(excerpt.caret == 4)
    }
}
