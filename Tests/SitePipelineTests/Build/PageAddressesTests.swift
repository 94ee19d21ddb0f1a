import MarginModel
import Testing

@testable import SitePipeline

@Suite struct PageAddressesTests {
    private func problems(_ articles: [Article], jobs: [PageJob] = []) -> [Diagnostic] {
        let index = SiteIndex(articles, news: [], clock: noon)
        return PageAddresses(index: index, jobs: jobs, menus: Menus()).problems.all
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

    @Test(arguments: ["—", "   "])
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

    @Test(arguments: [
        "/tools/margin", "/tools/margin/", "/tools/margin/index.html", "/404.html", "/x.css",
    ])
    func refusesAnAliasWhereAPageStands(alias: String) throws {
        let jobs = ["tools/margin/index.html", "404.html", "x.css"].map {
            PageJob(path: $0, source: "pages/\($0)", bytes: [])
        }
        let found = problems([SiteIndexTests.article("a") { $0.aliases = [alias] }], jobs: jobs)
        #expect(found.map(\.id) == ["article-alias-taken"])
        let problem = try #require(found.first)
        #expect(problem.message.contains("articles/a.md") && problem.message.contains("pages/"))
    }

    @Test func refusesOneEarlierAddressOfTwoArticles() throws {
        let found = problems([
            SiteIndexTests.article("a") { $0.aliases = ["old", "/articles/old"] },
            SiteIndexTests.article("b") { $0.aliases = ["/articles/old/"] },
        ])
        #expect(found.map(\.location.file) == ["articles/b.md"])
        #expect(found.first?.message.contains("articles/a.md") == true)
    }

    @Test func writesAnAliasAsThePathThatItIs() async throws {
        let site = try SiteCopy()
        try site.replace(
            "\nsummary:",
            with: "\naliases: [was, /2019/01/foo/, /old/path.html, /old/path.html]\nsummary:",
            in: "Content/articles/how-liquidation-unfolds.md")
        try site.replace(
            "\nsummary:", with: "\naliases: [words]\nsummary:", in: "Content/pages/glossary.md")
        _ = try await site.run()
        let to = "/articles/how-liquidation-unfolds/"
        #expect(
            try site.folder.text("Output/current/site/_redirects") == """
                /2019/01/foo/ \(to) 301
                /articles/was/ \(to) 301
                /old/path.html \(to) 301
                /words/ /glossary/ 301
                /faq/how-to-handle-a-margin-call/:question/ /plans/how-to-handle-a-margin-call/#:question 301
                /faq/:article/:question/ /articles/:article/#:question 301

                """)
        let caddy = try site.folder.text("Output/current/server/Caddyfile.snippet")
        #expect(
            caddy.split(separator: "\n").filter { $0.hasPrefix("redir") } == [
                "redir /2019/01/foo/ \(to) permanent", "redir /articles/was/ \(to) permanent",
                "redir /old/path.html \(to) permanent", "redir /words/ /glossary/ permanent",
            ])
    }

    /// Every address of a site that shares its host stands below its path.
    @Test func putsASiteBelowThePathOfItsBaseURL() async throws {
        let site = try SiteCopy()
        try site.replace(
            "baseURL: https://marginalia.example",
            with: "baseURL: https://marginalia.example/a/blog/",
            in: "Content/site.yml")
        try site.replace(
            "\nsummary:", with: "\naliases: [was]\nsummary:",
            in: "Content/articles/how-liquidation-unfolds.md")
        try site.replace(
            "Liquidation is a sequence",
            with: "[Liquidation](/articles/how-the-margin-ratio-works/) is a sequence",
            in: "Content/articles/how-liquidation-unfolds.md")
        let summary = try await site.run()
        #expect(summary.warnings.filter { $0.id.contains(/^L0/) }.isEmpty)
        let folder = site.folder.path("Output/current/site")
        for file in try FileReader().list(folder) where file.path.hasSuffix(".html") {
            let page = try site.folder.text("Output/current/site/\(file.path)")
            let paths = page.matches(of: /(?:href|src)="(\/[^"]*)"/).map(\.output.1)
            #expect(!paths.isEmpty && paths.allSatisfy { $0.hasPrefix("/a/blog/") }, "\(file.path)")
            #expect(!page.contains("/a/blog/a/blog"), "\(file.path)")
        }
        for (name, line) in [
            ("_headers", "/a/blog/static/*"),
            ("_redirects", "/a/blog/articles/was/ /a/blog/articles/how-liquidation-unfolds/ 301"),
            (
                "_redirects",
                "/a/blog/faq/:article/:question/ /a/blog/articles/:article/#:question 301"
            ),
            ("feed.atom", "https://marginalia.example/a/blog/articles/how-liquidation-unfolds/"),
            ("sitemap.xml", "<loc>https://marginalia.example/a/blog/faq/</loc>"),
            ("robots.txt", "https://marginalia.example/a/blog/sitemap.xml"),
            ("../server/nginx.snippet", "error_page 404 /a/blog/404.html;"),
            ("../server/Caddyfile.snippet", "header /a/blog/static/* "),
            ("articles/how-liquidation-unfolds/index.md", "](/a/blog/"),
        ] {
            let text = try site.folder.text("Output/current/site/\(name)")
            #expect(text.contains(line), "\(name): \(line)")
        }
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
