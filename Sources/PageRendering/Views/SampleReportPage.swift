/// A fictional account's report on the public site (`pages/sample-report`).
package struct SampleReportPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let report: ReportView

    /// - Precondition: The report is of a fictional account.
    package init(
        site: SiteView, ticker: TickerStripView?, sample: SampleAccountRow, report: ReportView
    ) {
        precondition(report.isFictional, "only fictional accounts are public")
        self.site = site
        self.ticker = ticker
        self.report = report
        page = HeadView(
            title: sample.title, description: Self.opening(of: report.verdict), path: sample.href,
            site: site,
            parents: [LinkView(title: site.words(.deskTitle), href: "/tools/margin/")])
    }

    /// The whole sentences that a search engine shows.
    private static func opening(of verdict: String) -> String {
        var text = verdict
        while text.count > 320, let end = text.ranges(of: ". ").last?.lowerBound {
            text = String(text[...end])
        }
        return text
    }

    package static var shape: ViewShape<SampleReportPage> {
        ViewShape(
            "A fictional account's report on the site.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .record("report", "The report.", \.report),
            ])
    }
}
