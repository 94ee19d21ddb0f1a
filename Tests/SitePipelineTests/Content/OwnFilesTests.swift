import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// Pictures and files of a site, from its folder into a release.
@Suite struct OwnFilesTests {
    private let site: SiteCopy

    /// The shipped site without the picture that stands for its pages: pictures are the tests' own here.
    init() throws {
        site = try SiteCopy()
        try FileManager.default.removeItem(atPath: site.folder.path("Content/images"))
        let lines = try site.folder.text("Content/site.yml").components(separatedBy: "\n")
        try site.folder.write(
            lines.filter { !$0.hasPrefix("image") }.joined(separator: "\n"), to: "Content/site.yml")
    }

    private func picture(_ ending: String = "png") throws -> Data {
        let place = SiteCopy.shipped.appending(path: "Tests/Fixtures/pictures/halves.\(ending)")
        return try Data(contentsOf: place)
    }

    private func write(_ bytes: Data, to file: String) throws {
        let place = URL(filePath: site.folder.path("Content/" + file))
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: place)
    }

    private func writeArticle(
        _ body: String, to file: String = "articles/rise/index.md", fields: String = ""
    ) throws {
        let text = """
            ---
            title: What rises
            summary: A text of a few words that shows a picture.
            date: 2026-01-02T00:00:00Z
            rights: own
            \(fields)
            ---

            \(body)
            """
        try write(Data(text.utf8), to: file)
    }

    private func page(_ path: String = "articles/rise/index.html") throws -> String {
        try site.folder.text("Output/current/site/" + path)
    }

    private func ids(_ problems: [Diagnostic], _ prefixes: String...) -> [String] {
        problems.filter { problem in prefixes.contains { problem.id.hasPrefix($0) } }.map {
            let file = $0.location.file.split(separator: "/").last ?? ""
            return "\($0.severity) \($0.id) \(file):\($0.location.line)"
        }
    }

    private func problems() async throws -> [Diagnostic] {
        let failure = try #require(
            await #expect(throws: RunFailure.self) { try await site.run() })
        return failure.diagnostics
    }

    @Test func publishesPicturesBesideTheirArticleAndFilesOfTheRoot() async throws {
        try writeArticle(
            "![One](chart.png)\n\n![Two](/images/more/two.webp \"Two halves\")\n\n[Data](data.csv)\n",
            fields: "image: chart.png\nimage_alt: Two halves")
        try write(picture(), to: "articles/rise/chart.png")
        try write(Data("a,b\n".utf8), to: "articles/rise/data.csv")
        try write(picture("webp"), to: "images/more/two.webp")
        try write(Data("hello".utf8), to: "static/hello/world.txt")
        let summary = try await site.run()
        #expect(ids(summary.warnings, "file", "picture") == [])
        for (file, source) in [
            ("articles/rise/chart.png", "articles/rise/chart.png"),
            ("articles/rise/data.csv", "articles/rise/data.csv"),
            ("images/more/two.webp", "images/more/two.webp"),
            ("hello/world.txt", "static/hello/world.txt"),
        ] {
            #expect(
                FileManager.default.contentsEqual(
                    atPath: site.folder.path("Output/current/site/" + file),
                    andPath: site.folder.path("Content/" + source)), "\(file)")
        }
        let html = try page()
        #expect(html.contains("<img src=\"chart.png\" alt=\"One\" width=\"40\" height=\"30\"/>"))
        #expect(html.contains("<figcaption>Two halves</figcaption>"))
        let full = "https://marginalia.example/articles/rise/chart.png"
        #expect(html.contains("<meta property=\"og:image\" content=\"\(full)\"/>"))
        #expect(html.contains("<meta property=\"og:image:alt\" content=\"Two halves\"/>"))
        #expect(html.contains("\"image\":\"\(full)\""))
        #expect(!(try page("index.html")).contains("og:image"))
        let manifest = try site.folder.text("Output/current/manifest.json")
        #expect(manifest.contains("\"Content/images/more/two.webp\""))
        #expect(try await site.run().outcome == .unchanged)
    }

    /// Its bytes are taken over from the live release, and another picture changes the page that shows it.
    @Test func rendersThePageAgainWhenItsPictureChanges() async throws {
        try writeArticle("![One](chart.png)\n")
        try write(picture(), to: "articles/rise/chart.png")
        _ = try await site.run()
        let before = try FileReader().list(site.folder.path("Output/current/site"))
        try site.replace("title: Glossary", with: "title: Words", in: "Content/pages/glossary.md")
        _ = try await site.run()
        let after = try FileReader().list(site.folder.path("Output/current/site"))
        func identity(_ files: [ListedFile]) -> FileIdentity? {
            files.first { $0.path == "articles/rise/chart.png" }?.identity
        }
        #expect(identity(before) != nil)
        #expect(identity(before) == identity(after))

        var wide = try picture()
        wide.replaceSubrange(16..<20, with: [0, 0, 0, 80])
        try write(wide, to: "articles/rise/chart.png")
        _ = try await site.run()
        #expect(try page().contains("width=\"80\" height=\"30\""))
    }

    @Test func tellsFaultsOfPicturesWhereTheyAreShown() async throws {
        try writeArticle("![One](chart.png)\n\n![Two](/images/tow.png)\n\n![](/images/two.png)\n")
        try write(picture().dropLast(9), to: "articles/rise/chart.png")
        try write(picture(), to: "images/two.png")
        #expect(
            ids(try await problems(), "picture", "file-m", "markdown") == [
                "warning picture-cut chart.png:1", "error picture-cut index.md:9",
                "error file-missing index.md:11", "error markdown-image-alt index.md:13",
            ])
    }

    @Test func publishesNothingThatIsAtFaultAndTellsWhatNobodyShows() async throws {
        try writeArticle("Text.\n")
        try write(picture(), to: "articles/rise/chart.png")
        try write(picture(), to: "images/unused.png")
        try write(picture().dropLast(9), to: "images/cut.png")
        try write(picture(), to: "static/favicon.png")
        let warnings = ids(try await site.run().warnings, "file-u", "picture")
        #expect(
            warnings.sorted() == [
                "warning file-unused chart.png:1", "warning file-unused unused.png:1",
                "warning picture-cut cut.png:1",
            ])
        #expect(try site.folder.names("Output/current/site/images") == ["unused.png"])
    }

    /// What stands beside a text that is not published is not published either.
    @Test func keepsTheFilesOfDraftsBack() async throws {
        try writeArticle("![One](chart.png)\n", fields: "draft: true")
        try write(picture(), to: "articles/rise/chart.png")
        _ = try await site.run()
        #expect(!FileReader().exists(site.folder.path("Output/current/site/articles/rise")))
    }

    @Test func refusesFilesInThePlaceOfPages() async throws {
        try write(Data("x".utf8), to: "static/feed.atom")
        #expect(
            ids(try await problems(), "page-path") == ["error page-path-taken feed.atom:1"])
    }

    /// A drawing is a page of its own, and may run nothing.
    @Test func checksDrawingsLikePages() async throws {
        try writeArticle("![One](chart.svg)\n")
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><title>One</title>\
            <script>alert(1)</script></svg>
            """
        try write(Data(svg.utf8), to: "articles/rise/chart.svg")
        let found = try await problems()
        #expect(found.contains { $0.location.file == "articles/rise/chart.svg" })
        try write(
            Data(svg.replacing("<script>alert(1)</script>", with: "").utf8),
            to: "articles/rise/chart.svg")
        _ = try await site.run()
        #expect(try page().contains("width=\"4\" height=\"3\""))
    }

    @Test func readsArticlesInFoldersAndRefusesTwoOfOneName() async throws {
        try writeArticle("Text.\n", to: "articles/guides/deep/rise.markdown")
        _ = try await site.run()
        #expect(try page().contains("What rises"))
        try writeArticle("Text.\n")
        #expect(
            ids(try await problems(), "article-same") == ["error article-same-name index.md:2"])
    }

    // MARK: Settings

    private func set(_ lines: String) throws {
        let settings = try site.folder.text("Content/site.yml")
        try site.folder.write(settings + "\n" + lines + "\n", to: "Content/site.yml")
    }

    @Test func givesEveryPageTheSitesPictureUnlessItHasItsOwn() async throws {
        try set("image: /images/share.png\nimageAlt: Halves")
        #expect(
            ids(try await problems(), "file") == ["error file-missing site.yml:\(try lastLine - 1)"]
        )
        try write(picture(), to: "images/share.png")
        #expect(ids(try await site.run().warnings, "file") == [])
        #expect(
            try page("index.html").contains(
                "content=\"https://marginalia.example/images/share.png\"/>"))
    }

    private var lastLine: Int {
        get throws {
            try site.folder.text("Content/site.yml").split(
                separator: "\n", omittingEmptySubsequences: false
            ).count - 1
        }
    }

    @Test func loadsItsOwnStylesAndScriptsUnderNamesOfTheirBytes() async throws {
        try set("styleSheets: [own.css]\nscripts: [js/count.js]")
        try write(Data("body { background: url(/paper.png) }\n".utf8), to: "static/own.css")
        try write(Data("let count = 1;\n".utf8), to: "static/js/count.js")
        try write(picture(), to: "static/paper.png")
        try site.replace(
            "baseURL: https://marginalia.example", with: "baseURL: https://marginalia.example/blog",
            in: "Content/site.yml")
        _ = try await site.run()
        let html = try page("index.html")
        let style = try #require(
            html.firstMatch(of: /"\/blog\/(static\/own\.\w+\.css)" integrity="sha/))
        #expect(try page(String(style.1)) == "body { background: url(/blog/paper.png) }\n")
        #expect(html.contains(/src="\/blog\/static\/count\.\w+\.js" integrity="sha/))
        #expect(!FileReader().exists(site.folder.path("Output/current/site/own.css")))
    }

    /// A form that its own policy kills is a finding, and no finding where the policy names its host.
    @Test func holdsFormsAgainstThePolicyThatTheReleaseShips() async throws {
        try site.replace(
            "</footer>",
            with: "<form action=\"https://list.example/subscribe\" method=\"post\">"
                + "<label>Mail <input type=\"email\" name=\"e\"/></label><button>Join</button>"
                + "</form></footer>", in: "Templates/partials/footer.html.mustache")
        #expect(Set(try await problems().map(\.id)).contains("L012-refused-by-policy"))
        try set("contentPolicy:\n  form-action: [https://list.example]")
        _ = try await site.run()
        let policy =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self'; form-action https://list.example; base-uri 'none'; "
            + "frame-ancestors 'none'"
        #expect(try page("_headers").contains(policy))
        for file in ["Caddyfile.snippet", "nginx.snippet", "apache.snippet"] {
            let rules = try site.folder.text("Output/current/server/" + file)
            #expect(rules.contains(policy), "\(file)")
        }
    }

    @Test func replacesMenusAndTellsWhatLeadsNowhere() async throws {
        try set(
            """
            menus:
              header: [{title: Seek, href: /search/}, {title: Price list, href: /tickr/}]
              footer: [{title: Elsewhere, href: "https://example.org/"}]
            """)
        #expect(
            ids(try await problems(), "menu") == [
                "error menu-leads-nowhere site.yml:\(try lastLine - 1)"
            ])
        try site.replace("/tickr/", with: "/ticker/", in: "Content/site.yml")
        _ = try await site.run()
        let html = try page("search/index.html")
        #expect(html.contains("<a href=\"/search/\" aria-current=\"page\">Seek</a>"))
        #expect(html.contains("<a href=\"/ticker/\">Price list</a>"))
        #expect(html.contains("<a href=\"https://example.org/\">Elsewhere</a>"))
        #expect(!html.contains("Status and ages"))
    }
}
