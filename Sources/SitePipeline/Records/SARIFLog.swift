package import MarginModel
import MarkupValidation
import PageRendering

/// Findings of a check in SARIF 2.1.0, which code hosts and editors read.
package struct SARIFLog: Sendable {
    let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    package var bytes: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            json.member("version", "2.1.0")
            json.list("runs", [diagnostics]) { json, results in
                json.key("tool")
                json.object { json in
                    json.key("driver")
                    json.object { json in
                        json.member("name", "marginalia")
                        json.list("rules", rules) { json, id in describe(id, &json) }
                    }
                }
                json.list("results", results) { json, finding in describe(finding, &json) }
            }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    /// Those that found something, in the order of their ids.
    private var rules: [String] { Set(diagnostics.map(\.id)).sorted() }

    private func describe(_ id: String, _ json: inout JSONWriter) {
        json.member("id", id)
        guard let rule = RuleCatalogue.rule(id) else { return }
        text("shortDescription", rule.what, &json)
        text("fullDescription", rule.why, &json)
        text("help", rule.cure, &json)
    }

    private func describe(_ finding: Diagnostic, _ json: inout JSONWriter) {
        json.member("ruleId", finding.id)
        json.member("level", finding.severity == .notice ? "note" : finding.severity.rawValue)
        let hint = finding.hint.map { " " + $0 } ?? ""
        text("message", finding.message + hint, &json)
        json.list("locations", [finding.location]) { json, place in locate(place, &json) }
        guard !finding.origins.isEmpty else { return }
        json.list("relatedLocations", finding.origins) { json, place in locate(place, &json) }
    }

    private func locate(_ place: SourceLocation, _ json: inout JSONWriter) {
        json.key("physicalLocation")
        json.object { json in
            json.key("artifactLocation")
            json.object { json in json.member("uri", Self.uri(place.file)) }
            json.key("region")
            json.object { json in
                json.member("startLine", max(place.line, 1))
                json.member("startColumn", max(place.column, 1))
            }
        }
    }

    private func text(_ name: StaticString, _ text: String, _ json: inout JSONWriter) {
        json.key(name)
        json.object { json in json.member("text", text) }
    }

    private static func uri(_ path: String) -> String {
        var uri = ""
        for byte in path.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || "-._~/".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            uri +=
                isPlain
                ? String(Character(Unicode.Scalar(byte)))
                : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }
        return uri
    }
}
