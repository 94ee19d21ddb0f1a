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

    var lines: [String] {
        var lines: [String] = []
        switch summary.outcome {
        case .unchanged: lines.append("Nothing changed: release \(summary.releaseID) stays.")
        case .published: lines.append("Release \(summary.releaseID): \(files), and it is live.")
        case .kept: lines.append("Release \(summary.releaseID): \(files), kept but not live.")
        case .tried: lines.append("Dry run: \(files), nothing written.")
        case .held: lines.append("\(files); none of them published.")
        }
        if let hold = summary.hold, summary.outcome == .published {
            lines.append("This ends \(hold.text).")
        }
        if let changes = summary.changes, changes.previousID != nil {
            lines.append("Against the one before: \(counts(of: changes)).")
        }
        if !summary.reports.isEmpty {
            lines.append("\(counted(summary.reports.count, "private report")): \(states).")
        }
        if alerts > 0 {
            lines.append(
                summary.outcome == .tried
                    ? "\(counted(alerts, "alert")) would go out."
                    : "\(counted(alerts, "alert")), in \(folders.output)/private/alerts.ndjson.")
        }
        if !purgedDays.isEmpty {
            lines.append("Reports of \(counted(purgedDays.count, "old day")) removed.")
        }
        if !summary.purged.isEmpty {
            lines.append("\(counted(summary.purged.count, "old release")) removed.")
        }
        if let place = summary.clockPlace { lines.append(Self.pinned(summary.clock, place) + ".") }
        switch summary.outcome {
        case .published, .unchanged:
            lines.append(
                "Look at it: \(CommandLine.arguments[0].shellQuoted) serve\(folders.option)")
        case .kept:
            lines.append(
                "Make it live: marginalia rollback \(summary.releaseID) --unpublished\(folders.option)"
            )
        case .tried: break
        case .held: lines.append("To publish: marginalia release --resume\(folders.option)")
        }
        if let text = Self.leftOut(summary.leftOut, clock: summary.clockPlace) {
            lines.append(text)
        }
        return lines
    }

    static func text(of hold: Journal.Hold, in folders: SiteFolders) -> String {
        "Held by \(hold.text), until articles, templates, settings, sheets or samples change, or: "
            + "marginalia release --resume\(folders.option)"
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

    private var files: String { "\(counted(summary.pageCount, "file")), checked, 0 errors" }

    private var states: String {
        AccountState.allCases.compactMap { state in
            let count = summary.reports.count { $0.state == state }
            return count == 0 ? nil : "\(count) \(state.rawValue)"
        }.joined(separator: ", ")
    }
}
