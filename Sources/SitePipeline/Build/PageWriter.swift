import MarginModel
import MarkupValidation

/// Renders, checks and writes pages: one page from start to end on one worker, nothing kept.
///
/// A page whose reads are those of the live release is linked from there instead.
struct PageWriter<Sink: PageSink>: Sendable {
    let sink: Sink
    let queue: WorkQueue
    /// The folder inside the release that pages go to.
    let folder: String
    /// What the live release was made from; `nil` where it was checked otherwise.
    let earlier: Ledger?
    /// The same, however it was checked.
    let live: Ledger?
    /// Which of the pages that need no rendering are rendered all the same.
    let sample: PageSample?
    let policy: CheckPolicy
    let publicText: PublicText

    /// A page that fails its check is not written, unless the sink takes it; its diagnostics say why. They are those before any
    /// policy, so that a page which a policy let pass is looked at again when the policy changes.
    func write(
        _ jobs: [PageJob], progress: (@Sendable (Int) -> Void)? = nil
    ) async -> [WrittenPage] {
        await queue.map(jobs, state: { PageChecker() }, progress: progress) { job, checker in
            let start = ContinuousClock.now
            let recipe = job.recipe()
            let entry = earlier?.entry(of: job.path)
            let isUnchanged = entry.map { !$0.reads.isEmpty && $0.reads == recipe.reads } ?? false
            let isSampled = isUnchanged && sample?.contains(job.path) == true
            let held = live?.entry(of: job.path)
            let isRead = isSampled || sample?.reads(job.path) == true
            let isDamaged = isRead && held.map { hasLostBytes(job, $0) } == true
            if isUnchanged, !isSampled, !isDamaged, let entry,
                let page = link(job, entry, since: start)
            {
                return page
            }
            var page = render(job, recipe, entry, isSampled: isSampled, checker, since: start)
            // What came out as it was before stands in for the live file, which is looked at then too.
            page.isHealed =
                isDamaged
                || !isRead && sample != nil && held?.sha256 == page.sha256
                    && held.map { hasLostBytes(job, $0) } == true
            return page
        }
    }

    /// Whether the live release's file has other bytes than were written: a disk may lose some without any
    /// other sign. One that is gone is made anew, which is no news.
    private func hasLostBytes(_ job: PageJob, _ entry: LedgerEntry) -> Bool {
        sink.lastBytes(of: place(of: job)).map { Fingerprint.sha256($0) != entry.sha256 } ?? false
    }

    /// `nil` when the live release's file is not what its ledger says, or cannot be linked.
    private func link(
        _ job: PageJob, _ entry: LedgerEntry, since start: ContinuousClock.Instant
    ) -> WrittenPage? {
        var diagnostics = entry.diagnostics
        do throws(Diagnostic) {
            guard try sink.link(place(of: job), as: entry.stamp) else { return nil }
        } catch {
            diagnostics.append(error)
        }
        return WrittenPage(
            path: job.path, source: job.source, origin: .linked, reads: entry.reads,
            byteCount: entry.byteCount, sha256: entry.sha256, facts: entry.facts,
            diagnostics: diagnostics, stamp: entry.stamp,
            microseconds: (ContinuousClock.now - start).wholeMicroseconds)
    }

    private func render(
        _ job: PageJob, _ recipe: PageRecipe, _ entry: LedgerEntry?, isSampled: Bool,
        _ checker: PageChecker, since start: ContinuousClock.Instant
    ) -> WrittenPage {
        let bytes = recipe.render()
        let sha256 = Fingerprint.sha256(bytes)
        let same = entry.flatMap { $0.sha256 == sha256 ? $0 : nil }
        let checked =
            same == nil ? job.kind.map { checker.check(bytes, path: job.path, kind: $0) } : nil
        var diagnostics =
            same?.diagnostics
            ?? (checked?.diagnostics ?? []) + SiteFileCheck.check(bytes, job.path, publicText)
        if let known = job.sha256, known != sha256 { diagnostics.append(.changed(job)) }
        if isSampled, same == nil { diagnostics.append(.reuseDiffers(job.path)) }
        if sink.takesFailedPages
            || !policy.applied(to: diagnostics).contains(where: { $0.severity == .error })
        {
            do throws(Diagnostic) {
                try sink.write(bytes, to: place(of: job))
            } catch {
                diagnostics.append(error)
            }
        }
        return WrittenPage(
            path: job.path, source: job.source,
            origin: isSampled ? .sampled : same == nil ? .rendered : .sameBytes,
            reads: recipe.reads,
            byteCount: bytes.count, sha256: sha256, facts: same?.facts ?? checked?.facts,
            diagnostics: diagnostics, stamp: sink.stamp(of: place(of: job)),
            microseconds: (ContinuousClock.now - start).wholeMicroseconds)
    }

    func place(of job: PageJob) -> String { "\(folder)/\(job.path)" }
}

extension Duration {
    var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}

extension Diagnostic {
    fileprivate static func changed(_ job: PageJob) -> Diagnostic {
        Diagnostic(
            id: "file-changed", at: SourceLocation(file: job.path),
            message: "\(job.source) changed while the site was built", hint: "Build again.")
    }

    fileprivate static func reuseDiffers(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "page-reuse-differs", at: SourceLocation(file: path),
            message: "an incremental build would have kept this page, and rendering it gives other "
                + "bytes",
            hint: "This is a defect of the program; run with --full and report it.")
    }
}
