/// Says whether bytes are one JSON value (RFC 8259), and where they stop being one.
struct JSONSyntax {
    private static let depthLimit = 64

    private let bytes: [UInt8]
    private var index = 0

    /// The place of the first byte that is not JSON; `nil` when all of it is.
    static func firstFault(in bytes: [UInt8]) -> Int? {
        var scanner = JSONSyntax(bytes: bytes)
        guard scanner.value(depth: 0) else { return scanner.index }
        scanner.skipSpace()
        return scanner.index == bytes.count ? nil : scanner.index
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

    private mutating func skipSpace() {
        while current.isJSONSpace { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) -> Bool {
        guard depth < Self.depthLimit else { return false }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"):
            return list(closedBy: UInt8(ascii: "}")) { scanner in
                scanner.skipSpace()
                guard scanner.string() else { return false }
                scanner.skipSpace()
                return scanner.take(UInt8(ascii: ":")) && scanner.value(depth: depth + 1)
            }
        case UInt8(ascii: "["):
            return list(closedBy: UInt8(ascii: "]")) { $0.value(depth: depth + 1) }
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "t"): return word("true")
        case UInt8(ascii: "f"): return word("false")
        case UInt8(ascii: "n"): return word("null")
        default: return number()
        }
    }

    private mutating func list(
        closedBy end: UInt8, _ item: (inout JSONSyntax) -> Bool
    ) -> Bool {
        index += 1
        skipSpace()
        if take(end) { return true }
        while item(&self) {
            skipSpace()
            if take(end) { return true }
            guard take(UInt8(ascii: ",")) else { return false }
        }
        return false
    }

    private mutating func string() -> Bool {
        guard take(UInt8(ascii: "\"")) else { return false }
        while index < bytes.count, current >= 0x20 {
            if current > 0x22, current != UInt8(ascii: "\\") {
                index += 1
                continue
            }
            if take(UInt8(ascii: "\"")) { return true }
            guard take(UInt8(ascii: "\\")) else {
                index += 1
                continue
            }
            guard escape() else { return false }
        }
        return false
    }

    private mutating func escape() -> Bool {
        if take(UInt8(ascii: "u")) {
            for _ in 0..<4 {
                guard current.isDigit || (0x41...0x46).contains(current & 0xDF) else {
                    return false
                }
                index += 1
            }
            return true
        }
        guard "\"\\/bfnrt".utf8.contains(current) else { return false }
        index += 1
        return true
    }

    private mutating func word(_ word: String) -> Bool {
        guard bytes[index...].starts(with: word.utf8) else { return false }
        index += word.utf8.count
        return true
    }

    private mutating func number() -> Bool {
        _ = take(UInt8(ascii: "-"))
        guard take(UInt8(ascii: "0")) || digits() else { return false }
        if take(UInt8(ascii: ".")), !digits() { return false }
        if current | 0x20 == UInt8(ascii: "e") {
            index += 1
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            return digits()
        }
        return true
    }

    /// At least one digit.
    private mutating func digits() -> Bool {
        let start = index
        while current.isDigit { index += 1 }
        return index > start
    }
}

extension UInt8 {
    var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }
}
