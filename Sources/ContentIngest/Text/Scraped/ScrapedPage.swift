package import MarginModel

/// What a scraped page holds, as plain values: its text never carries markup.
package struct ScrapedPage: Hashable, Sendable {
    package var snapshot: Snapshot
    package var article: ArticleDraft
    package var headlines: [Headline]
    package var teasers: [Teaser]
    /// Lines that nothing was made of, and why.
    package var dropped: [DroppedLine]
    package var warnings: [Diagnostic]
}

/// An article as plain text, before it becomes Markdown.
package struct ArticleDraft: Hashable, Sendable {
    package var title: String
    package var summary: String
    package var date: Instant
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
