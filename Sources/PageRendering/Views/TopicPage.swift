import MarginModel

/// Everything under one topic (`pages/topic`).
package struct TopicPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let entries: [ArticleCard]
    private let newer: LinkView?
    private let older: LinkView?

    private static let entriesPerPage = 30

    /// Which page of the list of which topic.
    package struct Place: Sendable {
        package let tag: String
        /// From 1.
        package let page: Int
        /// On all pages.
        package let entryCount: Int

        package init(tag: String, page: Int = 1, entryCount: Int) {
            self.tag = tag
            self.page = page
            self.entryCount = entryCount
        }

        package var path: String { TopicPage.path(ofTopic: tag, page: page) }

        /// Another place has other bytes.
        package var bytes: [UInt8] { Array("\(page) \(entryCount) \(tag)".utf8) }
    }

    /// - Parameter entries: Of this page.
    package init(
        _ place: Place, entries: [ArticleCard], site: SiteView, ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.entries = entries
        let (tag, number) = (place.tag, place.page)
        let count = Self.pageCount(of: place.entryCount)
        let name = Self.name(ofTopic: tag)
        let topics = LinkView(title: "Topics", href: "/topics/")
        let first = LinkView(title: name, href: Self.path(ofTopic: tag))
        page = HeadView(
            title: number == 1 ? name : "\(name), page \(number) of \(count)",
            description: "Articles and action plans about \(name)"
                + (number == 1 ? "." : ", page \(number) of \(count)."),
            path: place.path, site: site, parents: number == 1 ? [topics] : [topics, first])
        func link(to other: Int) -> LinkView? {
            guard (1...count).contains(other) else { return nil }
            return LinkView(
                title: "Page \(other) of \(count)", href: Self.path(ofTopic: tag, page: other))
        }
        newer = link(to: number - 1)
        older = link(to: number + 1)
    }

    /// What stands on each page of a list; an empty one has a page too.
    package static func pages<Entry>(of entries: [Entry]) -> [ArraySlice<Entry>] {
        (0..<pageCount(of: entries.count)).map {
            entries.dropFirst($0 * entriesPerPage).prefix(entriesPerPage)
        }
    }

    /// How many pages a list has; an empty one has a page too.
    package static func pageCount(of entries: Int) -> Int {
        max(1, (entries + entriesPerPage - 1) / entriesPerPage)
    }

    /// `/topics/margin-call/page-2/`; the first page is the topic's own.
    package static func path(ofTopic tag: String, page number: Int) -> String {
        path(ofTopic: tag) + (number == 1 ? "" : "page-\(number)/")
    }

    /// `/topics/margin-call/` for "Margin call".
    package static func path(ofTopic tag: String) -> String {
        let slug = Slug.of(tag)
        return slug.isEmpty ? "/topics/" : "/topics/\(slug)/"
    }

    /// `Margin call` for the tag `margin-call`.
    static func name(ofTopic tag: String) -> String {
        String(tag.map { $0 == "-" ? " " : $0 }).capitalised
    }

    package static var shape: ViewShape<TopicPage> {
        ViewShape(
            "Everything under one topic.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("entries", "The articles and plans.") { $0.entries },
                .record("newer", "The page before this one.", \.newer),
                .record("older", "The page after this one.", \.older),
                .flag("hasPages", "Whether the list has more than one page.") {
                    $0.newer != nil || $0.older != nil
                },
            ])
    }
}
