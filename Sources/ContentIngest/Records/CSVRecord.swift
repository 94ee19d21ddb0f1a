import MarginModel

/// One row, read by the names of its columns. What is wrong is reported, then `nil`.
struct CSVRecord {
    let columns: CSVColumns
    let row: CSVTable.Row
    private var problems: CSVProblems { columns.problems }

    init(_ row: CSVTable.Row, _ columns: CSVColumns) {
        self.row = row
        self.columns = columns
    }

    var offset: Int { row.offset }

    /// An empty cell, or a column that the file lacks, holds nothing.
    func text(_ column: String) -> String? {
        guard let cell = cell(column) else { return nil }
        return String(decoding: cell.bytes, as: UTF8.self)
    }

    /// A text that can name something: see `NameCheck`.
    func name(_ column: String) -> String? {
        guard let text = text(column), let cell = cell(column) else { return nil }
        guard let problem = NameCheck.problem(with: text) else { return text }
        problems.report(
            id: problem.rawValue, at: cell.offset,
            "\(column) is \(quoted(text)), \(problem.complaint)", hint: problem.hint)
        return nil
    }

    func decimal(_ column: String, _ range: NumberRange = .any) -> Decimal? {
        guard let cell = cell(column) else { return nil }
        do {
            let value = try Decimal(parsing: columns.pointed(cell.bytes))
            if range.contains(value) { return value }
            problems.report(
                id: "csv-" + range.id, at: cell.offset, "\(column) is \(value)\(range.complaint)",
                hint: range.hint)
        } catch {
            let text = String(decoding: cell.bytes, as: UTF8.self)
            problems.report(
                id: error == .tooLong ? "csv-number-too-long" : "csv-not-a-number",
                at: cell.offset, "\(column) is \(quoted(text))",
                hint: "Write digits and a decimal point, at most 38 digits: 87959.9")
        }
        return nil
    }

    /// An instant with its zone, or seconds or milliseconds since 1970, as venues write them.
    func instant(_ column: String) -> Instant? {
        guard let text = text(column), let cell = cell(column) else { return nil }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(text) {
            if text.utf8.count == 10 { return Instant(secondsSinceEpoch: count) }
            if text.utf8.count == 13 { return Instant(millisecondsSinceEpoch: count) }
        }
        do {
            return try Instant(parsing: text)
        } catch {
            problems.report(
                id: error == .noZone ? "csv-instant-without-zone" : "csv-not-an-instant",
                at: cell.offset, "\(column) is \(quoted(text))",
                hint: "Write it with its zone, like 2026-02-01T16:00:00Z")
            return nil
        }
    }

    /// In capitals or not: a spreadsheet's user writes Binance, and LONG.
    func choice<Choice>(_ column: String, of _: Choice.Type) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let text = text(column), let cell = cell(column) else { return nil }
        let choice = Choice.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
        if let choice { return choice }
        let known = Choice.allCases.map(\.rawValue)
        let nearest = nearestName(to: text, among: known).map { "Did you mean \($0)? " } ?? ""
        problems.report(
            id: "csv-unknown-value", at: cell.offset,
            "\(column) is \(quoted(text)), which is not known",
            hint: nearest + "One of: " + known.joined(separator: ", "))
        return nil
    }

    /// What `value` gives, reported when the cell is empty.
    func required<Value>(_ column: String, _ value: (String) -> Value?) -> Value? {
        if cell(column) == nil {
            problems.report(
                id: "csv-empty-cell", at: offset, "\(column) is empty", hint: "Fill it in")
            return nil
        }
        return value(column)
    }

    func cell(_ column: String) -> CSVTable.Cell? {
        guard let index = columns.index[CSVColumns.key(column)] else { return nil }
        let cell = row.cells[index]
        return cell.bytes.isEmpty ? nil : cell
    }
}

/// The columns of a table: which there are, and which a format knows.
struct CSVColumns {
    let problems: CSVProblems
    /// Where a column stands, by its key.
    let index: [String: Int]
    private let hasDecimalCommas: Bool

    /// Reports columns that are missing, and, as warnings, those that are not known.
    init(of table: CSVTable, required: [String], optional: [String]) {
        problems = table.problems
        hasDecimalCommas = table.hasDecimalCommas
        index = Dictionary(
            table.header.enumerated().map { (Self.key($1), $0) },
            uniquingKeysWith: { first, _ in first })
        let known = required + optional
        let keys = Set(known.map(Self.key))
        for name in required where index[Self.key(name)] == nil {
            problems.report(
                id: "csv-missing-column", at: 0, "there is no column \(name)",
                hint: "Start the file with: " + known.joined(separator: ","))
        }
        for name in table.header where !keys.contains(Self.key(name)) {
            problems.report(
                .warning, id: "csv-unknown-column", at: 0,
                "the column \(quoted(name)) is not known and has no effect",
                hint: nearestName(to: name, among: known).map { "Did you mean '\($0)'?" }
                    ?? "Known: " + known.joined(separator: ","))
        }
    }

    /// What a column is known by: `Mark Price`, `mark_price` and `markPrice` are one name.
    static func key(_ name: String) -> String {
        name.lowercased().filter { !" _-".contains($0) }
    }

    /// A number with the decimal mark of all others.
    func pointed(_ number: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard hasDecimalCommas else { return number }
        return ArraySlice(number.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 })
    }
}
