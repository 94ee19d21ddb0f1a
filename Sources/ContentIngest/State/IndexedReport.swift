import MarginModel

/// A line of a day's private index: which account a report is about, and the name of its files.
package struct IndexedReport: Hashable, Sendable {
    package let id: String
    package let state: String
    package let token: String

    /// Lines that are no such objects are left out: the index lists, it does not decide.
    package static func read(index bytes: [UInt8], file: String) -> [IndexedReport] {
        bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let document = try? JSONDocument(parsing: Array(line), file: file) else {
                return nil
            }
            let read = try? JSONRecord.read(document) { object -> IndexedReport? in
                let id = object.required("id")?.text()
                let state = object.required("state")?.text()
                let token = object.required("token")?.text()
                _ = object.required("clock")
                guard let id, let state, let token else { return nil }
                return IndexedReport(id: id, state: state, token: token)
            }
            return read?.record
        }
    }
}
