/// Why bytes are not JSON (RFC 8259), and at which byte.
public struct JSONSyntaxError: Error, Hashable, Sendable {
    public enum Problem: String, Hashable, Sendable {
        case empty, tooLarge, unexpectedCharacter, unexpectedEnd, trailingComma
        case trailingData, tooDeep, badNumber, controlCharacter, invalidUTF8, badEscape
        case loneSurrogate
    }

    public let problem: Problem
    public let offset: Int

    public init(problem: Problem, offset: Int) {
        self.problem = problem
        self.offset = offset
    }
}

extension JSONSyntaxError.Problem {
    public var id: String {
        switch self {
        case .empty: "text-empty"
        case .tooLarge: "text-too-large"
        case .unexpectedCharacter: "json-unexpected-character"
        case .unexpectedEnd: "json-unexpected-end"
        case .trailingComma: "json-trailing-comma"
        case .trailingData: "json-trailing-data"
        case .tooDeep: "json-too-deep"
        case .badNumber: "json-bad-number"
        case .controlCharacter: "control-character"
        case .invalidUTF8: "text-not-utf8"
        case .badEscape: "json-bad-escape"
        case .loneSurrogate: "json-lone-surrogate"
        }
    }

    public var message: String {
        switch self {
        case .empty: "there is no JSON value"
        case .tooLarge: "the text is longer than \(JSONParser.maximumBytes) bytes"
        case .unexpectedCharacter: "this character cannot stand here"
        case .unexpectedEnd: "the text ends in the middle of a value"
        case .trailingComma: "a comma is followed by no value"
        case .trailingData: "something follows the end of the value"
        case .tooDeep: "values are nested deeper than \(JSONParser.maximumDepth) levels"
        case .badNumber: "this is not a number as JSON writes it"
        case .controlCharacter: "a text holds a raw control character"
        case .invalidUTF8: "these bytes are not UTF-8"
        case .badEscape: "a backslash is followed by no known escape"
        case .loneSurrogate: "half of a surrogate pair stands alone"
        }
    }

    public var hint: String {
        switch self {
        case .empty: "Write one JSON value"
        case .tooLarge: "Split it into smaller files"
        case .unexpectedCharacter:
            "Check quotes, commas and colons before it; keys and texts need double quotes"
        case .unexpectedEnd: "Close every text, list and object; the file may be cut off"
        case .trailingComma: "Remove the comma"
        case .trailingData: "Keep one value; for many, write one a line (NDJSON), as jq -c . does"
        case .tooDeep: "Flatten the value"
        case .badNumber:
            "Write digits with an optional minus, point and exponent: 0.5, -12, 1e-8; leave out "
                + "what has no number"
        case .controlCharacter: "Write it as an escape: \\n, \\t, \\u0007"
        case .invalidUTF8: "Save the file as UTF-8"
        case .badEscape: "Use \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hex digits"
        case .loneSurrogate: "Write both halves, or the character itself"
        }
    }
}
