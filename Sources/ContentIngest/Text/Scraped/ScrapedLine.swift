import MarginModel

/// One line of a scraped page and what it seems to be.
struct ScrapedLine {
    enum Kind: Equatable {
        case dash
        case price(asset: String, text: String)
        case change(String)
        case articleDate(Instant)
        case headlineDate(Instant)
        case bullet(String)
        case step(String)
        case question(String, answer: String?)
        case answer(String)
        case faqHeading
        case disclaimer(String)
        case relatedHeading
        case moreLink
        case excerpt
        case text
    }

    /// How sure the kind is from the line alone.
    enum Confidence: Int, Comparable {
        /// Anything could look so; only the lines around it decide.
        case low
        /// The shape fits, and prose rarely has it.
        case medium
        /// Nothing else looks like this.
        case high

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    let number: Int
    let text: String
    let kind: Kind
    let confidence: Confidence
}

/// Gives each line a kind, from the line alone.
struct ScrapedLineClassifier {
    let dates: ScrapedDate

    /// The lines that are not blank.
    func lines(of text: String) -> [ScrapedLine] {
        let raw = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        return raw.enumerated().compactMap { index, line in
            let text = PlainText.collapse(line.utf8)
            guard !text.isEmpty else { return nil }
            let (kind, confidence) = classify(text)
            return ScrapedLine(
                number: index + 1, text: text, kind: kind, confidence: confidence)
        }
    }

    private func classify(_ line: String) -> (ScrapedLine.Kind, ScrapedLine.Confidence) {
        if line == "-" { return (.dash, .high) }
        if let price = price(line) { return (price, .high) }
        if let change = change(line) { return (.change(change), .high) }
        if let date = dates.article(line) { return (.articleDate(date), .high) }
        let bullet = line.hasPrefix("- ") ? String(line.dropFirst(2)) : nil
        if let date = dates.headline(bullet ?? line) { return (.headlineDate(date), .high) }
        if let bullet { return (.bullet(bullet), .medium) }
        if let step = step(line) { return (.step(step), .medium) }
        if let question = question(line) { return (question, .high) }
        if line.hasPrefix("A:") { return (.answer(trimmed(line.dropFirst(2))), .medium) }
        switch line.lowercased() {
        case "frequently asked questions", "faq": return (.faqHeading, .high)
        case "related knowledge", "related articles": return (.relatedHeading, .high)
        case "see all articles", "see all", "read more": return (.moreLink, .high)
        default: break
        }
        if line.lowercased().hasPrefix("disclaimer:") {
            return (.disclaimer(trimmed(line.dropFirst(11))), .high)
        }
        if line.hasSuffix("...") || line.hasSuffix("…") { return (.excerpt, .medium) }
        return (.text, .low)
    }

    /// `bitcoin $87959.907984 USD`
    private func price(_ line: String) -> ScrapedLine.Kind? {
        let words = line.split(separator: " ")
        guard words.count == 3, words[2] == "USD", words[1].hasPrefix("$"),
            words[0].utf8.allSatisfy({
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            })
        else { return nil }
        return .price(asset: String(words[0]), text: String(words[1].dropFirst()))
    }

    /// `1.34% -`, and `-2.87%` where no dash follows.
    private func change(_ line: String) -> String? {
        let words = line.split(separator: " ")
        guard let first = words.first, first.hasSuffix("%"),
            words.count == 1 || (words.count == 2 && words[1] == "-"),
            Decimal(String(first.dropLast())) != nil
        else { return nil }
        return String(first.dropLast())
    }

    /// `1. Text`
    private func step(_ line: String) -> String? {
        let digits = line.prefix { ("0"..."9").contains($0) }
        let rest = line.dropFirst(digits.count)
        guard (1...3).contains(digits.count), rest.hasPrefix(". ") else { return nil }
        return trimmed(rest.dropFirst(2))
    }

    /// `Q: Why?A: Because.`, the two glued or with a space between them.
    private func question(_ line: String) -> ScrapedLine.Kind? {
        guard line.hasPrefix("Q:") else { return nil }
        let rest = line.dropFirst(2)
        var index = rest.startIndex
        while let mark = rest[index...].firstIndex(of: "?") {
            let after = rest[rest.index(after: mark)...].drop { $0 == " " }
            if after.hasPrefix("A:") {
                return .question(trimmed(rest[...mark]), answer: trimmed(after.dropFirst(2)))
            }
            index = rest.index(after: mark)
        }
        return .question(trimmed(rest), answer: nil)
    }

    private func trimmed(_ text: Substring) -> String { PlainText.collapse(text.utf8) }
}
