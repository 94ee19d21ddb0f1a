import ContentIngest
package import MarginModel

/// Real accounts from outside `Content/`: one file, NDJSON, CSV, a folder of such files, or NDJSON on
/// standard input (`-`).
package enum AccountFiles {
    /// The accounts that can be read, and what is wrong with the others: a bad one never hides the
    /// good ones.
    package static func load(
        _ path: String
    ) throws(Diagnostic) -> (accounts: [Account], problems: Diagnostics) {
        let files = FileReader()
        var accounts: [Account] = []
        var problems = Diagnostics()
        var seen: Set<String> = []
        func keep(_ account: Account, at place: SourceLocation) {
            if seen.insert(account.id).inserted {
                accounts.append(account)
            } else {
                problems.append(.sameID(at: place))
            }
        }
        let isFile = path == "-" || suffixes.contains(where: path.hasSuffix)
        for file in isFile ? [path] : try names(in: path, files) {
            let bytes: [UInt8]
            do {
                bytes = try file == "-" ? files.readStandardInput() : files.read(file)
            } catch {
                if isFile { throw error }
                problems.append(error)
                continue
            }
            if file == "-" || file.hasSuffix(".ndjson") || file.hasSuffix(".jsonl") {
                for line in AccountReader().readLines(bytes, file: file) {
                    switch line.result {
                    case .success(let account):
                        keep(account, at: SourceLocation(file: file, line: line.number))
                    case .failure(let error): problems.append(contentsOf: error.withoutValues)
                    }
                    for warning in line.warnings { problems.append(warning.withoutValues) }
                }
                continue
            }
            do {
                let read = try Self.read(bytes, file: file)
                for account in read.accounts { keep(account, at: SourceLocation(file: file)) }
                for warning in read.warnings { problems.append(warning.withoutValues) }
            } catch {
                problems.append(contentsOf: error.withoutValues)
            }
        }
        return (accounts, problems)
    }

    private static let suffixes = [".json", ".ndjson", ".jsonl", ".csv"]

    /// One account as JSON, or those of a CSV file.
    private static func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (accounts: [Account], warnings: [Diagnostic]) {
        if file.hasSuffix(".csv") { return try AccountCSVReader().read(bytes, file: file) }
        let read = try AccountReader().read(bytes, file: file)
        return ([read.account], read.warnings)
    }

    private static func names(in path: String, _ files: FileReader) throws(Diagnostic) -> [String] {
        try files.list(path).map(\.path)
            .filter { suffixes.contains(where: $0.hasSuffix) }
            .map { SiteFolders.join(path, $0) }
    }
}

extension [Account] {
    /// Two accounts of one id would be written to one report.
    func firstOfEachID() -> [Account] {
        var seen: Set<String> = []
        return filter { seen.insert($0.id).inserted }
    }
}

extension Diagnostic {
    /// Says no id: messages go to logs.
    static func sameID(at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "account-duplicate-id", at: place,
            message: "an account before this one has the same id; only the first gets a report",
            hint: "Give each account an id of its own.")
    }

    /// The same without the text of the account: no id, balance or quantity reaches a log.
    fileprivate var withoutValues: Diagnostic {
        Diagnostic(
            severity, id: id, at: location,
            message: "something in this account is not as it must be",
            hint:
                "Run marginalia assess on it to see what; here no value of a real account is shown."
        )
    }
}

extension Diagnostics {
    fileprivate var withoutValues: Diagnostics { Diagnostics(all.map(\.withoutValues)) }
}
