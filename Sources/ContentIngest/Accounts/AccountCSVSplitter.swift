import MarginModel

/// Cuts a CSV file of accounts that arrives in chunks into its accounts, and holds no more than one of
/// them: what is too long to be read whole has the rows of each account one after the other.
struct AccountCSVSplitter: RecordSplitter {
    /// The lines up to and with the columns' names, which stand over each account.
    final class Head: Sendable {
        let bytes: [UInt8]
        let lineCount: Int
        fileprivate let dialect: CSVDialect
        /// Where the account stands in a row.
        fileprivate let column: Int

        private static let mostBytes = 1 << 16

        /// `nil` where the first row of `file` names no account, or is not whole.
        init?(of file: [UInt8]) {
            let bytes = Array(file.prefix(Self.mostBytes))
            let dialect = CSVDialect(of: bytes)
            var scanner = CSVScanner(bytes: bytes, dialect: dialect)
            // A file that cannot be read from its first row on is for the reader of whole files.
            guard let row = try? scanner.row(), scanner.index < bytes.count,
                let column = row.cells.firstIndex(where: {
                    CSVColumn.is(bytes[$0.content], "account")
                })
            else { return nil }
            self.bytes = Array(bytes[..<scanner.index])
            self.dialect = CSVDialect(separator: dialect.separator)
            self.column = column
            lineCount = self.bytes.count { $0 == 0x0A }
        }
    }

    let head: Head
    private var toSkip: Int
    private var line: Int
    /// The rows of the account so far, and its name.
    private var rows: PendingRecord
    private var account: String?
    private var isOpen = false
    private var start: Int
    /// What has arrived of a row.
    private var row: [UInt8] = []
    private var place = Place.cellStart
    /// A row whose account cannot be read: those on both sides may miss it.
    private var unclear: [UInt8] = []
    private var seen: Set<NameDigest> = []

    private enum Place { case cellStart, cell, quoted, quoteInQuoted }

    init(_ head: Head, limit: Int = NDJSONSplitter.maximumLineBytes) {
        self.head = head
        toSkip = head.bytes.count
        line = head.lineCount + 1
        start = line
        rows = PendingRecord(limit: limit)
    }

    /// The accounts that `chunk` completes. The first chunk begins with the head.
    mutating func feed(_ chunk: [UInt8]) -> [NDJSONSplitter.Line] {
        var lines: [NDJSONSplitter.Line] = []
        var from = min(toSkip, chunk.count)
        toSkip -= from
        for index in from..<chunk.count {
            let byte = chunk[index]
            switch place {
            case .quoted:
                if byte == UInt8(ascii: "\"") { place = .quoteInQuoted }
                continue
            case .quoteInQuoted where byte == UInt8(ascii: "\""):
                place = .quoted
                continue
            case .cellStart where byte == UInt8(ascii: "\""):
                place = .quoted
                continue
            default: place = byte == head.dialect.separator ? .cellStart : .cell
            }
            guard byte == 0x0A else { continue }
            place = .cellStart
            row += chunk[from...index]
            from = index + 1
            if let line = endRow() { lines.append(line) }
        }
        row += chunk[from...]
        return lines
    }

    mutating func finish() -> NDJSONSplitter.Line? {
        if !row.isEmpty, let line = endRow() { return line }
        if account == nil, !unclear.isEmpty { begin(nil) }
        unclear = []
        return isOpen ? endAccount() : nil
    }

    /// Takes the row that has arrived. An account ends where a row names another one.
    private mutating func endRow() -> NDJSONSplitter.Line? {
        defer {
            line += row.count { $0 == 0x0A }
            row = []
        }
        let isBlank = !row.contains { $0 > 0x20 && !CSVDialect.separators.contains($0) }
        let name = isBlank ? account : name(in: row)
        guard let name, name != account else {
            if isOpen { rows.hold(row[...]) }
            if name == nil ? !isBlank : isBlank && !unclear.isEmpty {
                unclear += row
            } else if !isBlank {
                unclear = []
            }
            return nil
        }
        let ended = isOpen ? endAccount() : nil
        begin(name)
        rows.hold(row[...])
        return ended
    }

    /// Begins an account, with the rows before it that may be its.
    private mutating func begin(_ name: String?) {
        account = name
        isOpen = true
        start = line - unclear.count { $0 == 0x0A }
        rows.hold(unclear[...])
        unclear = []
    }

    private mutating func endAccount() -> NDJSONSplitter.Line {
        let name = account.take()
        isOpen = false
        let isNew = name.map { seen.insert(NameDigest(of: $0)).inserted } ?? true
        let content = rows.take()
        return .init(
            number: start, content: isNew ? content : .failure(.accountApart),
            csv: (head, name))
    }

    private func name(in row: [UInt8]) -> String? {
        var scanner = CSVScanner(bytes: row, dialect: head.dialect)
        // What is wrong with a row, its reader says.
        guard let cells = try? scanner.row()?.cells, cells.count > head.column else { return nil }
        return CSVScanner.text(of: row[cells[head.column].content])
    }
}
