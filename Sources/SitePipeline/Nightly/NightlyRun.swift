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
            run.setAsideCount > 0 || run.outcome == .held
                || problems.contains { $0.severity == .error }
        }
    }

    package func run() async throws(RunFailure) -> Summary {
        let store = try site.open()
        let lock = try site.lock(store)
        defer { withExtendedLifetime(lock) {} }
        var problems: [Diagnostic] = []
        let memory = AccountMemory(store: store)
        var remembered: (accounts: [RememberedAccount], realCount: Int?) = ([], nil)
        do {
            remembered = try memory.load()
        } catch {
            problems.append(error)
        }
        let watch = AccountWatch(
            settings.alerts, clock: site.build.clock, remembering: remembered.accounts,
            realCount: remembered.realCount)
        let summary: RunSummary
        do {
            summary = try await site.run(in: store, watching: watch)
        } catch {
            // The failure counts; that its figures could not be written as well is no news.
            if !isTrial { try? writeMetrics(of: nil, error.name, alerts: 0, in: store) }
            throw error
        }
        let watched = watchedReports(of: summary)
        let alerts = watch.alerts(for: watched)
        guard !isTrial else {
            return Summary(
                run: summary, alertCount: alerts.count, problems: problems, purgedDays: [])
        }
        site.progress.show("alerts")
        let unsent = AlertDelivery(
            settings: settings.alerts, folders: site.build.folders, store: store
        ).send(alerts)
        problems += unsent
        var purgedDays: [CivilDate] = []
        do {
            // Where no one is named, no one was told: whoever is named later learns all.
            let isTold = unsent.isEmpty && settings.alerts.namesSomeone
            try memory.save(
                watch.memory(after: watched, told: isTold ? alerts : []),
                realCount: summary.realAccountCount)
            site.progress.show("purging")
            purgedDays = try PrivateStore.purge(in: store, before: firstKeptDay)
        } catch {
            problems.append(error)
        }
        var result = Summary(
            run: summary, alertCount: unsent.isEmpty ? alerts.count : 0, problems: problems,
            purgedDays: purgedDays)
        do {
            try writeMetrics(
                of: summary, result.isPartial ? "partial" : "ok", alerts: result.alertCount,
                in: store)
        } catch {
            result = Summary(
                run: summary, alertCount: result.alertCount, problems: problems + [error],
                purgedDays: purgedDays)
        }
        return result
    }

    /// Samples are watched only on a site that has no real accounts.
    private func watchedReports(of summary: RunSummary) -> [WrittenReport] {
        site.reports?.accountsPath == nil
            ? summary.reports : summary.reports.filter { !$0.isFictional }
    }

    private var firstKeptDay: CivilDate {
        CivilDate(
            daysSinceEpoch: site.build.clock.utc.date.daysSinceEpoch - settings.keptReportDays)
    }

    private func writeMetrics(
        of summary: RunSummary?, _ result: String, alerts: Int, in store: ReleaseStore
    ) throws(Diagnostic) {
        guard let file = settings.metricsFile else { return }
        let text = MetricsText(
            clock: site.build.clock, summary: summary, result: result,
            stages: site.progress.stages, alerts: alerts,
            peakMemoryBytes: RunRecorder.peakMemoryBytes,
            liveSince: store.currentID().flatMap(store.completionSeconds(of:)))
        let path = site.build.folders.resolve(file)
        let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        try Folder(opening: start == path.startIndex ? "." : String(path[..<start])).replace(
            String(path[start...]), with: text.bytes, mode: 0o644)
    }
}
