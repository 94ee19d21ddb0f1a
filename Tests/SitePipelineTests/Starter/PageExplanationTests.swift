import MarginModel
import Testing

@testable import SitePipeline

@Suite struct PageExplanationTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    private func text(_ name: String) async throws -> String? {
        let clock = try #require(try site.settings().clock)
        return await PageExplanation(folders: site.folders, clock: clock).text(of: name)
    }

    private func article(_ lines: String) throws {
        try site.folder.write(
            """
            ---
            title: A test
            summary: A test.
            date: 2026-02-01T12:00:00Z
            \(lines)
            ---
            ## Text
            Words.
            """, to: "Content/articles/test.md")
    }

    @Test(arguments: [
        ("rights: own\ndraft: true", "it is a draft"),
        ("rights: own\nexpires: 2026-02-01T13:00:00Z", "it expired on 2026-02-01T13:00:00Z"),
        ("rights: unknown", "its rights are 'unknown'"),
    ])
    func saysWhyAPageIsAbsent(lines: String, why: String) async throws {
        try article(lines)
        let text = try #require(try await text("/articles/test/"))
        #expect(text.contains(why), "\(text)")
    }

    @Test func saysWhatIsWrongWithAFileThatCannotBeRead() async throws {
        try site.folder.write("---\ntitle: [\n---\n", to: "Content/articles/test.md")
        let text = try #require(try await text("test"))
        #expect(text.contains("cannot be read"))
        #expect(text.contains("Content/articles/test.md:"))
    }

    @Test(arguments: [
        "test", "/articles/test/", "articles/test/index.html", "Content/articles/test.md",
        "https://example.org/articles/test/",
    ])
    func findsAnArticleByAnyOfItsNames(name: String) async throws {
        try article("rights: own")
        #expect(try #require(try await text(name)).contains("run marginalia build"))
        _ = try await site.run()
        #expect(try #require(try await text(name)).contains("is live"))
    }

    @Test func saysWhatChangedOfAPageAndWhy() async throws {
        try article("rights: own")
        _ = try await site.run()
        #expect(try #require(try await text("test")).contains("has no release before it"))
        try site.replace("Words.", with: "Other words.", in: "Content/articles/test.md")
        _ = try await site.run()
        let edited = try #require(try await text("test"))
        #expect(edited.contains("what it is made from has changed"))
        #expect(edited.contains("Between the two differ: Content/articles/test.md."))
        let other = try #require(try await text("/articles/how-liquidation-unfolds/"))
        #expect(other.contains("is as in the release before it, byte for byte"))
        let status = try #require(try await text("/status/"))
        #expect(status.contains("is another than in the release before it. Between the two"))
        #expect(try await text("/no-such-page/") == nil)
    }

    @Test(arguments: [
        ("/", "index.html"), ("/faq/", "faq/index.html"), ("faq/index.html", "faq/index.html"),
        ("https://a.example/robots.txt", "robots.txt"), ("https://a.example", "index.html"),
    ])
    func findsAPageByItsAddress(name: String, path: String) {
        #expect(PageExplanation.path(in: name) == path)
    }

    @Test func knowsNothingOfOtherNames() async throws {
        #expect(try await text("/ticker/") == nil)
        #expect(try await text("") == nil)
    }
}
