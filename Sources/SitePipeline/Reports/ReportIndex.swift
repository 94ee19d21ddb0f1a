import ContentIngest
import MarginModel
import PageRendering

/// From account to the name of its report, one line of JSON each, by id, for the operator alone (0600).
///
/// A run that writes some of a day's reports keeps the lines of the others: their names cannot be
/// found again without it.
enum ReportIndex {
    static let name = "index.ndjson"

    /// Writes the lines of `reports` in among those that are there.
    ///
    /// - Parameters:
    ///   - reports: In the order of their ids.
    ///   - replaced: Gets the name of an earlier report of one of them, made with another key.
    static func update(
        _ reports: [WrittenReport], in store: PrivateStore, clock: Instant,
        replaced: (String) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        var rest = reports[...]
        let path = SiteFolders.join(store.path, name)
        let isThere = FileReader().exists(path)
        try store.writeIndex(named: name) { (append) throws(Diagnostic) in
            if isThere {
                try lines(of: path) { (line) throws(Diagnostic) in
                    guard let old = IndexedReport(line: line) else { return }
                    while let next = rest.first, next.accountID < old.id {
                        try append(bytes(of: next, clock))
                        rest.removeFirst()
                    }
                    guard let next = rest.first, next.accountID == old.id else {
                        return try append(line)
                    }
                    // A report of another instant stands beside this one.
                    guard old.token == next.token || old.asOf == next.asOf.description else {
                        return try append(line)
                    }
                    if old.token != next.token { try replaced(old.token) }
                }
            }
            for next in rest { try append(bytes(of: next, clock)) }
        }
    }

    /// Gives the ids of an index that are not among `reports`, which are in the order of their ids.
    static func each(
        of path: String, without reports: [WrittenReport], _ body: (String) -> Void
    ) throws(Diagnostic) {
        var rest = reports[...]
        try self.reports(in: path) { old in
            rest = rest.drop { $0.accountID < old.id }
            if rest.first?.accountID != old.id { body(old.id) }
        }
    }

    /// Gives each report of an index.
    static func reports(
        in path: String, _ body: (IndexedReport) -> Void
    ) throws(Diagnostic) {
        try lines(of: path) { line in IndexedReport(line: line).map(body) }
    }

    /// Gives each line of an index.
    static func lines(
        of path: String, _ body: ([UInt8]) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        let chunks = try FileChunks(path)
        var splitter = NDJSONSplitter()
        func give(_ lines: [NDJSONSplitter.Line]) throws(Diagnostic) {
            // What is too long to be a line of ours is none.
            for line in lines { if let bytes = try? line.content(file: path) { try body(bytes) } }
        }
        while true {
            let piece = try chunks.next()
            guard !piece.isEmpty else { break }
            try give(splitter.feed(piece))
        }
        if let last = splitter.finish() { try give([last]) }
    }

    private static func bytes(of report: WrittenReport, _ clock: Instant) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("id", report.accountID)
            json.member("state", report.state.rawValue)
            json.member("token", report.token)
            json.member("asOf", report.asOf.description)
            json.member("clock", clock.description)
        }
        return json.bytes
    }
}
