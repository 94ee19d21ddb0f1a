/// The table of sample accounts (`pages/tools-margin`).
package struct SamplesPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let samples: [SampleAccountRow]
    package let stress: [SampleStressRow]

    /// - Parameter stress: Accounts that can be put to the test, under the same moves each.
    package init(
        site: SiteView, ticker: TickerStripView?, samples: [SampleAccountRow],
        stress: [SampleStressRow] = []
    ) {
        self.site = site
        self.ticker = ticker
        self.samples = samples
        self.stress = stress
        page = HeadView(
            title: site.words(.deskTitle), description: site.words(.deskDescription),
            path: "/tools/margin/", site: site)
    }

    package static var shape: ViewShape<SamplesPage> {
        ViewShape(
            "The sample accounts.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("samples", "The accounts.") { $0.samples },
                .list("stress", "The accounts under joint moves.") { $0.stress },
                .flag("hasStress", "Whether any can be computed.") { !$0.stress.isEmpty },
                .texts("moves", "The joint moves, one a column.") { page in
                    page.stress.first?.cells.map {
                        page.site.words.numbers.percent($0.movePercent, signed: true)
                    } ?? []
                },
            ])
    }
}
