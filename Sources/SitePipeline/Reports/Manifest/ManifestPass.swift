import ContentIngest
import Glibc
import MarkupValidation
package import MarginModel
import PageRendering
import Synchronization

/// What a run with a manifest came to.
package struct ManifestSummary: Sendable {
    package let end: ReportManifest.End
    /// Where the files are.
    package let place: String
    package let manifestPath: String
    package let warnings: [Diagnostic]
}

/// Takes accounts that stream by to their files and their lines of a manifest: what all verbs that engines run
/// have in common.
struct ManifestPass: Sendable {
    let request: ManifestRequest
    let place: Place
    let queue: WorkQueue
    let progress: (any BuildProgress)?

    /// Where files and lines go.
    struct Place {
        var folder = ""
        var pack: String?
        var manifest: String

        init(_ request: ManifestRequest) {
            manifest = request.manifestPath ?? ""
            switch request.destination {
            case .folder(let path): folder = path
            case .pack(let path): pack = path
            case .ownFolder: break
            }
        }
    }

    /// How many accounts one process takes.
    private static let share = 64

    /// - Parameters:
    ///   - head: Of the manifest.
    ///   - key: What files are named with.
    ///   - packsLines: Whether a pack has the files as lines, one after the other, and is no tar.
    func run(
        _ head: ReportManifest.Head, key: [UInt8], packsLines: Bool = false,
        make: @escaping ManifestWorker.Make
    ) async throws(RunFailure) -> ManifestSummary {
        if let wanted = request.inputs, wanted != head.inputs {
            throw .configuration(Diagnostics([.otherInputs(head)]))
        }
        let run = String(UInt64.random(in: .min ... .max), radix: 36)
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
                folder: place.pack == nil ? ReportFolder(place.folder, run: run) : nil,
                pack: place.pack.map { (path) throws(Diagnostic) in
                    try ReportPack(path, run: run, clock: packsLines ? nil : head.clock)
                },
                manifest: ManifestOutput(place.manifest, run: run))
            try outputs.manifest.write(ReportManifestJSON.line(head))
        } catch {
            throw RunFailure(opening: error)
        }
        let worker = ManifestWorker(
            make: make, key: key, head: head, file: source.file, folder: outputs.folder,
            earlier: earlier)
        let end = try await write(from: source, worker, to: &outputs)
        try check(end.count, source)
        return ManifestSummary(
            end: end.end, place: place.pack ?? place.folder, manifestPath: place.manifest,
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
        var queue = ProcessQueue(queue: queue, isIsolated: request.isIsolated)
        queue.isStopped = { StopSignal.isReceived || hasFailed.isSet }
        var pending: [ManifestJob] = []
        var isRead = false
        var underWay = 0
        var failure: RunFailure?
        var current = outputs
        do {
            try await queue.run(
                { () throws(Diagnostic) -> [ManifestJob]? in
                    while !isRead, pending.count < Self.share {
                        // A silent input holds up nothing that has come. Few at a time cost more.
                        if !source.isReady {
                            if underWay > 0 { return [] }
                            if !pending.isEmpty { break }
                        }
                        guard let jobs = try source.next(), !StopSignal.isReceived else {
                            isRead = true
                            break
                        }
                        pending += jobs
                    }
                    if isRead, pending.isEmpty { return nil }
                    let jobs = Array(pending.prefix(Self.share))
                    pending.removeFirst(jobs.count)
                    underWay += jobs.count
                    return jobs
                }, state: { PageChecker() }
            ) { job, checker in
                worker.answer(job, checker).packed
            } take: { job, answer in
                underWay -= 1
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
}
