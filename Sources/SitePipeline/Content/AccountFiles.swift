import ContentIngest
import Glibc
package import MarginModel

/// Real accounts from outside `Content/`: one file, NDJSON, CSV, a folder of such files, or NDJSON on
/// standard input (`-`) or from a pipe.
package enum AccountFiles {
    /// A bad account never hides the good ones.
    package struct Loaded: Sendable {
        package fileprivate(set) var accounts: [Account] = []
        /// Where each of them stands.
        fileprivate(set) var places: [SourceLocation] = []
        package fileprivate(set) var problems = Diagnostics()
        /// How many lines and files hold something that cannot be read.
        fileprivate(set) var refusedCount = 0

        var foundCount: Int { accounts.count + refusedCount }

        fileprivate mutating func refuse(_ errors: Diagnostics) {
            refusedCount += 1
            problems.append(contentsOf: errors)
        }
    }

    /// - Throws: When `path` itself cannot be read, or is a file of a kind that is not read.
    package static func load(_ path: String) throws(Diagnostic) -> Loaded {
        let files = FileReader()
        var loaded = Loaded()
        var seen: Set<String> = []
        func keep(_ account: Account, at place: SourceLocation) {
            if seen.insert(account.id).inserted {
                loaded.accounts.append(account)
                loaded.places.append(place)
            } else {
                loaded.problems.append(.sameID(at: place))
            }
        }
        func keepLines(_ bytes: [UInt8], _ file: String) {
            for line in AccountReader().readLines(bytes, file: file) {
                switch line.result {
                case .success(let account):
                    keep(account, at: SourceLocation(file: file, line: line.number))
                case .failure(let error): loaded.refuse(error.withoutValues)
                }
                for warning in line.warnings { loaded.problems.append(warning.withoutValues) }
            }
        }
        if let bytes = try stream(path, files) {
            keepLines(bytes, path)
            return loaded
        }
        for file in try names(at: path, into: &loaded) {
            let bytes: [UInt8]
            do {
                bytes = try files.read(file)
            } catch {
                if file == path { throw error }
                loaded.refuse(Diagnostics([error]))
                continue
            }
            guard bytes.contains(where: { $0 > 0x20 }) else {
                loaded.problems.append(.emptyFile(file))
                continue
            }
            if file.hasSuffix(".ndjson") || file.hasSuffix(".jsonl") {
                keepLines(bytes, file)
                continue
            }
            do {
                let read = try Self.read(bytes, file: file)
                for account in read.accounts { keep(account, at: SourceLocation(file: file)) }
                for warning in read.warnings { loaded.problems.append(warning.withoutValues) }
            } catch {
                loaded.refuse(error.withoutValues)
            }
        }
        return loaded
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

    /// All that standard input, a pipe or a device gives; `nil` for a file or a folder.
    private static func stream(
        _ path: String, _ files: FileReader
    ) throws(Diagnostic) -> [UInt8]? {
        if path == "-" { return try files.readStandardInput() }
        guard try status(of: path).kind == .other else { return nil }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .refused("open the file", path, code: errno) }
        defer { close(descriptor) }
        return try files.readStandardInput(descriptor)
    }

    /// The files to read, by path in byte order. Links are followed and each file is read once; names
    /// that begin with a dot are passed over, as `README.md` is.
    private static func names(
        at path: String, into loaded: inout Loaded
    ) throws(Diagnostic) -> [String] {
        var files: [String] = []
        var seen: Set<FileIdentity> = []
        func add(_ file: String) throws(Diagnostic) {
            let status = try status(of: file)
            guard
                seen.insert(
                    FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
                ).inserted
            else { return }
            if status.kind == .folder {
                for name in try Folder(opening: file).names()
                where !name.hasPrefix(".") && name != "README.md" {
                    do {
                        try add(SiteFolders.join(file, name))
                    } catch {
                        loaded.refuse(Diagnostics([error]))
                    }
                }
            } else if suffixes.contains(where: file.hasSuffix) {
                files.append(file)
            } else if file == path {
                throw .notRead(path, .error)
            } else {
                loaded.problems.append(.notRead(file, .warning))
            }
        }
        try add(path)
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// What `path` stands for, links followed.
    private static func status(of path: String) throws(Diagnostic) -> stat {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .refused("open the file", path, code: errno)
        }
        return status
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

    fileprivate static func notRead(_ path: String, _ severity: Severity) -> Diagnostic {
        Diagnostic(
            severity, id: "accounts-not-read", at: SourceLocation(file: path),
            message: "files of this kind are not read as accounts",
            hint: "Give .json, .ndjson, .jsonl or .csv; unpack what is packed.")
    }

    fileprivate static func emptyFile(_ path: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "accounts-file-empty", at: SourceLocation(file: path),
            message: "the file is empty", hint: "Look at what exports it.")
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
