import MarginModel

/// Appends XML elements to bytes, one a line, so that changes between two builds read well.
struct MarkupWriter {
    private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
    private var depth = 0

    /// An element that holds other elements.
    mutating func element(
        _ name: StaticString, _ attributes: [(StaticString, String)] = [],
        _ content: (inout MarkupWriter) -> Void
    ) {
        open(name, attributes)
        append(">\n")
        depth += 1
        content(&self)
        depth -= 1
        indent()
        close(name)
    }

    /// An element that holds text.
    mutating func element(
        _ name: StaticString, _ attributes: [(StaticString, String)] = [], text: String
    ) {
        open(name, attributes)
        append(">")
        Escaper.markupText.append(text, to: &bytes)
        close(name)
    }

    mutating func emptyElement(_ name: StaticString, _ attributes: [(StaticString, String)]) {
        open(name, attributes)
        append("/>\n")
    }

    private mutating func open(_ name: StaticString, _ attributes: [(StaticString, String)]) {
        indent()
        append("<")
        append(name)
        for (attribute, value) in attributes {
            append(" ")
            append(attribute)
            append("=\"")
            Escaper.attribute.append(value, to: &bytes)
            append("\"")
        }
    }

    private mutating func close(_ name: StaticString) {
        append("</")
        append(name)
        append(">\n")
    }

    private mutating func indent() {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    private mutating func append(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
