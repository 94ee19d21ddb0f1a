import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// What a site can change without Swift: names in any script, sections, topics, feeds, redirects, layouts,
/// parameters, short codes.
@Suite struct OpenSiteTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    private func settings(_ text: String) throws {
        let before = try site.folder.text("Content/site.yml")
        try site.folder.write(before + "\n" + text + "\n", to: "Content/site.yml")
    }

    private func article(
        _ name: String, _ lines: [String] = [], _ body: String = "What it says.\n"
    ) throws {
        let head = [
            "title: About \(name)", "summary: What \(name) means, with figures.",
            "date: 2026-01-20T10:00:00Z", "rights: own",
        ]
        try site.folder.write(
            "---\n\((head + lines).joined(separator: "\n"))\n---\n\n\(body)",
            to: "Content/articles/\(name).md")
    }

    /// In the place of the shipped articles, which link to all that a site can have.
    private func onlyOneArticle() throws {
        try site.remove("Content/articles")
        // It leads to the calculator.
        try site.remove("Content/pages/how-it-is-tested.md")
        try article("a", ["tags: [fees]"])
    }

    private func page(_ path: String) throws -> String {
        try site.folder.text("Output/current/site/" + path)
    }

    private func problems() async throws -> [Diagnostic] {
        do {
            _ = try await site.run()
            return []
        } catch let failure as RunFailure { return failure.diagnostics }
    }

    @Test func publishesNamesInAnyScript() async throws {
        try article("保证金", ["tags: [手续费]", "aliases: [旧名, /alt/über]"])
        let summary = try await site.run()
        #expect(summary.warnings.filter { $0.severity != .notice }.map(\.description) == [])
        let encoded = "/articles/%E4%BF%9D%E8%AF%81%E9%87%91/"
        #expect(try page("articles/保证金/index.html").contains("marginalia.example\(encoded)\""))
        #expect(try page("topics/手续费/index.html").contains("href=\"\(encoded)\""))
        #expect(try page("sitemap.xml").contains("\(encoded)</loc>"))
        #expect(try page("_redirects").contains("/alt/%C3%BCber \(encoded) 301"))
        let nginx = try site.folder.text("Output/current/server/nginx.snippet")
        #expect(nginx.contains("location = /articles/旧名/ { return 301 \(encoded); }"))
    }

    @Test func leavesSectionsOutAndNothingDangles() async throws {
        try onlyOneArticle()
        try settings(
            """
            sections: {news: false, prices: false, desk: false, glossary: false, calculator: false,
              venues: false, questions: false, status: false}
            """)
        let summary = try await site.run()
        #expect(summary.warnings.filter { $0.severity != .notice }.map(\.description) == [])
        let files = try FileReader().list(site.folder.path("Output/current/site")).map(\.path)
        for section in ["news", "ticker", "tools", "glossary", "venues", "assets", "faq", "status"]
        {
            #expect(!files.contains { $0.hasPrefix(section + "/") }, "\(section)")
        }
        #expect(files.contains("articles/index.html") && files.contains("topics/index.html"))
    }

    @Test func buildsWithoutTheFoldersOfData() async throws {
        try onlyOneArticle()
        for folder in ["snapshots", "venues", "portfolios", "history"] {
            try site.remove("Content/" + folder)
        }
        try site.replace("exampleAccount: ", with: "# ", in: "Content/site.yml")
        _ = try await site.run()
        #expect(try !page("index.html").contains("href=\"/venues/\""))
        #expect(try !page("index.html").contains("href=\"/ticker/\""))
    }

    @Test func listsAssetsAndTools() async throws {
        _ = try await site.run()
        #expect(try page("assets/index.html").contains("href=\"/assets/btc/\""))
        let tools = try page("tools/index.html")
        #expect(tools.contains("href=\"/tools/calculator/\"") && tools.contains("/tools/margin/"))
    }

    @Test func callsTopicsWhatTheSettingsSay() async throws {
        try settings(
            """
            topics:
              fees: {label: What it costs, description: Fees of every kind.}
              feees: {label: A slip}
            """)
        try article("a", ["tags: [fees]"])
        let summary = try await site.run()
        let found = summary.warnings.filter { $0.id == "topic-unknown" }
        #expect(found.map(\.hint) == ["Did you mean fees?"])
        let topic = try page("topics/fees/index.html")
        #expect(topic.contains("<h1>What it costs</h1>"))
        #expect(topic.contains("content=\"Fees of every kind.\""))
        #expect(try page("topics/index.html").contains("<p>Fees of every kind.</p>"))
    }

    @Test func writesFeedsInFullAndOfTopics() async throws {
        try settings("feeds: {content: full, topics: true, atom: /news/all.atom}")
        try article(
            "a", ["tags: [fees]"], "See [prices](/ticker/) and [below](#x).\n\n## X\n\nText.\n")
        let summary = try await site.run()
        #expect(summary.warnings.filter { $0.severity != .notice }.map(\.description) == [])
        let feed = try page("news/all.atom")
        #expect(feed.contains("href=\"https://marginalia.example/ticker/\""))
        #expect(feed.contains("href=\"https://marginalia.example/articles/a/#x\""))
        #expect(try page("topics/fees/feed.atom").contains("/articles/a/"))
        #expect(try page("topics/fees/index.html").contains("href=\"/topics/fees/feed.atom\""))
        #expect(try page("index.html").contains("href=\"/news/all.atom\""))
        #expect(try page("_headers").contains("/news/all.atom\n"))
    }

    @Test func redirectsAnyPathAndTellsWhatIsWrong() async throws {
        try settings("redirects: [{from: /old/page.html, to: /glossary/#funding}]")
        _ = try await site.run()
        #expect(try page("_redirects").contains("/old/page.html /glossary/#funding 301"))
        let apache = try site.folder.text("Output/current/server/apache.snippet")
        #expect(
            apache.contains(
                #"RedirectMatch 301 "^/old/page\.html$" "/glossary/#funding""#))
        try site.replace(
            "redirects: [", with: "redirects: [{from: /glossary/, to: /glosary/}, ",
            in: "Content/site.yml")
        #expect(
            Set(try await problems().map(\.id)) == ["redirect-taken", "redirect-leads-nowhere"])
    }

    @Test func asksSearchEnginesToLeaveAPageOut() async throws {
        try article("a", ["robots: noindex"])
        _ = try await site.run()
        #expect(
            try page("articles/a/index.html").contains(
                "<meta name=\"robots\" content=\"noindex\"/>"))
        #expect(try !page("sitemap.xml").contains("/articles/a/"))
    }

    @Test func makesTextsWithLayoutsAndParametersOfTheirOwn() async throws {
        try settings("params: {level: text, isNew: flag, tools: list}")
        let template = try site.folder.text("Templates/pages/article.html.mustache")
        try site.folder.write(
            template.replacingOccurrences(
                of: "<div class=\"prose\">",
                with: "<div class=\"prose\"><p>{{params.level}}{{#params.isNew}}!{{/params.isNew}}"
                    + "{{#params.tools}} {{.}}{{/params.tools}}</p>"),
            to: "Templates/pages/wide.html.mustache")
        try article("a", ["layout: wide", "params: {level: easy, isNew: true, tools: [pen, ink]}"])
        let summary = try await site.run()
        #expect(summary.warnings.filter { $0.severity != .notice }.map(\.description) == [])
        #expect(try page("articles/a/index.html").contains("<p>easy! pen ink</p>"))
        try site.replace(
            "params.level", with: "params.levl", in: "Templates/pages/wide.html.mustache")
        let found = try await problems()
        #expect(found.map(\.id) == ["template-unknown-name"])
        #expect(found.map(\.hint) == ["Did you mean 'level'?"])
        try site.replace("layout: wide", with: "layout: wid", in: "Content/articles/a.md")
        #expect(try await problems().map(\.id).contains("layout-unknown"))
        try site.replace("layout: wid\n", with: "", in: "Content/articles/a.md")
        let unused = try await site.run().warnings.filter { $0.id == "template-unused" }
        #expect(
            unused.map(\.location.file) == [site.folder.path("Templates/pages/wide.html.mustache")])
    }

    @Test func saysShortCodes() async throws {
        try article(
            "a", [],
            "{{warning}} Act now.\n\n{{price BTC}}, {{term funding}}, {{source binance}}, {{calc}}, "
                + "{{plan how-to-handle-a-margin-call fund-2}}.\n")
        _ = try await site.run()
        let html = try page("articles/a/index.html")
        for part in [
            "<p class=\"warning\"><strong>Warning:</strong> Act now.", "<a href=\"/assets/btc/\">$",
            ">Funding</button>", "<div class=\"definition\" ", "<a href=\"/venues/binance/\">",
            "<a href=\"/tools/calculator/\">", "/plans/how-to-handle-a-margin-call/#fund-2\">",
        ] { #expect(html.contains(part), "\(part)") }
        #expect(!html.contains("<data value=\"code-"))
        #expect(try page("articles/a/index.md").contains("[Funding](/glossary/#funding)"))
        try site.replace("{{term funding}}", with: "{{term fundig}}", in: "Content/articles/a.md")
        let found = try await problems()
        #expect(found.map(\.id) == ["short-code-unknown"])
        #expect(found.map(\.hint) == ["Did you mean funding?"])
    }

    @Test func refusesLinksThatLeaveTheSite() async throws {
        let outside = try TemporaryFolder()
        try outside.write("secret", to: "secret.md")
        for name in ["articles/a.md", "images/b.png"] {
            let link = site.folder.path("Content/" + name)
            try FileManager.default.createDirectory(
                atPath: URL(filePath: link).deletingLastPathComponent().path(),
                withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: link, withDestinationPath: outside.path("secret.md"))
        }
        let found = try await problems().filter { $0.id == "link-leaves-site" }
        #expect(
            found.map(\.location.file)
                == ["articles/a.md", "images/b.png"].map { site.folder.path("Content/" + $0) })
    }

    @Test func tellsOfPlaceholdersInStandingPages() async throws {
        try site.replace(
            "## Accounts {#accounts}",
            with: "To be completed by the publisher.\n\n## Accounts {#accounts}",
            in: "Content/pages/privacy.md")
        let found = try await site.run().warnings.filter { $0.id == "page-placeholder" }
        #expect(found.map(\.location.file) == [site.folder.path("Content/pages/privacy.md")])
        #expect(found.map(\.location.line) == [15])
    }

    @Test func listsThirdHeadingsWhereTheyAreAskedFor() async throws {
        let body = "## One\n\n### Inner\n\nText.\n\n## Two\n\nText.\n\n## Three\n\nText.\n"
        try article("a", ["contents: 3"], body)
        try article("b", [], body)
        _ = try await site.run()
        #expect(
            try page("articles/a/index.html").contains(
                "<ol><li><a href=\"#inner\">Inner</a></li></ol>"))
        #expect(try !page("articles/b/index.html").contains("href=\"#inner\""))
    }
}
