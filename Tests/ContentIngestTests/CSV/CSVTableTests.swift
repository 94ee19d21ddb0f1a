import MarginModel
import Testing

@testable import ContentIngest

struct CSVTableTests {
    @Test(arguments: [
        ("a,b\n1,2\n", [["1", "2"]]), ("a,b\r\n1,2\r\n\r\n3,4", [["1", "2"], ["3", "4"]]),
        ("a,b\n\"1,5\",\"say \"\"hi\"\"\"", [["1,5", "say \"hi\""]]), ("a,b\n,\n", [["", ""]]),
        ("a,b", []), ("a,b\n\"\",\"\"\"\"", [["", "\""]]),
    ])
    func cutsCells(text: String, rows: [[String]]) throws {
        let table = try CSVTable(parsing: Array(text.utf8), file: "t.csv")
        #expect(table.header == ["a", "b"])
        #expect(
            table.rows.map { $0.cells.map { String(decoding: $0.bytes, as: UTF8.self) } } == rows)
        #expect(table.problems.found.isEmpty)
    }

    @Test(
        arguments: [
            ([], "csv-empty", 1, 1), (Array("\n\n".utf8), "csv-empty", 1, 1),
            (Array("a,b\n\"1".utf8), "csv-open-quote", 2, 1),
            (Array("a,b\n\"1\"x,2".utf8), "csv-text-after-quote", 2, 4),
            (Array("a,b\n1\"x,2".utf8), "csv-stray-quote", 2, 2),
            (Array("a,b\r1,2".utf8), "csv-lone-carriage-return", 1, 4),
            (Array("a,b\n1,\u{0}2".utf8), "csv-control-character", 2, 3),
            (Array("a,b\n1,".utf8) + [0xFF], "csv-invalid-utf8", 2, 3),
            (Array("a,b\n1,".utf8) + [0xED, 0xA0, 0x80], "csv-invalid-utf8", 2, 3),
            (Array(repeating: UInt8(ascii: ","), count: 200), "csv-too-many-cells", 1, 1),
            (
                Array("a\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: 5_000),
                "csv-cell-too-long", 2, 1
            ),
        ] as [([UInt8], String, Int, Int)])
    func refusesWithThePlace(bytes: [UInt8], id: String, line: Int, column: Int) throws {
        let error = try #require(throws: Diagnostics.self) {
            try CSVTable(parsing: bytes, file: "t.csv")
        }
        #expect(error.all.map(\.id) == [id])
        let place = SourceLocation(file: "t.csv", line: line, column: column)
        #expect(error.all.map(\.location) == [place])
    }

    @Test func passesOverAByteOrderMarkWithAWarning() throws {
        let table = try CSVTable(parsing: Array("\u{FEFF}a\n1".utf8), file: "t.csv")
        #expect(table.header == ["a"])
        #expect(table.problems.found.map(\.id) == ["csv-byte-order-mark"])
    }

    @Test func boundsTheNumberOfDiagnostics() throws {
        let text = "a,b\n" + String(repeating: "1\n", count: 10_000)
        let table = try CSVTable(parsing: Array(text.utf8), file: "t.csv")
        let error = try #require(throws: Diagnostics.self) { try table.problems.warningsOrThrow() }
        #expect(error.all.count == CSVProblems.maximumCount + 1)
    }
}
