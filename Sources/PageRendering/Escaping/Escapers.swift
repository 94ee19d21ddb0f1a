/// The kinds of places that text can land in.
extension Escaper {
    /// Between tags, in HTML and XML alike.
    package static let markupText = Escaper(.replaceForbidden) { scalar in
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: ForbiddenCharacter.isControl(scalar) ? ForbiddenCharacter.replacement : nil
        }
    }

    /// Between the quotes of an attribute. XML turns line ends in attributes into spaces and HTML
    /// does not, so they are spaces from the start.
    package static let attribute = Escaper(.replaceForbidden) { scalar in
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        case "\t", "\n", "\r": " "
        default: ForbiddenCharacter.isControl(scalar) ? ForbiddenCharacter.replacement : nil
        }
    }

    /// The inside of a JSON string in a file of its own.
    package static let json = Escaper(.keep, jsonEscape)

    /// The inside of a JSON string in a `script` element: no byte of it can end the element, be
    /// an entity in XML, or end a line in JavaScript.
    package static let scriptJSON = Escaper(.replaceForbiddenAndLineSeparators) { scalar in
        switch scalar {
        case "<", ">", "&", "\u{7F}": unicodeEscape(scalar)
        default: jsonEscape(scalar)
        }
    }

    /// The inside of a CSS string in a `style` element, between either kind of quotes.
    package static let cssString = Escaper(.replaceForbidden) { scalar in
        switch scalar {
        case "\"", "'", "\\", "<", ">", "&", "\n", "\r", "\u{0C}":
            // The space ends the escape, so that a digit after it is not a part of it.
            "\\" + String(scalar.value, radix: 16) + " "
        default: ForbiddenCharacter.isControl(scalar) ? ForbiddenCharacter.replacement : nil
        }
    }

    /// Markdown inside a line: no character can begin or end emphasis, code, links, tables or HTML.
    package static let markdown = Escaper(.replaceForbidden) { scalar in
        switch scalar {
        case "\\", "`", "*", "_", "[", "]", "(", ")", "<", ">", "#", "|", "~", "&", "!", "$":
            "\\" + String(scalar)
        case "\t", "\n", "\r": " "
        default: ForbiddenCharacter.isControl(scalar) ? ForbiddenCharacter.replacement : nil
        }
    }

    /// A link's destination in Markdown, which ends at a space or a bracket.
    package static let markdownURL = Escaper(.replaceForbidden) { scalar in
        switch scalar {
        case "\\", "(", ")", "<", ">", "*", "_", "`", "[", "]", "&", "|", " ", "\t", "\n", "\r":
            percentEncoded(scalar)
        default: ForbiddenCharacter.isControl(scalar) ? ForbiddenCharacter.replacement : nil
        }
    }

    private static func percentEncoded(_ scalar: Unicode.Scalar) -> String {
        // `_` and `&` mean something in URLs, so they keep their meaning behind a backslash.
        if scalar == "_" || scalar == "&" { return "\\" + String(scalar) }
        return "%" + hexadecimal(scalar, digits: 2).uppercased()
    }

    private static func jsonEscape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\u{08}": "\\b"
        case "\t": "\\t"
        case "\n": "\\n"
        case "\u{0C}": "\\f"
        case "\r": "\\r"
        default: scalar.value < 0x20 ? unicodeEscape(scalar) : nil
        }
    }

    private static func unicodeEscape(_ scalar: Unicode.Scalar) -> String {
        "\\u" + hexadecimal(scalar, digits: 4)
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar, digits: Int) -> String {
        let text = String(scalar.value, radix: 16)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
