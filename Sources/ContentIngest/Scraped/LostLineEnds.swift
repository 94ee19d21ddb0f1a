/// Steps and bullets that stand on one line because the page lost the line ends between them:
/// `1. Open the wallet. 2. Write the words down.`, `You need:• a pen• a card`.
enum LostLineEnds {
    /// The parts of `text`, which add up to it; nearly always one. A text that the page cut short is
    /// the beginning of another article and stays whole.
    static func pieces(of text: String) -> [String] {
        guard !ScrapedLine.isCut(text), !text.hasPrefix("Q:") else { return [text] }
        var pieces: [String] = []
        var rest = text[...]
        if text.dropFirst().contains("•") {
            while let bullet = rest.dropFirst().firstIndex(of: "•") {
                pieces.append(String(rest[..<bullet]))
                rest = rest[bullet...]
            }
        } else if let first = number(text) {
            var next = first + 1
            while let start = place(of: next, in: rest) {
                pieces.append(String(rest[..<start]))
                rest = rest[start...]
                next += 1
            }
        }
        return pieces + [String(rest)]
    }

    /// The number that a line such as `1. Text` begins with.
    private static func number(_ text: String) -> Int? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard digits.count <= 3, text.dropFirst(digits.count).hasPrefix(". ") else { return nil }
        return Int(digits)
    }

    /// Where `2. ` stands right behind the end of a sentence, with or without a space between.
    private static func place(of number: Int, in text: Substring) -> Substring.Index? {
        let mark = "\(number). "
        var index = text.startIndex
        while let end = text[index...].firstIndex(where: { ".!?".contains($0) }) {
            index = text.index(after: end)
            let start = text[index...].firstIndex { $0 != " " } ?? text.endIndex
            if text[start...].hasPrefix(mark) { return start }
        }
        return nil
    }
}
