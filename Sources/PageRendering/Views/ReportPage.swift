/// A private report, complete in itself (`reports/report`, `reports/report.md`).
package struct ReportPage: ViewModel {
    package let report: ReportView
    package let language: String
    package let publisher: String
    package let style: [UInt8]
    package let styleHash: String

    /// - Parameters:
    ///   - style: `ReportStyle.sheet`.
    ///   - styleHash: Its SHA-256 as a source expression: `sha256-…`.
    package init(
        report: ReportView, language: String, publisher: String, style: [UInt8], styleHash: String
    ) {
        self.report = report
        self.language = language
        self.publisher = publisher
        self.style = Array("<style>".utf8) + style + Array("</style>".utf8)
        self.styleHash = styleHash
    }

    package static var shape: ViewShape<ReportPage> {
        ViewShape(
            "A private report.",
            [
                .record("report", "The report.", \.report),
                .text("language", "A BCP 47 tag.") { $0.language },
                .text("publisher", "Who prepared it.") { $0.publisher },
                .html("style", "The style element.") { $0.style },
                .text("styleHash", "Allows that element in a content security policy.") {
                    $0.styleHash
                },
            ])
    }
}
