import Foundation
import Testing

@testable import ContentIngest

/// The sections of the CommonMark specification and of GFM, in cases of our own
/// (`Tests/Fixtures/commonmark`), through our renderer.
@Suite struct CommonMarkTests {
    struct Case {
        let name: String
        let source: String
        let expected: String
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/commonmark")

    static let sections: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (files ?? []).filter { $0.hasSuffix(".cases") }.map { String($0.dropLast(6)) }
            .sorted()
    }()

    @Test func holdsEverySection() throws {
        let count = try Self.sections.map { try Self.cases(in: $0).count }.reduce(0, +)
        #expect(Self.sections.count == 28)
        #expect(count >= 350)
    }

    @Test(arguments: sections)
    func rendersEveryCaseAsTheSpecificationAsks(section: String) throws {
        for example in try Self.cases(in: section) {
            #expect(Self.rendering(of: example.source) == example.expected, "\(example.name)")
        }
    }

    /// `%%% name`, the source, `%%%=`, the rendering.
    private static func cases(in section: String) throws -> [Case] {
        let url = folder.appendingPathComponent("\(section).cases")
        let text = try String(contentsOf: url, encoding: .utf8)
        return try ("\n" + text).components(separatedBy: "\n%%% ").dropFirst().map { part in
            let halves = part.components(separatedBy: "\n%%%=\n")
            let head = try #require(
                halves.first?.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            )
            let source = head.count == 2 ? String(head[1]) : ""
            let expected = halves.count == 2 ? halves[1] : ""
            return Case(
                name: "\(section): \(head[0])",
                source: visibleSpaces(source),
                expected: visibleSpaces(expected).trimmingCharacters(in: .newlines))
        }
    }

    private static func visibleSpaces(_ text: String) -> String {
        text.replacingOccurrences(of: "→", with: "\t").replacingOccurrences(of: "␠", with: " ")
    }

    /// The whole document: sections, steps and questions as lines in brackets, problems last.
    private static func rendering(of source: String) -> String {
        let document = MarkdownReader().read(Array(source.utf8), file: "a.md")
        var lines = [text(document.leadHTML)]
        for section in document.sections {
            lines.append("[section \(section.id)] \(section.title)\n" + text(section.introHTML))
            lines += section.steps.map { "[step \($0.id)] " + text($0.html) + "\n" }
            lines.append(text(section.outroHTML))
        }
        lines += document.faq.map { "[question \($0.id)] \($0.question)\n" + text($0.answerHTML) }
        if let notes = document.notes {
            lines.append("[notes \(notes.id)]\n" + text(notes.introHTML))
        }
        lines += document.diagnostics.sorted().map {
            "[\($0.severity) \($0.id) \($0.location.line):\($0.location.column)]\n"
        }
        return lines.joined().trimmingCharacters(in: .newlines)
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
