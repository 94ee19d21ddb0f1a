import MarginModel
import MarkupValidation

/// Renders, checks and writes pages: one page from start to end on one worker, nothing kept.
///
/// A page that comes out with the bytes of the live release's is linked from there, and what its check found
/// still holds.
struct PageWriter<Sink: PageSink>: Sendable {
    let sink: Sink
    let queue: WorkQueue
    /// The folder inside the release that pages go to.
    let folder: String
    /// What is known of the files that `sink` can take over.
    let live: ReleaseFacts?
    /// A hash of what the checks are made with, besides the pages.
    let checks: String
    /// Which of the live release's files are read; `nil`: none.
    let tenth: NightlyTenth?
    let policy: CheckPolicy
    let publicText: PublicText

    /// A page that fails its check is not written, unless the sink takes it; its diagnostics say why. They
    /// are those before any policy, so that a page which a policy let pass is looked at again when the policy
    /// changes.
    func write(
        _ jobs: [PageJob], progress: (@Sendable (Int) -> Void)? = nil
    ) async -> [WrittenPage] {
        let isCheckedAlike = live?.checks == checks
        return await queue.map(jobs, state: { PageChecker() }, progress: progress) { job, checker in
            let start = ContinuousClock.now
            let known = live?.files[job.path]
            let isDamaged =
                tenth?.contains(job.path) == true && known.map { hasLostBytes(job, $0) } == true
            func linked(_ sha256: String?) -> WrittenPage? {
                guard isCheckedAlike, !isDamaged, let known, known.sha256 == sha256 else {
                    return nil
                }
                return link(job, known, since: start)
            }
            // A copy of a file of content is not read again for nothing.
            if let page = linked(job.sha256) { return page }
            let bytes = job.render()
            let sha256 = Fingerprint.sha256(bytes)
            if let page = linked(sha256) { return page }
            let same = known.flatMap { $0.sha256 == sha256 ? $0 : nil }
            var page = write(
                bytes, sha256, of: job, as: isCheckedAlike ? same : nil, checker, since: start)
            // What came out as it was before stands in for the live file.
            page.isHealed =
                isDamaged || tenth != nil && same.map { hasLostBytes(job, $0) } == true
            return page
        }
    }

    /// Whether the live release's file has other bytes than were written: a disk may lose some without any
    /// other sign. One that is gone is made anew, which is no news.
    private func hasLostBytes(_ job: PageJob, _ known: WrittenPage) -> Bool {
        sink.lastBytes(of: place(of: job)).map { Fingerprint.sha256($0) != known.sha256 } ?? false
    }

    /// `nil` when the live release's file is not the one that is known, or cannot be linked.
    private func link(
        _ job: PageJob, _ known: WrittenPage, since start: ContinuousClock.Instant
    ) -> WrittenPage? {
        var diagnostics = known.diagnostics
        do throws(Diagnostic) {
            guard let stamp = known.stamp, try sink.link(place(of: job), as: stamp) else {
                return nil
            }
        } catch {
            diagnostics.append(error)
        }
        return WrittenPage(
            path: job.path, source: job.source, origin: .linked, byteCount: known.byteCount,
            sha256: known.sha256, stamp: known.stamp, facts: known.facts, diagnostics: diagnostics,
            microseconds: (ContinuousClock.now - start).wholeMicroseconds)
    }

    /// - Parameter same: What is known of a file with these bytes.
    private func write(
        _ bytes: [UInt8], _ sha256: String, of job: PageJob, as same: WrittenPage?,
        _ checker: PageChecker, since start: ContinuousClock.Instant
    ) -> WrittenPage {
        let checked =
            same == nil ? job.kind.map { checker.check(bytes, path: job.path, kind: $0) } : nil
        var diagnostics =
            same?.diagnostics
            ?? (checked?.diagnostics ?? []) + SiteFileCheck.check(bytes, job.path, publicText)
        if let known = job.sha256, known != sha256 { diagnostics.append(.changed(job)) }
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
            path: job.path, source: job.source, origin: same == nil ? .checked : .written,
            byteCount: bytes.count, sha256: sha256, stamp: sink.stamp(of: place(of: job)),
            facts: same?.facts ?? checked?.facts, diagnostics: diagnostics,
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
}
