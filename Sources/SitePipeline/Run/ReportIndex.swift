import MarginModel
import PageRendering

/// From account to the name of its report, one line of JSON each, for the operator alone (0600).
///
/// A run that writes some of a day's reports keeps the lines of the others: their names cannot be
/// found again without it.
struct ReportIndex {
    static let name = "index.ndjson"

    private var linesByToken: [Substring: Substring] = [:]

    /// - Parameter existing: The day's index so far; empty when there is none.
    init(extending existing: [UInt8]) {
        for line in String(decoding: existing, as: UTF8.self).split(separator: "\n") {
            guard let start = line.firstRange(of: "\"token\":\"")?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { continue }
            linesByToken[line[start..<end]] = line
        }
    }

    mutating func add(_ report: WrittenReport, clock: Instant) {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("id", report.accountID)
            json.member("state", report.state.rawValue)
            json.member("token", report.token)
            json.member("clock", clock.description)
        }
        linesByToken[report.token[...]] = String(decoding: json.bytes, as: UTF8.self)[...]
    }

    /// Sorted, so by id.
    var bytes: [UInt8] {
        linesByToken.values.sorted().flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
    }
}
