/// Whether a text may be published.
public enum Rights: String, Hashable, Sendable, CaseIterable {
    case own, licensed
    case quoteOnly = "quote-only"
    /// Import and preview; never published.
    case unknown

    public var allowsPublication: Bool { self == .own || self == .licensed }
}

/// What kind of page an article becomes.
public enum ArticleKind: String, Hashable, Sendable, CaseIterable {
    case article
    /// Sections of numbered steps that plans refer to.
    case plan
}

/// The sections of a plan that reports and notes refer to, in their order: a section's id is the raw value.
public enum PlanPart: String, Hashable, Sendable, CaseIterable {
    case response, fund, adjust, audit
}

/// A knowledge article, read from Markdown with front matter.
///
/// Every `html` field holds well-formed, escaped markup made by our own Markdown reader.
public struct Article: Hashable, Sendable {
    public var slug: String
    public var kind: ArticleKind
    public var title: String
    public var summary: String
    public var date: Instant
    public var updated: Instant?
    public var reviewBy: Instant?
    public var expires: Instant?
    public var isDraft: Bool
    public var tags: [String]
    public var source: String?
    public var rights: Rights
    public var related: [String]
    /// Where those are named.
    public var relatedPlace: SourceLocation?
    public var aliases: [String]
    public var disclaimer: String?
    /// On a plan: what anyone does first, at most five lines of plain text.
    public var now: [String]
    /// Ids of people, in the order of the byline; none: the publisher.
    public var authors: [String] = []
    public var reviewers: [String] = []
    /// Whether search engines are asked to leave the page out.
    public var isUnlisted = false
    /// The template of `pages/` that the page is made with, in place of its kind's own.
    public var layout: NamedPlace?
    public var parameters: [String: ParameterValue] = [:]
    /// The deepest headings in the page's contents: 2 or 3.
    public var contentsLevel = 2
    /// What stands for the page where others show a link to it.
    public var image: Picture?
    /// In the order of the text; their marks stand in its markup.
    public var codes: [ShortCode.Placed] = []
    /// Where in the file the Markdown body starts.
    public var bodyOffset = 0
    /// Markup before the first section.
    public var leadHTML: [UInt8]
    public var sections: [ArticleSection]
    public var faq: [FAQEntry]
    /// The notes that the text mentions.
    public var notes: ArticleSection?
    /// The Markdown body as it came, without front matter, for the Markdown twin.
    public var markdown: [UInt8]
    public var wordCount: Int
    /// Of Chinese and Japanese, which have no spaces between words.
    public var characterCount = 0
    /// Where the front matter's title stands: diagnostics about the article point here.
    public var location: SourceLocation

    public init(
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

extension Article {
    /// Leaves the steps' plain texts out.
    public mutating func forgetStepTexts() {
        for section in sections.indices {
            for step in sections[section].steps.indices {
                sections[section].steps[step].plainText = ""
            }
        }
    }
}

/// A name, and where it is written.
public struct NamedPlace: Hashable, Sendable {
    public let name: String
    public let location: SourceLocation

    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
    }
}

/// A second-level heading and what follows it.
public struct ArticleSection: Hashable, Sendable {
    public var id: String
    /// Plain text.
    public var title: String
    /// Markup between the heading and the steps; all of the body where there are no steps.
    public var introHTML: [UInt8]
    /// The items of the section's ordered list, when it has exactly one.
    public var steps: [ArticleStep]
    /// Markup after the steps.
    public var outroHTML: [UInt8]
    /// The third-level headings in its markup.
    public var subheadings: [Heading] = []

    public struct Heading: Hashable, Sendable {
        public let id: String
        /// Plain text.
        public let title: String

        public init(id: String, title: String) {
            self.id = id
            self.title = title
        }
    }

    public init(
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
public struct ArticleStep: Hashable, Sendable {
    public var id: String
    public var html: [UInt8]
    public var plainText: String

    public init(id: String, html: [UInt8], plainText: String) {
        self.id = id
        self.html = html
        self.plainText = plainText
    }
}

public struct FAQEntry: Hashable, Sendable {
    public var id: String
    /// Plain text.
    public var question: String
    public var answerHTML: [UInt8]
    public var answerText: String

    public init(id: String, question: String, answerHTML: [UInt8], answerText: String) {
        self.id = id
        self.question = question
        self.answerHTML = answerHTML
        self.answerText = answerText
    }
}

/// A news title and its instant.
public struct Headline: Hashable, Sendable {
    public var title: String
    public var at: Instant
    public var url: String?

    public init(title: String, at: Instant, url: String? = nil) {
        self.title = title
        self.at = at
        self.url = url
    }
}

/// A related article's title, instant and excerpt.
public struct Teaser: Hashable, Sendable {
    public var title: String
    public var at: Instant
    public var excerpt: String
    public var url: String?

    public init(title: String, at: Instant, excerpt: String, url: String? = nil) {
        self.title = title
        self.at = at
        self.excerpt = excerpt
        self.url = url
    }
}

/// Headlines and teasers (`Content/news.json`), with their source.
public struct News: Hashable, Sendable {
    public var source: String
    public var rights: Rights
    public var headlines: [Headline]
    public var teasers: [Teaser]

    public init(
        source: String = "", rights: Rights = .own, headlines: [Headline] = [],
        teasers: [Teaser] = []
    ) {
        self.source = source
        self.rights = rights
        self.headlines = headlines
        self.teasers = teasers
    }
}
