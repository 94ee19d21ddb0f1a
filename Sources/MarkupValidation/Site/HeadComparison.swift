import MarginModel

/// Titles and descriptions over all pages that may be found: each its own, none too long to be shown.
struct HeadComparison {
    /// What results show of a title and a description before they cut it off, with some latitude.
    private static let titleLimit = 90
    private static let summaryLengths = 25...320

    /// - Parameter facts: By path.
    func check(_ facts: [PageFacts]) -> [Diagnostic] {
        var titles: [String: String] = [:]
        var summaries: [String: String] = [:]
        var found: [Diagnostic] = []
        for page in facts where page.kind == .page && !page.isHiddenFromSearch {
            let place = SourceLocation(
                file: page.path, line: page.titleLine, column: page.titleColumn)
            if let title = page.title, !title.isEmpty {
                if let other = titles[title] {
                    found.append(
                        Diagnostic(
                            .duplicateTitle, at: place,
                            "the title '\(title)' is also that of \(other)", severity: .warning))
                } else {
                    titles[title] = page.path
                }
                if Self.length(of: title) > Self.titleLimit {
                    found.append(
                        Diagnostic(
                            .headLength, at: place,
                            "the title has \(Self.length(of: title)) characters, more than \(Self.titleLimit)",
                            severity: .warning))
                }
            }
            if let summary = page.summary, !summary.isEmpty {
                if let other = summaries[summary] {
                    found.append(
                        Diagnostic(
                            .duplicateSummary, at: SourceLocation(file: page.path),
                            "the description is also that of \(other)", severity: .warning))
                } else {
                    summaries[summary] = page.path
                }
                if !Self.summaryLengths.contains(Self.length(of: summary)) {
                    found.append(
                        Diagnostic(
                            .headLength, at: SourceLocation(file: page.path),
                            "the description has \(Self.length(of: summary)) characters, not "
                                + "\(Self.summaryLengths.lowerBound) to "
                                + "\(Self.summaryLengths.upperBound)", severity: .warning))
                }
            }
        }
        return found
    }

    /// In characters, those of Chinese, Japanese and Korean counted twice, as they are as wide and say as
    /// much as two. Counting is slow, and in most texts each character is a byte.
    private static func length(of text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) { return text.utf8.count }
        return text.reduce(0) { $0 + ($1.unicodeScalars.contains(where: isWide) ? 2 : 1) }
    }

    /// Han, kana, Hangul and their punctuation.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

extension Rule {
    static let duplicateTitle = Rule(
        "S006-duplicate-title", "Titles differ from page to page.",
        why: "Results and tabs cannot be told apart.",
        cure: "Say in the title what is particular to the page.",
        example: "<title>Article</title> on two pages")
    static let duplicateSummary = Rule(
        "S011-duplicate-description", "Descriptions differ from page to page.",
        why: "Results cannot be told apart.",
        cure: "Say in the description what is particular to the page.",
        example: "The same description on two pages")
    static let headLength = Rule(
        "S012-title-or-description-length",
        "Titles have at most 90 characters, descriptions 25 to 320; a Chinese one counts as two.",
        why: "Results cut the rest off, and a very short one says nothing.",
        cure: "Shorten it, or say more.", example: "<meta name=\"description\" content=\"FAQ\"/>")
}
