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
package struct JSONWriter {
    /// What was written so far. Complete once the outermost value is.
    package private(set) var bytes: [UInt8] = []
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
        bytes.reserveCapacity(capacity)
    }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        nest("{", "}", body)
    }

    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        nest("[", "]", body)
    }

    /// The name of the member whose value is written next: one of ours, without anything to escape.
    package mutating func key(_ name: StaticString) {
        beginValue()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        endKey()
    }

    /// The same of a name that is data.
    @_disfavoredOverload package mutating func key(_ name: String) {
        beginValue()
        appendQuoted(name)
        endKey()
    }

    private mutating func endKey() {
        bytes.append(UInt8(ascii: ":"))
        if pretty { bytes.append(UInt8(ascii: " ")) }
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
        bytes.append(UInt8(ascii: "\""))
        text.append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func integer(_ value: Int) {
        beginValue()
        bytes.append(value, width: 1)
    }

    private mutating func literal(_ text: StaticString) {
        beginValue()
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func appendQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        Escaper.json.append(text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func beginValue() {
        if position == .afterValue { bytes.append(UInt8(ascii: ",")) }
        if position != .afterKey && depth > 0 { breakLine() }
        position = .afterValue
    }

    private mutating func nest(
        _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
    ) {
        beginValue()
        bytes.append(UInt8(ascii: opening))
        depth += 1
        position = .first
        body(&self)
        depth -= 1
        if position != .first { breakLine() }
        bytes.append(UInt8(ascii: closing))
        position = .afterValue
    }

    private mutating func breakLine() {
        guard pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
}
