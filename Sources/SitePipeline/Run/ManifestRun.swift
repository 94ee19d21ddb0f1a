import ContentIngest
import Glibc
import MarkupValidation
package import MarginModel
import PageRendering
import Synchronization

/// Which reports are wanted of a run that engines start.
package struct ManifestRequest: Sendable {
    package enum Destination: Sendable {
        /// `Output/private/<date>`.
        case ownFolder
        case folder(String)
        case pack(String)
    }

    package var accountsPath: String
    package var destination: Destination
    /// `-` for standard output; `nil`: beside the reports of the day in `Output/private`.
    package var manifestPath: String?
    package var formats: [ReportFormat]
    package var sections: ReportExtent?
    package var shard: ReportShard?
    /// The digest of the inputs that the run must have.
    package var inputs: String?
    /// How many accounts must come.
    package var expectedCount: Int?
    /// How many of a hundred accounts must get a report.
    package var minimumShare: Decimal?
    /// The manifest of an earlier run.
    package var earlierPath: String?
    package var allowsEmpty: Bool
    package var isIsolated: Bool

    package init(
        accountsPath: String, destination: Destination, manifestPath: String?,
        formats: [ReportFormat] = ReportFormat.usual, sections: ReportExtent? = nil,
        shard: ReportShard? = nil, inputs: String? = nil, expectedCount: Int? = nil,
        minimumShare: Decimal? = nil, earlierPath: String? = nil, allowsEmpty: Bool = false,
        isIsolated: Bool = false
    ) {
        self.accountsPath = accountsPath
        self.destination = destination
        self.manifestPath = manifestPath
        self.formats = formats
        self.sections = sections
        self.shard = shard
        self.inputs = inputs
        self.expectedCount = expectedCount
        self.minimumShare = minimumShare
        self.earlierPath = earlierPath
        self.allowsEmpty = allowsEmpty
        self.isIsolated = isIsolated
    }
}

