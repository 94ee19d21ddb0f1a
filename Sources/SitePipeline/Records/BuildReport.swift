import MarginModel
import PageRendering

/// How a release came to be: `releases/<id>/build-report.json` and `.html`.
///
/// It holds counts only of accounts: no id, no balance, no private name.
struct BuildReport: Sendable {
    let release: String
    let clock: Instant
    let workers: Int
    let stages: [RunRecorder.Stage]
    let pages: [WrittenPage]
    /// Articles and news that are not to be published, and why.
    let leftOut: [Diagnostic]
    /// Items that could not be used, and what was done.
    let setAside: [Diagnostic]
    /// How many accounts are in which state.
    let states: [(state: String, count: Int)]
    /// How many accounts went from one state to another.
    let transitions: [(from: String, to: String, count: Int)]
    let peakMemoryBytes: Int64

    private static let slowestCount = 10

    private var slowest: [WrittenPage] {
        Array(
            pages.sorted { ($1.microseconds, $0.path) < ($0.microseconds, $1.path) }
                .prefix(Self.slowestCount))
    }

    var json: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("schema", "marginalia/build-report/1")
            json.member("release", release)
            json.member("tool", ToolVersion.current)
            json.member("clock", clock.description)
            json.member("workers", workers)
            json.member("files", pages.count)
            json.member("bytes", pages.reduce(0) { $0 + $1.byteCount })
            json.member("peakMemoryBytes", Int(peakMemoryBytes))
            json.list("stages", stages) { json, stage in
                json.member("name", stage.name)
                json.member("milliseconds", Int(stage.milliseconds))
            }
            json.list("slowest", slowest) { json, page in
                json.member("path", page.path)
                json.member("microseconds", Int(page.microseconds))
            }
            json.list("leftOut", leftOut, Self.write(_:item:))
            json.list("setAside", setAside, Self.write(_:item:))
            json.list("accounts", states) { json, entry in
                json.member("state", entry.state)
                json.member("count", entry.count)
            }
            json.list("transitions", transitions) { json, entry in
                json.member("from", entry.from)
                json.member("to", entry.to)
                json.member("count", entry.count)
            }
        }
        return json.bytes
    }

    var html: [UInt8] {
        RecordPage(
            title: "Build of \(release)",
            lead:
                "\(counted(pages.count, "file")) by \(counted(workers, "worker")), clock \(clock), tool "
                + "\(ToolVersion.current), peak memory \(peakMemoryBytes >> 20) MiB.",
            tables: [
                RecordPage.Table(
                    "Stages", columns: ["Stage", "Milliseconds"],
                    rows: stages.map { [$0.name, "\($0.milliseconds)"] }, empty: "None."),
                RecordPage.Table(
                    "Slowest files", columns: ["File", "Microseconds"],
                    rows: slowest.map { [$0.path, "\($0.microseconds)"] }, empty: "None."),
                problems("Left out", leftOut), problems("Set aside", setAside),
                RecordPage.Table(
                    "Accounts", columns: ["State", "Count"],
                    rows: states.map { [$0.state, "\($0.count)"] }, empty: "No reports."),
                RecordPage.Table(
                    "Changes of state", columns: ["From", "To", "Count"],
                    rows: transitions.map { [$0.from, $0.to, "\($0.count)"] }, empty: "None."),
            ]
        ).bytes
    }

    private static func write(_ json: inout JSONWriter, item: Diagnostic) {
        json.member("id", item.id)
        json.member("file", item.location.file)
        json.member("why", item.message)
    }

    private func problems(_ heading: String, _ items: [Diagnostic]) -> RecordPage.Table {
        RecordPage.Table(
            heading, columns: ["File", "Why", "Rule"],
            rows: items.map { [$0.location.description, $0.message, $0.id] }, empty: "Nothing.")
    }
}
