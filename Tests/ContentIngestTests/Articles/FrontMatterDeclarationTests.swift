import Foundation
import MarginModel
import Testing

@testable import ContentIngest

@Suite struct FrontMatterDeclarationTests {
    private func text(_ lines: [String], _ body: String = "Text.\n") -> [UInt8] {
        let needed = ["title", "summary", "date", "rights"].filter { key in
            !lines.contains { $0.hasPrefix(key + ":") }
        }.compactMap { key in FrontMatter.keys.first { $0.name == key }?.example }
        return Array("---\n\((needed + lines).joined(separator: "\n"))\n---\n\n\(body)".utf8)
    }

    private func read(
        _ lines: [String], _ body: String = "Text.\n", _ declared: [ParameterDeclaration] = []
    ) throws(Diagnostics) -> (article: Article, warnings: [Diagnostic]) {
        try ArticleReader(parameters: declared).read(
            text(lines, body), file: "articles/a.md", slug: "a")
    }

    private static let level = [ParameterDeclaration(name: "level", kind: .text)]

    /// The declaration's own examples are read, all of them, without a word.
    @Test(arguments: FrontMatter.keys.map(\.name))
    func readsTheExampleOfEachKey(name: String) throws {
        let key = try #require(FrontMatter.keys.first { $0.name == name })
        let plan = name == "now" ? ["kind: plan"] : []
        let read = try read(plan + [key.example], "Text.\n", Self.level)
        #expect(read.warnings.map(\.id) == [])
    }

    /// And a key that the reader asks for is in the declaration.
    @Test func declaresEveryKeyThatIsRead() throws {
        let known = Set(FrontMatter.keys.map(\.name))
        let source = try String(
            contentsOf: Self.root.appending(
                path: "Sources/ContentIngest/Articles/ArticleReader.swift"),
            encoding: .utf8)
        let asked = source.matches(
            of: /fields\.(?:required|requiredText|text|value|instant|flag|choice)\(\s*"(\w+)"/
        ).map { String($0.output.1) }
        #expect(asked.count > 20)
        #expect(Set(asked).symmetricDifference(known) == [])
    }

    @Test func isListedInTheDocumentation() throws {
        let page = try String(
            contentsOf: Self.root.appending(path: "docs/authoring.md"), encoding: .utf8)
        #expect(
            page.contains(FrontMatter.table),
            "put in its place in docs/authoring.md: marginalia schema front-matter")
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../..").standardizedFileURL

    @Test func readsSlugRobotsLayoutAndContents() throws {
        let article = try read([
            "slug: 保证金", "robots: noindex", "layout: wide", "contents: 3",
        ]).article
        #expect(article.slug == "保证金" && article.isUnlisted && article.contentsLevel == 3)
        #expect(article.layout?.name == "wide" && article.layout?.location.line == 8)
    }

    @Test(arguments: [
        ("slug: Two Words", "article-slug"), ("robots: none", "unknown-value"),
        ("contents: 4", "unknown-value"),
    ])
    func refusesOtherValues(line: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read([line]) }
        #expect(error.all.contains { $0.severity == .error }, "\(id): \(error.all)")
    }

    @Test func readsParametersAsTheyAreDeclared() throws {
        let declared = [
            ParameterDeclaration(name: "level", kind: .text),
            ParameterDeclaration(name: "minutes", kind: .number),
            ParameterDeclaration(name: "isNew", kind: .flag),
            ParameterDeclaration(name: "since", kind: .date),
            ParameterDeclaration(name: "tools", kind: .list),
        ]
        let article = try read(
            [
                "params:", "  level: beginner", "  minutes: 4.5", "  isNew: true",
                "  since: 2026-01-01T00:00:00Z", "  tools: [pen, paper]",
            ], "Text.\n", declared
        ).article
        let minutes = try #require(Decimal("4.5"))
        let since = try Instant(parsing: "2026-01-01T00:00:00Z")
        #expect(
            article.parameters == [
                "level": .text("beginner"), "minutes": .number(minutes), "isNew": .flag(true),
                "since": .date(since), "tools": .list(["pen", "paper"]),
            ])
    }

    @Test(arguments: [
        ("params: {levl: x}", "param-unknown", 6), ("params: {level: [x]}", "wrong-type", 6),
    ])
    func tellsOfOtherParametersAtTheirPlace(line: String, id: String, at number: Int) throws {
        let error = try #require(throws: Diagnostics.self) {
            try read([line], "Text.\n", Self.level)
        }
        #expect(error.all.map(\.id) == [id])
        #expect(error.all.map(\.location.line) == [number])
        if id == "param-unknown" { #expect(error.all.first?.hint == "Did you mean level?") }
    }

    /// Names and texts are the same however an editor typed them.
    @Test func composesWhatItReads() throws {
        let article = try read(["tags: [\"e\u{301}te\u{301}\"]"], "Cafe\u{301}.\n").article
        #expect(article.tags.map { Array($0.utf8) } == [Array("\u{E9}t\u{E9}".utf8)])
        #expect(
            String(decoding: article.leadHTML, as: UTF8.self).utf8.count
                == "<p>Café.</p>\n".utf8.count)
    }

    @Test func countsTheCharactersOfChineseAndJapanese() throws {
        let article = try read([], "保证金不足时，先看强平价。ひらがな、カタカナ。 Two words.\n").article
        #expect(article.characterCount == 19)
    }

    @Test func takesShortCodesByTheirForms() throws {
        let article = try read(
            [], "{{warning}} A price: {{price BTC}}, {{term funding \"the fee\"}}, {{calc}}.\n"
        ).article
        #expect(
            article.codes.map(\.code) == [
                .warning, .price(asset: "BTC"), .term(id: "funding", label: "the fee"), .calculator,
            ])
        let html = String(decoding: article.leadHTML, as: UTF8.self)
        #expect(
            html.hasPrefix("<p class=\"warning\"><data value=\"code-0\">Warning</data> A price"))
    }

    @Test(arguments: [
        "{{price}}", "{{source nowhere}}", "Then {{warning}} stop.", "[see {{calc}}](/x/)",
    ])
    func refusesShortCodesOfAnotherForm(body: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read([], body + "\n") }
        #expect(error.all.count == 1 && error.all[0].id.hasPrefix("short-code"))
        #expect(error.all[0].location.line == 8)
    }

    /// Another word between braces is shown as it is written, and told.
    @Test func warnsOfCodesThatAreNone() throws {
        let read = try read([], "Some {{figure x}}.\n")
        #expect(read.warnings.map(\.id) == ["markdown-short-code"])
        #expect(read.article.codes.isEmpty)
    }
}
