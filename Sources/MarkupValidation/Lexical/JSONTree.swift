/// A JSON value, for rules that read what is in it.
indirect enum JSONTree: Hashable {
    case object([String: JSONTree])
    case list([JSONTree])
    case text(String)
    /// A number, true, false or null, as written.
    case word(String)

    /// `nil` when the bytes are not JSON; `JSONSyntax` says where.
    init?(_ bytes: [UInt8]) {
        guard JSONSyntax.firstFault(in: bytes) == nil else { return nil }
        self.init(sound: bytes)
    }

    /// - Precondition: The bytes are JSON, as `JSONSyntax` says.
    init(sound bytes: [UInt8]) {
        var reader = JSONTreeReader(bytes: bytes)
        self = reader.value()
    }

    subscript(_ key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The elements of a list; anything else is a list of itself, as JSON-LD has it.
    var items: [JSONTree] {
        guard case .list(let items) = self else { return [self] }
        return items
    }

    /// Whether it can be an amount. A member of such a name with a list or an object in it is none: a
    /// word of a search index.
    var isFigure: Bool {
        switch self {
        case .text, .word: isFilled
        case .object, .list: false
        }
    }

    /// Whether it says anything.
    var isFilled: Bool {
        switch self {
        case .object(let members): !members.isEmpty
        case .list(let items): !items.isEmpty
        case .text(let text): text.utf8.contains { !$0.isMarkupSpace }
        case .word(let word): word != "null"
        }
    }
}

/// Reads bytes that are known to be one JSON value of a bounded depth.
private struct JSONTreeReader {
    let bytes: [UInt8]
    var index = 0

    private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

    private mutating func skipSeparators() {
        while current.isJSONSpace || current == UInt8(ascii: ",") || current == UInt8(ascii: ":") {
            index += 1
        }
    }

    mutating func value() -> JSONTree {
        skipSeparators()
        switch current {
        case UInt8(ascii: "{"):
            index += 1
            var members: [String: JSONTree] = [:]
            while !closes(with: UInt8(ascii: "}")) {
                let key = string()
                members[key] = value()
            }
            return .object(members)
        case UInt8(ascii: "["):
            index += 1
            var items: [JSONTree] = []
            while !closes(with: UInt8(ascii: "]")) { items.append(value()) }
            return .list(items)
        case UInt8(ascii: "\""): return .text(string())
        default:
            let start = index
            while current.isWordByte || [0x2B, 0x2D, 0x2E].contains(current) { index += 1 }
            return .word(String(decoding: bytes[start..<index], as: UTF8.self))
        }
    }

    private mutating func closes(with end: UInt8) -> Bool {
        skipSeparators()
        guard current == end || index >= bytes.count else { return false }
        index += 1
        return true
    }

    private mutating func string() -> String {
        index += 1
        var units: [UInt8] = []
        while index < bytes.count, current != UInt8(ascii: "\"") {
            if current == UInt8(ascii: "\\") {
                units.append(contentsOf: String(escape()).utf8)
            } else {
                let end =
                    bytes[index...].firstIndex { $0 == 0x22 || $0 == 0x5C } ?? bytes.count
                units.append(contentsOf: bytes[index..<end])
                index = end
            }
        }
        index += 1
        return String(decoding: units, as: UTF8.self)
    }

    private mutating func escape() -> Character {
        let sign = index + 1 < bytes.count ? bytes[index + 1] : 0
        index += 2
        switch sign {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"):
            let unit = hexadecimal()
            guard (0xD800..<0xDC00).contains(unit), current == UInt8(ascii: "\\") else {
                return Unicode.Scalar(unit).map { Character($0) } ?? "\u{FFFD}"
            }
            index += 2
            let low = hexadecimal()
            let scalar = 0x10000 + (unit - 0xD800) << 10 + (low &- 0xDC00) & 0x3FF
            return Unicode.Scalar(scalar).map { Character($0) } ?? "\u{FFFD}"
        default: return Character(Unicode.Scalar(sign))
        }
    }

    private mutating func hexadecimal() -> UInt32 {
        let end = min(index + 4, bytes.count)
        let digits = String(decoding: bytes[index..<end], as: UTF8.self)
        index = end
        return UInt32(digits, radix: 16) ?? 0xFFFD
    }
}
