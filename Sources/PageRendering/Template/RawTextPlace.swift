/// A place inside `script` or `style`, whose content is no markup in HTML.
///
/// Values may stand inside the strings of JSON-LD and of style sheets and nowhere else.
struct RawTextPlace: Equatable {
    enum Language: Equatable { case json, css, code }

    /// The element's name, in lower case.
    let element: [UInt8]
    private let language: Language
    /// The quote of the string around, or 0.
    private var quote: UInt8 = 0
    private var isAfterBackslash = false
    private var isInComment = false
    private var previous: UInt8 = 0
    /// What was read of `</element`.
    private var closing: [UInt8] = []

    /// `nil` if the element holds markup.
    init?(element: [UInt8], isJSON: Bool) {
        switch element {
        case Array("script".utf8): language = isJSON ? .json : .code
        case Array("style".utf8): language = .css
        default: return nil
        }
        self.element = element
    }

    /// - Returns: Whether the name of the element's closing tag was just read.
    mutating func advance(over byte: UInt8) -> Bool {
        let wanted = Array("</".utf8) + element
        closing.append(lowercased(byte))
        if !wanted.starts(with: closing) { closing = byte == wanted[0] ? [byte] : [] }
        if closing == wanted { return true }

        if isInComment {
            if previous == UInt8(ascii: "*"), byte == UInt8(ascii: "/") { isInComment = false }
        } else if quote == 0 {
            if byte == UInt8(ascii: "\"") || (language == .css && byte == UInt8(ascii: "'")) {
                quote = byte
            }
            isInComment =
                language == .css && previous == UInt8(ascii: "/") && byte == UInt8(ascii: "*")
        } else if isAfterBackslash {
            isAfterBackslash = false
        } else if byte == UInt8(ascii: "\\") {
            isAfterBackslash = true
        } else if byte == quote {
            quote = 0
        }
        previous = quote == 0 ? byte : 0
        return false
    }

    var encoding: TextEncoding? {
        guard quote != 0, !isAfterBackslash else { return nil }
        switch language {
        case .json: return .escaped(.scriptJSON)
        case .css: return .escaped(.cssString)
        case .code: return nil
        }
    }

    static func == (left: RawTextPlace, right: RawTextPlace) -> Bool {
        left.element == right.element && left.language == right.language
            && left.quote == right.quote && left.isAfterBackslash == right.isAfterBackslash
            && left.isInComment == right.isInComment && left.closing == right.closing
    }

    var description: String {
        switch language {
        case .json: quote == 0 ? "JSON, outside quotes" : "a JSON string"
        case .css: quote == 0 ? "a style sheet, outside quotes" : "a CSS string"
        case .code: "a script"
        }
    }
}
