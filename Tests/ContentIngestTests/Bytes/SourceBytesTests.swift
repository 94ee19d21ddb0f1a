import MarginModel
import Testing

@testable import ContentIngest

struct SourceBytesTests {
    /// `{"id": 1}` and `{"id": 2}`, a line each, as `gzip -n` packs them.
    private static let lines = bytes(
        "1f8b08000000000002ffab56ca4c51b25230ace5aa86b08c6ab90032ee198514000000")
    private static let plain = Array("{\"id\": 1}\n{\"id\": 2}\n".utf8)

    @Test(arguments: [1, 2, 7, 1_000])
    func unpacksGzipWhateverThePieces(size: Int) throws {
        #expect(try text(of: Self.lines, inPiecesOf: size) == Self.plain)
        #expect(try text(of: Self.lines + Self.lines, inPiecesOf: size) == Self.plain + Self.plain)
        #expect(try text(of: Self.lines + [0, 0, 0], inPiecesOf: size) == Self.plain)
    }

    private static let damaged: [([UInt8], String)] = [
        (Array(lines.dropLast(9)), "gzip-cut-short"),
        (Array(lines.prefix(12)), "gzip-cut-short"),
        (lines + [1, 2, 3], "gzip-broken"),
        (lines + Array(lines.prefix(20)), "gzip-cut-short"),
        (replacing(20, by: 0xFF, in: lines), "gzip-broken"),
    ]

    private static func replacing(_ index: Int, by byte: UInt8, in bytes: [UInt8]) -> [UInt8] {
        var changed = bytes
        changed[index] = byte
        changed[index + 1] = byte
        return changed
    }

    @Test(arguments: damaged)
    func refusesDamagedGzip(bytes: [UInt8], id: String) throws {
        let error = try #require(throws: Diagnostic.self) { try text(of: bytes, inPiecesOf: 5) }
        #expect(error.id == id)
        #expect(error.location.file == "x.gz")
    }

    private static let marked: [(String, [UInt8])] = [
        ("UTF-8", [0xEF, 0xBB, 0xBF, 0x61, 0xC3, 0xA9]),
        ("little", [0xFF, 0xFE, 0x61, 0, 0xE9, 0]), ("big", [0xFE, 0xFF, 0, 0x61, 0, 0xE9]),
    ]

    @Test(arguments: marked)
    func readsMarkedEncodings(name: String, bytes: [UInt8]) throws {
        for size in 1...bytes.count {
            #expect(try text(of: bytes, inPiecesOf: size) == Array("aé".utf8), "\(name)")
        }
    }

    @Test(
        arguments: [
            [0xFF, 0xFE, 0x61], [0xFF, 0xFE, 0x3D, 0xD8], [0xFF, 0xFE, 0x00, 0xDE, 0x61, 0],
            [0xFF, 0xFE, 0x3D, 0xD8, 0x61, 0],
        ] as [[UInt8]])
    func refusesHalfACharacter(bytes: [UInt8]) throws {
        let error = try #require(throws: Diagnostic.self) { try text(of: bytes, inPiecesOf: 3) }
        #expect(error.id == "text-invalid-utf16")
    }

    @Test(arguments: [
        ("PK\u{3}\u{4}rest", "xlsx2csv"), ("PAR1", "duckdb"), ("SQLite format 3\0", "sqlite3"),
        ("%PDF-1.7", "Export"), ("<!DOCTYPE html>", "login"), ("BZh9", "bzip2"),
    ])
    func namesWhatIsNoText(head: String, tool: String) throws {
        let error = try #require(throws: Diagnostic.self) {
            try text(of: Array(head.utf8), inPiecesOf: 100)
        }
        #expect(error.id == "not-text")
        #expect(error.hint?.contains(tool) == true)
    }

    @Test func quotesTheFileInARecipe() throws {
        let error = try #require(throws: Diagnostic.self) {
            _ = try SourceBytes.text(
                Array("PAR1".utf8), file: "it's; rm -rf x.parquet", limit: 10)
        }
        #expect(error.hint?.contains("'it'\\''s; rm -rf x.parquet'") == true)
    }

    @Test func namesATarInsideOfGzip() throws {
        let packed = Self.bytes(
            "1f8b08000000000002ffedcd310e82001004c07b8a2f201702fa1e5a0a49002bc2df3dad8cbd2684996637"
                + "dbecd08ccb748f9fca72edba7796ef2ced477fedb7ec332e197ff058d661aecb38a76d0f0000000000"
                + "000000000ee809fbf45d1100280000")
        let error = try #require(throws: Diagnostic.self) { try text(of: packed, inPiecesOf: 9) }
        #expect(error.id == "not-text")
        #expect(error.hint?.contains("tar -xf") == true)
    }

    @Test func boundsWhatComesOut() throws {
        let error = try #require(throws: Diagnostic.self) {
            _ = try SourceBytes.text(Self.lines, file: "x.gz", limit: 10)
        }
        #expect(error.id == "text-too-large")
    }

    private func text(of bytes: [UInt8], inPiecesOf size: Int) throws -> [UInt8] {
        var rest = bytes[...]
        let source = SourceBytes.text(
            of: {
                let piece = rest.prefix(size)
                rest = rest.dropFirst(size)
                return Array(piece)
            }, file: "x.gz")
        var all: [UInt8] = []
        while true {
            let piece = try source()
            if piece.isEmpty { return all }
            all += piece
        }
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
    }
}
