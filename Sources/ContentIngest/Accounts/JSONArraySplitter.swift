/// Cuts a JSON array that arrives in chunks into its elements, and holds no more than one of them.
///
/// It follows quotes and brackets alone; whether an element is JSON, its own reader says. So a broken
/// element costs itself, unless a quote or bracket of it never closes.
struct JSONArraySplitter {
    private enum Place { case before, between, element, after }

    private var place = Place.before
    private var depth = 0
    private var isInText = false
    private var isEscaped = false
    /// Whether the array was closed before.
    private var isBehind = false
    private var pending: PendingRecord
    private var start = (line: 1, column: 1)
    private var here = (line: 1, column: 1)

    init(limit: Int = NDJSONSplitter.maximumLineBytes) {
        pending = PendingRecord(limit: limit)
    }

    /// The elements that `chunk` completes.
    mutating func feed(_ chunk: [UInt8]) -> [NDJSONSplitter.Line] {
        var lines: [NDJSONSplitter.Line] = []
        var from = 0
        for (index, byte) in chunk.enumerated() {
            switch place {
            case .before where byte == UInt8(ascii: "["): place = .between
            case .element:
                if ends(at: byte) {
                    pending.hold(chunk[from..<index])
                    lines.append(line())
                    place = byte == UInt8(ascii: "]") ? .after : .between
                }
            case .between where byte == UInt8(ascii: "]"): place = .after
            case .between where byte > 0x20 && byte != UInt8(ascii: ","):
                place = .element
                start = here
                from = index
                _ = ends(at: byte)
            case .after where byte > 0x20:
                // What follows the array is one more element, to the end.
                place = .element
                isBehind = true
                depth = .max / 2
                start = here
                from = index
            default: break
            }
            here = byte == 0x0A ? (here.line + 1, 1) : (here.line, here.column + 1)
        }
        if place == .element { pending.hold(chunk[from...]) }
        return lines
    }

    /// What the end cuts off: an element, or the array itself.
    mutating func finish() -> NDJSONSplitter.Line? {
        defer { place = .after }
        switch place {
        case .after: return nil
        case .element where isBehind: return line()
        case .element, .before, .between:
            return .init(number: here.line, column: here.column, content: .failure(.arrayOpen))
        }
    }

    /// Whether `byte`, inside of an element, is the comma or bracket behind it.
    private mutating func ends(at byte: UInt8) -> Bool {
        if isInText {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInText = false
            }
            return false
        }
        switch byte {
        case UInt8(ascii: "\""): isInText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"): depth = max(0, depth - 1)
        case UInt8(ascii: "]"):
            if depth == 0 { return true }
            depth -= 1
        case UInt8(ascii: ","): return depth == 0
        default: break
        }
        return false
    }

    private mutating func line() -> NDJSONSplitter.Line {
        .init(number: start.line, column: start.column, content: pending.take())
    }
}
