import ContentIngest
package import MarginModel

/// The nightly run: everything that `SiteRun` does, then alerts, metrics and the purge of old
/// reports, all under one lock.
package struct NightlyRun: Sendable {
    private let site: SiteRun
    private var settings: NightlySettings { site.build.settings.nightly }
    private var isTrial: Bool { site.publication == .dryRun }

    package init(_ site: SiteRun) { self.site = site }

    package struct Summary: Sendable {
        package let run: RunSummary
        /// How many alerts went out, or in a trial would have.
        package let alertCount: Int
        /// What failed after the site was published, and never undoes it.
        package let problems: [Diagnostic]
        /// Days whose reports are gone.
        package let purgedDays: [CivilDate]
        /// Something was set aside, left out, not sent or, after a rollback, not published.
        package var isPartial: Bool {
            run.setAsideCount > 0 || run.incompleteCount > 0 || run.isHeld
                || !run.afterSwap.isEmpty
                || !problems.isEmpty
        }
    }

    /// Shows in the figures that a run failed before it could begin: where they go, an earlier one has
    /// kept.
    package static func fail(_ failure: RunFailure, in folders: SiteFolders) {
        // The failure counts, not that it cannot be shown. A run that holds the lock shows its own.
        if case .lockHeld = failure { return }
        guard let store = try? ReleaseStore(reading: folders.output),
            (try? store.root.requireOwner()) != nil,
            let file = MetricsFile.remembered(in: store, of: folders)
        else { return }
        try? file.update { text in
            text.begin(at: SystemClock.now)
            text.end(
                failure.name, nil, at: SystemClock.now, alerts: 0, stages: [],
                liveSince: store.journal().liveSince)
        }
    }

    package func run() async throws(RunFailure) -> Summary {
        let (store, lock) = try opened()
        defer { withExtendedLifetime(lock) {} }
        var problems = begin(in: store)
        let memory = AccountMemory(store: store)
        var realCount: Int?
        var known: AccountWatch.Known = { _ in }
        do {
            // Whether it can be read has to be known before anything follows from it.
            realCount = try memory.each { _ in }
            known = { (body) throws(Diagnostic) in try memory.each(body) }
        } catch {
            problems.append(error)
        }
        let watch = AccountWatch(
            settings: settings.alerts, clock: site.build.clock,
            watchesSamples: site.reports?.accountsPath == nil, realCount: realCount, known: known)
        let summary: RunSummary
        do {
            summary = try await site.run(in: store, watching: watch)
        } catch {
            // The failure counts; that its figures could not be written as well is no news.
            _ = end(with: error.name, nil, alerts: 0, in: store)
            throw error
        }
        var alerts: [Alert] = []
        problems += Diagnostic.warnings { () throws(Diagnostic) in
            alerts = try watch.alerts(for: summary.reports)
        }
        guard !isTrial else {
            return Summary(
                run: summary, alertCount: alerts.count, problems: problems, purgedDays: [])
        }
        site.progress.show("alerts")
        let unsent = AlertDelivery(
            settings: settings.alerts, folders: site.build.folders, store: store
        ).send(alerts)
        problems += unsent
        problems += Diagnostic.warnings { () throws(Diagnostic) in
            // Where no one is named, no one was told: whoever is named later learns all.
            let isTold = unsent.isEmpty && settings.alerts.namesSomeone
            try memory.save(realCount: summary.realAccountCount) { (write) throws(Diagnostic) in
                try watch.remember(summary.reports, isTold: isTold, write)
            }
        }
        problems += Diagnostic.warnings { () throws(Diagnostic) in
            guard site.reports != nil else { return }
            let outcome = try ReportDelivery(
                settings: site.build.settings.reports.delivery, clock: site.build.clock
            ).run(PrivateStore(in: store, for: site.build.clock.utc.date))
            problems += outcome.problems
        }
        site.progress.show("purging")
        var purgedDays: [CivilDate] = []
        problems += Diagnostic.warnings { () throws(Diagnostic) in
            purgedDays = try purge(store)
            if !purgedDays.isEmpty, let key = try site.build.keyFile.read() {
                var ids: Set<String> = []
                try PrivateNames.read(below: store.path) { ids.insert($0) }
                try HistoryStore(in: store, key: key).purge(keeping: ids)
            }
        }
        // All this follows the swap.
        let result = Summary(
            run: summary, alertCount: unsent.isEmpty ? alerts.count : 0,
            problems: problems.map(\.asWarning), purgedDays: purgedDays)
        let unwritten = end(
            with: result.isPartial ? "partial" : "ok", summary, alerts: result.alertCount, in: store
        )
        return Summary(
            run: summary, alertCount: result.alertCount,
            problems: result.problems + unwritten, purgedDays: purgedDays)
    }

    private func opened() throws(RunFailure) -> (ReleaseStore, OutputLock) {
        do throws(RunFailure) {
            let store = try site.open()
            return (store, try site.lock(store))
        } catch {
            if !isTrial { Self.fail(error, in: site.build.folders) }
            throw error
        }
    }

    private var metrics: MetricsFile? {
        isTrial
            ? nil
            : settings.metricsFile.map { MetricsFile(path: site.build.folders.resolve($0)) }
    }

    /// The first act of a run: whoever looks at the figures must not take those of the last run for its.
    private func begin(in store: ReleaseStore) -> [Diagnostic] {
        isTrial
            ? []
            : Diagnostic.warnings { () throws(Diagnostic) in
                try MetricsFile.remember(settings.metricsFile, in: store)
                try metrics?.update { $0.begin(at: SystemClock.now) }
            }
    }

    /// - Parameter summary: `nil`: the run was stopped.
    /// - Returns: Why the figures are not those of this run.
    private func end(
        with result: String, _ summary: RunSummary?, alerts: Int, in store: ReleaseStore
    ) -> [Diagnostic] {
        Diagnostic.warnings { () throws(Diagnostic) in
            try metrics?.update { text in
                text.end(
                    result, summary, at: SystemClock.now, alerts: alerts,
                    stages: site.progress.stages, liveSince: store.journal().liveSince)
            }
        }
    }

    /// Removes the reports of days that are no longer kept.
    private func purge(_ store: ReleaseStore) throws(Diagnostic) -> [CivilDate] {
        let days: Int
        switch site.build.settings.reports.kept {
        case .nights(let count):
            return try PrivateStore.purge(in: store, before: nil, keeping: count)
        case .days(let count): days = count
        case nil: days = settings.keptReportDays
        }
        let today = site.build.clock.utc.date.daysSinceEpoch
        return try PrivateStore.purge(
            in: store, before: CivilDate(daysSinceEpoch: today - days))
    }
}
