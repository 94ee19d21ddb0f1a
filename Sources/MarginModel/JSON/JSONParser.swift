/// Strict RFC 8259, in one pass over the bytes, into a flat list of nodes.
///
/// It stops at the first error of syntax. Keys that stand twice are no error of syntax: they are
/// listed, and the caller reports them with the rest.
public struct JSONParser {
    public static let maximumBytes = 16 << 20
    public static let maximumDepth = 64

    private let bytes: [UInt8]
    private let end: Int
    private let limit: Int
    private let strings: JSONStringScanner
    private var index: Int

    public private(set) var nodes: [JSONNode] = []
    /// The nodes of keys that their object already has.
    public private(set) var duplicateKeys: [Int] = []

    /// - Parameter limit: The most bytes that are parsed.
    public init(_ bytes: [UInt8], limit: Int = maximumBytes) {
        self.bytes = bytes
        self.limit = limit
        index = 0
        end = bytes.count
        strings = JSONStringScanner(bytes: bytes, end: end)
    }

    public mutating func parse() throws(JSONSyntaxError) {
        guard end <= limit else { throw error(.tooLarge) }
        // A record's values take about sixteen bytes each, key included.
        nodes.reserveCapacity(end / 8 + 1)
        skipSpace()
        guard index < end else { throw error(.empty) }
        try value(depth: 0)
        skipSpace()
        guard index == end else { throw error(.trailingData) }
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) {
        guard index < end else { throw error(.unexpectedEnd) }
        switch bytes[index] {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try literal("true", .yes)
        case UInt8(ascii: "f"): try literal("false", .no)
        case UInt8(ascii: "n"): try literal("null", .null)
        case UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "N"), UInt8(ascii: "I"):
            throw error(.badNumber)
        default: throw error(.unexpectedCharacter)
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) {
        let node = try open(.object, depth: depth)
        guard !closes(UInt8(ascii: "}"), node) else { return }
        while true {
            guard index < end else { throw error(.unexpectedEnd) }
            guard bytes[index] == UInt8(ascii: "\"") else { throw error(.unexpectedCharacter) }
            try string()
            skipSpace()
            try take(UInt8(ascii: ":"))
            skipSpace()
            try value(depth: depth)
            if try !continues(until: UInt8(ascii: "}"), node) { break }
        }
        duplicateKeys += JSONDuplicateKeys.find(in: nodes, of: bytes, object: node)
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) {
        let node = try open(.array, depth: depth)
        guard !closes(UInt8(ascii: "]"), node) else { return }
        repeat {
            try value(depth: depth)
        } while try continues(until: UInt8(ascii: "]"), node)
    }

    private mutating func open(_ kind: JSONNode.Kind, depth: Int) throws(JSONSyntaxError) -> Int {
        guard depth <= Self.maximumDepth else { throw error(.tooDeep) }
        append(kind, end: index + 1)
        index += 1
        skipSpace()
        return nodes.count - 1
    }

    /// Takes the closing bracket if it comes next.
    private mutating func closes(_ bracket: UInt8, _ node: Int) -> Bool {
        guard index < end, bytes[index] == bracket else { return false }
        index += 1
        nodes[node].end = UInt32(index)
        nodes[node].next = UInt32(nodes.count)
        return true
    }

    /// Takes the comma before another member, or the closing bracket.
    private mutating func continues(until bracket: UInt8, _ node: Int) throws(JSONSyntaxError)
        -> Bool
    {
        skipSpace()
        if closes(bracket, node) { return false }
        let comma = index
        try take(UInt8(ascii: ","))
        skipSpace()
        if index < end, bytes[index] == bracket {
            throw JSONSyntaxError(problem: .trailingComma, offset: comma)
        }
        return true
    }

    private mutating func string() throws(JSONSyntaxError) {
        let (past, hasEscapes) = try strings.scan(from: index)
        append(hasEscapes ? .escapedString : .plainString, end: past)
        index = past
    }

    private mutating func number() throws(JSONSyntaxError) {
        var past = index
        if bytes[past] == UInt8(ascii: "-") { past += 1 }
        let whole = try digits(&past)
        guard whole == 1 || bytes[past - whole] != UInt8(ascii: "0") else {
            throw error(.badNumber)
        }
        if past < end, bytes[past] == UInt8(ascii: ".") {
            past += 1
            _ = try digits(&past)
        }
        if past < end, bytes[past] | 0x20 == UInt8(ascii: "e") {
            past += 1
            if past < end, bytes[past] == UInt8(ascii: "+") || bytes[past] == UInt8(ascii: "-") {
                past += 1
            }
            _ = try digits(&past)
        }
        append(.number, end: past)
        index = past
    }

    /// Moves `past` over at least one digit and returns how many there were.
    private func digits(_ past: inout Int) throws(JSONSyntaxError) -> Int {
        let start = past
        while past < end, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[past] { past += 1 }
        guard past > start else { throw error(.badNumber) }
        return past - start
    }

    private mutating func literal(
        _ text: StaticString, _ kind: JSONNode.Kind
    ) throws(JSONSyntaxError) {
        let past = index + text.utf8CodeUnitCount
        guard past <= end, text.matches(bytes, at: index) else { throw error(.unexpectedCharacter) }
        append(kind, end: past)
        index = past
    }

    private mutating func append(_ kind: JSONNode.Kind, end: Int) {
        nodes.append(JSONNode(kind, index..<end, at: nodes.count))
    }

    private mutating func take(_ byte: UInt8) throws(JSONSyntaxError) {
        guard index < end else { throw error(.unexpectedEnd) }
        guard bytes[index] == byte else { throw error(.unexpectedCharacter) }
        index += 1
    }

    private mutating func skipSpace() {
        while index < end {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    private func error(_ problem: JSONSyntaxError.Problem) -> JSONSyntaxError {
        JSONSyntaxError(problem: problem, offset: index)
    }
}

extension StaticString {
    /// Whether its bytes stand at `offset` of `bytes`. There must be that many.
    @inlinable public func matches(_ bytes: [UInt8], at offset: Int) -> Bool {
        bytes.withUnsafeBytes { bytes in
            let name = UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
            guard name.count >= 8 else {
                for index in 0..<name.count where name[index] != bytes[offset + index] {
                    return false
                }
                return true
            }
            // Eight bytes at a time, the last eight once more.
            func differs(_ index: Int) -> Bool {
                name.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    != bytes.loadUnaligned(fromByteOffset: offset + index, as: UInt64.self)
            }
            var index = 0
            while index + 8 < name.count {
                if differs(index) { return false }
                index += 8
            }
            return !differs(name.count - 8)
        }
    }
}
