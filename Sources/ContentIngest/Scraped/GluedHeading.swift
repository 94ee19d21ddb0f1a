/// A heading that lost the line end behind it: `1. Count the HoursAn engine that …`.
///
/// Names such as DeFi or MicroStrategy have a capital letter inside as well, so what follows must
/// begin with a word that opens sentences, or with a first step.
struct GluedHeading {
    /// Without its number.
    let heading: String
    let rest: String
    /// The byte of the line's text that `rest` starts at.
    let offset: Int

    private static let longestHeading = 90
    private static let openers: Set<String> = [
        "A", "After", "All", "An", "And", "As", "At", "Because", "Before", "By", "Each", "Every",
        "For", "From", "He", "How", "However", "If", "In", "It", "Its", "Many", "Most", "Never",
        "No", "Not", "On", "Once", "One", "Only", "Our", "She", "Since", "Some", "That", "The",
        "Their", "There", "These", "They", "This", "Those", "To", "Traders", "Until", "Use",
        "Users", "We", "What", "When", "Where", "While", "With", "Without", "You", "Your",
    ]

    /// `nil` where nothing is glued, which is nearly always.
    init?(_ line: String) {
        let bytes = Array(line.utf8)
        guard bytes.count > 40, !line.hasPrefix("Q:"), !line.hasPrefix("A:"),
            !line.hasSuffix("..."), !line.hasSuffix("…")
        else { return nil }
        for index in 1..<min(bytes.count - 3, Self.longestHeading) {
            if bytes[index - 1] == UInt8(ascii: "."), index > 4 { return nil }
            guard Self.endsWord(bytes[index - 1]), Self.startsText(bytes, at: index) else {
                continue
            }
            var start = 0
            while start < index, bytes[start] < 0x41 { start += 1 }
            let heading = String(decoding: bytes[start..<index], as: UTF8.self)
            let rest = String(decoding: bytes[index...], as: UTF8.self)
            guard heading.split(separator: " ").count >= 2, rest.split(separator: " ").count >= 4
            else { return nil }
            (self.heading, self.rest, offset) = (heading, rest, index)
            return
        }
        return nil
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "?")
    }

    private static func startsText(_ bytes: [UInt8], at index: Int) -> Bool {
        if bytes[index...].starts(with: "1. ".utf8) { return true }
        guard (0x41...0x5A).contains(bytes[index]) else { return false }
        let word = bytes[index...].prefix(12).prefix { $0 != 0x20 }
        return openers.contains(String(decoding: word, as: UTF8.self))
    }
}
