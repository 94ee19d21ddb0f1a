import MarginModel
import PageRendering

/// From account to the name of its report, one line of JSON each, for the operator alone (0600).
///
/// A run that writes some of a day's reports keeps the lines of the others: their names cannot be
/// found again without it.
struct ReportIndex {
    static let name = "index.ndjson"

    private struct Entry {
        let token: Substring
        let line: Substring
    }

    /// By the part of the line that tells the account.
    private var entries: [Substring: Entry] = [:]

    /// - Parameter existing: The day's index so far; empty when there is none.
    init(extending existing: [UInt8]) {
        for line in String(decoding: existing, as: UTF8.self).split(separator: "\n") {
            _ = insert(line)
        }
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
        let old = insert(String(decoding: json.bytes, as: UTF8.self)[...])
        return old == report.token[...] ? nil : old.map(String.init)
    }

    private mutating func insert(_ line: Substring) -> Substring? {
        guard let account = line.firstRange(of: ",\"state\":")?.lowerBound,
            let start = line.firstRange(of: "\"token\":\"")?.upperBound,
            let end = line[start...].firstIndex(of: "\"")
        else { return nil }
        let entry = Entry(token: line[start..<end], line: line)
        return entries.updateValue(entry, forKey: line[..<account])?.token
    }

    /// Sorted, so by id.
    var bytes: [UInt8] {
        entries.values.map(\.line).sorted().flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
    }
}
