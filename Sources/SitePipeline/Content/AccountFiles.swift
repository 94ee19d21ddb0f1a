import ContentIngest
import Glibc
package import MarginModel

/// Real accounts from outside `Content/`: files of any shape that `AccountStream` knows, a folder of
/// them, or standard input (`-`). A folder of one venue's answers is one account, with its name as id.
package enum AccountFiles {
    /// A bad account never hides the good ones.
    package struct Loaded: Sendable {
        package fileprivate(set) var accounts: [Account] = []
        /// Where each of them stands.
        fileprivate(set) var places: [SourceLocation] = []
        package fileprivate(set) var problems = Diagnostics()
        /// How many lines and files hold something that cannot be read.
        fileprivate(set) var refusedCount = 0
        private var seen: Set<String> = []

        var foundCount: Int { accounts.count + refusedCount }

        fileprivate mutating func refuse(_ errors: Diagnostics) {
            refusedCount += 1
            problems.append(contentsOf: errors)
        }

        fileprivate mutating func add(_ line: AccountLine, of file: String) {
            warn(line.warnings)
            let place = SourceLocation(file: file, line: line.number)
            let account: Account
            switch line.result {
            case .success(let read): account = read
            case .failure(let error): return refuse(error.withoutValues)
            }
            if seen.insert(account.id).inserted {
                accounts.append(account)
                places.append(place)
            } else {
                problems.append(.sameID(at: place))
            }
        }

        fileprivate mutating func warn(_ warnings: [Diagnostic]) {
            for warning in warnings where warning.severity == .warning {
                problems.append(warning.withoutValues)
            }
        }
    }

    /// - Throws: When `path` itself cannot be read, or holds nothing that can be accounts.
    package static func load(_ path: String) throws(Diagnostic) -> Loaded {
        var loaded = Loaded()
        var answers: [String: [PayloadReader.File]] = [:]
        for file in try names(at: path, into: &loaded) {
            do {
                guard let answer = try read(file, into: &loaded) else { continue }
                answers[folder(of: file), default: []].append(answer)
            } catch {
                if file == path { throw error }
                // Whatever it was to hold does not count as there.
                loaded.problems.append(error)
            }
        }
        for (folder, files) in answers.sorted(by: { $0.key < $1.key }) {
            guard files[0].name != path else {
                loaded.refuse(Diagnostics([.answerWithoutID(path)]))
                continue
            }
            add(files, .init(id: String(folder.split(separator: "/").last ?? "")), to: &loaded)
        }
        return loaded
    }

    /// Keeps the accounts of one file. A file that is none of ours is returned whole: it may be part of
    /// a venue's answers.
    private static func read(
        _ file: String, into loaded: inout Loaded
    ) throws(Diagnostic) -> PayloadReader.File? {
        let stream = AccountStream(try FileChunks(file).next, file: file)
        guard
            case .whole(let text) = try stream.open(prefersLines: AccountStream.promisesLines(file))
        else {
            let reader = AccountReader()
            var isEmpty = true
            loaded.warn(stream.warnings)
            while let lines = try stream.nextBatch() {
                for line in lines {
                    isEmpty = false
                    loaded.add(reader.read(line, file: file), of: file)
                }
            }
            if isEmpty, isRegular(file) { loaded.problems.append(.emptyFile(file)) }
            return nil
        }
        let source = PayloadReader.File(name: file, bytes: text)
        guard AccountSource.isOwn(text: text) else { return source }
        add([source], .init(), to: &loaded)
        return nil
    }

    private static func add(
        _ files: [PayloadReader.File], _ options: PayloadReader.Options, to loaded: inout Loaded
    ) {
        do {
            let read = try AccountSource.read(files, options)
            for line in read.lines { loaded.add(line, of: files[0].name) }
            loaded.warn(read.warnings)
        } catch {
            loaded.refuse(error.withoutValues)
        }
    }

    private static func folder(of file: String) -> String {
        file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    }

    private static func isRegular(_ file: String) -> Bool {
        file != "-" && (try? status(of: file).kind) == .file
    }

    /// The files to read, by path in byte order. Links are followed and each file is read once; names
    /// that begin with a dot are passed over, as `README.md` is.
    private static func names(
        at path: String, into loaded: inout Loaded
    ) throws(Diagnostic) -> [String] {
        if path == "-" { return [path] }
        var files: [String] = []
        var seen: Set<FileIdentity> = []
        func add(_ file: String) throws(Diagnostic) {
            let status = try status(of: file)
            guard
                seen.insert(
                    FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
                ).inserted
            else { return }
            guard status.kind == .folder else {
                // Only what is named itself may be a pipe, which could make the run wait for ever.
                if status.kind == .file || file == path { files.append(file) }
                return
            }
            for name in try Folder(opening: file).names()
            where !name.hasPrefix(".") && name != "README.md" {
                do {
                    try add(SiteFolders.join(file, name))
                } catch {
                    loaded.refuse(Diagnostics([error]))
                }
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

    fileprivate static func answerWithoutID(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "account-without-id", at: SourceLocation(file: path),
            message: "this is no account of our own format, and a venue's answer names no account",
            hint:
                "Put the answers of each account into a folder that has its id as name, or convert "
                + "them: marginalia convert FILE… --id ID > accounts.ndjson")
    }

    fileprivate static func emptyFile(_ path: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "accounts-file-empty", at: SourceLocation(file: path),
            message: "the file is empty", hint: "Look at what exports it.")
    }

    /// The same without the text of the account: no id, balance or quantity reaches a log. How a file
    /// is written, and which columns it has, is no such text.
    fileprivate var withoutValues: Diagnostic {
        guard kind != .form else {
            return Diagnostic(
                severity, id: id, kind: kind, at: location, message: message, hint: hint)
        }
        return Diagnostic(
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
