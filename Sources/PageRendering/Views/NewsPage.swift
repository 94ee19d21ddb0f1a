package import MarginModel

/// Headlines and stories in order of time (`pages/news`).
package struct NewsPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let source: String
    package let teasers: [StoryView]
    package let headlines: [StoryView]
    private let list: ListPlace

    package var path: String { list.path }

    private static let storiesPerPage = 50

    /// Every page that the news needs: newest first; what is equally new keeps the file's order.
    package static func all(of news: News, site: SiteView, ticker: TickerStripView?) -> [NewsPage] {
        let teasers = newestFirst(news.teasers, \.at)
        let headlines = newestFirst(news.headlines, \.at)
        return ListPlace.all(
            at: "/news/", entries: max(teasers.count, headlines.count), perPage: storiesPerPage
        ).map { list in
            NewsPage(
                site: site,
                page: HeadView(
                    title: site.words(.news), description: site.words(.newsDescription),
                    list: list, site: site),
                ticker: ticker, source: news.source,
                teasers: list.part(of: teasers).map(StoryView.init),
                headlines: list.part(of: headlines).map(StoryView.init), list: list)
        }
    }

    static func newestFirst<Item>(_ items: [Item], _ at: (Item) -> Instant) -> [Item] {
        items.enumerated().sorted { left, right in
            let (first, second) = (at(left.element), at(right.element))
            return first == second ? left.offset < right.offset : first > second
        }.map(\.element)
    }

    package static var shape: ViewShape<NewsPage> {
        ViewShape(
            "The news page.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .text("source", "Where the news comes from.") { $0.source },
                .list("teasers", "Stories, newest first.") { $0.teasers },
                .flag("hasTeasers", "Whether there are stories.") { !$0.teasers.isEmpty },
                .list("headlines", "Headlines, newest first.") { $0.headlines },
                .flag("hasHeadlines", "Whether there are headlines.") { !$0.headlines.isEmpty },
                .record("pager", "The way to older news.") { PagerView($0.list) },
            ])
    }
}

/// A headline or a story.
package struct StoryView: ViewModel {
    package let title: String
    package let at: DateView
    package let excerpt: String
    package let url: String?

    package init(_ headline: Headline) {
        title = headline.title
        at = DateView(headline.at)
        excerpt = ""
        url = headline.url
    }

    package init(_ teaser: Teaser) {
        title = teaser.title
        at = DateView(teaser.at)
        excerpt = teaser.excerpt.endingAtASentence
        url = teaser.url
    }

    package static var shape: ViewShape<StoryView> {
        ViewShape(
            "A headline or a story.",
            [
                .text("title", "The headline.") { $0.title },
                .record("at", "When it appeared.", \.at),
                .text("excerpt", "Its beginning; empty for a headline.") { $0.excerpt },
                .optional("url", "Where it can be read.") { $0.url },
            ])
    }
}
