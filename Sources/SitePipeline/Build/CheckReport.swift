import MarginModel
import PageRendering

/// What the check said of a release: `releases/<id>/check.json`.
struct CheckReport: Sendable {
    let pageCount: Int
    let diagnostics: [Diagnostic]

    var bytes: [UInt8] {
        var json = JSONWriter(pretty: true)
        let all = Diagnostics(diagnostics)
        json.object { json in
            json.member("schema", "marginalia/check/1")
            json.member("pages", pageCount)
            json.member("errors", all.errorCount)
            json.member("warnings", all.warningCount)
            json.list("diagnostics", all.sorted()) { json, problem in
                json.member("severity", problem.severity.rawValue)
                json.member("id", problem.id)
                json.member("file", problem.location.file)
                json.member("line", problem.location.line)
                json.member("column", problem.location.column)
                json.member("message", problem.message)
                json.list("origins", problem.origins) { json, place in
                    json.member("file", place.file)
                    json.member("line", place.line)
                }
            }
        }
        return json.bytes
    }

    /// The same for people: `releases/<id>/check.html`.
    var html: [UInt8] {
        let all = Diagnostics(diagnostics)
        return RecordPage(
            title: "Check",
            lead: "\(counted(pageCount, "file")), \(counted(all.errorCount, "error")), "
                + "\(counted(all.warningCount, "warning")).",
            tables: [
                RecordPage.Table(
                    "Findings", columns: ["Place", "Severity", "Message", "Made from", "Rule"],
                    rows: all.sorted().map {
                        [
                            $0.location.description, $0.severity.rawValue, $0.message,
                            $0.origins.map { "\($0.file):\($0.line)" }.joined(separator: ", "),
                            $0.id,
                        ]
                    }, empty: "None.", all: "check.json")
            ]
        ).bytes
    }
}
