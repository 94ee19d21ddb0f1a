/// Whether a text may be published.
package enum Rights: String, Hashable, Sendable, CaseIterable {
    case own, licensed
    case quoteOnly = "quote-only"
    /// Import and preview; never published.
    case unknown

    package var allowsPublication: Bool { self == .own || self == .licensed }
}

/// What kind of page an article becomes.
package enum ArticleKind: String, Hashable, Sendable, CaseIterable {
    case article
    /// Sections of numbered steps that plans refer to.
    case plan
}

/// The sections of a plan that reports and notes refer to, in their order: a section's id is the raw value.
package enum PlanPart: String, Hashable, Sendable, CaseIterable {
    case response, fund, adjust, audit
}

/// A knowledge article, read from Markdown with front matter.
///
/// Every `html` field holds well-formed, escaped markup made by our own Markdown reader.
package struct Article: Hashable, Sendable {
    package var slug: String
    package var kind: ArticleKind
    package var title: String
    package var summary: String
    package var date: Instant
    package var updated: Instant?
    package var reviewBy: Instant?
    package var expires: Instant?
    package var isDraft: Bool
    package var tags: [String]
    package var source: String?
    package var rights: Rights
    package var related: [String]
    /// Where those are named.
    package var relatedPlace: SourceLocation?
    package var aliases: [String]
    package var disclaimer: String?
    /// On a plan: what anyone does first, at most five lines of plain text.
    package var now: [String]
    /// Ids of people, in the order of the byline; none: the publisher.
    package var authors: [String] = []
    package var reviewers: [String] = []
    /// What stands for the page where others show a link to it.
    package var image: Picture?
    /// The hashes of the files whose size or place the markup holds, in the order of the text.
    package var fileHashes: [String] = []
    /// Markup before the first section.
    package var leadHTML: [UInt8]
    package var sections: [ArticleSection]
    package var faq: [FAQEntry]
    /// The notes that the text mentions.
    package var notes: ArticleSection?
    /// The Markdown body as it came, without front matter, for the Markdown twin.
    package var markdown: [UInt8]
    package var wordCount: Int
    /// Where the front matter's title stands: diagnostics about the article point here.
    package var location: SourceLocation

    package init(
        slug: String, kind: ArticleKind, title: String, summary: String, date: Instant,
        updated: Instant? = nil, reviewBy: Instant? = nil, expires: Instant? = nil,
        isDraft: Bool = false, tags: [String] = [], source: String? = nil, rights: Rights,
        related: [String] = [], aliases: [String] = [], disclaimer: String? = nil,
        now: [String] = [],
        leadHTML: [UInt8] = [], sections: [ArticleSection] = [], faq: [FAQEntry] = [],
        markdown: [UInt8] = [], wordCount: Int = 0, location: SourceLocation
    ) {
        self.slug = slug
        self.kind = kind
        self.title = title
        self.summary = summary
        self.date = date
        self.updated = updated
        self.reviewBy = reviewBy
        self.expires = expires
        self.isDraft = isDraft
        self.tags = tags
        self.source = source
        self.rights = rights
        self.related = related
        self.aliases = aliases
        self.disclaimer = disclaimer
        self.now = now
        self.leadHTML = leadHTML
        self.sections = sections
        self.faq = faq
        self.markdown = markdown
        self.wordCount = wordCount
        self.location = location
    }
}

/// A second-level heading and what follows it.
package struct ArticleSection: Hashable, Sendable {
    package var id: String
    /// Plain text.
    package var title: String
    /// Markup between the heading and the steps; all of the body where there are no steps.
    package var introHTML: [UInt8]
    /// The items of the section's ordered list, when it has exactly one.
    package var steps: [ArticleStep]
    /// Markup after the steps.
    package var outroHTML: [UInt8]

    package init(
        id: String, title: String, introHTML: [UInt8] = [], steps: [ArticleStep] = [],
        outroHTML: [UInt8] = []
    ) {
        self.id = id
        self.title = title
        self.introHTML = introHTML
        self.steps = steps
        self.outroHTML = outroHTML
    }
}

/// One numbered step. Action plans refer to it by `id` (`fund-2`).
package struct ArticleStep: Hashable, Sendable {
    package var id: String
    package var html: [UInt8]
    package var plainText: String

    package init(id: String, html: [UInt8], plainText: String) {
        self.id = id
        self.html = html
        self.plainText = plainText
    }
}

package struct FAQEntry: Hashable, Sendable {
    package var id: String
    /// Plain text.
    package var question: String
    package var answerHTML: [UInt8]
    package var answerText: String

    package init(id: String, question: String, answerHTML: [UInt8], answerText: String) {
        self.id = id
        self.question = question
        self.answerHTML = answerHTML
        self.answerText = answerText
    }
}

/// A news title and its instant.
package struct Headline: Hashable, Sendable {
    package var title: String
    package var at: Instant
    package var url: String?

    package init(title: String, at: Instant, url: String? = nil) {
        self.title = title
        self.at = at
        self.url = url
    }
}

/// A related article's title, instant and excerpt.
package struct Teaser: Hashable, Sendable {
    package var title: String
    package var at: Instant
    package var excerpt: String
    package var url: String?

    package init(title: String, at: Instant, excerpt: String, url: String? = nil) {
        self.title = title
        self.at = at
        self.excerpt = excerpt
        self.url = url
    }
}

/// Headlines and teasers (`Content/news.json`), with their source.
package struct News: Hashable, Sendable {
    package var source: String
    package var rights: Rights
    package var headlines: [Headline]
    package var teasers: [Teaser]

    package init(
        source: String = "", rights: Rights = .own, headlines: [Headline] = [],
        teasers: [Teaser] = []
    ) {
        self.source = source
        self.rights = rights
        self.headlines = headlines
        self.teasers = teasers
    }
}
