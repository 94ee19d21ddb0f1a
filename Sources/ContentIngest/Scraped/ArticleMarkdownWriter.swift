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

    /// - Parameter isPlan: Whether its sections take the names that reports refer to, where it has them.
    package func markdown(for draft: ArticleDraft, isPlan: Bool = true) -> [UInt8] {
        let parts = isPlan ? draft.planParts : nil
        var text = "---\n"
        text += "title: \(quoted(draft.title))\n"
        // A page without a summary still needs one; its title is the only text that is not a guess.
        text += "summary: \(quoted(draft.summary.isEmpty ? draft.title : draft.summary))\n"
        text += "date: \(draft.date ?? asOf)\n"
        text += "source: \(quoted(source))\n"
        text += "rights: \(rights.rawValue)\n"
        if parts != nil { text += "kind: plan\n" }
        if !draft.disclaimer.isEmpty {
            text += "disclaimer: \(quoted(draft.disclaimer.joined(separator: " ")))\n"
        }
        text += "---\n"
        for block in draft.lead { text += markdown(for: block) }
        var identifiers = IdentifierSet()
        for part in PlanPart.allCases where parts != nil { _ = identifiers.take(part.rawValue) }
        for (index, section) in draft.sections.enumerated() {
            let id =
                parts?[index]?.rawValue
                ?? identifiers.makeUnique(from: significantWord(of: section.title))
            text += "\n## \(escaped(section.title)) {#\(id)}\n"
            // What the reader will call the steps is no id for a later section.
            for number in section.steps.indices { _ = identifiers.take("\(id)-\(number + 1)") }
            for block in section.blocks { text += markdown(for: block) }
        }
        if !draft.faq.isEmpty { text += "\n## Frequently Asked Questions\n" }
        for entry in draft.faq {
            let id = identifiers.makeUnique(from: "faq " + significantWord(of: entry.question))
            text += "\n### \(escaped(entry.question)) {#\(id)}\n\n\(escaped(entry.answer))\n"
        }
        return Array(text.utf8)
    }

    private func markdown(for block: DraftBlock) -> String {
        switch block {
        case .paragraph(let text): "\n\(escaped(text))\n"
        case .subheading(let title): "\n### \(escaped(title))\n"
        case .bullets(let items): "\n" + items.map { "- \(escaped($0))\n" }.joined()
        case .steps(let steps, let first):
            "\n" + zip(first..., steps).map { "\($0). \(escaped($1))\n" }.joined()
        }
    }

    /// The first word that is not grammar, in ASCII, for a short id that lasts; the title's first letters where
    /// it has no such word.
    private func significantWord(of title: String) -> String {
        let words = title.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let word = words.first { !Self.grammar.contains(String($0)) } ?? words.first
        return word.map(String.init) ?? Slug.of(title, longest: 40)
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
            let isMarker = index == 0 && "-+=:".contains(character)
            let endsNumber = index > 0 && onlyDigits && ".)".contains(character)
            if "\\`*_[]<>&{}|#~".contains(character) || isMarker || endsNumber {
                markdown.append("\\")
            }
            markdown.append(character)
            onlyDigits = onlyDigits && ("0"..."9").contains(character)
        }
        return markdown
    }
}
