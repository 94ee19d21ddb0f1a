/// Whether a text can name something: an asset, a symbol, an account's label.
///
/// A name ends up in tables, terminals, file names and spreadsheets, and people compare it by eye.
enum NameCheck {
    enum Problem: String, Hashable, Sendable {
        /// It would be run as a formula where a report is opened as a spreadsheet.
        case formula = "name-is-a-formula"
        /// It changes the direction of the text around it, or cannot be seen at all.
        case invisible = "name-has-invisible-characters"
        /// It mixes letters that look alike: a Cyrillic С in BTС.
        case mixedScripts = "name-mixes-scripts"

        var complaint: String {
            switch self {
            case .formula: "which a spreadsheet would run as a formula"
            case .invisible: "which holds characters that cannot be seen"
            case .mixedScripts: "which mixes Latin letters with others that look like them"
            }
        }

        var hint: String {
            switch self {
            case .formula: "Start it with a letter or a digit"
            case .invisible: "Type the name again, without what was copied along with it"
            case .mixedScripts: "Type the name again, in Latin letters alone"
            }
        }
    }

    static func problem(with text: String) -> Problem? {
        // Nearly all names are plain: one pass over bytes settles them.
        switch text.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: "-"), 0x09, 0x0D:
            return .formula
        default: break
        }
        guard text.utf8.contains(where: { $0 >= 0x7F || $0 < 0x20 }) else { return nil }
        var hasLatin = false
        var hasLookalike = false
        for scalar in text.unicodeScalars {
            guard isShown(scalar) else { return .invisible }
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A: hasLatin = true
            // Greek, Cyrillic, Armenian, Cherokee, Lisu, letter-like and mathematical forms, full width.
            case 0x370...0x58F, 0x13A0...0x13FF, 0x1D00...0x1DBF, 0x2100...0x218F, 0xA4D0...0xA4FF,
                0xFF21...0xFF5A, 0x1D400...0x1D7FF:
                hasLookalike = true
            default: break
            }
        }
        return hasLatin && hasLookalike ? .mixedScripts : nil
    }

    /// Whether a character shows, as itself or as the space between others.
    static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            false
        default: true
        }
    }

    /// Characters that turn the direction of the text around them: refused in any text.
    static func turnsText(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
