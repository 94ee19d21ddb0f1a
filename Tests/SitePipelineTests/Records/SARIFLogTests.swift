import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct SARIFLogTests {
    private func log() throws -> [String: Any] {
        let bytes = SARIFLog([
            Diagnostic(
                id: "H006-duplicate-id", at: SourceLocation(file: "a b/ü.html", line: 7, column: 3),
                message: "id=\"x\" twice", hint: "Change one."),
            Diagnostic(
                .warning, id: "S006-duplicate-title", at: SourceLocation(file: "c.html"),
                message: "m"),
        ]).bytes
        let value = try JSONSerialization.jsonObject(with: Data(bytes))
        return try #require(value as? [String: Any])
    }

    /// What the specification's schema requires of a log, a run, a tool, a rule and a result.
    @Test func hasWhatTheSpecificationRequires() throws {
        let log = try log()
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let tool = try #require(run["tool"] as? [String: Any])
        let driver = try #require(tool["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "marginalia")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        let ids = rules.compactMap { $0["id"] as? String }
        #expect(ids == ["H006-duplicate-id", "S006-duplicate-title"])
        #expect(rules.allSatisfy { ($0["help"] as? [String: String])?["text"] != nil })
        for result in try #require(run["results"] as? [[String: Any]]) {
            #expect((result["message"] as? [String: String])?["text"]?.isEmpty == false)
            #expect(["error", "warning", "note"].contains(result["level"] as? String ?? ""))
            #expect(ids.contains(result["ruleId"] as? String ?? ""))
        }
    }

    @Test func placesResultsByEncodedAddressLineAndColumn() throws {
        let run = try #require((log()["runs"] as? [[String: Any]])?.first)
        let result = try #require((run["results"] as? [[String: Any]])?.first)
        let location = try #require((result["locations"] as? [[String: Any]])?.first)
        let place = try #require(location["physicalLocation"] as? [String: Any])
        #expect((place["artifactLocation"] as? [String: String])?["uri"] == "a%20b/%C3%BC.html")
        #expect((place["region"] as? [String: Int]) == ["startLine": 7, "startColumn": 3])
    }
}
