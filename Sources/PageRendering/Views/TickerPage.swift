/// The ticker page (`pages/ticker`).
package struct TickerPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?

    package init(site: SiteView, ticker: TickerStripView?) {
        self.site = site
        self.ticker = ticker
        page = HeadView(
            title: "Indicative prices", description: "Spot prices with their time and source.",
            path: "/ticker/", site: site)
    }

    package static var shape: ViewShape<TickerPage> {
        ViewShape(
            "The ticker page.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The prices, unless none are fresh.", \.ticker),
            ])
    }
}
