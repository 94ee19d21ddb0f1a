import MarginModel
import MarginRules
import PageRendering

/// One run that ends in a release: `build`, or `nightly` with reports.
package struct SiteRun: Sendable {
    package enum Publication: Sendable {
        /// Swap the link, test through it, purge old releases.
        case publish
        /// Keep the release without making it live.
        case keep
        /// Do all but write a release.
        case dryRun
    }

    let build: SiteBuild
    let publication: Publication
    /// Warnings fail the run.
    let isStrict: Bool
    /// `nil`: no reports.
    let reports: ReportRequest?
    let progress: (any BuildProgress)?

    package init(
        build: SiteBuild, publication: Publication, isStrict: Bool, reports: ReportRequest?,
        progress: (any BuildProgress)?
    ) {
        self.build = build
        self.publication = publication
        self.isStrict = isStrict
        self.reports = reports
        self.progress = progress
    }

    /// lock → gates → build → reports → check → compare → swap → smoke test → purge.
    package func run() async throws(RunFailure) -> RunSummary {
        let store = try open()
        let lock = try lock(store)
        defer { withExtendedLifetime(lock) {} }
        progress?.show("reading")
        let prepared = try await build.prepare()
        let ageWarnings = try FreshnessGate(build: build, isStrict: reports != nil)
            .check(prepared.content.snapshot)
        let rendered = try await render(prepared, in: store)
        let written: Reports
        do {
            written = try await writeReports(prepared, in: store)
        } catch {
            if let result = rendered.result { try discard(result.draft) }
            throw error
        }
        guard let result = rendered.result else {
            return RunSummary(
                releaseID: rendered.releaseID, outcome: .unchanged, pageCount: rendered.pageCount,
                reports: written.reports, quarantined: written.quarantined,
                warnings: ageWarnings + rendered.warnings, changes: nil, purged: [])
        }
        return try finish(result, in: store, written, ageWarnings)
    }

    // MARK: Opening

    private func open() throws(RunFailure) -> ReleaseStore {
        do {
            return try ReleaseStore(opening: build.folders.output)
        } catch {
            throw .configuration(Diagnostics([error]))
        }
    }

    private func lock(_ store: ReleaseStore) throws(RunFailure) -> OutputLock {
        do {
            return try OutputLock(of: store, startedAt: build.clock)
        } catch {
            throw error.id == "lock-held" ? .lockHeld(error) : .configuration(Diagnostics([error]))
        }
    }

    // MARK: Rendering

    private struct Rendered {
        let releaseID: String
        let pageCount: Int
        let warnings: [Diagnostic]
        /// `nil` when the live release is the same already.
        let result: SiteBuild.Result?
    }

    /// The same inputs name the same release. If that one is live (or, when the release is only to
    /// be kept, is there at all), the new tree is compared with it and dropped when equal.
    private func render(
        _ prepared: SiteBuild.Prepared, in store: ReleaseStore
    ) async throws(RunFailure) -> Rendered {
        let id = prepared.releaseID(clock: build.clock)
        let standing = publication == .keep ? store.releaseIDs().last : store.currentID()
        if let current = standing, current.hasPrefix(id) {
            let draft = try begin(id, in: store)
            let result = try await render(prepared, into: draft, as: current)
            // A manifest that cannot be read is one that differs.
            let live = try? FileReader().read(store.releasePath(of: current) + "/manifest.json")
            try discard(draft)
            if live == result.manifest.bytes {
                return Rendered(
                    releaseID: current, pageCount: result.manifest.outputs.count,
                    warnings: result.warnings, result: nil)
            }
        }
        let draft = try begin(id, in: store)
        let result = try await render(prepared, into: draft, as: draft.id)
        return Rendered(
            releaseID: draft.id, pageCount: result.manifest.outputs.count,
            warnings: result.warnings, result: result)
    }

    private func begin(
        _ id: String, in store: ReleaseStore
    ) throws(RunFailure) -> ReleaseDraft {
        do {
            return try store.begin(id: id)
        } catch {
            throw .publish(error)
        }
    }

    private func discard(_ draft: ReleaseDraft) throws(RunFailure) {
        do {
            try draft.discard()
        } catch {
            throw .publish(error)
        }
    }

    private func render(
        _ prepared: SiteBuild.Prepared, into draft: ReleaseDraft, as id: String
    ) async throws(RunFailure) -> SiteBuild.Result {
        do throws(RunFailure) {
            let result = try await build.render(prepared, into: draft, as: id, progress: progress)
            if isStrict, result.warnings.contains(where: { $0.severity == .warning }) {
                throw RunFailure.content(Diagnostics(result.warnings))
            }
            return result
        } catch {
            try discard(draft)
            throw error
        }
    }

    // MARK: Reports

    private struct Reports {
        var reports: [WrittenReport] = []
        var quarantined: [Diagnostic] = []
    }

    private func writeReports(
        _ prepared: SiteBuild.Prepared, in store: ReleaseStore
    ) async throws(RunFailure) -> Reports {
        guard let reports, publication != .dryRun else { return Reports() }
        let written = try await ReportRun(
            build: build, request: reports, progress: progress
        ).write(prepared, in: store)
        return Reports(reports: written.reports, quarantined: written.problems)
    }

    // MARK: Publishing

    private func finish(
        _ result: SiteBuild.Result, in store: ReleaseStore, _ written: Reports,
        _ ageWarnings: [Diagnostic]
    ) throws(RunFailure) -> RunSummary {
        do {
            let previous = store.currentID()
            let changes = try ReleaseChanges(
                previousID: previous, previousSite: previous.map(store.sitePath(of:)),
                outputs: result.manifest.outputs)
            try result.draft.write(changes.bytes, to: "changes.json")
            var purged: [String] = []
            let outcome: RunSummary.Outcome
            switch publication {
            case .dryRun:
                try result.draft.discard()
                outcome = .tried
            case .keep:
                try store.keep(result.draft)
                outcome = .kept
            case .publish:
                outcome = .published
                try store.publish(result.draft)
                try smokeTest(result.manifest, in: store, previous: previous)
                purged = try store.purge(keeping: build.settings.keptReleases + 1)
            }
            return RunSummary(
                releaseID: result.draft.id,
                outcome: outcome,
                pageCount: result.manifest.outputs.count, reports: written.reports,
                quarantined: written.quarantined, warnings: ageWarnings + result.warnings,
                changes: changes,
                purged: purged)
        } catch {
            throw .publish(error)
        }
    }

    /// Reads the front page through the link; what is live must be what was built, else the link
    /// goes back.
    private func smokeTest(
        _ manifest: Manifest, in store: ReleaseStore, previous: String?
    ) throws(Diagnostic) {
        let path = SiteFolders.join(store.path, "current/site/index.html")
        let expected = manifest.outputs.first { $0.path == "index.html" }?.sha256
        // A page that cannot be read is not what was built.
        if let bytes = try? FileReader().read(path), Fingerprint.sha256(bytes) == expected {
            return
        }
        if previous != nil { _ = try store.rollback(to: previous) }
        throw .smokeTestFailed(path, restored: previous)
    }
}

extension Diagnostic {
    fileprivate static func smokeTestFailed(
        _ path: String, restored previous: String?
    ) -> Diagnostic {
        Diagnostic(
            id: "smoke-test-failed", at: SourceLocation(file: path),
            message: "the front page read through the link is not the one that was built; "
                + (previous.map { "\($0) is live again" } ?? "there is no release to go back to"),
            hint: "Look for another program that writes to the output folder, then run again.")
    }
}
