import Foundation
import Testing

@testable import ContentIngest

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Pieces that upset Markdown parsers when they meet.
private let pieces = [
    "## A {#a}\n", "### b\n", "# t\n", "1. x\n", "   2. y {#q}\n", "- z\n", "> q\n", "\n", "\n\n",
    "**", "*", "_", "`", "```\n", "<b>", "</p>", "<!--", "-->", "[l](", "/u)", "![i](", "x.png)",
    "\n\n![i](/x \"t\")\n\n",
    "&lt;", "&copy;", "&", "<", ">", "\"", "| a | b |\n|---|---|\n", "| 1 |\n", "    ", "\\",
    "{#id}", "## Frequently asked questions\n", "text", "ü", "\t", "***\n", "<https://a.b>",
    "[r]: /x\n", "[r]", "[^1]", "[^1]: n ", "\n[^2]: ~m~\n", "[^2]", "    [^1]: ", "~~", "~",
    "|-|\n", "- [x] ",
    "a | b\n-|:-\n", "{{< ", ":ab:", "][", "](a b)",
]

/// A generator with a stated start, so that a failure comes again.
private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }
}

@Suite struct MarkdownHostileTests {
    @Test(arguments: [0, 1, 2, 3, 19, 70])
    func staysWellFormedWhateverTheSource(seed: Int) {
        var dice = Dice(state: UInt64(seed) &+ 1)
        for _ in 0..<500 {
            let markdown = (0..<(1 + dice.roll(30))).map { _ in pieces[dice.roll(pieces.count)] }
                .joined()
            let files = seed % 2 == 0 ? nil : SiteFiles([], below: "")
            let document = MarkdownReader(files: files).read(Array(markdown.utf8), file: "a.md")
            let stopped = document.diagnostics.all.contains { $0.id == "markdown-unreadable" }
            // A stopped parse is an error, and its markup is never used.
            if stopped { continue }
            var page = Array("<r>".utf8) + document.leadHTML
            for section in document.sections {
                page += section.introHTML + section.steps.flatMap(\.html) + section.outroHTML
            }
            page += document.notes?.introHTML ?? []
            page += document.faq.flatMap(\.answerHTML) + Array("</r>".utf8)
            #expect(XMLParser(data: Data(page)).parse(), "\(markdown.debugDescription)")
        }
    }

    /// Each would cost a careless parser the square of its length, or the stack.
    @Test(arguments: [
        ("> ", 20_000), ("- ", 5_000), ("[", 50_000), ("![", 20_000), ("*a ", 20_000),
        ("**a_", 20_000), ("`a``", 10_000), ("<", 50_000), ("[a](", 10_000), ("&#0;", 20_000),
        ("| a ", 20_000), ("\\", 50_000), ("a\u{301}", 20_000), ("<!--", 10_000), ("1. ", 5_000),
        ("[^", 50_000), ("[^1]: a\n", 20_000), ("[^1]", 50_000), ("](", 50_000), ("a][b", 20_000),
        ("|-", 50_000), ("~a~~b", 20_000), ("a|b\n-|-\n", 10_000), (":ab: ", 20_000),
        ("[a](b c) ", 20_000),
    ])
    func readsRepeatedMarksInBoundedTime(piece: String, count: Int) {
        let text = String(repeating: piece, count: count)
        let clock = ContinuousClock()
        let time = clock.measure { _ = MarkdownReader().read(Array(text.utf8), file: "a.md") }
        // Milliseconds each; the bound only has to tell them from a runaway.
        #expect(time < .seconds(10), "\(piece)")
    }

    @Test(arguments: ["&bogus; ", "<b>\n\n", "[a](b:c) ", "![](a) ", "# a\n\n"])
    func boundsWhatItReports(piece: String) {
        let text = String(repeating: piece, count: 20_000)
        let diagnostics = MarkdownReader().read(Array(text.utf8), file: "a.md").diagnostics
        #expect(diagnostics.all.count == 101)
        #expect(diagnostics.all.last?.id == "markdown-too-many")
        #expect(diagnostics.hasErrors)
    }

    @Test func keepsEqualTitlesApartQuickly() {
        let text = String(repeating: "## a\n", count: 20_000)
        let sections = MarkdownReader().read(Array(text.utf8), file: "a.md").sections
        #expect(sections.last?.id == "a-20000")
    }

    @Test func stopsAtATableThatFillsMemory() {
        let columns = 100
        let text =
            String(repeating: "|a", count: columns) + "|\n"
            + String(repeating: "|---", count: columns) + "|\n"
            + String(repeating: "|x|\n", count: 5_000)
        let document = MarkdownReader().read(Array(text.utf8), file: "a.md")
        #expect(document.diagnostics.all.map(\.id) == ["markdown-too-large"])
    }
}
