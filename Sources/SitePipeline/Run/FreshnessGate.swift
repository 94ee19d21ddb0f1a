import MarginModel

/// Whether the ticker is young enough: a nightly run stops when it is not, a build leaves the
/// prices out and warns.
struct FreshnessGate: Sendable {
    let build: SiteBuild
    /// Whether prices that are too old stop the run.
    let isStrict: Bool

    /// What to warn of. Throws where the gate is closed.
    func check(_ snapshot: Snapshot?) throws(RunFailure) -> [Diagnostic] {
        guard let problem = problem(with: snapshot) else { return [] }
        guard isStrict else { return [problem] }
        throw .stale(Diagnostics([problem]))
    }

    private func problem(with snapshot: Snapshot?) -> Diagnostic? {
        let place = SourceLocation(file: build.folders.content + "/snapshots")
        let severity: Diagnostic.Severity = isStrict ? .error : .warning
        guard let snapshot else {
            return Diagnostic(
                severity, id: "snapshot-absent", at: place,
                message: "there is no ticker snapshot at or before the clock",
                hint: "Import one: marginalia import PAGE --source ID --as-of INSTANT")
        }
        // Pages show it as an example, so nobody takes it for prices of today.
        if snapshot.isExample { return nil }
        let limit = build.settings.maximumAges.tickerSeconds
        let age = build.clock.seconds(since: snapshot.asOf)
        guard age > limit else { return nil }
        return Diagnostic(
            severity, id: "snapshot-stale", at: place,
            message: "the newest ticker is of \(snapshot.asOf), \(age) seconds before the clock; "
                + "site.yml allows \(limit)" + (isStrict ? "" : ", so the pages show no prices"),
            hint: "Import a newer one, or raise ages.ticker in site.yml.")
    }
}
