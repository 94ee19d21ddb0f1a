/// A page of the ticker (`pages/ticker`).
package struct TickerPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let quotes: [QuoteView]
    private let list: ListPlace

    package var path: String { list.path }

    private static let quotesPerPage = 250

    /// Every page that the prices need; one that says so where none are fresh.
    package static func all(_ ticker: TickerStripView?, site: SiteView) -> [TickerPage] {
        let quotes = ticker?.all ?? []
        return ListPlace.all(at: "/ticker/", entries: quotes.count, perPage: quotesPerPage).map {
            list in
            TickerPage(
                site: site,
                page: HeadView(
                    title: site.words(.tickerTitle),
                    description: site.words(.tickerDescription), list: list, site: site),
                ticker: ticker, quotes: Array(list.part(of: quotes)), list: list)
        }
    }

    package static var shape: ViewShape<TickerPage> {
        ViewShape(
            "The ticker page.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices, unless none are fresh.", \.ticker),
                .list("rows", "The prices of this page.") { $0.quotes },
                .record("pager", "The way to the list's other pages.") { PagerView($0.list) },
            ])
    }
}
