import ContentIngest
import Glibc
package import MarginModel
import MarginRules
import PageRendering

/// Puts the manifests of a night's parts together, once every part is done: each account once, its bytes
/// equal wherever it occurs. What killed runs left is removed, then come the manifest of the night, the
/// index, the desk's book, the signature and, last, `_SUCCESS`. What delivers reports follows.
///
/// Of each account it keeps some 100 bytes.
package struct ManifestMerge {
    static let manifestName = "manifest.ndjson"
    static let successName = "_SUCCESS"

    let paths: [String]
    /// Where the reports are, or their packs.
    let output: String
    /// The accounts of the whole night, to hold the manifests against.
    let accountsPath: String?
    let gate: ManifestGate
    /// Whose templates the book has, and whose settings name the signing key and what delivers; `nil`: there
    /// is no page, no signature and no delivery.
    let site: SiteBuild?
    let delivers: Bool

    package init(
        paths: [String], output: String, accountsPath: String?, expectedCount: Int?,
        minimumShare: Decimal?, site: SiteBuild?, delivers: Bool = false
    ) {
        self.paths = paths
        self.output = output
        self.accountsPath = accountsPath
        self.site = site
        self.delivers = delivers
        gate = ManifestGate(expectedCount: expectedCount, minimumShare: minimumShare)
    }

    package struct Summary: Sendable {
        package let end: ReportManifest.End
        /// What is wrong with the book's page, and what was not delivered.
        package internal(set) var problems: [Diagnostic] = []
        /// `nil` where that was not asked for.
        package internal(set) var delivered: Int?
    }

    /// One line of a part.
    private struct Row {
        let id: String?
        let status: ReportManifest.Status
        let identity: Digest
        let part: Int
        let offset: Int
        let byteCount: Int

        /// Of lines of one id that of a report counts, and a duplicate tells of a line before it.
        private var rank: Int { status.hasReport ? 0 : status == .failed ? 1 : 2 }

        /// By id, what has none last; of one id the line that counts first.
        static func < (left: Row, right: Row) -> Bool {
            if left.id != right.id {
                guard let id = left.id else { return false }
                guard let other = right.id else { return true }
                return id < other
            }
            if left.rank != right.rank { return left.rank < right.rank }
            return (left.part, left.offset) < (right.part, right.offset)
        }
    }

    private struct Parts {
        var files: [ManifestFile] = []
        var heads: [ReportManifest.Head] = []
        var rows: [Row] = []
    }

    package func run() throws(RunFailure) -> Summary {
        let design = try design()
        let seal = try site?.seal()
        var parts = Parts()
        var problems = Diagnostics()
        for path in paths {
            do {
                try read(path, into: &parts)
            } catch {
                problems.append(error)
            }
        }
        checkPacks(of: parts, &problems)
        parts.rows.sort(by: <)
        let rows: [Row]
        do {
            rows = try single(parts, &problems)
        } catch {
            throw .input(Diagnostics([error]))
        }
        if problems.hasErrors { throw .input(problems) }
        try check(rows)
        do {
            let folder = try ReportFolder(output, run: "merge").folder
            let store = PrivateStore(folder)
            for name in [
                Self.successName, ManifestSeal.sumName, ManifestSeal.signatureName,
            ] { try folder.removeTree(name) }
            try sweep(folder, parts)
            let night = try write(rows, of: parts, into: folder)
            if let problem = gate.problem(of: night.count, in: output) {
                throw RunFailure.stale(Diagnostics([problem]))
            }
            let end = night.count.end(isComplete: true)
            var summary = Summary(end: end)
            let clock = parts.heads[0].clock
            summary.problems = try DeskBookWriter(design: design, clock: clock)
                .write(night.book, before: nil, to: store)
            if let seal { try seal.sign(store, keyIn: folder) }
            sync()
            try folder.replace(
                Self.successName, with: ReportManifestJSON.line(end) + [0x0A],
                mode: PrivateStore.fileMode, durably: true)
            if delivers, let site {
                let outcome = try ReportDelivery(
                    settings: site.settings.reports.delivery, clock: clock
                ).run(store)
                summary.delivered = outcome.delivered
                summary.problems += outcome.problems
            }
            return summary
        } catch let failure as RunFailure {
            throw failure
        } catch let problem as Diagnostic {
            if problem.id == Self.missing { throw .input(Diagnostics([problem])) }
            throw .publish(problem)
        } catch {
            preconditionFailure("nothing else is thrown")
        }
    }

    private func design() throws(RunFailure) -> DeskBookWriter.Design? {
        guard let site else { return nil }
        do {
            let templates = try site.compiledTemplates().get()
            return try site.bookDesign(templates.folder, templates.book)
        } catch {
            throw .content(error)
        }
    }

    // MARK: Reading

    private func read(_ path: String, into parts: inout Parts) throws(Diagnostic) {
        let file = try ManifestFile(path)
        let part = parts.files.count
        var head: ReportManifest.Head?
        var end: ReportManifest.End?
        var count = ManifestCount()
        var rows: [Row] = []
        try file.lines { (line, number, offset) throws(Diagnostic) in
            switch try file.record(line, number: number) {
            case .head(let found): head = found
            case .account(let entry):
                if entry.reasons.contains(where: { $0.code == ReportManifest.Reason.differs }) {
                    throw .differing(path, line: number)
                }
                count.add(entry)
                rows.append(
                    Row(
                        id: entry.id, status: entry.status, identity: Digest(of: entry.identity),
                        part: part, offset: offset, byteCount: line.count))
            case .end(let found): end = found
            }
        }
        guard let head else { throw .noManifest(path) }
        if let first = parts.heads.first, first.inputs != head.inputs {
            throw .otherNight(path, paths[0])
        }
        guard let end, end.isComplete else { throw .unfinished(path) }
        guard end == count.end(isComplete: true) else { throw .damaged(path) }
        parts.files.append(file)
        parts.heads.append(head)
        parts.rows += rows
    }

    /// A name tells which pack a line means.
    private func checkPacks(of parts: Parts, _ problems: inout Diagnostics) {
        var known: [String: String] = [:]
        for (head, file) in zip(parts.heads, parts.files) {
            guard let pack = head.pack else { continue }
            if let other = known.updateValue(file.path, forKey: pack) {
                problems.append(.packTwice(file.path, other))
            }
        }
    }

    /// Each account once. Where one part has its report and another failed at the same bytes, it has its
    /// report.
    private func single(
        _ parts: Parts, _ problems: inout Diagnostics
    ) throws(Diagnostic) -> [Row] {
        var rows: [Row] = []
        rows.reserveCapacity(parts.rows.count)
        for row in parts.rows {
            guard let last = rows.last, let id = row.id, last.id == id else {
                rows.append(row)
                continue
            }
            guard row.status != .duplicate, row.identity != last.identity else { continue }
            if row.status == .failed {
                let inputs = try (entry(of: row, parts)?.input, entry(of: last, parts)?.input)
                if inputs.0 == inputs.1 { continue }
            }
            problems.append(.differing(parts.files[row.part].path, line: 0))
        }
        return rows
    }

    private func entry(
        of row: Row, _ parts: Parts
    ) throws(Diagnostic) -> ReportManifest.Entry? {
        let file = parts.files[row.part]
        let line = try file.bytes(at: row.offset, count: row.byteCount)
        guard case .account(let entry) = try file.record(line, number: 1) else { return nil }
        return entry
    }

    /// Holds the ids against those of the input.
    private func check(_ rows: [Row]) throws(RunFailure) {
        guard let accountsPath else { return }
        var known: [NameDigest: Bool] = [:]
        for row in rows { if let id = row.id { known[NameDigest(of: id)] = false } }
        var (missing, nameless) = (0, rows.count { $0.id == nil })
        do throws(Diagnostic) {
            let source = try ManifestSource(
                accountsPath, shard: nil, since: nil, unless: { false })
            while let jobs = try source.next() {
                for job in jobs {
                    guard let id = job.id else {
                        nameless -= 1
                        continue
                    }
                    if known.updateValue(true, forKey: NameDigest(of: id)) == nil { missing += 1 }
                }
            }
        } catch {
            throw .input(Diagnostics([error]))
        }
        let others = known.values.count { !$0 } + max(0, nameless)
        missing += max(0, -nameless)
        if missing + others > 0 {
            throw .stale(Diagnostics([.notTheInput(accountsPath, missing, others)]))
        }
    }

    // MARK: Writing

    /// Removes what runs that were killed left under temporary names.
    private func sweep(_ folder: Folder, _ parts: Parts) throws(Diagnostic) {
        for entry in try folder.entries() {
            if PartialFile.isPartial(entry.name) { try folder.removeTree(entry.name) }
            guard entry.kind != .file, entry.name.utf8.count == 2 else { continue }
            let part = try folder.subfolder(entry.name)
            for entry in try part.entries() where PartialFile.isPartial(entry.name) {
                try part.removeTree(entry.name)
            }
        }
        // Where manifests lie, others may be at work: only what is called after these goes.
        let names = zip(parts.files, parts.heads).flatMap { file, head in
            [SiteFolders.name(of: file.path), head.pack].compactMap(\.self).map { ".\($0)." }
        }
        for path in Set(parts.files.map { SiteFolders.parent(of: $0.path) }).sorted() {
            let folder = try Folder(opening: path)
            for entry in try folder.entries() where PartialFile.isPartial(entry.name) {
                if names.contains(where: entry.name.hasPrefix) {
                    try folder.removeTree(entry.name)
                }
            }
        }
    }

    private func write(
        _ rows: [Row], of parts: Parts, into folder: Folder
    ) throws(Diagnostic) -> (count: ManifestCount, book: DeskBook) {
        var head = parts.heads[0]
        head.pack = nil
        var count = ManifestCount()
        var book = DeskBook()
        let packs = try packs(of: parts)
        var kept = try namesOfOthers(in: folder)[...]
        let mode = PrivateStore.fileMode
        try folder.replace(
            ReportIndex.name, mode: mode,
            lines: { (index) throws(Diagnostic) in
                try folder.replace(
                    Self.manifestName, mode: mode,
                    lines: { (append) throws(Diagnostic) in
                        try append(ReportManifestJSON.line(head))
                        for row in rows {
                            guard var entry = try entry(of: row, parts) else { continue }
                            if let pack = packs[row.part] {
                                try require(entry, in: pack)
                                for place in entry.files.indices {
                                    entry.files[place].pack = pack.path
                                }
                            } else {
                                try require(entry, in: folder)
                            }
                            count.add(entry)
                            try add(entry, of: parts.files[row.part], to: &book)
                            try append(ReportManifestJSON.line(entry))
                            while let other = kept.first, let id = entry.id, other.id < id {
                                try index(other.line)
                                kept.removeFirst()
                            }
                            let token = Self.token(of: entry)
                            // Its line of a run before.
                            if let other = kept.first, other.id == entry.id, other.token == token {
                                kept.removeFirst()
                            }
                            try index(Self.indexLine(entry, token, head.clock))
                        }
                        try append(ReportManifestJSON.line(count.end(isComplete: true)))
                    })
                for other in kept { try index(other.line) }
            })
        return (count, book)
    }

    private func add(
        _ entry: ReportManifest.Entry, of part: ManifestFile, to book: inout DeskBook
    ) throws(Diagnostic) {
        if entry.status.hasReport {
            // Samples beside real accounts have none.
            guard entry.book != nil else { return }
            guard let own = entry.deskBook else { throw .damaged(part.path) }
            book.add(own)
        } else if let reason = entry.reasons.first(where: { $0.severity == .error }) {
            // A line of the part's input.
            let place = SourceLocation(file: SiteFolders.name(of: part.path), line: entry.line)
            book.fail(DeskFailure(place: place, code: reason.code, message: reason.message))
        }
    }

    /// Of reports that `report` and `nightly` wrote into the same folder.
    private func namesOfOthers(
        in folder: Folder
    ) throws(Diagnostic) -> [(id: String, token: String, line: [UInt8])] {
        let path = SiteFolders.join(folder.path, ReportIndex.name)
        guard FileReader().exists(path) else { return [] }
        var others: [(id: String, token: String, line: [UInt8])] = []
        try ReportIndex.lines(of: path) { line in
            if let report = IndexedReport(line: line), !report.token.contains("/") {
                others.append((report.id, report.token, line))
            }
        }
        return others
    }

    /// The name of its files, without their endings.
    private static func token(of entry: ReportManifest.Entry) -> String? {
        guard let name = entry.files.first?.name, let dot = name.lastIndex(of: ".") else {
            return nil
        }
        return String(name[..<dot])
    }

    private static func indexLine(
        _ entry: ReportManifest.Entry, _ token: String?, _ clock: Instant
    ) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("id", entry.id)
            json.member("status", entry.status == .skipped ? "ok" : entry.status.rawValue)
            json.optionalMember("state", entry.state?.rawValue)
            json.optionalMember("token", token)
            json.member("clock", clock.description)
        }
        return json.bytes
    }

    private static let missing = "report-missing"

    private func require(
        _ entry: ReportManifest.Entry, in folder: Folder
    ) throws(Diagnostic) {
        for file in entry.files {
            let status = try folder.status(of: file.name)
            guard let status, status.kind == .file, Int(status.st_size) == file.byteCount else {
                throw .absent(Self.missing, folder.path)
            }
        }
    }

    /// A pack, as lines of the night's manifest name it.
    private struct Pack {
        let path: String
        let byteCount: Int
    }

    /// Packs lie with the night, or beside the manifests of their parts: the night's manifest says where.
    ///
    /// - Returns: One for each part; `nil` where its files have names of their own.
    private func packs(of parts: Parts) throws(Diagnostic) -> [Pack?] {
        try zip(parts.heads, parts.files).map { (head, file) throws(Diagnostic) in
            guard let name = head.pack else { return nil }
            var status = stat()
            if stat(SiteFolders.join(output, name), &status) == 0 {
                return Pack(path: name, byteCount: Int(status.st_size))
            }
            let beside = SiteFolders.join(SiteFolders.parent(of: file.path), name)
            guard let path = realpath(beside, nil), stat(beside, &status) == 0 else {
                throw .absent(Self.missing, name)
            }
            defer { free(path) }
            return Pack(path: String(cString: path), byteCount: Int(status.st_size))
        }
    }

    private func require(
        _ entry: ReportManifest.Entry, in pack: Pack
    ) throws(Diagnostic) {
        for file in entry.files {
            guard let offset = file.offset, offset + file.byteCount <= pack.byteCount else {
                throw .absent(Self.missing, pack.path)
            }
        }
    }
}

