package import MarginModel

/// What a scraped page holds, as plain values: its text never carries markup.
package struct ScrapedPage: Hashable, Sendable {
    package var snapshot: Snapshot
    /// Figures of the market as a whole, for people to see; nothing is made of them.
    package var market: [MarketFigure]
    /// `nil` where the page is a list of news or a ticker alone.
    package var article: ArticleDraft?
    package var headlines: [Headline]
    package var teasers: [Teaser]
    /// Lines that nothing was made of, and why.
    package var dropped: [DroppedLine]
    /// How sure the reader is of what it took, part by part, in the order of the page.
    package var certainties: [PartCertainty]
    package var warnings: [Diagnostic]
}

/// An article as plain text, before it becomes Markdown.
package struct ArticleDraft: Hashable, Sendable {
    package var title: String
    package var summary: String
    /// `nil` where the page shows none.
    package var date: Instant?
    /// Paragraphs before the first heading.
    package var lead: [String] = []
    package var sections: [DraftSection] = []
    package var faq: [DraftQuestion] = []
    /// The disclaimer, information and copyright lines, in order.
    package var disclaimer: [String] = []
}

package struct DraftSection: Hashable, Sendable {
    package var title: String
    package var paragraphs: [String] = []
    package var steps: [String] = []
}

package struct DraftQuestion: Hashable, Sendable {
    package var question: String
    package var answer: String
}

/// A line of the page that was left out.
package struct DroppedLine: Hashable, Sendable {
    package let line: Int
    /// The line's beginning.
    package let excerpt: String
    package let reason: Reason

    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case navigation
        case duplicate
        case listHeading = "heading of a list"
        case unpaired = "its other half is missing"
        case notRecognised = "not recognised"
    }
}

/// How sure the reader is that lines are what it took them for, in percent.
package struct PartCertainty: Hashable, Sendable {
    /// `ticker`, `title`, `steps`, …
    package let part: String
    package let lineCount: Int
    /// That of the line in doubt most, and which line that is.
    package let percent: Int
    package let line: Int
}
