import MarginModel
import Testing

@testable import SitePipeline

@Suite struct PageAddressesTests {
    private func problems(_ articles: [Article], jobs: [PageJob] = []) -> [Diagnostic] {
        let index = SiteIndex(articles, news: [], clock: noon)
        return PageAddresses(articles: index.articles, topics: index.topics, jobs: jobs).problems
            .all
    }

    @Test func passesDifferentTagsAndAliases() {
        let articles = [
            SiteIndexTests.article("a", tags: ["one", "two"]) { $0.aliases = ["old-a"] },
            SiteIndexTests.article("b", tags: ["two"]) { $0.aliases = ["old-b"] },
        ]
        let jobs = ["x", "y"].map { PageJob(path: $0, source: $0, bytes: []) }
        #expect(problems(articles, jobs: jobs).isEmpty)
    }

    @Test func namesTheArticleWhoseTagsShareAPage() {
        let found = problems([
            SiteIndexTests.article("a", tags: ["Margin call"]),
            SiteIndexTests.article("b", tags: ["margin-call"]),
        ])
        #expect(found.map(\.id) == ["topic-address-taken"])
        #expect(found.map(\.location) == [SourceLocation(file: "articles/b.md", line: 2)])
    }

    @Test(arguments: ["日本", "—", "   "])
    func namesTheArticleWhoseTagHasNoAddress(tag: String) {
        let found = problems([SiteIndexTests.article("a", tags: [tag])])
        #expect(found.map(\.id) == ["topic-without-address"])
        #expect(found.map(\.location.file) == ["articles/a.md"])
    }

    @Test func refusesAnAliasThatIsAnotherArticlesName() {
        let found = problems([
            SiteIndexTests.article("a") { $0.aliases = ["b", "old"] },
            SiteIndexTests.article("b"),
            SiteIndexTests.article("c") { $0.aliases = ["old", "c"] },
        ])
        #expect(found.map(\.id) == Array(repeating: "article-alias-taken", count: 3))
        #expect(found.map(\.location.file) == ["articles/a.md", "articles/c.md", "articles/c.md"])
    }

    @Test func refusesTwoJobsForOnePath() {
        let jobs = ["first", "second"].map { PageJob(path: "x.html", source: $0, bytes: []) }
        let found = problems([], jobs: jobs)
        #expect(found.map(\.id) == ["page-path-taken"])
        #expect(found.map(\.location.file) == ["second"])
    }

    @Test func failsTheRunBeforeAnythingIsWritten() async throws {
        let site = try SiteCopy()
        try site.replace(
            "tags: [liquidation,", with: "tags: [liquidation, Liquidation,",
            in: "Content/articles/how-liquidation-unfolds.md")
        let failure = await #expect(throws: RunFailure.self) { try await site.run() }
        guard case .content(let problems) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(problems.all.contains { $0.id == "topic-address-taken" })
        #expect(try site.releases().isEmpty)
    }
}
