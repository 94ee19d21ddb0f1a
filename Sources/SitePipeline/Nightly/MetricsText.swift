import MarginModel
import MarginRules

/// The figures of a run as Prometheus reads them from a file. Counts only: nothing of an account.
struct MetricsText: Sendable {
    let clock: Instant
    /// `nil`: nothing was published.
    let summary: RunSummary?
    /// `ok`, `partial`, or what stopped the run.
    let result: String
    let stages: [RunRecorder.Stage]
    let alerts: Int
    let peakMemoryBytes: Int64
    /// When the live release was completed.
    let liveSince: Int64?

    private typealias Sample = (labels: String, value: Int64)

    var bytes: [UInt8] {
        var lines: [String] = []
        func add(_ name: String, _ help: String, _ samples: [Sample]) {
            guard !samples.isEmpty else { return }
            lines.append("# HELP marginalia_\(name) \(help)")
            lines.append("# TYPE marginalia_\(name) gauge")
            lines += samples.map { "marginalia_\(name)\($0.labels) \($0.value)" }
        }
        add("run_clock_seconds", "The clock of the last run.", [("", clock.secondsSinceEpoch)])
        add(
            "run_success", "1 when the last run published or found nothing new.",
            [("", summary == nil ? 0 : 1)])
        add("run_result", "What the last run ended with.", [("{result=\"\(result)\"}", 1)])
        add(
            "run_stage_milliseconds", "How long each stage of the last run took.",
            totals.map { ("{stage=\"\($0.name)\"}", $0.milliseconds) })
        add("run_peak_memory_bytes", "The most memory that the run held.", [("", peakMemoryBytes)])
        add(
            "release_completed_seconds", "When the live release was completed.",
            liveSince.map { [("", $0)] } ?? [])
        if let summary {
            add("files", "Files of the release.", [("", Int64(summary.pageCount))])
            add(
                "set_aside", "Items left out or replaced, and accounts without a report.",
                [("", Int64(summary.setAsideCount))])
            add(
                "accounts", "Accounts with a report, by state.",
                AccountState.allCases.map { state in
                    (
                        "{state=\"\(state.rawValue)\"}",
                        Int64(summary.reports.count { $0.state == state })
                    )
                })
            add("alerts", "Alerts of the last run.", [("", Int64(alerts))])
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// A stage that ran twice, because content was set aside, is one sample.
    private var totals: [RunRecorder.Stage] {
        var totals: [RunRecorder.Stage] = []
        for stage in stages {
            if let index = totals.firstIndex(where: { $0.name == stage.name }) {
                totals[index] = RunRecorder.Stage(
                    name: stage.name, milliseconds: totals[index].milliseconds + stage.milliseconds)
            } else {
                totals.append(stage)
            }
        }
        return totals
    }
}
