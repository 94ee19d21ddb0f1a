import Foundation
import MarginModel
import Testing

@testable import ContentIngest

/// docs/authoring.md lists the keys of front matter, each with an example that the reader takes.
@Suite struct FrontMatterKeysTests {
    private static let base = [
        "title": "title: T", "summary": "summary: S", "date": "date: 2026-01-01T00:00:00Z",
        "rights": "rights: own",
    ]

    /// Key and example of each row.
    private func rows() throws -> [(key: String, example: String)] {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/authoring.md").standardizedFileURL
        let text = try String(contentsOf: page, encoding: .utf8)
        let start = try #require(text.range(of: "## Front matter"))
        let end = try #require(text.range(of: "## Pictures"))
        return text[start.upperBound..<end.lowerBound].split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map {
                $0.trimmingCharacters(in: [" ", "`"])
            }
            return cells.count == 3 && line.hasPrefix("| `") ? (cells[0], cells[2]) : nil
        }
    }

    private func warnings(_ lines: [String]) throws -> [Diagnostic] {
        let text = "---\n" + lines.joined(separator: "\n") + "\n---\n\nText.\n"
        return try ArticleReader(
            parameters: [ParameterDeclaration(name: "level", kind: .text)]
        ).read(Array(text.utf8), file: "a.md", slug: "a").warnings
    }

    @Test func listsEveryKeyThatIsRead() throws {
        let unknown = try warnings(Self.base.values.sorted() + ["qqqqqqqqqqqqqqqqqqqq: 1"])
        let hint = try #require(unknown.first { $0.id == "unknown-key" }?.hint)
        let known = hint.split(separator: "Known: ").last.map(String.init) ?? ""
        #expect(try rows().map(\.key).sorted() == known.components(separatedBy: ", ").sorted())
    }

    @Test func givesExamplesThatAreTaken() throws {
        for (key, example) in try rows() {
            var lines = Self.base.filter { $0.key != key }.values.sorted() + [example]
            if key == "now" { lines.append("kind: plan") }
            if key == "image_alt" { lines.append("image: a.png") }
            #expect(try warnings(lines).map(\.id) == [], "\(key)")
        }
    }
}
