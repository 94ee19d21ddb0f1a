package import MarginModel

/// Appends JSON text to bytes; commas, colons and line breaks are the writer's.
///
/// Keys come out in the order they are given, so the same calls make the same bytes.
///
///     var json = JSONWriter(pretty: false)
///     json.object {
///         $0.key("asset")
///         $0.string("BTC")
///     }
///     // {"asset":"BTC"}
package struct JSONWriter: ~Copyable {
    private var buffer: TextBuffer
    private let pretty: Bool
    private var depth = 0
    private var position = Position.first

    /// What stands before the place where the next value goes.
    private enum Position { case first, afterValue, afterKey }

    /// - Parameters:
    ///   - pretty: One member or element a line, indented by two spaces.
    ///   - capacity: About how many bytes will come out.
    package init(pretty: Bool, capacity: Int = 0) {
        self.pretty = pretty
        buffer = TextBuffer(capacity: capacity)
    }

    /// What was written so far. Complete once the outermost value is.
    package var bytes: [UInt8] { buffer.bytes }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        nest("{", "}", body)
    }

    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        nest("[", "]", body)
    }

    /// The name of the member whose value is written next: one of ours, without anything to escape.
    @inline(__always) package mutating func key(_ name: StaticString) {
        if pretty {
            key(name.description)
        } else {
            let count = name.utf8CodeUnitCount
            let isNext = position == .afterValue
            buffer.append(room: count + 4) { out in
                out.pointee = UInt8(ascii: ",")
                let start = isNext ? out + 1 : out
                start.pointee = UInt8(ascii: "\"")
                (start + 1).update(from: name.utf8Start, count: count)
                start[count + 1] = UInt8(ascii: "\"")
                start[count + 2] = UInt8(ascii: ":")
                return start + count + 3 - out
            }
            position = .afterKey
        }
    }

    /// The same of a name that is data.
    @_disfavoredOverload package mutating func key(_ name: String) {
        beginValue()
        appendQuoted(name)
        buffer.append(UInt8(ascii: ":"))
        if pretty { buffer.append(UInt8(ascii: " ")) }
        position = .afterKey
    }

    package mutating func string(_ text: String) {
        beginValue()
        appendQuoted(text)
    }

    /// A string, or `null` where there is none.
    package mutating func value(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    package mutating func value(_ text: (some ASCIIText)?) {
        guard let text else { return null() }
        beginValue()
        buffer.append(UInt8(ascii: "\""))
        text.append(to: &buffer)
        buffer.append(UInt8(ascii: "\""))
    }

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func integer(_ value: Int) {
        beginValue()
        buffer.append(value, width: 1)
    }

    /// JSON that was written elsewhere.
    mutating func raw(_ json: [UInt8]) {
        beginValue()
        json.withUnsafeBufferPointer { json in
            buffer.append(room: json.count) { out in
                if let first = json.baseAddress { out.update(from: first, count: json.count) }
                return json.count
            }
        }
    }

    private mutating func literal(_ text: StaticString) {
        beginValue()
        buffer.append(text)
    }

    private mutating func appendQuoted(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            guard !ByteScan.standsInJSON(UnsafeRawBufferPointer(bytes)) else { return quote(bytes) }
            var escaped: [UInt8] = []
            Escaper.json.append(bytes, to: &escaped)
            escaped.withUnsafeBufferPointer { quote($0) }
        }
    }

    private mutating func quote(_ bytes: UnsafeBufferPointer<UInt8>) {
        buffer.append(room: bytes.count + 2) { out in
            out[0] = UInt8(ascii: "\"")
            if let first = bytes.baseAddress { (out + 1).update(from: first, count: bytes.count) }
            out[bytes.count + 1] = UInt8(ascii: "\"")
            return bytes.count + 2
        }
    }

    private mutating func beginValue() {
        if position == .afterValue { buffer.append(UInt8(ascii: ",")) }
        if pretty, position != .afterKey && depth > 0 { breakLine() }
        position = .afterValue
    }

    private mutating func nest(
        _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
    ) {
        open(opening)
        body(&self)
        close(closing)
    }

    /// Begins an object or a list, which `close` ends.
    mutating func open(_ bracket: Unicode.Scalar) {
        beginValue()
        buffer.append(UInt8(ascii: bracket))
        depth += 1
        position = .first
    }

    mutating func close(_ bracket: Unicode.Scalar) {
        depth -= 1
        if pretty, position != .first { breakLine() }
        buffer.append(UInt8(ascii: bracket))
        position = .afterValue
    }

    private mutating func breakLine() {
        buffer.append(UInt8(ascii: "\n"))
        buffer.append(repeating: UInt8(ascii: " "), count: 2 * depth)
    }
}
