import MarginModel

/// A CSV file (RFC 4180) cut into cells: one header, then rows of as many cells.
///
/// Cells may be quoted. Lines end with LF or CRLF. Blank lines are passed over. `CSVDialect` says
/// which separator and which decimal mark the file was written with.
struct CSVTable {
    static let maximumBytes = 16 << 20
    static let maximumColumns = 64
    static let maximumCellBytes = 4_096

    struct Cell {
        /// What stands in the cell, without quotes.
        let bytes: ArraySlice<UInt8>
        /// Where it starts in the file.
        let offset: Int
    }

    struct Row {
        var cells: [Cell]
        /// Where it starts in the file.
        let offset: Int
    }

    let header: [String]
    let rows: [Row]
    /// Whether `1,5` is one and a half.
    let hasDecimalCommas: Bool
    let problems: CSVProblems

    /// - Throws: What makes the rest unreadable. A row with a wrong number of cells does not: it is
    ///   reported and left out.
    init(parsing source: [UInt8], file: String) throws(Diagnostics) {
        let bytes: [UInt8]
        do {
            bytes = try SourceBytes.text(source, file: file, limit: Self.maximumBytes)
        } catch {
            throw Diagnostics([error])
        }
        problems = CSVProblems(bytes: bytes, file: file)
        let dialect = CSVDialect(of: bytes)
        var scanner = CSVScanner(bytes: bytes, dialect: dialect)
        do throws(CSVSyntaxError) {
            guard let first = try scanner.row() else {
                throw CSVSyntaxError(problem: .empty, offset: 0)
            }
            header = first.cells.map { String(decoding: $0.bytes, as: UTF8.self) }
            var rows: [Row] = []
            while let row = try scanner.row() {
                if row.cells.count == header.count {
                    rows.append(row)
                } else {
                    problems.report(
                        id: "csv-wrong-cell-count", at: row.offset,
                        "the line has \(row.cells.count) cells, and the header has \(header.count)",
                        hint: "Write numbers without thousands commas, and quote a text that holds "
                            + "a comma")
                }
            }
            self.rows = rows
            hasDecimalCommas = dialect.usesDecimalCommas(rows, problems)
        } catch {
            problems.report(
                id: error.problem.rawValue, at: error.offset, error.problem.message,
                hint: error.problem.hint)
            throw Diagnostics(problems.found)
        }
        let keys = header.map(CSVColumns.key)
        for (index, name) in header.enumerated() where keys[..<index].contains(keys[index]) {
            problems.report(
                id: "csv-duplicate-column", at: 0, "the column \(quoted(name)) is there twice",
                hint: "Keep one of the two")
        }
    }
}

/// Everything found wrong with one CSV file while it is read.
final class CSVProblems {
    static let maximumCount = 200

    let bytes: [UInt8]
    let file: String
    private(set) var found: [Diagnostic] = []
    private var dropped = 0

    init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    func report(
        _ severity: Diagnostic.Severity = .error, id: String, at offset: Int, _ message: String,
        hint: String
    ) {
        let limit = severity == .error ? Self.maximumCount : Self.maximumCount - 1
        guard found.count < limit else {
            dropped += 1
            return
        }
        found.append(
            Diagnostic(
                severity, id: id, at: .locating(offset, in: bytes, file: file), message: message,
                hint: hint, excerpt: SourceExcerpt(at: offset, in: bytes)))
    }

    /// The warnings, when nothing worse was found.
    func warningsOrThrow() throws(Diagnostics) -> [Diagnostic] {
        if dropped > 0 {
            found.append(
                Diagnostic(
                    .warning, id: "too-many-problems", at: SourceLocation(file: file),
                    message: "\(dropped) more problems are not listed",
                    hint: "Correct these and run again"))
        }
        let all = Diagnostics(found)
        guard !all.hasErrors else { throw Diagnostics(all.sorted()) }
        return all.sorted()
    }
}
