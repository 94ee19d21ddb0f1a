import MarginModel
import MarginRules

/// The figures of a run as Prometheus reads them from a file. Counts only: nothing of an account.
///
/// A figure that a run does not tell stays as the run before it told it.
struct MetricsText: Sendable {
    private static let helps: KeyValuePairs = [
        "run_success": "1 when the last run came to its end.",
        "run_result": "What the last run ended with.",
        "last_attempt_timestamp_seconds": "When the last run began.",
        "last_success_timestamp_seconds": "When a run last came to its end.",
        "run_clock_timestamp_seconds": "The clock that the site was built by.",
        "run_stage_seconds": "How long each stage of the last run took.",
        "run_peak_memory_bytes": "The most memory that the last run held.",
        "release_published_timestamp_seconds": "Since when the live release is live.",
        "files": "Files of the release.",
        "set_aside": "Items left out or replaced, and accounts without a report.",
        "accounts": "Accounts with a report, by state.",
        "alerts": "Alerts that the last run sent.",
    ]

    /// The lines of each figure, by its name.
    private var samples: [Substring: [Substring]] = [:]

    /// - Parameter old: What the file holds; empty when there is none.
    init(_ old: String) {
        for line in old.split(separator: "\n") where !line.hasPrefix("#") {
            let name = line.prefix { $0 != "{" && $0 != " " }.dropFirst("marginalia_".count)
            samples[name, default: []].append(line)
        }
    }

    var bytes: [UInt8] {
        var lines: [String] = []
        for (name, help) in Self.helps {
            guard let samples = samples[name[...]] else { continue }
            let full = "marginalia_\(name)"
            lines += ["# HELP \(full) \(help)", "# TYPE \(full) gauge"] + samples.map(String.init)
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// A run has begun. It succeeds only at its end.
    mutating func begin(at now: Instant) {
        set("run_success", 0)
        set("last_attempt_timestamp_seconds", now.secondsSinceEpoch)
    }

    /// - Parameters:
    ///   - result: `ok`, `partial`, or what stopped the run.
    ///   - summary: `nil`: it was stopped.
    mutating func end(
        _ result: String, _ summary: RunSummary?, at now: Instant, alerts: Int,
        stages: [RunRecorder.Stage], liveSince: Instant?
    ) {
        set("run_result", by: "result", [(result, "1")])
        set(
            "run_stage_seconds", by: "stage",
            Self.totals(of: stages).map { ($0.name, Self.seconds($0)) })
        set("run_peak_memory_bytes", RunRecorder.peakMemoryBytes)
        if let liveSince {
            set("release_published_timestamp_seconds", liveSince.secondsSinceEpoch)
        }
        guard let summary else { return }
        set("run_success", 1)
        set("last_success_timestamp_seconds", now.secondsSinceEpoch)
        set("run_clock_timestamp_seconds", summary.clock.secondsSinceEpoch)
        set("files", Int64(summary.pageCount))
        set("set_aside", Int64(summary.setAsideCount))
        set(
            "accounts", by: "state",
            AccountState.allCases.map { state in
                (state.rawValue, "\(summary.reports.count { $0.state == state })")
            })
        set("alerts", Int64(alerts))
    }

    private mutating func set(_ name: String, _ value: Int64) {
        samples[name[...]] = ["marginalia_\(name) \(value)"]
    }

    private mutating func set(
        _ name: String, by label: String, _ values: [(label: String, value: String)]
    ) {
        samples[name[...]] = values.map {
            "marginalia_\(name){\(label)=\"\($0.label)\"} \($0.value)"
        }
    }

    private static func seconds(_ stage: RunRecorder.Stage) -> String {
        let thousandths = "\(stage.milliseconds % 1_000 + 1_000)".dropFirst()
        return "\(stage.milliseconds / 1_000).\(thousandths)"
    }

    /// A stage that ran twice, because content was set aside, is one sample.
    private static func totals(of stages: [RunRecorder.Stage]) -> [RunRecorder.Stage] {
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
