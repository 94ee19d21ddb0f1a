package import MarginModel

/// Writes an article draft as Markdown with front matter, so that `ArticleReader` reads the same
/// title, sections, steps and questions back.
package struct ArticleMarkdownWriter: Sendable {
    private let source: String
    private let rights: Rights
    private let asOf: Instant

    /// - Parameter asOf: When the page was read: the date of an article that has none.
    package init(source: String, rights: Rights, asOf: Instant) {
        self.source = source
        self.rights = rights
        self.asOf = asOf
    }

    package func markdown(for draft: ArticleDraft) -> [UInt8] {
        let hasSteps = draft.sections.contains { !$0.steps.isEmpty }
        var text = "---\n"
        text += "title: \(quoted(draft.title))\n"
        // A page without a summary still needs one; its title is the only text that is not a guess.
        text += "summary: \(quoted(draft.summary.isEmpty ? draft.title : draft.summary))\n"
        text += "date: \(draft.date ?? asOf)\n"
        text += "source: \(quoted(source))\n"
        text += "rights: \(rights.rawValue)\n"
        if hasSteps { text += "kind: plan\n" }
        if !draft.disclaimer.isEmpty {
            text += "disclaimer: \(quoted(draft.disclaimer.joined(separator: " ")))\n"
        }
        text += "---\n"
        for paragraph in draft.lead { text += "\n\(escaped(paragraph))\n" }
        var identifiers = IdentifierSet()
        for section in draft.sections {
            let id = identifiers.makeUnique(from: significantWord(of: section.title))
            text += "\n## \(escaped(section.title)) {#\(id)}\n"
            // What the reader will call the steps is no id for a later section.
            for number in section.steps.indices { _ = identifiers.take("\(id)-\(number + 1)") }
            for paragraph in section.paragraphs { text += "\n\(escaped(paragraph))\n" }
            if !section.steps.isEmpty { text += "\n" }
            for (index, step) in section.steps.enumerated() {
                text += "\(index + 1). \(escaped(step))\n"
            }
        }
        if !draft.faq.isEmpty { text += "\n## Frequently Asked Questions\n" }
        for entry in draft.faq {
            let id = identifiers.makeUnique(from: "faq " + significantWord(of: entry.question))
            text += "\n### \(escaped(entry.question)) {#\(id)}\n\n\(escaped(entry.answer))\n"
        }
        return Array(text.utf8)
    }

    /// The first word that is not grammar, in ASCII, for a short id that lasts.
    private func significantWord(of title: String) -> String {
        let words = title.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return String(words.first { !Self.grammar.contains(String($0)) } ?? words.first ?? "part")
    }

    private static let grammar: Set<String> = [
        "a", "an", "and", "any", "are", "be", "can", "do", "does", "for", "from", "how", "i", "if",
        "in", "is", "it", "my", "of", "on", "or", "should", "that", "the", "this", "to", "what",
        "when", "where", "which", "who", "why", "will", "with", "you", "your",
    ]

    /// A YAML text on one line. Double quotes unless the text needs escapes, then single ones.
    private func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
        else { return "\"\(text)\"" }
        return "'"
            + text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "''") + "'"
    }

    /// Text as Markdown that means only that text.
    private func escaped(_ text: String) -> String {
        var markdown = ""
        var onlyDigits = true
        for (index, character) in text.enumerated() {
            let isMarker = index == 0 && "-+=~:".contains(character)
            let endsNumber = index > 0 && onlyDigits && ".)".contains(character)
            if "\\`*_[]<>&{}|#".contains(character) || isMarker || endsNumber {
                markdown.append("\\")
            }
            markdown.append(character)
            onlyDigits = onlyDigits && ("0"..."9").contains(character)
        }
        return markdown
    }
}
