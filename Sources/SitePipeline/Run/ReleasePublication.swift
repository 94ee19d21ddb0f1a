import MarginModel
import PageRendering

/// The last steps of a release: its records, the comparison with the live one, the swap, the test
/// through the link.
struct ReleasePublication: Sendable {
    let store: ReleaseStore
    let publication: SiteRun.Publication
    /// For the journal.
    let verb: String
    /// How much smaller a release may be; `nil`: as small as it is.
    let limits: ReleaseLimits?

    struct Published {
        let outcome: RunSummary.Outcome
        let changes: ReleaseDiff
        /// What went wrong when it was live already.
        let problems: [Diagnostic]
    }

    /// - Parameter report: Makes the build report, when everything before the swap is done.
    func finish(
        _ result: SiteBuild.Result, in draft: ReleaseDraft, progress: any BuildProgress,
        report: () -> BuildReport
    ) throws(RunFailure) -> Published {
        progress.show("comparing")
        let previous = store.currentID()
        do {
            let changes = try ReleaseDiff(
                from: previous, at: previous.map(store.releasePath(of:)), to: result.manifest,
                at: draft.path)
            let losses =
                limits.map {
                    LossGate(limits: $0).problems(
                        with: changes, moved: result.redirects.leadingOn(changes.removed))
                } ?? []
            if !losses.isEmpty {
                throw RunFailure.check(Diagnostics(losses))
            }
            try writeRecords(of: result, in: draft, changes, report())
            let shown = try show(draft, result.manifest, previous: previous, progress)
            return Published(
                outcome: shown.outcome, changes: changes, problems: shown.problems)
        } catch let failure as RunFailure {
            ReleaseRendering.discard(draft)
            throw failure
        } catch let problem as Diagnostic {
            // What is left of the draft is put aside by the next run.
            throw .publish(problem)
        } catch {
            preconditionFailure("the store throws nothing else")
        }
    }

    private func writeRecords(
        of result: SiteBuild.Result, in draft: ReleaseDraft, _ changes: ReleaseDiff,
        _ report: BuildReport
    ) throws(Diagnostic) {
        try draft.write(result.check.bytes, to: "check.json")
        try draft.write(result.check.html, to: "check.html")
        try draft.write(changes.json, to: "changes.json")
        try draft.write(changes.html(all: "changes.json"), to: "changes.html")
        try draft.write(report.json, to: "build-report.json")
        try draft.write(report.html, to: "build-report.html")
    }

    private func show(
        _ draft: ReleaseDraft, _ manifest: Manifest, previous: String?,
        _ progress: any BuildProgress
    ) throws(Diagnostic) -> (outcome: RunSummary.Outcome, problems: [Diagnostic]) {
        switch publication {
        case .dryRun:
            try draft.discard()
            return (.tried, [])
        case .keep:
            try store.keep(draft, by: verb)
            return (.kept, [])
        case .publish:
            progress.show("publishing")
            let problems = try store.publish(draft, by: verb)
            progress.show("testing")
            return (.published, problems + (try smokeTest(manifest, previous: previous)))
        }
    }

    /// Reads the front page through the link; what is live must be what was built, else the link
    /// goes back.
    ///
    /// - Throws: When it went back.
    /// - Returns: What is wrong where it could not.
    private func smokeTest(
        _ manifest: Manifest, previous: String?
    ) throws(Diagnostic) -> [Diagnostic] {
        let path = SiteFolders.join(store.path, "current/site/index.html")
        let expected = manifest.outputs.first { $0.path == "index.html" }?.sha256
        // A page that cannot be read is not what was built.
        if let bytes = try? FileReader().read(path), Fingerprint.sha256(bytes) == expected {
            return []
        }
        do {
            try store.restore(previous)
        } catch {
            return [.smokeTestFailed(path, "the link could not go back, so it is live"), error]
        }
        throw .smokeTestFailed(
            path, previous.map { "\($0) is live again" } ?? "it was the first, so none is live")
    }
}

extension Diagnostic {
    fileprivate static func smokeTestFailed(_ path: String, _ outcome: String) -> Diagnostic {
        Diagnostic(
            id: "smoke-test-failed", at: SourceLocation(file: path),
            message: "the front page read through the link is not the one that was built; "
                + outcome,
            hint: "Look for another program that writes to the output folder, then run again.")
    }
}