extension Diagnostic {
    /// Says no id: messages go to logs.
    fileprivate static func differing(_ path: String, line: Int) -> Diagnostic {
        Diagnostic(
            id: ReportManifest.Reason.differs, at: SourceLocation(file: path, line: line),
            message: "an account occurs twice, and its reports are not the same",
            hint:
                "The lines of one id in the manifests say from which inputs. Give each account an id "
                + "of its own, and each account once.")
    }

    fileprivate static func packTwice(_ path: String, _ first: String) -> Diagnostic {
        Diagnostic(
            id: "pack-name-twice", at: SourceLocation(file: path),
            message: "its pack has the name of that of \(first)",
            hint: "Give each part a pack of its own name; name a part that ran twice once.")
    }

    fileprivate static func otherNight(_ path: String, _ first: String) -> Diagnostic {
        Diagnostic(
            id: "manifest-of-other-inputs", at: SourceLocation(file: path),
            message: "its reports were made with other inputs than those of \(first)",
            hint: "Compare the heads, and make the part again with --inputs of the others.")
    }

    fileprivate static func unfinished(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "manifest-incomplete", at: SourceLocation(file: path),
            message: "the run that wrote it did not come to its end",
            hint: "Run that part again; --since with this file leaves out what is done.")
    }

    fileprivate static func damaged(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "manifest-damaged", at: SourceLocation(file: path),
            message: "its lines are not those that its end counts",
            hint: "Fetch it again, or run that part again.")
    }

    fileprivate static func notTheInput(
        _ path: String, _ missing: Int, _ others: Int
    ) -> Diagnostic {
        Diagnostic(
            id: "manifest-not-of-accounts", at: SourceLocation(file: path),
            message: "\(counted(missing, "account")) of it stand in no manifest, and \(others) in "
                + "manifests are not in it",
            hint: "Name the manifests of all parts of this input, and no other.")
    }

    fileprivate static func absent(_ id: String, _ place: String) -> Diagnostic {
        Diagnostic(
            id: id, at: SourceLocation(file: place),
            message: "a report that a manifest lists is not there, or not whole",
            hint: "Name the folder of the reports with --output; run that part again.")
    }
}
