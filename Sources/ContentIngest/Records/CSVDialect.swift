import MarginModel

/// How a CSV file was written: what stands between its cells, and where its first row starts.
///
/// Spreadsheets write the separator of their locale: a semicolon where the comma is the decimal
/// mark; databases write a bar. A first line `sep=;` names it.
struct CSVDialect {
    let separator: UInt8
    /// Behind a `sep=` line.
    let start: Int

    init(separator: UInt8) {
        self.separator = separator
        start = 0
    }

    init(of bytes: [UInt8]) {
        let mark = Array("sep=".utf8)
        if bytes.count > mark.count,
            bytes.prefix(mark.count).map({ $0 | 0x20 }) == mark.map({ $0 | 0x20 }),
            Self.separators.contains(bytes[mark.count])
        {
            separator = bytes[mark.count]
            start = bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        } else {
            separator = Self.separator(inFirstLineOf: bytes)
            start = 0
        }
    }

    /// The names in the first row, as they stand there; empty where it is no row.
    static func heads(of bytes: [UInt8]) -> [String] {
        var scanner = CSVScanner(bytes: bytes, dialect: CSVDialect(of: bytes))
        guard let row = try? scanner.row() else { return [] }
        return row.cells.map { CSVScanner.text(of: bytes[$0.content]) }
    }

    static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]

    /// The one that stands most often outside quotes in the first line that has anything.
    private static func separator(inFirstLineOf bytes: [UInt8]) -> UInt8 {
        var counts = separators.map { _ in 0 }
        var isQuoted = false
        var hasText = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted {
                if byte == 0x0A, hasText { break }
                if let index = separators.firstIndex(of: byte) { counts[index] += 1 }
            }
            if byte != 0x0A, byte != 0x0D { hasText = true }
        }
        return counts.max().flatMap { most in
            most == 0 ? nil : counts.firstIndex(of: most).map { separators[$0] }
        } ?? separators[0]
    }

    enum DecimalMark: Equatable {
        case point, comma
        /// The first cell that may be read in two ways.
        case unclear(node: Int, hasPoint: Bool)
    }

    /// Only a file that does not separate cells by commas can use the comma as its decimal mark, and a
    /// file that mixes both marks, or holds nothing but `1,234` or `1.234`, which may be a thousand, is
    /// refused: a guess would be wrong by a factor of a thousand.
    func decimalMark(of nodes: [JSONNode], in bytes: [UInt8]) -> DecimalMark {
        guard separator != UInt8(ascii: ",") else { return .point }
        var hasDecimal = false
        var hasPoint = false
        var unclear: Int?
        var thousand: Int?
        for node in nodes.indices where nodes[node].isText {
            let cell = bytes[nodes[node].content]
            switch CSVNumberForm(of: cell) {
            case .decimalComma: hasDecimal = true
            case .decimalPoint, .both: hasPoint = true
            case .commaBeforeThree: break
            case .pointBeforeThree: thousand = thousand ?? node
            case .other: continue
            }
            if unclear == nil, cell.contains(UInt8(ascii: ",")) { unclear = node }
        }
        guard let unclear else {
            return thousand.flatMap { hasPoint ? nil : .unclear(node: $0, hasPoint: false) }
                ?? .point
        }
        hasPoint = hasPoint || thousand != nil
        return hasDecimal && !hasPoint ? .comma : .unclear(node: unclear, hasPoint: hasPoint)
    }

    func reportUnclear(_ text: String, at offset: Int, _ hasPoint: Bool, _ problems: JSONProblems) {
        let isPointed = !text.contains(",")
        let plain = text.contains(".") && !isPointed ? text.replacing(".", with: "") : text
        let readings = [".", ""].map { plain.replacing(isPointed ? "." : ",", with: $0) }
        problems.report(
            id: "csv-decimal-mark-unclear", at: offset,
            "\(quoted(text)) may be \(readings[0]) or \(readings[1])"
                + (hasPoint ? ", and other cells write a decimal point" : ""),
            hint: "Write all numbers with a decimal point and no thousands separator")
    }

    /// A number with a point for its decimal comma.
    static func pointed(_ number: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        ArraySlice(number.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 })
    }
}

/// What the commas and points of a number's text may mean.
private enum CSVNumberForm {
    /// `1,5`: the comma can only be a decimal mark.
    case decimalComma
    /// `1,234`: a decimal mark or a thousands separator.
    case commaBeforeThree
    /// `1.234`: the same of a point.
    case pointBeforeThree
    /// `1.5`
    case decimalPoint
    /// `1,234.5`, `1.234,5`, `1,234,567`
    case both
    case other

    init(of cell: ArraySlice<UInt8>) {
        var digits = cell
        if let sign = digits.first, [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(sign) {
            digits = digits.dropFirst()
        }
        let isMark = { (byte: UInt8) in byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") }
        guard digits.contains(where: isMark), digits.contains(where: { !isMark($0) }),
            digits.allSatisfy({ isMark($0) || (0x30...0x39).contains($0) })
        else {
            self = .other
            return
        }
        let marks = digits.filter(isMark)
        guard marks.count == 1, let place = digits.firstIndex(where: isMark) else {
            self = .both
            return
        }
        let (before, after) = (place - digits.startIndex, digits.endIndex - place - 1)
        let isPoint = marks[0] == UInt8(ascii: ".")
        if after == 3, (1...3).contains(before), digits.first != 0x30 {
            self = isPoint ? .pointBeforeThree : .commaBeforeThree
        } else {
            self = isPoint ? .decimalPoint : .decimalComma
        }
    }
}