/// Writes reports of accounts that stream by, and a manifest of them: what an engine runs on a part of a
/// night. It takes no lock, looks at nothing that other runs write, and what it holds does not grow with
/// the accounts but for some 30 bytes of each.
package struct ManifestRun: Sendable {
    let build: SiteBuild
    let request: ManifestRequest
    let progress: (any BuildProgress)?

    /// How many reports one process makes.
    private static let share = 64

    package init(build: SiteBuild, request: ManifestRequest, progress: (any BuildProgress)?) {
        self.build = build
        self.request = request
        self.progress = progress
    }

    package struct Summary: Sendable {
        package let end: ReportManifest.End
        /// Where the files are.
        package let place: String
        package let manifestPath: String
        package let warnings: [Diagnostic]
    }

    package func run() async throws(RunFailure) -> Summary {
        try checkPlaces()
        let prepared = try await build.prepare()
        let key = try key()
        let run = String(UInt64.random(in: .min ... .max), radix: 36)
        let target = try target()
        let reports = try builder(prepared, key: key)
        let head = ReportInputs(
            prepared, key: key, clock: build.clock, formats: reports.formats,
            sections: request.sections, pack: target.pack.map(SiteFolders.name)
        ).head
        if let wanted = request.inputs, wanted != head.inputs {
            throw .configuration(Diagnostics([.otherInputs(head)]))
        }
        let earlier: EarlierManifest?
        let source: ManifestSource
        do {
            earlier = try request.earlierPath.map { (path) throws(Diagnostic) in
                try EarlierManifest(path)
            }
            source = try ManifestSource(
                request.accountsPath, shard: request.shard,
                since: earlier?.head.inputs == head.inputs ? earlier : nil,
                unless: { StopSignal.isReceived })
        } catch {
            throw Self.failure(ofInput: error)
        }
        var outputs: Outputs
        do {
            outputs = try Outputs(
                folder: target.pack == nil ? ReportFolder(target.folder, run: run) : nil,
                pack: target.pack.map { (path) throws(Diagnostic) in
                    try ReportPack(path, run: run, clock: build.clock)
                },
                manifest: ManifestOutput(target.manifest, run: run))
            try outputs.manifest.write(ReportManifestJSON.line(head))
        } catch {
            throw RunFailure(opening: error)
        }
        let worker = ManifestWorker(
            build: reports, head: head, file: source.file, folder: outputs.folder,
            earlier: earlier)
        let end = try await write(from: source, worker, to: &outputs)
        try check(end.count, source)
        return Summary(
            end: end.end, place: target.pack ?? target.folder, manifestPath: target.manifest,
            warnings: source.warnings)
    }

    private struct Outputs {
        let folder: ReportFolder?
        let pack: ReportPack?
        let manifest: ManifestOutput
        var count = ManifestCount()

        /// Adds an answer's files and its line.
        mutating func take(_ answer: ManifestWorker.Answer) throws(Diagnostic) {
            let record: ReportManifestReader.Record
            do {
                record = try ReportManifestReader.read(
                    answer.line, at: SourceLocation(file: "<manifest>"))
            } catch {
                throw error.all[0]
            }
            guard case .account(var entry) = record else { return }
            if let pack {
                for (index, bytes) in zip(entry.files.indices, answer.contents) {
                    entry.files[index].offset = try pack.append(
                        bytes, as: entry.files[index].name)
                }
            }
            try manifest.write(ReportManifestJSON.line(entry))
            count.add(entry)
        }

        /// Of a pack nothing stands before all of it does.
        func finish(isComplete: Bool, isBroken: Bool) throws(Diagnostic) {
            if isBroken, let pack {
                pack.discard()
                return manifest.discard()
            }
            try pack?.finish()
            // A manifest never tells of more than the disk holds.
            if folder != nil { sync() }
            do {
                try manifest.write(ReportManifestJSON.line(count.end(isComplete: isComplete)))
            } catch  where isBroken {
                // The lines so far are worth keeping without their end.
            }
            try manifest.finish()
        }
    }

    private func write(
        from source: ManifestSource, _ worker: ManifestWorker, to outputs: inout Outputs
    ) async throws(RunFailure) -> (count: ManifestCount, end: ReportManifest.End) {
        let hasFailed = Flag()
        var queue = ProcessQueue(queue: build.queue, isIsolated: request.isIsolated)
        queue.isStopped = { StopSignal.isReceived || hasFailed.isSet }
        var pending: [ManifestJob] = []
        var isRead = false
        var failure: RunFailure?
        var current = outputs
        do {
            try await queue.run(
                { () throws(Diagnostic) in
                    while !isRead, pending.count < Self.share {
                        guard let jobs = try source.next(), !StopSignal.isReceived else {
                            isRead = true
                            break
                        }
                        pending += jobs
                    }
                    guard !pending.isEmpty else { return nil }
                    defer { pending.removeFirst(min(Self.share, pending.count)) }
                    return Array(pending.prefix(Self.share))
                }, state: { PageChecker() }
            ) { job, checker in
                worker.answer(job, checker).packed
            } take: { job, answer in
                guard failure == nil else { return }
                let answer =
                    answer.flatMap(ManifestWorker.Answer.init(unpacking:))
                    ?? .init(ManifestWorker.defect(job, file: source.file))
                do throws(Diagnostic) {
                    if let problem = answer.problems.first { throw problem }
                    try current.take(answer)
                } catch {
                    failure = .publish(error)
                    hasFailed.set()
                }
                progress?.advance("reports", by: 1, of: request.expectedCount ?? 0)
            }
        } catch {
            failure = failure ?? Self.failure(ofInput: error)
        }
        outputs = current
        let isComplete = failure == nil && !StopSignal.isReceived
        do {
            try outputs.finish(isComplete: isComplete, isBroken: failure != nil)
        } catch {
            failure = failure ?? .publish(error)
        }
        if let failure { throw failure }
        return (outputs.count, outputs.count.end(isComplete: isComplete))
    }

    // MARK: What comes in

    private static func failure(ofInput problem: Diagnostic) -> RunFailure {
        problem.kind == .disk ? .publish(problem) : .input(Diagnostics([problem]))
    }

    /// Holds what came in against what was to come; a run that was stopped says nothing of it.
    private func check(_ count: ManifestCount, _ source: ManifestSource) throws(RunFailure) {
        guard !StopSignal.isReceived else { return }
        if count.lineCount == 0, !request.allowsEmpty, request.expectedCount != 0 {
            throw .input(Diagnostics([.noAccounts(in: request.accountsPath)]))
        }
        if let problem = ManifestGate(
            expectedCount: request.expectedCount, minimumShare: request.minimumShare
        ).problem(of: count, in: source.file) {
            throw .stale(Diagnostics([problem]))
        }
    }

    // MARK: Places

    private struct Target {
        var folder: String
        var pack: String?
        var manifest: String
    }

    private func target() throws(RunFailure) -> Target {
        var target = Target(folder: "", pack: nil, manifest: request.manifestPath ?? "")
        switch request.destination {
        case .folder(let path): target.folder = path
        case .pack(let path): target.pack = path
        case .ownFolder: break
        }
        guard target.folder.isEmpty && target.pack == nil || target.manifest.isEmpty else {
            return target
        }
        do {
            let store = try ReleaseStore(opening: build.folders.output)
            let own = try PrivateStore(in: store, for: build.clock.utc.date).path
            if target.folder.isEmpty { target.folder = own }
            let part = request.shard.map { "-\($0.number)-\($0.count)" } ?? ""
            if target.manifest.isEmpty {
                target.manifest = SiteFolders.join(own, "manifest\(part).ndjson")
            }
        } catch {
            throw RunFailure(opening: error)
        }
        return target
    }

    /// Nothing private goes where what is published comes from or lies.
    private func checkPlaces() throws(RunFailure) {
        var paths = [request.manifestPath].compactMap(\.self).filter { $0 != "-" }
        switch request.destination {
        case .folder(let path), .pack(let path): paths.append(path)
        case .ownFolder: break
        }
        let files = FileReader()
        let published = SiteFolders.join(build.folders.output, "releases")
        for path in paths
        where files.isInside(path, build.folders.content) || files.isInside(path, published) {
            throw .configuration(Diagnostics([.placePublic(path)]))
        }
        guard !files.isInside(request.accountsPath, build.folders.content) else {
            throw .input(Diagnostics([.insideContent(request.accountsPath)]))
        }
    }

    /// The secret behind names. Workers of one night share it, so the first of them must not make it.
    private func key() throws(RunFailure) -> [UInt8] {
        do throws(Diagnostic) {
            if let key = try build.keyFile.read() { return key }
            guard request.inputs == nil else { throw Diagnostic.noKey(build.keyFile.path) }
            let store = try ReleaseStore(opening: build.folders.output)
            return try build.keyFile.key(for: store, acceptsOther: false)
        } catch {
            throw .configuration(Diagnostics([error]))
        }
    }

    private func builder(
        _ prepared: SiteBuild.Prepared, key: [UInt8]
    ) throws(RunFailure) -> ReportBuild {
        do {
            return try ReportRun(
                build: build,
                request: ReportRequest(
                    accountsPath: request.accountsPath, includesSamples: false,
                    formats: request.formats, sections: request.sections,
                    isIsolated: request.isIsolated),
                progress: nil
            ).builder(prepared, key: key)
        } catch {
            throw .content(error)
        }
    }
}

private final class Flag: Sendable {
    private let value = Atomic<Bool>(false)
    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}

extension Diagnostic {
    fileprivate static func otherInputs(_ head: ReportManifest.Head) -> Diagnostic {
        Diagnostic(
            id: "inputs-differ", at: SourceLocation(file: "<arguments>"),
            message: "this run has the inputs \(head.inputs), not those that --inputs names",
            hint: "Compare the heads of two manifests: settings, sheets, templates, content, key, "
                + "program (\(head.program)), clock (\(head.clock)), formats or sections differ.")
    }

    fileprivate static func placePublic(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "output-public", at: SourceLocation(file: path),
            message: "reports and their manifest would lie where what is published comes from",
            hint: "Name a place outside Content and the releases.")
    }

    fileprivate static func noKey(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "key-absent", at: SourceLocation(file: path),
            message: "there is no key file, and workers of one night must share one",
            hint: "Copy it from where the digest for --inputs was made.")
    }
}
