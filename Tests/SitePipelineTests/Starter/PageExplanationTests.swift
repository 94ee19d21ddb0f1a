import MarginModel
import Testing

@testable import SitePipeline

@Suite struct PageExplanationTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    private func text(_ name: String) throws -> String? {
        let clock = try #require(try site.settings().clock)
        return PageExplanation(folders: site.folders, clock: clock).text(of: name)
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
    func saysWhyAPageIsAbsent(lines: String, why: String) throws {
        try article(lines)
        let text = try #require(try text("/articles/test/"))
        #expect(text.contains(why), "\(text)")
    }

    @Test func saysWhatIsWrongWithAFileThatCannotBeRead() throws {
        try site.folder.write("---\ntitle: [\n---\n", to: "Content/articles/test.md")
        let text = try #require(try text("test"))
        #expect(text.contains("cannot be read"))
        #expect(text.contains("Content/articles/test.md:"))
    }

    @Test(arguments: [
        "test", "/articles/test/", "articles/test/index.html", "Content/articles/test.md",
        "https://example.org/articles/test/",
    ])
    func findsAnArticleByAnyOfItsNames(name: String) async throws {
        try article("rights: own")
        #expect(try #require(try text(name)).contains("run marginalia build"))
        _ = try await site.run()
        #expect(try #require(try text(name)).contains("is live"))
    }

    @Test func knowsNothingOfOtherNames() throws {
        #expect(try text("/ticker/") == nil)
        #expect(try text("") == nil)
    }
}
