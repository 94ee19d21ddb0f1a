package import MarginModel

/// An article in a list: enough to decide whether to read it.
package struct ArticleCard: ViewModel {
    package let title: String
    package let href: String
    package let summary: String
    private let kind: ArticleKind
    private let readingMinutes: Int
    package let date: DateView

    package init(_ article: Article) {
        title = article.title
        href = article.path
        summary = article.summary
        kind = article.kind
        readingMinutes = article.readingMinutes
        date = DateView(article.date)
    }

    package static var shape: ViewShape<ArticleCard> {
        ViewShape(
            "An article in a list.",
            [
                .text("title", "Its title.") { $0.title },
                .text("href", "Its path.") { $0.href },
                .text("summary", "Its summary.") { $0.summary },
                .text("kind", "Article or action plan, in words.") { $1($0.kind.phrase) },
                .text("readingTime", "How long it takes to read.") {
                    $1(.readingTime, .count($0.readingMinutes))
                },
                .record("date", "When it was published.", \.date),
            ])
    }
}

extension Article {
    /// Where the article's page stands: `/plans/<slug>/` or `/articles/<slug>/`.
    package var path: String {
        TopicPage.path(ofKind: kind) + AddressPath.encoded(slug) + "/"
    }

    /// Where an alias leads from: from `/` on as it is written, or an earlier slug beside `path`.
    package static func path(ofAlias alias: String, beside path: String) -> String {
        let alias = AddressPath.encoded(alias)
        if alias.hasPrefix("/") { return alias }
        let section = path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        return "/\(section)\(alias)\(alias.hasSuffix("/") ? "" : "/")"
    }

    /// The source, where it is not the publisher: `own` says no more than the rights do.
    var namedSource: String? { source == "own" ? nil : source }

    /// At 220 words or 400 characters of Chinese and Japanese a minute, usual rates for prose on screens;
    /// at least a minute.
    var readingMinutes: Int {
        max(1, (wordCount * 400 + characterCount * 220 + 220 * 400 - 1) / (220 * 400))
    }
}

extension ArticleKind {
    var phrase: Phrase { self == .plan ? .kindPlan : .kindArticle }
}

extension Rights {
    var phrase: Phrase {
        switch self {
        case .own: .rightsOwn
        case .licensed: .rightsLicensed
        case .quoteOnly: .rightsQuoteOnly
        case .unknown: .rightsUnknown
        }
    }
}
