import ContentIngest
import MarginModel

/// The accounts of a run, as a first look at them tells: how many there are, which get a report, and what
/// is wrong with the others.
///
/// Of an account it keeps 16 bytes for its id and a mark. It is read again when its report is made.
struct AccountSurvey: Sendable {
    /// A file, or a venue's answers in one folder.
    struct Source: Sendable {
        let files: [AccountFile]
        /// Whether its accounts come one after the other; otherwise all are read at once.
        let isStream: Bool
        /// Which of its accounts get a report, in their order.
        var wanted: [Bool] = []
    }

    private(set) var sources: [Source] = []
    /// Samples that get a report. They come first.
    private(set) var samples: [Account] = []
    private(set) var problems = Diagnostics()
    /// Ids of real accounts, for the search in public pages.
    private(set) var names: PrivateNames
    /// Ids that were asked for and have not come.
    private(set) var missing: Set<String>
    /// How many lines and files hold something that cannot be read.
    private(set) var refusedCount = 0
    private var keptCount = 0
    private var known: Set<NameDigest> = []
    private let request: ReportRequest
    /// Holds what can be read only once.
    private let spool: AccountSpool?

    /// How many real accounts came in.
    var foundCount: Int { keptCount + refusedCount }
    var wantedCount: Int {
        samples.count + sources.reduce(0) { $0 + $1.wanted.count { $0 } }
    }

    /// - Parameter samples: Those of the site; they are public, whether reports are wanted of them or not.
    init(_ request: ReportRequest, samples: [Account], spool: AccountSpool?) {
        self.request = request
        self.spool = spool
        missing = Set(request.ids)
        names = PrivateNames(except: samples.map(\.id))
        guard request.includesSamples else { return }
        for sample in samples {
            if known.insert(NameDigest(of: sample.id)).inserted, isWanted(sample.id) {
                self.samples.append(sample)
            }
        }
    }

    /// Accounts that cannot have a report: each place once, whatever is wrong there.
    var failures: [Diagnostic] {
        var seen: Set<SourceLocation> = []
        return problems.all.filter { problem in
            problem.severity == .error
                && seen.insert(
                    SourceLocation(file: problem.location.file, line: problem.location.line)
                ).inserted
        }
    }

    /// Whether an account of this id was there at the first look.
    func knows(_ id: String) -> Bool { known.contains(NameDigest(of: id)) }

    /// Looks at all that `path` holds.
    ///
    /// - Throws: When `path` itself cannot be read, or no process can be started.
    mutating func look(
        at path: String, besides folders: SiteFolders, with queue: ProcessQueue
    ) async throws(Diagnostic) {
        let own = [folders.content, folders.templates, folders.output]
        let files = try AccountFile.list(path, spool: spool, besides: own) { error in
            refusedCount += 1
            problems.append(error)
        }
        let walk = AccountWalk(files, root: path)
        var answers: [String: [AccountFile]] = [:]
        try await queue.run({ () throws(Diagnostic) in try walk.next() }, state: { 0 }) {
            piece, _ in
            piece.surveyed
        } take: { piece, answer in
            if take(piece, answer, of: walk) {
                answers[piece.file.folder, default: []].append(piece.file)
            }
        }
        var pieces: [AccountPiece] = []
        for (_, files) in answers.sorted(by: { $0.key < $1.key }) {
            if files[0].name == path {
                refuse([.answerWithoutID(path)], count: 0)
            } else {
                pieces.append(walk.add(files))
            }
        }
        var rest: [AccountPiece]? = pieces
        try await queue.run({ () throws(Diagnostic) in rest.take() }, state: { 0 }) { piece, _ in
            piece.surveyed
        } take: { piece, answer in
            _ = take(piece, answer, of: walk)
        }
        sources = walk.sources
        problems.append(contentsOf: Diagnostics(walk.problems))
    }

    /// - Parameter answer: `nil`: its process ended.
    /// - Returns: Whether the piece may be part of a venue's answers.
    private mutating func take(
        _ piece: AccountPiece, _ answer: [UInt8]?, of walk: AccountWalk
    ) -> Bool {
        var found = SurveyedPiece(errors: [.defect(at: piece.place)])
        if let answer, let read = SurveyedPiece(unpacking: answer) { found = read }
        if found.isAnswer { return true }
        if !found.errors.isEmpty {
            refuse(found.errors, count: max(walk.isAll(piece) ? 0 : 1, found.refusedCount))
        }
        for warning in found.warnings { problems.append(warning) }
        let wanted = found.ids.map { keep($0, at: piece.place) }
        // Records are counted on, whatever they hold.
        walk.mark(
            piece, wanted: walk.sources[piece.source].isStream && wanted.isEmpty ? [false] : wanted)
        return false
    }

    private mutating func refuse(_ errors: [Diagnostic], count: Int = 1) {
        refusedCount += count
        problems.append(contentsOf: Diagnostics(errors))
    }

    /// - Returns: Whether the account gets a report.
    private mutating func keep(_ id: String, at place: SourceLocation) -> Bool {
        guard known.insert(NameDigest(of: id)).inserted else {
            problems.append(.sameID(at: place))
            return false
        }
        keptCount += 1
        names.add(id, at: place)
        return isWanted(id)
    }

    private mutating func isWanted(_ id: String) -> Bool {
        guard request.ids.isEmpty || request.ids.contains(id) else { return false }
        missing.remove(id)
        return request.shard?.contains(id) ?? true
    }
}

/// What the first look at a piece says, as a process answers it.
private struct SurveyedPiece {
    var isAnswer = false
    var ids: [String] = []
    var refusedCount = 0
    var errors: [Diagnostic] = []
    var warnings: [Diagnostic] = []

    init(errors: [Diagnostic]) { self.errors = errors }

    /// `nil`: they are damaged.
    init?(unpacking bytes: [UInt8]) {
        var unpacker = Unpacker(bytes)
        do throws(Unpacker.Fault) {
            isAnswer = try unpacker.integer() == 1
            ids = try unpacker.list { (unpacker) throws(Unpacker.Fault) in try unpacker.text() }
            refusedCount = try unpacker.integer()
            errors = try unpacker.diagnostics()
            warnings = try unpacker.diagnostics()
        } catch {
            return nil
        }
    }
}

extension AccountPiece {
    /// For `SurveyedPiece`.
    fileprivate var surveyed: [UInt8] {
        let reading = read()
        #if DEBUG
        for account in reading.accounts { TestDefect.strike("survey", account.label) }
        #endif
        var packer = Packer()
        packer.append(reading.isAnswer ? 1 : 0)
        packer.append(reading.accounts.count)
        for account in reading.accounts { packer.append(account.id) }
        packer.append(reading.refusedCount)
        packer.append(reading.errors)
        packer.append(reading.warnings)
        return packer.bytes
    }
}

extension Diagnostic {
    /// Says no id: messages go to logs.
    fileprivate static func sameID(at place: SourceLocation) -> Diagnostic {
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
}
