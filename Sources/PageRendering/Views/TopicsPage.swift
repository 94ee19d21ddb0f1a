/// The list of topics (`pages/topics`).
package struct TopicsPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let topics: [TopicRow]
    private let pager: PagerView?

    package static let topicsPerPage = 120

    /// - Parameter topics: Each tag of this page and how many articles and plans it has.
    package init(
        _ list: ListPlace, topics: [(tag: String, count: Int)], site: SiteView,
        ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        page = HeadView(
            title: site.words(.topics),
            description: site.words(.topicsDescription, .text(site.title)),
            list: list, site: site)
        self.topics = topics.map { TopicRow(tag: $0.tag, number: $0.count) }
        pager = PagerView(list)
    }

    package static var shape: ViewShape<TopicsPage> {
        ViewShape(
            "The list of topics.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("topics", "The topics of this page.") { $0.topics },
                .record("pager", "The way to the list's other pages.", \.pager),
            ])
    }
}

/// A topic and how much there is under it.
package struct TopicRow: ViewModel {
    package let tag: String
    package let number: Int

    package static var shape: ViewShape<TopicRow> {
        ViewShape(
            "A topic.",
            [
                .text("title", "Its name.") { TopicPage.name(ofTopic: $0.tag) },
                .text("href", "Its page.") { TopicPage.path(ofTopic: $0.tag) },
                .text("count", "How much there is under it.") {
                    $1(.topicCount, .count($0.number))
                },
            ])
    }
}
