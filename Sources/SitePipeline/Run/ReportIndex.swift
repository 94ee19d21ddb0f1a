import ContentIngest
import MarginModel
import PageRendering

/// From account to the name of its report, one line of JSON each, for the operator alone (0600).
///
/// A run that writes some of a day's reports keeps the lines of the others: their names cannot be
/// found again without it.
struct ReportIndex {
    static let name = "index.ndjson"

    private var entries: [String: IndexedReport] = [:]

    /// - Parameter existing: The day's index so far; empty when there is none.
    init(extending existing: [UInt8]) {
        for report in IndexedReport.read(index: existing) { entries[report.id] = report }
    }

    /// - Returns: The name of an earlier report of this account, made with another key.
    mutating func add(_ report: WrittenReport, clock: Instant) -> String? {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("id", report.accountID)
            json.member("state", report.state.rawValue)
            json.member("token", report.token)
            json.member("clock", clock.description)
        }
        guard let entry = IndexedReport(line: String(decoding: json.bytes, as: UTF8.self)[...])
        else {
            preconditionFailure("A line of the index reads as it was written")
        }
        let old = entries.updateValue(entry, forKey: entry.id)?.token
        return old == report.token ? nil : old
    }

    /// Sorted, so by id.
    var bytes: [UInt8] {
        entries.values.map(\.line).sorted().flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
    }
}
