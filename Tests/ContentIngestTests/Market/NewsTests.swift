import ContentIngest
import MarginModel
import PageRendering
import Testing

struct NewsTests {
    private static let news = News(
        source: "desk", rights: .quoteOnly,
        headlines: [
            Headline(title: "A \"quoted\" title", at: Instant(secondsSinceEpoch: 1_770_000_000)),
            Headline(
                title: "Zweiter", at: Instant(millisecondsSinceEpoch: 1_770_000_000_250),
                url: "https://example.org/a?b=c#d"),
        ],
        teasers: [
            Teaser(
                title: "T", at: Instant(secondsSinceEpoch: 0), excerpt: "One.\nTwo.",
                url: "HTTP://example.org")
        ])

    @Test func readsWhatItWrites() throws {
        let bytes = NewsJSON(Self.news).bytes
        let (again, warnings) = try NewsReader().read(bytes, file: "news.json")
        #expect(again == Self.news)
        #expect(warnings.isEmpty)
        #expect(NewsJSON(again).bytes == bytes)
    }

    @Test(arguments: [
        "javascript:alert(1)", "//example.org", "/a", "ftp://example.org", "https:example.org",
        "https://", "https:///a", "https://a b", "https://a\\\"b", "https://a<b", "https://é.org",
        " https://example.org", "data:text/html,x", "mailto:a@example.org", "https://a\\nb",
    ])
    func refusesWhatIsNoWebAddress(url: String) throws {
        let text = """
            {"schema":"marginalia/news/1","source":"desk","rights":"own","headlines":[
            {"title":"t","at":"2026-02-01T16:25:00Z","url":"\(url)"}]}
            """
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == ["unsafe-url"])
        #expect(
            error.all.map(\.location) == [SourceLocation(file: "news.json", line: 2, column: 48)])
    }

    @Test func reportsEveryItemThatIsWrong() throws {
        let text = """
            {"schema":"marginalia/news/1","source":"desk","rights":"stolen",
            "headlines":[{"title":"t","at":"yesterday"}],
            "teasers":[{"title":"t","at":"2026-02-01T16:25:00Z"}]}
            """
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == ["unknown-value", "not-an-instant", "missing-key"])
        #expect(error.all.map(\.location.line) == [1, 2, 3])
    }

    @Test func neverTakesRightsForGranted() throws {
        let error = try #require(throws: Diagnostics.self) {
            try read("{\"schema\":\"marginalia/news/1\",\"source\":\"desk\"}")
        }
        #expect(error.all.map(\.id) == ["missing-key"])
    }

    private func read(_ text: String) throws -> (news: News, warnings: [Diagnostic]) {
        try NewsReader().read(Array(text.utf8), file: "news.json")
    }
}
