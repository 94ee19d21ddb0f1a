package import MarginModel

/// Accounts from files of any accepted form, told apart by what is in them.
package enum AccountSource {
    package struct Answer: Sendable {
        package let accounts: [Account]
        /// What was recognised, a line a file, where that was not our own format.
        package let summary: [String]
        package let warnings: [Diagnostic]
    }

    /// One file in our own format, one CSV file of accounts, or the responses of one venue.
    ///
    /// - Throws: Everything that is wrong, in the order of places.
    package static func read(
        _ files: [PayloadReader.File], _ options: PayloadReader.Options
    ) throws(Diagnostics) -> Answer {
        if let file = files.first, files.count == 1 {
            if isOwnJSON(file.bytes) {
                let read = try AccountReader().read(file.bytes, file: file.name)
                return Answer(accounts: [read.account], summary: [], warnings: read.warnings)
            }
            if isOwnCSV(file.bytes) {
                let read = try AccountCSVReader().read(file.bytes, file: file.name)
                return Answer(accounts: read.accounts, summary: [], warnings: read.warnings)
            }
        }
        let read = try PayloadReader().read(files, options)
        let total = "\(files.count) file\(files.count == 1 ? "" : "s") as \(read.account.id):"
        return Answer(
            accounts: [read.account], summary: [total] + read.summary.map { "  \($0)" },
            warnings: read.warnings)
    }

    /// Whether a whole text is in a format of our own, whose files stand each for themselves; a venue's
    /// answers are put together to one account.
    package static func isOwn(text bytes: [UInt8]) -> Bool {
        isOwnJSON(bytes) || isOwnCSV(bytes)
    }

    /// An object that says its schema, or one that was meant as an account: no venue writes either.
    private static func isOwnJSON(_ bytes: [UInt8]) -> Bool {
        // What cannot be read has one error, whichever reader reports it.
        isOwn(bytes) ?? (bytes.first.map { "{[".utf8.contains($0) } ?? false)
    }

    /// `nil` for what is no JSON.
    static func isOwn(_ bytes: [UInt8]) -> Bool? {
        guard let document = try? JSONDocument(parsing: bytes, file: "") else { return nil }
        guard document.nodes[0].kind == .object else { return false }
        let object = JSONObjectReader(problems: JSONProblems(document), object: 0)
        let keys = Set(object.members().map(\.name))
        return keys.contains("schema") || keys.isSuperset(of: ["id", "venue"])
    }

    private static func isOwnCSV(_ bytes: [UInt8]) -> Bool {
        CSVDialect.heads(of: bytes).contains { CSVColumn.key($0) == "account" }
    }
}
