/// One value or key of a parsed text: what it is, which bytes it spans, where the next one is.
///
/// Nodes lie in reading order. An object is followed by key, value, key, value; an array by its
/// elements.
@frozen public struct JSONNode: Sendable {
    @frozen public enum Kind: Sendable {
        case object, array
        /// A string whose bytes between the quotes are its text.
        case plainString
        /// A string that holds at least one backslash escape.
        case escapedString
        /// A text without quotes, of YAML or CSV: what it is is for its reader to say.
        case bareText
        case number, yes, no, null
    }

    public let kind: Kind
    /// Offset of the first byte; for strings, of the opening quote.
    public let start: UInt32
    /// Offset just past the last byte.
    public var end: UInt32
    /// Index of the first node that is not part of this one.
    public var next: UInt32

    @inlinable @inline(__always)
    public init(_ kind: Kind, _ span: Range<Int>, at index: Int) {
        self.kind = kind
        start = UInt32(truncatingIfNeeded: span.lowerBound)
        end = UInt32(truncatingIfNeeded: span.upperBound)
        next = UInt32(truncatingIfNeeded: index + 1)
    }

    /// The same, where it holds nothing, in another place of the list.
    public func moved(to index: Int) -> JSONNode {
        JSONNode(kind, Int(start)..<Int(end), at: index)
    }

    @inlinable @inline(__always)
    public var isText: Bool {
        switch kind {
        case .plainString, .escapedString, .bareText: true
        default: false
        }
    }

    /// The bytes of a text, without its quotes, with its escapes.
    @inlinable @inline(__always)
    public var content: Range<Int> {
        if case .bareText = kind { return Int(start)..<Int(end) }
        return Int(start) &+ 1..<Int(end) &- 1
    }

    /// What a message calls the value.
    public var title: String {
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
