/// A page of the table of sample accounts (`pages/tools-margin`).
package struct SamplesPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let samples: [SampleAccountRow]
    package let stress: [SampleStressRow]
    private let list: ListPlace

    package var path: String { list.path }

    package static let samplesPerPage = 50
    package static let listPath = "/tools/margin/"

    /// Every page that the accounts need.
    ///
    /// - Parameter samples: Each account, and the same under joint moves where that can be computed: under
    ///   the same moves each.
    package static func all(
        _ samples: [(row: SampleAccountRow, stress: SampleStressRow?)], site: SiteView,
        ticker: TickerStripView?
    ) -> [SamplesPage] {
        ListPlace.all(
            at: listPath, entries: samples.count, perPage: samplesPerPage
        ).map { SamplesPage($0, samples, site: site, ticker: ticker) }
    }

    private init(
        _ list: ListPlace, _ all: [(row: SampleAccountRow, stress: SampleStressRow?)],
        site: SiteView, ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.list = list
        samples = list.part(of: all).map(\.row)
        stress = list.part(of: all).compactMap(\.stress)
        page = HeadView(
            title: site.words(.deskTitle), description: site.words(.deskDescription),
            list: list, site: site, parents: [CalculatorPage.tools(site.words)])
    }

    package static var shape: ViewShape<SamplesPage> {
        ViewShape(
            "The sample accounts.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("samples", "The accounts of this page.") { $0.samples },
                .list("stress", "The same accounts under joint moves.") { $0.stress },
                .flag("hasStress", "Whether any can be computed.") { !$0.stress.isEmpty },
                .texts("moves", "The joint moves, one a column.") { page in
                    page.stress.first?.cells.map {
                        page.site.words.numbers.percent($0.movePercent, signed: true)
                    } ?? []
                },
                .record("pager", "The way to the list's other pages.") { PagerView($0.list) },
            ])
    }
}
