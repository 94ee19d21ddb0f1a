/// One value or key of a parsed document: what it is, which bytes it spans, where the next one is.
///
/// Nodes lie in reading order. An object is followed by key, value, key, value; an array by its
/// elements.
struct JSONNode: Sendable {
    enum Kind: UInt8, Sendable {
        case object, array
        /// A string whose bytes between the quotes are its text.
        case plainString
        /// A string that holds at least one backslash escape.
        case escapedString
        case number, yes, no, null
    }

    let kind: Kind
    /// Offset of the first byte; for strings, of the opening quote.
    let start: UInt32
    /// Offset just past the last byte.
    var end: UInt32
    /// Index of the first node that is not part of this one.
    var next: UInt32

    /// The bytes between the quotes of a string, with its escapes.
    var content: Range<Int> { Int(start) + 1..<Int(end) - 1 }

    /// What a message calls the value.
    var name: String {
        switch kind {
        case .object: "an object"
        case .array: "a list"
        case .plainString, .escapedString: "a text"
        case .number: "a number"
        case .yes: "true"
        case .no: "false"
        case .null: "null"
        }
    }
}
