/// A private report, complete in itself (`reports/report`, `reports/report.md`).
package struct ReportPage: ViewModel {
    package let report: ReportView
    package let language: String
    package let publisher: String
    package let style: [UInt8]

    /// - Parameter style: `Stylesheets.reportElement`, made once for all reports.
    package init(report: ReportView, language: String, publisher: String, style: [UInt8]) {
        self.report = report
        self.language = language
        self.publisher = publisher
        self.style = style
    }

    package static var shape: ViewShape<ReportPage> {
        ViewShape(
            "A private report.",
            [
                .record("report", "The report.") { $0.report },
                .text("language", "A BCP 47 tag.") { $0.language },
                .text("publisher", "Who prepared it.") { $0.publisher },
                .html("style", "The style element.") { $0.style },
            ])
    }
}
