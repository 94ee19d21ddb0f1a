/// The part of a line that a diagnostic is about, with a caret under the place.
///
/// It is cut to a length and shows no control character, so that an input can neither fill nor write
/// to a terminal.
public struct SourceExcerpt: Hashable, Sendable {
    public let text: String
    /// How many characters of `text` stand before the place.
    public let caret: Int

    private static let before = 50
    private static let after = 30

    /// The surroundings of byte `offset`. `nil` when nothing stands on its line.
    public init?(at offset: Int, in bytes: [UInt8]) {
        let place = min(max(offset, 0), bytes.count)
        var start = place
        while start > 0, place - start < Self.before, !Self.endsLine(bytes[start - 1]) {
            start -= 1
        }
        var end = place
        while end < bytes.count, end - place < Self.after, !Self.endsLine(bytes[end]) { end += 1 }
        // Whole characters only: a cut inside of one would show as two wrong ones.
        while start < place, bytes[start] & 0xC0 == 0x80 { start += 1 }
        while end < bytes.count, end > place, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        guard start < end else { return nil }
        let head = Self.shown(bytes[start..<place])
        text = head + Self.shown(bytes[place..<end])
        caret = head.unicodeScalars.count
    }

    /// The text, and the caret on a line of its own.
    public var lines: [String] { [text, String(repeating: " ", count: caret) + "^"] }

    private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        var shown = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar == "\t": shown += " "
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned, .nonspacingMark, .enclosingMark:
                shown += "\u{FFFD}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
