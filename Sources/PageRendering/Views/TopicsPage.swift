/// The list of topics, of assets or of tools (`pages/topics`).
package struct TopicsPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let topics: [TopicRow]
    private let pager: PagerView?

    package static let topicsPerPage = 120

    /// - Parameter topics: Those of this page.
    package init(
        _ list: ListPlace, title: String, description: String, topics: some Sequence<TopicRow>,
        site: SiteView, ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        page = HeadView(title: title, description: description, list: list, site: site)
        self.topics = Array(topics)
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
    package let title: String
    private let href: String
    private let description: String?
    /// `nil`: what it is said to be is enough.
    private let number: Int?

    package init(title: String, href: String, description: String? = nil, number: Int? = nil) {
        self.title = title
        self.href = href
        self.description = description
        self.number = number
    }

    package static var shape: ViewShape<TopicRow> {
        ViewShape(
            "A topic.",
            [
                .text("title", "Its name.") { $0.title },
                .text("href", "Its page.") { $0.href },
                .optional("description", "What it is about, where the site says so.") {
                    $0.description
                },
                .optional("count", "How much there is under it.") { row, words in
                    row.number.map { words(.topicCount, .count($0)) }
                },
            ])
    }
}
