/// What the wording of a line alone says: prose, headings and titles differ by their length and ends.
extension ScrapedLine {
    /// Whether a sentence ends here.
    var endsSentence: Bool { Self.endsSentence(text) }

    static func endsSentence(_ text: String) -> Bool {
        guard let last = text.last(where: { !"\"'”’)」』".contains($0) }) else { return false }
        return ".!;。！；".contains(last) && !isCut(text)
    }

    var isQuestion: Bool { ["?", "?)", "？"].contains(where: text.hasSuffix) }

    /// Whether the page shows no more than the beginning of the text.
    var isCut: Bool { Self.isCut(text) }

    static func isCut(_ text: String) -> Bool { text.hasSuffix("...") || text.hasSuffix("…") }

    /// Words; three letters of a script without spaces count as one.
    var wordCount: Int {
        let spaces = text.utf8.count { $0 == 0x20 }
        let others = text.unicodeScalars.count { $0.value >= 0x2E80 }
        return max(spaces + 1, others / 3)
    }

    /// `Margin ratio = maintenance margin ÷ equity`
    var isFormula: Bool {
        !endsSentence && [" = ", "÷", " × ", " ≤ ", " ≥ "].contains(where: text.contains)
    }

    /// Whether most of its longer words begin with a capital letter.
    var isTitleCase: Bool {
        let words = text.split(separator: " ").filter { $0.utf8.count > 3 }
        let capitals = words.count { $0.first?.isUppercase ?? false }
        return !words.isEmpty && capitals * 3 >= words.count * 2
    }

    /// How well it reads as the title of an article; `nil` where it cannot be one.
    var titlePoints: Int? {
        switch shape {
        case .text, .numbered, .question, .gluedHeading: break
        default: return nil
        }
        guard !isCut, wordCount <= 25, text.utf8.count <= 240 else { return nil }
        return (wordCount < 3 ? 0 : 2) + (isQuestion ? 1 : 0) - (endsSentence ? 3 : 0)
    }

    /// How well it reads as a summary below a title; `nil` where it cannot be one.
    var summaryPoints: Int? {
        guard case .text = shape, !isCut else { return nil }
        return (endsSentence ? 2 : 0) + (wordCount >= 5 ? 1 : -1) - (isRepeated ? 4 : 0)
    }

    /// Whether it is one line of prose.
    var isProse: Bool {
        guard case .text = shape else { return false }
        return endsSentence || isFormula || text.utf8.count > 90
    }
}
