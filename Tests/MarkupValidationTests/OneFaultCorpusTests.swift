import Foundation
import MarginModel
import MarkupValidation
import Testing

/// `Tests/Fixtures/one-fault`: pages with one fault each, and what must be said of it and where. The
/// oracles read the same files.
struct OneFaultCorpusTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let page: String
        let rule: String
        let line: Int
        let column: Int
        let title: String

        var testDescription: String { "\(rule) \(title)" }
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/one-fault")

    /// Each entry is a patch of `base.html`: a line with rule and place, the line to take out where
    /// that is not the usual one, and the lines to put in.
    static let cases: [Case] = {
        guard
            let base = try? String(
                contentsOf: folder.appendingPathComponent("base.html"), encoding: .utf8),
            let corpus = try? String(
                contentsOf: folder.appendingPathComponent("corpus.txt"), encoding: .utf8)
        else { return [] }
        let lines = base.components(separatedBy: "\n")
        return corpus.components(separatedBy: "\n== ").dropFirst().compactMap { entry in
            let rows = entry.components(separatedBy: "\n")
            let words = rows[0].components(separatedBy: " ")
            let place = words[1].components(separatedBy: ":")
            guard let line = Int(place[0]), let column = Int(place[1]) else { return nil }
            let taken = rows.dropFirst().first { $0.hasPrefix("-") }.map { String($0.dropFirst()) }
            let put = rows.dropFirst().filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) }
            let page = lines.flatMap { $0 == (taken ?? "<p>Here.</p>") ? put : [$0] }
            return Case(
                page: page.joined(separator: "\n"), rule: words[0], line: line, column: column,
                title: words.dropFirst(2).joined(separator: " "))
        }
    }()

    @Test func theCorpusIsLargeAndItsBaseIsSound() throws {
        #expect(Self.cases.count >= 200)
        let base = try String(
            contentsOf: Self.folder.appendingPathComponent("base.html"), encoding: .utf8)
        #expect(check(base).diagnostics == [])
        // Every rule of a page is in it but those of which no one-line patch of a page can be made.
        let covered = Set(Self.cases.map(\.rule))
        let missing = RuleCatalogue.all.map(\.id).filter { !covered.contains($0) }
            .filter { $0.hasPrefix("H") || $0.hasPrefix("A") }
        #expect(
            Set(missing) == [
                "H018-too-large", "H022-too-many-problems", "A016-untitled-graphic-file",
                // Of style sheets.
                "A017-low-contrast",
            ])
    }

    @Test(arguments: cases)
    func saysJustThisOfThePageAndWhere(fault: Case) throws {
        let found = check(fault.page).diagnostics
        #expect(found.map(\.id) == [fault.rule])
        let first = try #require(found.first)
        #expect(first.location.line == fault.line)
        #expect(first.location.column == fault.column)
        #expect(first.hint != nil)
    }
}
