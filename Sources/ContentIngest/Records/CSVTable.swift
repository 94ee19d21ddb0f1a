import MarginModel

/// A CSV file (RFC 4180) as records: an object a row, whose keys are the columns.
///
/// Cells may be quoted. Lines end with LF or CRLF. Blank lines are passed over. `CSVDialect` says
/// which separator and which decimal mark the file was written with.
struct CSVTable {
    static let maximumBytes = 16 << 20
    static let maximumColumns = 1_000
    static let maximumCellBytes = 4_096

    let problems: JSONProblems
    /// The nodes of the columns' names, behind those of the rows.
    private let header: Range<Int>
    /// Why rows cannot be read, by their nodes.
    private var faults: [Int: LineFault] = [:]

    private enum LineFault {
        case syntax(CSVSyntaxError)
        case cellCount(Int)
    }

    private var document: JSONDocument { problems.document }
    var columns: [String] { header.map(document.text) }

    /// - Throws: What makes the rest unreadable. What is wrong with one row is said when rows are asked for.
    ///
    /// - Parameter line: Where the first line stands in the file.
    init(parsing source: [UInt8], file: String, line: Int = 1) throws(Diagnostics) {
        let start = SourceLocation(file: file, line: line)
        let bytes = try SourceBytes.records(source, file: file)
        let dialect = CSVDialect(of: bytes)
        var nodes: [JSONNode] = []
        let names: [JSONNode]
        do throws(CSVSyntaxError) {
            var scanner = CSVScanner(bytes: bytes, dialect: dialect)
            guard let first = try scanner.row() else {
                throw CSVSyntaxError(problem: .empty, offset: 0)
            }
            names = first.cells
            nodes.append(JSONNode(.array, 0..<bytes.count, at: 0))
            while true {
                let record = nodes.count
                let row: CSVScanner.Row
                do throws(CSVSyntaxError) {
                    guard let next = try scanner.row() else { break }
                    row = next
                    if row.cells.count != names.count {
                        faults[record] = .cellCount(row.cells.count)
                    }
                } catch  where error.problem.costsOneRow {
                    faults[record] = .syntax(error)
                    row = CSVScanner.Row(cells: [], offset: error.offset)
                    scanner.skipLine()
                }
                nodes.append(JSONNode(.object, row.offset..<row.offset, at: record))
                for (name, cell) in zip(names, row.cells) {
                    nodes.append(name.moved(to: nodes.count))
                    nodes.append(cell.moved(to: nodes.count))
                }
                nodes[record].next = UInt32(nodes.count)
            }
        } catch {
            throw Diagnostics([
                Diagnostic(
                    id: error.problem.rawValue, kind: .form,
                    at: JSONDocument.location(of: error.offset, in: bytes, from: start),
                    message: error.problem.message, hint: error.problem.hint,
                    excerpt: SourceExcerpt(at: error.offset, in: bytes))
            ])
        }
        nodes[0].next = UInt32(nodes.count)
        header = nodes.count..<nodes.count + names.count
        let mark = dialect.decimalMark(of: nodes, in: bytes)
        nodes += names
        let keys = names.map { CSVColumn.key(CSVScanner.text(of: bytes[$0.content])) }
        problems = JSONProblems(
            JSONDocument(
                .csv, nodes: nodes, over: bytes, file: file, at: start,
                duplicateKeys: keys.indices.filter { keys[..<$0].contains(keys[$0]) }
                    .map { nodes.count - names.count + $0 },
                hasDecimalCommas: mark == .comma))
        if case .unclear(let node, let hasPoint) = mark {
            dialect.reportUnclear(
                document.text(of: node), at: document.offset(of: node), hasPoint, problems)
        }
    }

    /// The rows that can be read; those that cannot are reported.
    func rows(
        required: [String], optional: [String], faults: Diagnostic.Severity = .error
    ) -> [JSONObjectReader] {
        allRows(required: required, optional: optional).filter { row in
            !reportsFault(of: row, as: faults, to: problems)
        }
    }

    /// Whether a row cannot be read, which is then reported.
    func reportsFault(
        of row: JSONObjectReader, as severity: Diagnostic.Severity = .error,
        to problems: JSONProblems
    ) -> Bool {
        switch faults[row.object] {
        case nil: return false
        case .syntax(let error)?:
            problems.report(
                severity, id: error.problem.rawValue, kind: .form, at: error.offset,
                error.problem.message, hint: error.problem.hint)
        case .cellCount(let count)?:
            problems.report(
                severity, id: "csv-wrong-cell-count", kind: .form, at: row.offset,
                "the line has \(count) cells, and the header has \(header.count)",
                hint: "Write numbers without thousands commas, and quote a text that holds a comma")
        }
        return true
    }

    /// All rows, once the columns are right: those that are missing are errors, and then there is no
    /// row; those that are not known are warnings. Rows of nothing are none: spreadsheets end files so.
    func allRows(required: [String], optional: [String]) -> [JSONObjectReader] {
        let known = required + optional
        let keys = Set(known.map(CSVColumn.key))
        let present = Set(columns.map(CSVColumn.key))
        let missing = required.filter { !present.contains(CSVColumn.key($0)) }
        for name in missing {
            problems.report(
                id: "missing-key", kind: .form, at: document.offset(of: header.lowerBound),
                "there is no column \(name)",
                hint: "Start the file with: " + known.joined(separator: ","))
        }
        for (node, name) in zip(header, columns) where !keys.contains(CSVColumn.key(name)) {
            problems.report(
                .warning, id: "unknown-key", kind: .form, at: document.offset(of: node),
                "the column \(quoted(name)) is not known and has no effect",
                hint: nearestName(to: name, among: known).map { "Did you mean '\($0)'?" }
                    ?? "Known: " + known.joined(separator: ","))
        }
        guard missing.isEmpty else { return [] }
        return JSONValue(problems: problems, node: 0, keyNode: nil).elements()?
            .compactMap { $0.object() }
            .filter { row in faults[row.object] != nil || row.values().contains { !$0.isAbsent } }
            ?? []
    }
}

/// What a column is known by: `Mark Price`, `mark_price` and `markPrice` are one name.
enum CSVColumn {
    static func key(_ name: String) -> String {
        String(decoding: Array(key(name.utf8)), as: UTF8.self)
    }

    static func `is`(_ column: ArraySlice<UInt8>, _ name: StaticString) -> Bool {
        // Most columns that are another differ in their first letter.
        guard column.count >= name.utf8CodeUnitCount, let first = column.first,
            first | 0x20 == name.utf8Start.pointee | 0x20 || " _-".utf8.contains(first)
        else { return false }
        return name.withUTF8Buffer { key(column).elementsEqual(key($0)) }
    }

    private static func key(_ name: some Sequence<UInt8>) -> some Sequence<UInt8> {
        name.lazy.filter { !" _-".utf8.contains($0) }
            .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
