import MarginModel
import MarginRules
import SitePipeline

/// What a run did, for the person who started it.
struct SummaryText {
    let summary: RunSummary
    let folders: SiteFolders
    /// Of a nightly run.
    let alerts: Int
    let purgedDays: [CivilDate]

    init(
        _ summary: RunSummary, folders: SiteFolders, alerts: Int = 0, purgedDays: [CivilDate] = []
    ) {
        self.summary = summary
        self.folders = folders
        self.alerts = alerts
        self.purgedDays = purgedDays
    }

    var text: String {
        var lines: [String] = []
        switch summary.outcome {
        case .unchanged: lines.append("Nothing changed: release \(summary.releaseID) stays.")
        case .published: lines.append("Release \(summary.releaseID): \(files), and it is live.")
        case .kept: lines.append("Release \(summary.releaseID): \(files), kept but not live.")
        case .tried: lines.append("Dry run: \(files), nothing written.")
        case .held: lines.append("\(files); none of them published.")
        }
        if let rollback = summary.rollback, summary.outcome == .published {
            lines.append("This ends \(text(of: rollback)).")
        }
        if let changes = summary.changes, changes.previousID != nil {
            lines.append("Against the one before: \(counts(of: changes)).")
        }
        if !summary.reports.isEmpty {
            lines.append("\(summary.reports.count) private reports: \(states).")
        }
        if alerts > 0 {
            lines.append(
                summary.outcome == .tried
                    ? "\(alerts) alert(s) would go out."
                    : "\(alerts) alert(s), in \(folders.output)/private/alerts.ndjson.")
        }
        if !purgedDays.isEmpty {
            lines.append("Reports of \(purgedDays.count) old day(s) removed.")
        }
        if !summary.purged.isEmpty {
            lines.append("\(summary.purged.count) old release(s) removed.")
        }
        if let place = summary.clockPlace { lines.append(Self.pinned(summary.clock, place) + ".") }
        switch summary.outcome {
        case .published, .unchanged:
            let site = folders.root == "." ? "" : " -C \(folders.root)"
            lines.append("Look at it: \(CommandLine.arguments[0]) serve\(site)")
        case .kept:
            lines.append("Make it live: marginalia rollback \(summary.releaseID) --unpublished")
        case .tried: break
        case .held:
            lines.append(
                "Not published because of \(summary.rollback.map(text) ?? ""), since when only prices "
                    + "and news have changed. To publish: marginalia nightly --accept-changes")
        }
        if let text = Self.leftOut(summary.leftOut, clock: summary.clockPlace) {
            lines.append(text)
        }
        return lines.joined(separator: "\n")
    }

    private func text(of rollback: ReleaseStore.Rollback) -> String {
        "the rollback of \(rollback.since) from \(rollback.left) to \(rollback.live)"
    }

    static func pinned(_ clock: Instant, _ place: SourceLocation) -> String {
        "Clock pinned to \(clock) (\(place.file):\(place.line))"
    }

    /// Which texts are not on the site, and why, in one line; `nil` when all are.
    ///
    /// - Parameter place: Where the clock is pinned, when it is.
    static func leftOut(_ counts: [LeftOutReason: Int], clock place: SourceLocation?) -> String? {
        let parts = LeftOutReason.allCases.compactMap { reason -> String? in
            guard let count = counts[reason] else { return nil }
            let pin = reason == .afterClock ? place.map { " (\($0.file):\($0.line))" } ?? "" : ""
            return (count == 1 ? "1 article left out: its " : "\(count) articles left out: their ")
                + reason.rawValue + pin
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private func counts(of changes: ReleaseDiff) -> String {
        let counts = ReleaseDiff.Change.allCases.compactMap { change in
            let count = changes.paths(change).count
            return count == 0 ? nil : "\(count) \(change.rawValue)"
        }
        return counts.isEmpty ? "nothing changed" : counts.joined(separator: ", ")
    }

    private var files: String { "\(summary.pageCount) files, checked, 0 errors" }

    private var states: String {
        AccountState.allCases.compactMap { state in
            let count = summary.reports.count { $0.state == state }
            return count == 0 ? nil : "\(count) \(state.rawValue)"
        }.joined(separator: ", ")
    }
}
