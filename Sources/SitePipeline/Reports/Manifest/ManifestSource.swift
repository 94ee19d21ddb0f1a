import ContentIngest
import MarginModel

/// One account of a run with a manifest, as its line is read.
struct ManifestJob: Sendable {
    enum Content: Sendable {
        case record(NDJSONSplitter.Line)
        /// Of a file that had to be read whole.
        case account(AccountLine)
    }

    enum Twin { case sameBytes, otherBytes }

    /// From 1.
    let line: Int
    let content: Content
    /// `nil` where it cannot be read.
    let id: String?
    let input: String?
    /// What an account before it with the same id was read from.
    var twin: Twin?
    /// What an earlier run said of it.
    var earlier: ReportManifest.Entry?

    func read(file: String) -> AccountLine {
        switch content {
        case .record(let line): AccountReader().read(line, file: file)
        case .account(let line): line
        }
    }
}

/// Reads the accounts of a run with a manifest, one after the other. Of each it keeps some 30 bytes.
final class ManifestSource {
    let file: String
    private(set) var warnings: [Diagnostic] = []
    private var stream: AccountStream?
    private var whole: [ManifestJob] = []
    private var seen: [NameDigest: UInt64] = [:]
    private let shard: ReportShard?
    private let earlier: EarlierManifest?

    /// - Parameters:
    ///   - path: A file, a pipe, or `-` for standard input.
    ///   - earlier: Of the same inputs.
    init(
        _ path: String, shard: ReportShard?, since earlier: EarlierManifest?,
        unless isStopped: @escaping () -> Bool
    ) throws(Diagnostic) {
        file = path == "-" ? "<stdin>" : path
        (self.shard, self.earlier) = (shard, earlier)
        let chunks = try FileChunks(path)
        let stream = AccountStream(
            { () throws(Diagnostic) in try chunks.next(unless: isStopped) }, file: file)
        switch try stream.open(prefersLines: AccountStream.promisesLines(path)) {
        case .records:
            self.stream = stream
            warnings = stream.warnings
        case .whole(let text): whole = try jobs(of: text)
        }
    }

    /// The next accounts; `nil` at the end.
    func next() throws(Diagnostic) -> [ManifestJob]? {
        guard let stream else {
            defer { whole = [] }
            guard !whole.isEmpty else { return nil }
            var jobs: [ManifestJob] = []
            for job in whole { if let job = try settled(job) { jobs.append(job) } }
            return jobs
        }
        guard let lines = try stream.nextBatch() else { return nil }
        var jobs: [ManifestJob] = []
        for line in lines {
            let job = ManifestJob(
                line: line.number, content: .record(line), id: AccountReader.id(of: line),
                input: line.source.map(Fingerprint.sha256))
            if let job = try settled(job) { jobs.append(job) }
        }
        return jobs
    }

    private func jobs(of text: [UInt8]) throws(Diagnostic) -> [ManifestJob] {
        let input = Fingerprint.sha256(text)
        let payload = PayloadReader.File(name: file, bytes: text)
        guard AccountSource.isOwn(text: text) else { throw .notAccounts(file) }
        let line = NDJSONSplitter.Line(whole: text)
        if let id = AccountReader.id(of: line) {
            return [ManifestJob(line: 1, content: .record(line), id: id, input: input)]
        }
        do {
            let read = try AccountSource.read([payload], .init())
            warnings = read.warnings
            return read.lines.map { line in
                ManifestJob(
                    line: line.number, content: .account(line), id: line.id,
                    // Rows of one account stand anywhere in the file.
                    input: Fingerprint.sha256(Array("\(input) \(line.number)".utf8)))
            }
        } catch {
            throw error.all.first { $0.severity == .error } ?? error.all[0]
        }
    }

    /// `nil` where it belongs to another part.
    private func settled(_ job: ManifestJob) throws(Diagnostic) -> ManifestJob? {
        if let shard, !shard.contains(job.id ?? "\(job.line)") { return nil }
        guard let id = job.id, let input = job.input else { return job }
        var job = job
        let mark = UInt64(input.prefix(16), radix: 16) ?? 0
        if let known = seen.updateValue(mark, forKey: NameDigest(of: id)) {
            job.twin = known == mark ? .sameBytes : .otherBytes
        } else {
            job.earlier = try earlier?.entry(of: id, from: input)
        }
        return job
    }
}

extension Diagnostic {
    fileprivate static func notAccounts(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "accounts-not-own", at: SourceLocation(file: file),
            message: "these are no accounts of our own format",
            hint: "A manifest names accounts: convert a venue's answers first, with marginalia "
                + "convert FILE… --id ID > accounts.ndjson")
    }
}
