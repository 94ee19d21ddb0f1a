/// A line of a day's private index: which account a report is about, and the name of its files.
package struct IndexedReport: Hashable, Sendable {
    package let id: String
    package let state: String
    package let token: String
    /// Of the account; `nil` of a line that an earlier version wrote.
    package let asOf: String?

    /// `nil` for what no run of ours wrote. Neither ids nor states nor tokens hold quotes or escapes.
    package init?(line: [UInt8]) {
        let line = String(decoding: line, as: UTF8.self)
        func member(_ name: String) -> String? {
            guard let start = line.firstRange(of: "\"\(name)\":\"")?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { return nil }
            return String(line[start..<end])
        }
        guard let id = member("id"), let token = member("token") else {
            return nil
        }
        (self.id, self.token) = (id, token)
        asOf = member("asOf")
        // What is private stays so whatever else a line lacks.
        state = member("state") ?? ""
    }
}
