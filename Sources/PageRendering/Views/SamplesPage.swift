/// The table of sample accounts (`pages/tools-margin`).
package struct SamplesPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let samples: [SampleAccountRow]

    package init(site: SiteView, ticker: TickerStripView?, samples: [SampleAccountRow]) {
        self.site = site
        self.ticker = ticker
        self.samples = samples
        page = HeadView(
            title: "Margin desk", description: "Fictional accounts, measured by venue rules.",
            path: "/tools/margin/", site: site)
    }

    package static var shape: ViewShape<SamplesPage> {
        ViewShape(
            "The sample accounts.",
            [
                .record("site", "The site.") { $0.site },
                .record("page", "The page.") { $0.page },
                .record("ticker", "The strip of prices.") { $0.ticker },
                .list("samples", "The accounts.") { $0.samples },
            ])
    }
}
