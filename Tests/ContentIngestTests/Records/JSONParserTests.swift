import MarginModel
import Testing

@testable import ContentIngest

struct JSONParserTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-0", "-0.0", "10", "1.5e-8", "1E+2", "0e1", "\"\"",
        " \t\r\n[] \n", "{}", "[[],{}]", "{\"a\":1}", "{\"\":{\"\":[]}}", "[1 , 2,3 ]",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\\u001f\\uABcd\"", "\"\\ud83d\\ude00\"",
        "\"\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10FFFF}\"", "[\"a\",null,true,false,-1.25]",
        "{\"a\":1,\"A\":2,\"aa\":3}",
        "123456789012345678901234567890123456789012345678901234567890",
        "1e9999999999999999999999",
    ])
    func acceptsWhatTheStandardAllows(text: String) throws {
        let document = try JSONDocument(parsing: Array(text.utf8), file: "a.json")
        #expect(document.duplicateKeys.isEmpty)
    }

    struct Rejected: Sendable, CustomStringConvertible {
        let text: String
        let id: String
        let line: Int
        let column: Int

        init(_ text: String, _ id: String, _ line: Int, _ column: Int) {
            (self.text, self.id, self.line, self.column) = (text, id, line, column)
        }

        var description: String { text }
    }

    @Test(arguments: [
        Rejected("", "text-empty", 1, 1),
        Rejected(" \n ", "text-empty", 2, 2),
        Rejected("{}\n{}", "json-trailing-data", 2, 1),
        Rejected("[1]x", "json-trailing-data", 1, 4),
        Rejected("[", "json-unexpected-end", 1, 2),
        Rejected("[1", "json-unexpected-end", 1, 3),
        Rejected("{\"a\"", "json-unexpected-end", 1, 5),
        Rejected("{\"a\":", "json-unexpected-end", 1, 6),
        Rejected("{\"a\":1", "json-unexpected-end", 1, 7),
        Rejected("\"abc", "json-unexpected-end", 1, 5),
        Rejected("\"abc\\", "json-unexpected-end", 1, 6),
        Rejected("[1,]", "json-trailing-comma", 1, 3),
        Rejected("{\"a\":1\n,}", "json-trailing-comma", 2, 1),
        Rejected("[,1]", "json-unexpected-character", 1, 2),
        Rejected("[1,,2]", "json-unexpected-character", 1, 4),
        Rejected("[1 2]", "json-unexpected-character", 1, 4),
        Rejected("{\"a\" 1}", "json-unexpected-character", 1, 6),
        Rejected("{a:1}", "json-unexpected-character", 1, 2),
        Rejected("{1:1}", "json-unexpected-character", 1, 2),
        Rejected("{'a':1}", "json-unexpected-character", 1, 2),
        Rejected("{\"a\":1]", "json-unexpected-character", 1, 7),
        Rejected("[1}", "json-unexpected-character", 1, 3),
        Rejected("]", "json-unexpected-character", 1, 1),
        Rejected("tru", "json-unexpected-character", 1, 1),
        Rejected("True", "json-unexpected-character", 1, 1),
        Rejected("nul", "json-unexpected-character", 1, 1),
        Rejected("// a\n1", "json-unexpected-character", 1, 1),
        Rejected("\u{A0}1", "json-unexpected-character", 1, 1),
        Rejected("\u{0}", "json-unexpected-character", 1, 1),
        Rejected("[\u{C}]", "json-unexpected-character", 1, 2),
        Rejected("01", "json-bad-number", 1, 1),
        Rejected("-01", "json-bad-number", 1, 1),
        Rejected("-", "json-bad-number", 1, 1),
        Rejected("1.", "json-bad-number", 1, 1),
        Rejected(".5", "json-bad-number", 1, 1),
        Rejected("+1", "json-bad-number", 1, 1),
        Rejected("1e", "json-bad-number", 1, 1),
        Rejected("1e+", "json-bad-number", 1, 1),
        Rejected("[NaN]", "json-bad-number", 1, 2),
        Rejected("[Infinity]", "json-bad-number", 1, 2),
        Rejected("-Infinity", "json-bad-number", 1, 1),
        Rejected("0x10", "json-trailing-data", 1, 2),
        Rejected("1,000", "json-trailing-data", 1, 2),
        Rejected("\"a\tb\"", "control-character", 1, 3),
        Rejected("\"a\nb\"", "control-character", 1, 3),
        Rejected("\"a\u{0}\"", "control-character", 1, 3),
        Rejected("\"\\x\"", "json-bad-escape", 1, 2),
        Rejected("\"\\u12\"", "json-bad-escape", 1, 2),
        Rejected("\"\\u12G4\"", "json-bad-escape", 1, 2),
        Rejected("\"a\\ud800\"", "json-lone-surrogate", 1, 3),
        Rejected("\"\\udc00\"", "json-lone-surrogate", 1, 2),
        Rejected("\"\\ud800\\u0041\"", "json-lone-surrogate", 1, 2),
        Rejected("\"\\ud800\\ud800\"", "json-lone-surrogate", 1, 2),
    ])
    func refusesWithThePlace(rejected: Rejected) throws {
        try expect(Array(rejected.text.utf8), rejected.id, rejected.line, rejected.column)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xE2, 0x28, 0xA1],
        ] as [[UInt8]])
    func refusesBytesThatAreNotUTF8(bytes: [UInt8]) throws {
        let quote = UInt8(ascii: "\"")
        let text = Array("[\n\"ü".utf8) + bytes + [quote, UInt8(ascii: "]")]
        try expect(text, "text-not-utf8", 2, 4)
    }

    @Test func readsMarkedEncodings() throws {
        let plain = Array("\u{FEFF}{}".utf8)
        #expect(try JSONDocument(parsing: plain, file: "a.json").nodes.count == 1)
        let marked: [UInt8] = [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]
        #expect(try JSONDocument(parsing: marked, file: "a.json").nodes.count == 1)
        try expect([0xFF, 0xFE, 0x7B, 0x00], "json-unexpected-end", 1, 2)
        try expect([0x00, 0x7B, 0x00, 0x7D], "json-unexpected-character", 1, 1)
    }

    @Test func acceptsTheGreatestDepthAndRefusesOneMore() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(repeating: UInt8(ascii: "["), count: depth)
                + Array(repeating: UInt8(ascii: "]"), count: depth)
        }
        _ = try JSONDocument(parsing: nested(JSONParser.maximumDepth), file: "a.json")
        try expect(
            nested(JSONParser.maximumDepth + 1), "json-too-deep", 1, JSONParser.maximumDepth + 1)
        let open = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        try expect(open, "json-too-deep", 1, JSONParser.maximumDepth + 1)
    }

    @Test func refusesWhatIsTooLarge() throws {
        let text = [UInt8](repeating: 0x20, count: JSONParser.maximumBytes + 1)
        try expect(text, "text-too-large", 1, 1)
    }

    @Test(arguments: ["a", "\\u0061"])
    func findsKeysThatStandTwice(second: String) throws {
        let text = "{\"a\":{\"b\":1,\"b\":2},\"c\":3,\"\(second)\":4}"
        let document = try JSONDocument(parsing: Array(text.utf8), file: "a.json")
        let places = document.duplicateKeys.map { document.nodes[$0].start }
        #expect(places == [12, 25])
    }

    @Test func findsTwiceGivenKeysAmongThousands() throws {
        let members = (0..<5_000).map { "\"key\($0)\":0" } + ["\"key17\":1"]
        let text = "{" + members.joined(separator: ",") + "}"
        let document = try JSONDocument(parsing: Array(text.utf8), file: "a.json")
        #expect(document.duplicateKeys.map(document.text) == ["key17"])
    }

    @Test func resolvesEscapes() throws {
        let text = "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\uD83D\\uDE00z\""
        let document = try JSONDocument(parsing: Array(text.utf8), file: "a.json")
        #expect(document.text(of: 0) == "a\"\\/\u{8}\u{C}\n\r\té€😀z")
    }

    private func expect(
        _ bytes: [UInt8], _ id: String, _ line: Int, _ column: Int,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let error = try #require(
            throws: Diagnostics.self, sourceLocation: sourceLocation
        ) {
            try JSONDocument(parsing: bytes, file: "a.json")
        }
        #expect(error.all.map(\.id) == [id], sourceLocation: sourceLocation)
        #expect(
            error.all.first?.location
                == MarginModel.SourceLocation(file: "a.json", line: line, column: column),
            sourceLocation: sourceLocation)
    }
}
