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

    /// - Parameter pretty: One member or element a line, indented by two spaces.
    package init(pretty: Bool) { self.pretty = pretty }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        nest("{", "}", body)
    }

    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        nest("[", "]", body)
    }

    /// The name of the member whose value is written next.
    package mutating func key(_ name: String) {
        beginValue()
        appendQuoted(name)
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

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func integer(_ value: some BinaryInteger) { literal(String(value)) }

    /// A number from its digits, such as `-12.50`: nothing is rounded on the way.
    ///
    /// - Precondition: `digits` is a number in JSON's grammar.
    package mutating func number(_ digits: String) {
        precondition(Self.isNumber(digits), "'\(digits)' is not a JSON number")
        literal(digits)
    }

    private mutating func literal(_ text: String) {
        beginValue()
        bytes.append(contentsOf: text.utf8)
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

extension JSONWriter {
    /// Whether `text` is `-`? digits (`.` digits)? (`e` sign? digits)?, without a superfluous zero.
    static func isNumber(_ text: String) -> Bool {
        var rest = Substring(text).utf8
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        func takeDigits() -> Int {
            let digits = rest.prefix(while: isDigit)
            rest = rest[digits.endIndex...]
            return digits.count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = takeDigits()
        guard whole > 0, !(startsWithZero && whole > 1) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard takeDigits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
                rest = rest.dropFirst()
            }
            guard takeDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
