/// The list of topics (`pages/topics`).
package struct TopicsPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let topics: [TopicRow]

    /// `topics`: each tag and how many articles and plans it has, in the order of the page.
    package init(
        site: SiteView, ticker: TickerStripView?, topics: [(tag: String, count: Int)]
    ) {
        self.site = site
        self.ticker = ticker
        page = HeadView(
            title: "Topics", description: "All topics of \(site.title).", path: "/topics/",
            site: site)
        self.topics = topics.map { TopicRow(tag: $0.tag, number: $0.count) }
    }

    package static var shape: ViewShape<TopicsPage> {
        ViewShape(
            "The list of topics.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("topics", "The topics.") { $0.topics },
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
                    $0.number == 1 ? "1 entry" : "\($0.number) entries"
                },
            ])
    }
}
