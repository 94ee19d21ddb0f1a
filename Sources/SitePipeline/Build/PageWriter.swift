import MarginModel
import MarkupValidation

/// Renders, checks and writes pages: one page from start to end on one worker, nothing kept.
struct PageWriter: Sendable {
    let draft: ReleaseDraft
    let queue: WorkQueue
    /// The folder inside the release that pages go to.
    let folder: String

    /// A page that fails its check is not written; its diagnostics say why.
    func write(
        _ jobs: [PageJob], progress: (@Sendable (Int) -> Void)? = nil
    ) async -> [WrittenPage] {
        await queue.map(jobs, state: { PageChecker() }, progress: progress) { job, checker in
            let start = ContinuousClock.now
            let bytes = job.render()
            let checked = job.kind.map { checker.check(bytes, path: job.path, kind: $0) }
            var diagnostics = checked?.diagnostics ?? []
            if !diagnostics.contains(where: { $0.severity == .error }) {
                do throws(Diagnostic) {
                    try draft.write(bytes, to: "\(folder)/\(job.path)")
                } catch {
                    diagnostics.append(error)
                }
            }
            return WrittenPage(
                path: job.path, source: job.source, byteCount: bytes.count,
                sha256: Fingerprint.sha256(bytes), facts: checked?.facts,
                diagnostics: diagnostics,
                microseconds: (ContinuousClock.now - start).wholeMicroseconds)
        }
    }
}

extension Duration {
    var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
