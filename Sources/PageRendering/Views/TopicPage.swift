package import MarginModel

/// Everything under one topic (`pages/topic`).
package struct TopicPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let entries: [ArticleCard]

    package init(tag: String, articles: [Article], site: SiteView, ticker: TickerStripView?) {
        self.site = site
        self.ticker = ticker
        page = HeadView(
            title: Self.name(ofTopic: tag),
            description: "Articles and action plans about \(Self.name(ofTopic: tag)).",
            path: Self.path(ofTopic: tag), site: site,
            parents: [LinkView(title: "Topics", href: "/topics/")])
        entries = articles.map(ArticleCard.init)
    }

    /// `/topics/margin-call/` for "Margin call".
    package static func path(ofTopic tag: String) -> String {
        let slug = slug(of: tag)
        return slug.isEmpty ? "/topics/" : "/topics/\(slug)/"
    }

    /// Letters and digits of ASCII in lower case, the rest as hyphens.
    static func slug(of name: String) -> String {
        var slug = ""
        for scalar in name.lowercased().unicodeScalars {
            let isPlain = scalar.isASCII && scalar.properties.isAlphabetic
            if isPlain || ("0"..."9").contains(scalar) {
                slug.unicodeScalars.append(scalar)
            } else if !slug.isEmpty, !slug.hasSuffix("-") {
                slug += "-"
            }
        }
        if slug.hasSuffix("-") { slug.removeLast() }
        return slug
    }

    /// `Margin call` for the tag `margin-call`.
    static func name(ofTopic tag: String) -> String {
        String(tag.map { $0 == "-" ? " " : $0 }).capitalised
    }

    package static var shape: ViewShape<TopicPage> {
        ViewShape(
            "Everything under one topic.",
            [
                .record("site", "The site.") { $0.site },
                .record("page", "The page.") { $0.page },
                .record("ticker", "The strip of prices.") { $0.ticker },
                .list("entries", "The articles and plans.") { $0.entries },
            ])
    }
}
