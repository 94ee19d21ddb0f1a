/// What is shown where there is no page (`pages/not-found`).
package struct NotFoundPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?

    package init(site: SiteView, ticker: TickerStripView?) {
        self.site = site
        self.ticker = ticker
        page = HeadView(
            title: site.words(.notFoundTitle), description: site.words(.notFoundDescription),
            path: "/404.html", site: site, isHidden: true)
    }

    package static var shape: ViewShape<NotFoundPage> {
        ViewShape(
            "The page for addresses that lead nowhere.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
            ])
    }
}
