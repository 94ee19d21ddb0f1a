import MarginModel

/// Bytes into numbers and texts; the counterpart of `Packer`.
struct Unpacker {
    /// The bytes are damaged, or were written by another program.
    enum Fault: Error { case damaged, foreign }

    private let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int
    private var texts: [String] = []

    init(_ bytes: [UInt8]) { self.init(bytes, in: bytes.indices) }

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    mutating func diagnostics() throws(Fault) -> [Diagnostic] {
        try list { (unpacker) throws(Fault) in
            guard let severity = Diagnostic.Severity(rawValue: try unpacker.text()) else {
                throw .damaged
            }
            let id = try unpacker.text()
            guard let kind = Diagnostic.Kind(rawValue: try unpacker.text()) else { throw .damaged }
            return Diagnostic(
                severity, id: id, kind: kind,
                at: try unpacker.location(), message: try unpacker.text(),
                hint: try unpacker.optionalText(),
                origins: try unpacker.list { (unpacker) throws(Fault) in try unpacker.location() })
        }
    }

    private mutating func location() throws(Fault) -> SourceLocation {
        SourceLocation(file: try text(), line: try integer(), column: try integer())
    }

    mutating func list<Element>(
        _ element: (inout Unpacker) throws(Fault) -> Element
    ) throws(Fault) -> [Element] {
        let count = try integer()
        // Each element takes at least a byte.
        guard count <= end - position else { throw .damaged }
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try element(&self)) }
        return elements
    }

    mutating func optional<Value>(
        _ value: (inout Unpacker) throws(Fault) -> Value
    ) throws(Fault) -> Value? {
        try integer() == 0 ? nil : try value(&self)
    }

    mutating func optionalText() throws(Fault) -> String? {
        try optional { (unpacker) throws(Fault) in try unpacker.text() }
    }

    mutating func text() throws(Fault) -> String {
        let place = try integer()
        if place > 0 {
            guard place <= texts.count else { throw .damaged }
            return texts[place - 1]
        }
        let count = try integer()
        guard count <= end - position else { throw .damaged }
        let text = String(decoding: bytes[position..<position + count], as: UTF8.self)
        position += count
        texts.append(text)
        return text
    }

    mutating func raw(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
        guard count <= end - position else { throw .damaged }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func integer() throws(Fault) -> Int {
        guard let value = Int(exactly: try number()) else { throw .damaged }
        return value
    }

    mutating func number() throws(Fault) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .damaged
    }
}
