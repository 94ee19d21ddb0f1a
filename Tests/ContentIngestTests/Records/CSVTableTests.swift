import MarginModel
import Testing

@testable import ContentIngest

struct CSVTableTests {
    @Test(arguments: [
        ("a,b\n1,2\n", [["1", "2"]]), ("a,b\r\n1,2\r\n\r\n3,4", [["1", "2"], ["3", "4"]]),
        ("a,b\n\"1,5\",\"say \"\"hi\"\"\"", [["1,5", "say \"hi\""]]), ("a,b\n,\n", []),
        ("a,b", []), ("a,b\n\"\",\"\"\"\"", [["", "\""]]),
    ])
    func cutsCells(text: String, rows: [[String]]) throws {
        let table = try CSVTable(parsing: Array(text.utf8), file: "t.csv")
        #expect(table.columns == ["a", "b"])
        #expect(table.cells == rows)
        #expect(table.problems.found.all.isEmpty)
    }

    @Test(
        arguments: [
            ([], "text-empty", 1, 1), (Array("\n\n".utf8), "text-empty", 1, 1),
            (Array("a,b\n\"1".utf8), "csv-open-quote", 2, 1),
            (Array("a,b\n\"1\"x,2".utf8), "csv-text-after-quote", 2, 4),
            (Array("a,b\n1\"x,2".utf8), "csv-stray-quote", 2, 2),
            (Array("a,b\r1,2".utf8), "csv-lone-carriage-return", 1, 4),
            (Array("a,b\n1,\u{0}2".utf8), "control-character", 2, 3),
            (Array("a,b\n1,".utf8) + [0xFF], "text-not-utf8", 2, 3),
            (Array("a,b\n1,".utf8) + [0xED, 0xA0, 0x80], "text-not-utf8", 2, 3),
            (Array(repeating: UInt8(ascii: ","), count: 1_000), "csv-too-many-cells", 1, 1),
            (
                Array("a\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: 5_000),
                "csv-cell-too-long", 2, 1
            ),
        ] as [([UInt8], String, Int, Int)])
    func refusesWithThePlace(bytes: [UInt8], id: String, line: Int, column: Int) throws {
        let error = try #require(throws: Diagnostics.self) {
            let table = try CSVTable(parsing: bytes, file: "t.csv")
            #expect(table.cells.isEmpty)
            _ = try table.problems.warningsOrThrow()
        }
        #expect(error.all.map(\.id) == [id])
        let place = SourceLocation(file: "t.csv", line: line, column: column)
        #expect(error.all.map(\.location) == [place])
    }

    @Test func readsWhatSpreadsheetsSave() throws {
        let marked = try CSVTable(parsing: Array("\u{FEFF}a\n1".utf8), file: "t.csv")
        #expect(marked.columns == ["a"])
        #expect(marked.problems.found.all.isEmpty)
        let units = Array("a;b\r\n1;é€😀".utf16)
        let wide: [UInt8] = units.reduce(into: [0xFF, 0xFE]) { bytes, unit in
            bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        let table = try CSVTable(parsing: wide, file: "t.csv")
        #expect(table.columns == ["a", "b"])
        #expect(table.cells.map { $0[1] } == ["é€😀"])
    }

    @Test(arguments: [
        ("a;b\n1;2", "a", "2"), ("a\tb\n1\t2", "a", "2"), ("sep=;\r\na;b\n1;2", "a", "2"),
        ("sep=\t\na\tb\n1\t2", "a", "2"), ("\"a,x\";b\n1;2", "a,x", "2"),
        ("\n\na;b\n1;2,5", "a", "2,5"), ("a,b;c\n1,2;3", "a", "2;3"), ("SEP=;\na;b\n1;2", "a", "2"),
        ("a|b\n1|2", "a", "2"), ("a, b\n1,  2 \n", "a", "2"),
    ])
    func findsTheSeparator(text: String, first: String, last: String) throws {
        let table = try CSVTable(parsing: Array(text.utf8), file: "t.csv")
        #expect(table.columns.first == first)
        let cells = try #require(table.cells.first)
        #expect(cells.count == 2)
        #expect(cells[1] == last)
    }

    @Test(
        arguments: [
            ("a;b\n1,5;2\n", true, nil), ("a;b\n-0,25;1,234\n", true, nil),
            ("a\tb\n12345,678\t1\n", true, nil), ("a;b\n1.5;2\n", false, nil),
            ("a;b\n1;x,y\n", false, nil), ("a,b\n\"1,5\",2\n", false, nil),
            ("a;b\n1,5;2.5\n", false, 1), ("a;b\n7;1,234\n", false, 3),
            // Points before three digits alone may be thousands; a zero before them, or another one, tells.
            ("a;b\n95.000;88.000\n", false, 1), ("a;b\n95.000;0.250\n", false, nil),
            ("a;b\n95.000;1.5\n", false, nil), ("a;b\n95.000;1,5\n", false, 8),
            ("a;b\n1.234,5;1\n", false, 1), ("a;b\n1,234.5;1\n", false, 1),
        ] as [(String, Bool, Int?)])
    func takesCommasForDecimalMarksOnlyWhereNothingElseIsPossible(
        text: String, isDecimal: Bool, refusedAt column: Int?
    ) throws {
        let table = try CSVTable(parsing: Array(text.utf8), file: "t.csv")
        #expect(table.problems.document.hasDecimalCommas == isDecimal)
        let places = table.problems.found.all.filter { $0.id == "csv-decimal-mark-unclear" }
            .map(\.location)
        #expect(
            places == (column.map { [SourceLocation(file: "t.csv", line: 2, column: $0)] } ?? []))
    }

    @Test func passesOverRowsOfNothing() throws {
        let table = try CSVTable(parsing: Array("a,b\n1,2\n,\n , \n3,4\n,".utf8), file: "t.csv")
        let rows = table.rows(required: ["a"], optional: ["b"])
        #expect(rows.map { $0.values().map(\.word) } == [["1", "2"], ["3", "4"]])
        #expect(table.problems.found.all.isEmpty)
    }

    @Test func keepsLineEndsInsideOfQuotes() throws {
        let table = try CSVTable(parsing: Array("a,b\n\"1\r\n2\",3\n4,5".utf8), file: "t.csv")
        #expect(table.cells.map { $0[0] } == ["1\r\n2", "4"])
    }

    /// A fault that ends with its line costs that line.
    @Test(arguments: ["x", "1,2,3", "1\"x,2", "\"1\"x,2", "1,\u{1}2", "\"\u{1}\n\",2", "1\r2,2"])
    func readsTheRowsAroundABrokenOne(line: String) throws {
        let text = "a,b\n1,2\n\(line)\n3,4\n"
        let table = try CSVTable(parsing: Array(text.utf8), file: "t.csv")
        #expect(table.cells == [["1", "2"], ["3", "4"]])
        #expect(table.problems.found.all.map(\.location.line) == [3])
    }

    @Test func boundsTheNumberOfDiagnostics() throws {
        let text = "a,b\n" + String(repeating: "1\n", count: 10_000)
        let table = try CSVTable(parsing: Array(text.utf8), file: "t.csv")
        #expect(table.cells.isEmpty)
        let error = try #require(throws: Diagnostics.self) { try table.problems.warningsOrThrow() }
        #expect(error.all.count == JSONProblems.maximumCount + 1)
    }
}

extension CSVTable {
    fileprivate var cells: [[String]] {
        rows(required: [], optional: columns).map { $0.members().map(\.value.word) }
    }
}
