import MarginModel
import PageRendering

/// What is published, in which order, and what belongs together: the pass before any rendering.
struct SiteIndex: Sendable {
    /// Newest first.
    private(set) var articles: [Article]
    /// Standing pages, in the order of their files.
    private(set) var pages: [Article]
    /// Tags in the order of the alphabet, with the positions of their articles.
    let topics: [(tag: String, positions: [Int])]
    let related: RelatedArticles
    /// Headlines and teasers of every source that may be published.
    let news: News
    /// What is left out, and why.
    let notices: [Diagnostic]
    /// How many, by the reason.
    let leftOutCounts: [LeftOutReason: Int]

    /// - Parameter includesUnpublished: For a preview: drafts, and texts whose rights forbid
    ///   publication.
    init(
        _ articles: [Article], pages: [Article] = [], news: [News], clock: Instant,
        includesUnpublished: Bool = false
    ) {
        var notices: [Diagnostic] = []
        var counts: [LeftOutReason: Int] = [:]
        func publishable(_ texts: [Article]) -> [Article] {
            texts.filter { text in
                guard !includesUnpublished,
                    let (reason, why) = SiteIndex.reasonToLeaveOut(text, clock: clock)
                else { return true }
                notices.append(.leftOut(text, why))
                counts[reason, default: 0] += 1
                return false
            }
        }
        var published = publishable(articles)
        self.pages = publishable(pages)
        published.sort { ($1.date, $0.slug) < ($0.date, $1.slug) }
        // Two forms of é are one tag, and would be two addresses.
        var spellings: [String: String] = [:]
        for position in published.indices {
            let tags = published[position].tags
            for tag in tags where spellings[tag] == nil { spellings[tag] = tag }
            published[position].tags = tags.map { spellings[$0] ?? $0 }
        }
        self.articles = published
        related = RelatedArticles(published)
        let usable = news.filter { includesUnpublished || $0.rights.allowsPublication }
        for source in news where !includesUnpublished && !source.rights.allowsPublication {
            notices.append(.leftOut(source))
        }
        self.news = News(
            source: usable.map(\.source).joined(separator: ", "), rights: .own,
            headlines: usable.flatMap(\.headlines), teasers: usable.flatMap(\.teasers))
        self.notices = notices
        leftOutCounts = counts
        var byTag: [String: [Int]] = [:]
        for (position, article) in published.enumerated() {
            for tag in Set(article.tags) { byTag[tag, default: []].append(position) }
        }
        topics = byTag.sorted { $0.key < $1.key }.map { (tag: $0.key, positions: $0.value) }
    }

    /// Puts other readings of the same texts in the place of those for which there is one.
    mutating func replace(with reading: (Article) -> Article?) {
        articles = articles.map { reading($0) ?? $0 }
        pages = pages.map { reading($0) ?? $0 }
    }

    /// Puts what short codes say in their places.
    ///
    /// - Returns: What is wrong with them.
    mutating func say(_ codes: ShortCodes) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        func said(_ text: Article) -> Article {
            guard !text.codes.isEmpty else { return text }
            let (article, found) = codes.said(in: text)
            problems += found
            return article
        }
        // A second list of ten thousand articles is made only where one says another thing.
        if articles.contains(where: { !$0.codes.isEmpty }) { articles = articles.map(said) }
        pages = pages.map(said)
        return problems
    }

    static func reasonToLeaveOut(
        _ article: Article, clock: Instant
    ) -> (reason: LeftOutReason, why: String)? {
        if article.isDraft { return (.draft, "it is a draft") }
        if !article.rights.allowsPublication {
            return (.rights, "its rights are '\(article.rights.rawValue)'")
        }
        if article.date > clock {
            return (.afterClock, "its date, \(article.date), is after the clock")
        }
        if let expires = article.expires, expires <= clock {
            return (.expired, "it expired on \(expires)")
        }
        return nil
    }

    /// Articles and standing pages with the paths of their pages.
    var placed: [(text: Article, path: String)] {
        articles.map { ($0, $0.path) } + pages.map { ($0, StandingPage.path(of: $0)) }
    }
}

/// Why a text is not on the site, in words that follow "its" or "their".
package enum LeftOutReason: String, Sendable, CaseIterable {
    case afterClock = "date is after the clock"
    case expired = "expiry has passed"
    case draft = "front matter says draft"
    case rights = "rights forbid publication"
}

extension Diagnostic {
    fileprivate static func leftOut(_ article: Article, _ why: String) -> Diagnostic {
        Diagnostic(
            .notice, id: "article-left-out", at: article.location,
            message: "'\(article.title)' is not published: \(why)")
    }

    fileprivate static func leftOut(_ news: News) -> Diagnostic {
        Diagnostic(
            .notice, id: "news-left-out", at: SourceLocation(file: "Content"),
            message: "the news of '\(news.source)' is not published: its rights are "
                + "'\(news.rights.rawValue)'")
    }
}

extension Article {
    /// When it was last changed, or published.
    var changed: Instant { updated ?? date }
}
