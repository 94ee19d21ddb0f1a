/// A line of a day's private index: which account a report is about, and the name of its files.
package struct IndexedReport: Hashable, Sendable {
    package let id: String
    package let state: String
    package let token: String
    /// Of the account; `nil` of a line that an earlier version wrote.
    package let asOf: String?
    /// As it stands in the index.
    package let line: Substring

    /// `nil` for what no run of ours wrote. Neither ids nor states nor tokens hold quotes or escapes.
    package init?(line: Substring) {
        func member(_ name: String) -> String? {
            guard let start = line.firstRange(of: "\"\(name)\":\"")?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { return nil }
            return String(line[start..<end])
        }
        guard let id = member("id"), let token = member("token") else {
            return nil
        }
        (self.id, self.token, self.line) = (id, token, line)
        asOf = member("asOf")
        // What is private stays so whatever else a line lacks.
        state = member("state") ?? ""
    }

    package init?(line: [UInt8]) { self.init(line: String(decoding: line, as: UTF8.self)[...]) }

    package static func read(index bytes: [UInt8]) -> [IndexedReport] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .compactMap(IndexedReport.init)
    }
}
