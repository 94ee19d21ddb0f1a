import ContentIngest
import PageRendering

/// The private reports that an operator has, by day, as a page for the preview.
package struct ReportListing: Sendable {
    /// The folder that holds a folder a day.
    package let folder: String
    /// The newest of them are listed.
    private static let mostDays = 14

    package init(output: String) {
        folder = SiteFolders.join(output, PrivateStore.folderName)
    }

    package var page: [UInt8] {
        let days = days
        return RecordPage(
            title: "Private reports",
            lead: days.isEmpty
                ? "There are no reports yet. Run: marginalia nightly, or marginalia report"
                : "For you alone. The token in the address belongs to this run of the preview.",
            tables: days.prefix(Self.mostDays).map(table)
        ).bytes
    }

    private var days: [String] {
        let names = (try? Folder(opening: folder).names()) ?? []
        return names.filter { $0.first?.isNumber ?? false }.sorted(by: >)
    }

    private func table(of day: String) -> RecordPage.Table {
        let path = SiteFolders.join(SiteFolders.join(folder, day), ReportIndex.name)
        var reports: [IndexedReport] = []
        // A day without an index that can be read lists nothing, and its table says so.
        try? ReportIndex.reports(in: path) { reports.append($0) }
        let book = "\(day)/\(DeskBookWriter.name).html"
        let hasBook = FileReader().exists(SiteFolders.join(folder, book))
        return RecordPage.Table(
            day, columns: ["Account", "State"],
            rows: (hasBook ? [["All accounts together", ""]] : [])
                + reports.map { [$0.id, $0.state] },
            empty: "No report of this day is listed.",
            links: (hasBook ? [book] : []) + reports.map { "\(day)/\($0.token).html" })
    }
}
