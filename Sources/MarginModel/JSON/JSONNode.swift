/// One value or key of a parsed text: what it is, which bytes it spans, where the next one is.
///
/// Nodes lie in reading order. An object is followed by key, value, key, value; an array by its
/// elements.
@frozen package struct JSONNode: Sendable {
    @frozen package enum Kind: UInt8, Sendable {
        case object, array
        /// A string whose bytes between the quotes are its text.
        case plainString
        /// A string that holds at least one backslash escape.
        case escapedString
        /// A text without quotes, of YAML or CSV: what it is is for its reader to say.
        case bareText
        case number, yes, no, null
    }

    package let kind: Kind
    /// Offset of the first byte; for strings, of the opening quote.
    package let start: UInt32
    /// Offset just past the last byte.
    package var end: UInt32
    /// Index of the first node that is not part of this one.
    package var next: UInt32

    @inlinable package init(_ kind: Kind, _ span: Range<Int>, at index: Int) {
        self.kind = kind
        start = UInt32(span.lowerBound)
        end = UInt32(span.upperBound)
        next = UInt32(index + 1)
    }

    /// The same, where it holds nothing, in another place of the list.
    package func moved(to index: Int) -> JSONNode {
        JSONNode(kind, Int(start)..<Int(end), at: index)
    }

    @inlinable package var isText: Bool {
        kind == .plainString || kind == .escapedString || kind == .bareText
    }

    /// The bytes of a text, without its quotes, with its escapes.
    @inlinable package var content: Range<Int> {
        kind == .bareText ? Int(start)..<Int(end) : Int(start) + 1..<Int(end) - 1
    }

    /// What a message calls the value.
    package var title: String {
        switch kind {
        case .object: "an object"
        case .array: "a list"
        case .plainString, .escapedString, .bareText: "a text"
        case .number: "a number"
        case .yes: "true"
        case .no: "false"
        case .null: "null"
        }
    }
}
