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
    /// What was taken, part by part.
    package var parts: [PagePart]
    package var warnings: [Diagnostic]
}

/// An article as plain text, before it becomes Markdown.
package struct ArticleDraft: Hashable, Sendable {
    package var title: String
    package var summary: String
    /// `nil` where the page shows none.
    package var date: Instant?
    /// What stands before the first heading.
    package var lead: [DraftBlock] = []
    package var sections: [DraftSection] = []
    package var faq: [DraftQuestion] = []
    /// The disclaimer, information and copyright lines, in order.
    package var disclaimer: [String] = []
}

package struct DraftSection: Hashable, Sendable {
    package var title: String
    package var blocks: [DraftBlock] = []

    /// The items of its numbered list, if it has only one: with several, an article has no steps.
    package var steps: [String] { numberedLists.count == 1 ? numberedLists[0] : [] }

    /// Lists that nothing stands between are one, as they are in Markdown.
    var numberedLists: [[String]] {
        var lists: [[String]] = []
        var isOpen = false
        for block in blocks {
            guard case .steps(let items, _) = block else {
                isOpen = false
                continue
            }
            if isOpen { lists[lists.count - 1] += items } else { lists.append(items) }
            isOpen = true
        }
        return lists
    }
}

/// A piece of text, in the order of the page.
package enum DraftBlock: Hashable, Sendable {
    case paragraph(String)
    case subheading(String)
    case bullets([String])
    /// `first`: the number of the first on the page.
    case steps([String], first: Int)

    var isSteps: Bool { if case .steps = self { true } else { false } }
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

extension DroppedLine {
    init(_ line: ScrapedLine, _ reason: Reason) {
        self.init(line: line.number, excerpt: String(line.text.prefix(60)), reason: reason)
    }
}

/// A part of a page: found by what stands around it, or to be looked at by a person.
package struct PagePart: Hashable, Sendable {
    package enum Name: String, Hashable, Sendable, CaseIterable {
        case ticker, market, title, summary, date, text, questions, disclaimer, headlines
        case related = "related articles"
    }

    package let name: Name
    /// How many rows, blocks or entries it has.
    package let count: Int
    package let doubts: [PageDoubt]
}

/// Why a person should compare a part with the page.
package struct PageDoubt: Hashable, Sendable {
    package let part: PagePart.Name
    /// Counts from 1.
    package let line: Int?
    package let why: String

    init(_ part: PagePart.Name, _ line: ScrapedLine?, _ why: String) {
        self.part = part
        self.line = line?.number
        self.why = why
    }
}
