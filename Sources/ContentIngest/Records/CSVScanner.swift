import MarginModel

/// Why bytes are not CSV, and at which byte.
struct CSVSyntaxError: Error, Hashable {
    enum Problem: String, Hashable {
        case empty = "text-empty"
        case tooLarge = "text-too-large"
        case openQuote = "csv-open-quote"
        case textAfterQuote = "csv-text-after-quote"
        case strayQuote = "csv-stray-quote"
        case loneReturn = "csv-lone-carriage-return"
        case controlCharacter = "control-character"
        case notUTF8 = "text-not-utf8"
        case tooManyCells = "csv-too-many-cells"
        case cellTooLong = "csv-cell-too-long"

        var message: String {
            switch self {
            case .empty: "there is no line with the names of the columns"
            case .tooLarge: "the file is longer than \(CSVTable.maximumBytes) bytes"
            case .openQuote: "a quoted cell does not end"
            case .textAfterQuote: "something follows the closing quote of a cell"
            case .strayQuote: "a quote stands inside of a cell that does not start with one"
            case .loneReturn: "a carriage return stands without its line feed"
            case .controlCharacter: "a cell holds a control character"
            case .notUTF8: "these bytes are not UTF-8"
            case .tooManyCells: "the line has more than \(CSVTable.maximumColumns) cells"
            case .cellTooLong: "the cell is longer than \(CSVTable.maximumCellBytes) bytes"
            }
        }

        /// Whether the rows behind can be read all the same.
        var costsOneRow: Bool {
            switch self {
            case .empty, .tooLarge, .openQuote: false
            default: true
            }
        }

        var hint: String {
            switch self {
            case .empty: "Start with a line that names the columns"
            case .tooLarge: "Split it into smaller files"
            case .openQuote: "Close the quote; a quote inside of a cell is written twice"
            case .textAfterQuote, .strayQuote:
                "Quote the whole cell, and write a quote inside of it twice"
            case .loneReturn: "End lines with a line feed, or with both"
            case .controlCharacter: "Remove it"
            case .notUTF8: "Save the file as UTF-8"
            case .tooManyCells, .cellTooLong: "Check the quotes before it"
            }
        }
    }

    let problem: Problem
    let offset: Int
}

/// Cuts bytes into rows of cells, in one pass.
struct CSVScanner {
    struct Row {
        /// Texts, quoted or not.
        var cells: [JSONNode]
        /// Where it starts in the file.
        let offset: Int
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private(set) var index: Int

    init(bytes: [UInt8], dialect: CSVDialect) {
        self.bytes = bytes
        separator = dialect.separator
        index = dialect.start
    }

    /// The next row that is not blank; `nil` at the end.
    mutating func row() throws(CSVSyntaxError) -> Row? {
        guard bytes.count <= CSVTable.maximumBytes else { throw error(.tooLarge, at: 0) }
        while index < bytes.count {
            let start = index
            if try endsLine() { continue }
            var cells = [try cell()]
            while index < bytes.count, bytes[index] == separator {
                index += 1
                guard cells.count < CSVTable.maximumColumns else {
                    throw error(.tooManyCells, at: start)
                }
                cells.append(try cell())
            }
            if index < bytes.count, try !endsLine() { throw error(.textAfterQuote, at: index) }
            return Row(cells: cells, offset: start)
        }
        return nil
    }

    /// Goes behind the end of the line.
    mutating func skipLine() {
        index = bytes.firstIndex(of: 0x0A, from: index).map { $0 + 1 } ?? bytes.count
    }

    /// Takes a line end if one comes next.
    private mutating func endsLine() throws(CSVSyntaxError) -> Bool {
        if bytes[index] == 0x0A {
            index += 1
            return true
        }
        guard bytes[index] == 0x0D else { return false }
        guard index + 1 < bytes.count, bytes[index + 1] == 0x0A else {
            throw error(.loneReturn, at: index)
        }
        index += 2
        return true
    }

    private mutating func cell() throws(CSVSyntaxError) -> JSONNode {
        let start = index
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return try quotedCell() }
        while index < bytes.count {
            switch bytes[index] {
            case separator, 0x0A, 0x0D: return try checked(start..<index)
            case UInt8(ascii: "\""): throw error(.strayQuote, at: index)
            default: index += 1
            }
        }
        return try checked(start..<index)
    }

    private mutating func quotedCell() throws(CSVSyntaxError) -> JSONNode {
        let start = index
        index += 1
        var hasQuotes = false
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\"") {
                guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { break }
                hasQuotes = true
                index += 1
            }
            index += 1
        }
        guard index < bytes.count else { throw error(.openQuote, at: start) }
        index += 1
        return try checked(start..<index, hasQuotes ? .escapedString : .plainString)
    }

    /// What stands in a cell: a quote that is written twice is one.
    static func text(of content: ArraySlice<UInt8>) -> String {
        String(decoding: content, as: UTF8.self).replacing("\"\"", with: "\"")
    }

    /// Blanks around a cell without quotes are none of it.
    private func checked(
        _ span: Range<Int>, _ kind: JSONNode.Kind = .bareText
    ) throws(CSVSyntaxError) -> JSONNode {
        var span = span
        if kind == .bareText {
            let start = span.first { bytes[$0] != 0x20 } ?? span.upperBound
            let end = span.last { bytes[$0] != 0x20 }.map { $0 + 1 } ?? start
            span = start..<end
        }
        let cell = JSONNode(kind, span, at: 0)
        let content = bytes[cell.content]
        guard content.count <= CSVTable.maximumCellBytes else {
            throw error(.cellTooLong, at: span.lowerBound)
        }
        // A quoted cell may hold line ends and tabs; what may stand in a name is `NameCheck`'s.
        let isAllowed = { (byte: UInt8) in
            byte >= 0x20 && byte != 0x7F || kind != .bareText && [0x09, 0x0A, 0x0D].contains(byte)
        }
        if !content.allSatisfy(isAllowed) {
            throw error(.controlCharacter, at: span.lowerBound)
        }
        if content.contains(where: { $0 >= 0x80 }),
            String(validating: content, as: UTF8.self) == nil
        {
            throw error(.notUTF8, at: span.lowerBound)
        }
        return cell
    }

    private func error(_ problem: CSVSyntaxError.Problem, at offset: Int) -> CSVSyntaxError {
        CSVSyntaxError(problem: problem, offset: offset)
    }
}
