import Foundation
import MarkupValidation
import Testing

/// The forms of the profile that others read.
struct ProfileSchemaTests {
    @Test func theDocumentSaysWhatTheTableSays() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/markup-profile.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(
            text == ProfileDocument.markdown + "\n",
            "write it anew: marginalia schema profile > docs/markup-profile.md")
    }

    @Test func theSchemaDefinesWhatItRefersTo() throws {
        let schema = ProfileSchema.relaxNG
        func names(_ element: String) -> Set<Substring> {
            Set(
                schema.components(separatedBy: "<\(element) name=\"").dropFirst()
                    .map { $0.prefix { $0 != "\"" } })
        }
        let defined = names("define")
        #expect(names("ref") == defined)
        #expect(defined.isSuperset(of: ["html", "a.flow", "a.phrasing", "svg.linearGradient"]))
        // Each optional attribute on its own doubles the states of a validator.
        #expect(!schema.contains("<optional><attribute"))
        #expect(!schema.contains("interleave"))
    }
}
