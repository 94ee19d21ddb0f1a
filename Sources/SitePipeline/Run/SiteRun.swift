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
    /// What a nightly run writes for accounts; `nil`: no reports, no gates, no stand-ins.
    let reports: ReportRequest?
    /// Publishes what the gates on jumps, gaps and losses would stop.
    var acceptsChanges: Bool { build.acceptsChanges }
    /// Whether a release that an operator went back to stays live until people change something.
    let holdsRollbacks: Bool
    let progress: RunRecorder

    package init(
        build: SiteBuild, publication: Publication, isStrict: Bool, reports: ReportRequest?,
        acceptsChanges: Bool = false, holdsRollbacks: Bool = true,
        progress: (any BuildProgress)?
    ) {
        var build = build
        build.acceptsChanges = acceptsChanges
        self.build = build
        self.publication = publication
        self.isStrict = isStrict
        self.reports = reports
        self.holdsRollbacks = holdsRollbacks
        self.progress = RunRecorder(progress)
    }

    /// lock → gates → build → reports → check → compare → swap → smoke test → purge.
    package func run() async throws(RunFailure) -> RunSummary {
        let store = try open()
        let lock = try lock(store)
        defer { withExtendedLifetime(lock) {} }
        return try await run(in: store, watching: nil)
    }

    /// For the journal.
    private var verb: String { reports == nil ? "build" : "nightly" }

    /// The same under a lock that the caller holds. A release that was refused or held is in the journal.
    ///
    /// - Parameter watch: Knows the states of accounts from the run before.
    func run(
        in store: ReleaseStore, watching watch: AccountWatch?
    ) async throws(RunFailure) -> RunSummary {
        do {
            var summary = try await releasing(in: store, watching: watch)
            if reports != nil, publication == .publish {
                summary.afterSwap += Diagnostic.warnings { () throws(Diagnostic) in
                    try NightlyTenth.endTurn(in: store)
                }
            }
            guard summary.isHeld, let hold = summary.hold else { return summary }
            summary.warnings.append(.held(by: hold, in: store, of: build.folders))
            if publication == .publish {
                summary.afterSwap += Diagnostic.warnings { () throws(Diagnostic) in
                    try store.record(.held, hold.live, by: verb, why: "not \(hold.left)")
                }
            }
            return summary
        } catch {
            // The failure is what counts; that the journal could not take it either is no news.
            if publication == .publish {
                try? store.record(.refused, nil, by: verb, why: error.cause)
            }
            throw error
        }
    }

    private func releasing(
        in store: ReleaseStore, watching watch: AccountWatch?
    ) async throws(RunFailure) -> RunSummary {
        progress.show("reading")
        let rescue = reports.map { _ in
            ContentRescue(
                build.settings.nightly.failures, content: build.folders.content,
                copies: GoodVersions.path(in: store))
        }
        async let live = ReleaseRendering.liveFacts(in: store, on: build.queue)
        async let spare = ReleaseRendering.spare(of: store)
        let prepared = try await build.prepare(rescue: rescue)
        var warnings = try gate(prepared.content)
        var searching = build
        var survey: AccountSurvey?
        if let reports {
            let found = try await reportRun(reports).survey(prepared, in: store)
            warnings += try gate(found, since: watch)
            searching.accountNames = found.names
            survey = found
        } else if let path = build.accountsPath {
            // A page may hold an id before the first report of its account is made.
            do {
                searching.accountNames = try await names(at: path, prepared, in: store)
            } catch {
                warnings.append(.idsUnknown(at: path))
            }
        }
        let hold = store.journal().hold
        let isHeld = isHeld(by: hold, prepared, in: store)
        let rendered = try await ReleaseRendering(
            build: searching, store: store,
            standing: publication == .keep ? store.releaseIDs().last : store.currentID(),
            live: live, spare: spare, isStrict: isStrict,
            tenth: reports.map { _ in NightlyTenth(readingBelow: store.path) }, progress: progress
        ).render(prepared, rescue)
        // Giving the memory of ten thousand pages back takes a while, and nothing waits for it.
        defer { Task.detached { [rendered, prepared] in _ = (rendered, prepared) } }
        let written: WrittenReports
        do {
            written = try await writeReports(rendered.prepared, survey, in: store)
        } catch {
            if let made = rendered.made { ReleaseRendering.discard(made.draft) }
            throw error
        }
        let content = rendered.prepared.content
        var summary = RunSummary(
            releaseID: rendered.releaseID, outcome: .unchanged,
            pageCount: rendered.pageCount, reports: written.reports,
            quarantined: content.setAside + written.problems,
            warnings: warnings + rendered.warnings, leftOut: rendered.leftOut, clock: build.clock,
            clockPlace: build.clockPlace)
        summary.realAccountCount = survey?.foundCount ?? 0
        summary.hold = hold
        guard let (result, draft) = rendered.made else { return summary }
        let published = try ReleasePublication(
            store: store, publication: isHeld ? .dryRun : publication, verb: verb,
            limits: reports == nil || acceptsChanges || isHeld
                ? nil : build.settings.nightly.limits
        ).finish(result, in: draft, progress: progress) {
            report(of: result, in: draft, content.setAside, written.reports, watch)
        }
        summary.isHeld = isHeld
        summary.outcome = isHeld && publication == .publish ? .held : published.outcome
        summary.changes = published.changes
        summary.afterSwap = published.problems.map(\.asWarning) + result.damage
        guard published.outcome == .published else { return summary }
        summary.afterSwap += Diagnostic.warnings { () throws(Diagnostic) in
            guard let rescue else { return }
            try GoodVersions(in: store, rescue).save(rendered.prepared.inputs, of: build.folders)
        }
        summary.afterSwap += Diagnostic.warnings { () throws(Diagnostic) in
            try TickerMemory(readingBelow: store.path)
                .save(content, accepts: acceptsChanges, in: store)
        }
        summary.afterSwap += Diagnostic.warnings { () throws(Diagnostic) in
            summary.purged = try store.purge(keeping: build.settings.keptReleases + 1)
        }
        return summary
    }

    // MARK: Opening

    func open() throws(RunFailure) -> ReleaseStore {
        do {
            return try ReleaseStore(opening: build.folders.output)
        } catch {
            throw RunFailure(opening: error)
        }
    }

    func lock(_ store: ReleaseStore) throws(RunFailure) -> OutputLock {
        do {
            return try OutputLock(of: store)
        } catch {
            throw RunFailure(opening: error)
        }
    }

    // MARK: Steps

    /// What to warn of. Throws where a gate is closed.
    private func gate(_ content: SiteContent) throws(RunFailure) -> [Diagnostic] {
        progress.show("gates")
        let ticker = content.ticker
        guard reports != nil else { return ticker.age.map { [$0.asWarning] } ?? [] }
        let showsPrices = !build.settings.sectionsOff.contains(.prices)
        if showsPrices, let age = ticker.age { throw .stale(Diagnostics([age])) }
        if !acceptsChanges, !ticker.changes.isEmpty { throw .stale(Diagnostics(ticker.changes)) }
        return []
    }

    /// The ids of the accounts that a night would report on.
    private func names(
        at path: String, _ prepared: SiteBuild.Prepared, in store: ReleaseStore
    ) async throws -> PrivateNames {
        // What can be read only once is the night's.
        guard try !AccountSpool.isNeeded(for: path) else { throw Diagnostic.idsUnknown(at: path) }
        let request = ReportRequest(accountsPath: path, includesSamples: true)
        return try await reportRun(request).survey(prepared, in: store).names
    }

    /// What to warn of in the number of accounts. Throws where the gate is closed.
    private func gate(
        _ survey: AccountSurvey, since watch: AccountWatch?
    ) throws(RunFailure) -> [Diagnostic] {
        // One that cannot be read tonight may be any of those that are missed.
        let missed = watch?.missed(survey.knows) ?? 0
        let problems = AccountGate(lostPercent: build.settings.nightly.gates.lostAccountsPercent)
            .problems(
                at: reports?.accountsPath, count: survey.foundCount,
                gone: missed - survey.refusedCount, before: watch?.realCount)
        if !problems.isEmpty, !acceptsChanges {
            throw .stale(Diagnostics(survey.problems.all + problems))
        }
        return problems.map(\.asWarning)
    }

    /// Whether this night, or the one that it tries, leaves the release in place that an operator went back to: until people
    /// change something. Prices and news change by themselves.
    private func isHeld(
        by hold: Journal.Hold?, _ prepared: SiteBuild.Prepared, in store: ReleaseStore
    ) -> Bool {
        guard let hold, reports != nil, holdsRollbacks else { return false }
        func written(_ files: [(path: String, sha256: String)]) -> [String] {
            let passing = ["snapshots/", "history/", "news"].map { "Content/" + $0 }
            return files.filter { file in !passing.contains { file.path.hasPrefix($0) } }
                .map { "\($0.path) \($0.sha256)" }.sorted()
        }
        // Without the record of what was left nobody can say that anything has changed.
        guard
            let left = try? ReleaseVerification.record(of: store.releasePath(of: hold.left))
        else { return true }
        return written(left.inputs.map { ($0.path, $0.sha256) })
            == written(prepared.inputs.map { ($0.path, $0.sha256) })
    }

    private func reportRun(_ request: ReportRequest) -> ReportRun {
        ReportRun(build: build, request: request, progress: progress)
    }

    private func writeReports(
        _ prepared: SiteBuild.Prepared, _ survey: AccountSurvey?, in store: ReleaseStore
    ) async throws(RunFailure) -> WrittenReports {
        guard let reports, let survey else {
            return WrittenReports(reports: [], folder: nil, problems: [])
        }
        progress.show("reports")
        return try await reportRun(reports)
            .write(prepared, survey, in: publication == .dryRun ? nil : store)
    }

    private func report(
        of result: SiteBuild.Result, in draft: ReleaseDraft, _ setAside: [Diagnostic],
        _ reports: [WrittenReport], _ watch: AccountWatch?
    ) -> BuildReport {
        BuildReport(
            release: draft.id, clock: build.clock, workers: build.queue.workers,
            stages: progress.stages, pages: result.manifest.outputs, leftOut: result.leftOut,
            setAside: setAside,
            states: AccountState.allCases.compactMap { state in
                let count = reports.count { $0.state == state }
                return count == 0 ? nil : (state.rawValue, count)
            },
            // What can no longer be read is told when alerts are made.
            transitions: (try? watch?.transitions(to: reports)) ?? [],
            peakMemoryBytes: RunRecorder.peakMemoryBytes)
    }
}

extension Diagnostic {
    fileprivate static func idsUnknown(at path: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "ids-unknown", at: SourceLocation(file: path),
            message:
                "the accounts that site.yml names cannot be read here, so pages are not searched "
                + "for their ids",
            hint: "Look at the file; nightly reads it before the first page is written.")
    }

    fileprivate static func held(
        by hold: Journal.Hold, in store: ReleaseStore, of folders: SiteFolders
    ) -> Diagnostic {
        Diagnostic(
            .warning, id: "release-held",
            at: SourceLocation(file: store.releasePath(of: hold.live)),
            message: "not published because of \(hold.text), since when no article, template, "
                + "setting, sheet or sample has changed",
            hint: "To publish: marginalia release --resume\(folders.option)")
    }
}
