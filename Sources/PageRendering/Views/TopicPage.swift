package import MarginModel

/// A list of articles, newest first: all, all plans, those under a topic, those that mention an asset
/// (`pages/topic`).
package struct TopicPage: ViewModel {
    package let site: SiteView
    package private(set) var page: HeadView
    package let ticker: TickerStripView?
    package let entries: [ArticleCard]
    private let pager: PagerView?
    private let questions: LinkView?

    package static let entriesPerPage = 30

    /// Which page of which list.
    package struct Place: Sendable {
        let title: String
        let description: String
        /// Between the front page and the list.
        let parent: LinkView?
        package let list: ListPlace
        let questions: LinkView?
        /// The path of the topic's feed, where topics have one.
        var feed: String?

        /// - Parameter questionCount: How many questions the topic's articles answer.
        package init(
            tag: String, _ list: ListPlace, questionCount: Int, hasFeed: Bool = false,
            _ site: SiteView
        ) {
            feed = hasFeed ? TopicPage.feedPath(ofTopic: tag) : nil
            title = site.topicName(tag)
            description =
                site.topicDescription(tag) ?? site.words(.topicDescription, .text(title))
            parent = LinkView(title: site.words(.topics), href: "/topics/")
            self.list = list
            questions = FAQPage.link(toTopic: tag, count: questionCount, site)
        }

        /// Of what mentions an asset.
        package init(mentionsOf asset: AssetName, _ list: ListPlace, _ words: Words) {
            title = words(.mentionsTitle, .text(asset.name))
            description = words(.mentionsDescription, .text(asset.name))
            parent = LinkView(title: asset.name, href: AssetPage.path(of: asset.ticker))
            self.list = list
            questions = nil
        }

        /// Of all articles, or all plans.
        package init(kind: ArticleKind, _ list: ListPlace, _ words: Words) {
            let link = TopicPage.link(toKind: kind, words)
            title = link.title
            description = words(kind == .plan ? .plansDescription : .articlesDescription)
            parent = nil
            self.list = list
            questions = nil
        }
    }

    /// - Parameter entries: Of this page.
    package init(
        _ place: Place, entries: [ArticleCard], site: SiteView, ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.entries = entries
        page = HeadView(
            title: place.title, description: place.description, list: place.list, site: site,
            parents: [place.parent].compactMap(\.self))
        page.feed = place.feed
        pager = PagerView(place.list)
        questions = place.questions
    }

    /// Where all articles, or all plans, are listed.
    package static func path(ofKind kind: ArticleKind) -> String {
        kind == .plan ? "/plans/" : "/articles/"
    }

    package static func link(toKind kind: ArticleKind, _ words: Words) -> LinkView {
        LinkView(title: words(kind == .plan ? .plans : .articles), href: path(ofKind: kind))
    }

    /// `/topics/margin-call/` for "Margin call".
    package static func path(ofTopic tag: String) -> String {
        let slug = Slug.of(tag)
        return slug.isEmpty ? "/topics/" : "/topics/\(AddressPath.encoded(slug))/"
    }

    package static func feedPath(ofTopic tag: String) -> String {
        path(ofTopic: tag) + "feed.atom"
    }

    /// `Margin call` for the tag `margin-call`.
    static func name(ofTopic tag: String) -> String {
        String(tag.map { $0 == "-" ? " " : $0 }).capitalised
    }

    package static var shape: ViewShape<TopicPage> {
        ViewShape(
            "A list of articles: all, all plans, those under a topic, or that mention an asset.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("entries", "The articles and plans of this page.") { $0.entries },
                .record("pager", "The way to the list's other pages.", \.pager),
                .record("questions", "The list of the topic's questions.", \.questions),
            ])
    }
}
