/// Parses and asks no rule: the floor that a check is measured against.
package final class BareParser {
    private final class Silence: MarkupEvents {
        func startElement(_ element: ParsedElement) {}
        func endElement() {}
        func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {}
        func parserMessage(_ message: String, line: Int, column: Int) {}
    }

    private let parser = EventParser()
    private let silence = Silence()

    package init() {}

    package func parse(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { parser.parse($0, tell: silence) }
    }
}
