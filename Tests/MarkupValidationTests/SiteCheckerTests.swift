import MarginModel
import MarkupValidation
import Testing

struct SiteCheckerTests {
    static let files: Set<String> = [
        "index.html", "a/index.html", "a/b.png", "static/Site.css", "empty/x.txt", "sitemap.xml",
    ]

    static func page(_ path: String, title: String, body: String, head: String = "") -> PageFacts {
        let text = SamplePages.page(body: body).replacing("Margin, explained", with: title)
            .replacing("What margin is", with: "\(title), \(path)")
            .replacing("</head>", with: head + "</head>")
        return PageChecker().check(Array(text.utf8), path: path, kind: .page).facts
    }

    static func check(_ body: String, base: String? = "https://example.org/") -> [Diagnostic] {
        SiteChecker(baseURL: base).check(
            [
                page("index.html", title: "Home", body: "<p id=\"x\">a</p>"),
                page("a/index.html", title: "A", body: body),
            ], files: files)
    }

    @Test(arguments: [
        "/", "../", "../index.html", "../#x", "/#x", "/#top", "#y", "b.png", "./b.png?v=1", "/a/",
        "",
        "https://example.org/a/b.png", "https://example.org", "https://elsewhere.org/q",
        "//cdn.org/x",
        "mailto:a@example.org", "/static/Site.css", "../%61/", "HTTPS://example.org/a/",
    ])
    func passesLinksThatLeadSomewhere(target: String) {
        #expect(Self.check("<p id=\"y\"><a href=\"\(target)\">a</a></p>") == [])
    }

    @Test(arguments: [
        ("/missing/", "L001-broken-link"), ("c.png", "L001-broken-link"),
        ("/empty/", "L001-broken-link"),
        ("/empty", "L001-broken-link"), ("../#nowhere", "L002-broken-fragment"),
        ("/static/site.css", "L003-wrong-case"), ("/A/", "L003-wrong-case"),
        ("/a", "L004-missing-trailing-slash"), ("../../x", "L005-outside-site"),
        ("https://example.org/gone/", "L006-unknown-site-address"),
    ])
    func pointsAtLinksThatLeadNowhere(target: String, id: String) {
        let found = Self.check("<p>a <a href=\"\(target)\">a</a></p>")
        #expect(found.map { $0.id } == [id])
        #expect(found.first?.location == SourceLocation(file: "a/index.html", line: 11, column: 6))
    }

    @Test func resolvesAddressesOfASiteInAFolderOfItsHost() {
        let base = "https://example.org/site"
        #expect(Self.check("<p><a href=\"/site/a/\">a</a></p>", base: base) == [])
        #expect(
            Self.check("<p><a href=\"https://example.org/site/x\">a</a></p>", base: base)
                .map { $0.id } == ["L006-unknown-site-address"])
    }

    @Test func takesTheBaseFromCanonicalLinks() {
        let head = "<link rel=\"canonical\" href=\"https://example.org/sub/a/\"/>"
        let page = Self.page(
            "a/index.html", title: "A",
            body: "<p><a href=\"https://example.org/sub/gone/\">a</a></p>", head: head)
        let found = SiteChecker(baseURL: nil).check([page], files: Self.files)
        #expect(found.map { $0.id } == ["L006-unknown-site-address"])
    }

    @Test func warnsOfTitlesThatTwoPagesShare() throws {
        let found = SiteChecker(baseURL: nil).check(
            [
                Self.page("index.html", title: "Same", body: "<p>a</p>"),
                Self.page("a/index.html", title: "Same", body: "<p>a</p>"),
            ], files: Self.files)
        let only = try #require(found.first)
        #expect(found.count == 1)
        #expect(only.id == "S006-duplicate-title")
        #expect(only.severity == .warning)
        #expect(only.location == SourceLocation(file: "index.html", line: 5, column: 1))
    }

    @Test func comparesTheSitemapWithTheFiles() {
        let text = FeedTests.sitemap.replacing("/a/", with: "/gone/")
        let sitemap = PageChecker().check(Array(text.utf8), path: "sitemap.xml", kind: .sitemap)
            .facts
        let head = "<link rel=\"canonical\" href=\"https://example.org/a/\"/>"
        let page = Self.page("a/index.html", title: "A", body: "<p>a</p>", head: head)
        let found = SiteChecker(baseURL: "https://example.org").check(
            [sitemap, page], files: Self.files)
        #expect(found.map { $0.id } == ["S008-not-in-sitemap", "L006-unknown-site-address"])
        #expect(found.last?.location.line == 4)
    }

    /// On a host that several sites share, a link from / on misses the site unless it names its path.
    @Test(arguments: [
        ("/blog/b/", ["L001-broken-link"]), ("/blog/a/", []), ("/a/", ["L005-outside-site"]),
        ("https://example.org/a/", []), ("/blogs/a/", ["L005-outside-site"]),
    ])
    func findsLinksThatMissThePathOfTheSite(link: String, ids: [String]) {
        let page = Self.page(
            "a/index.html", title: "A", body: "<p><a href=\"\(link)\">a</a></p>")
        let found = SiteChecker(baseURL: "https://example.org/blog").check(
            [page], files: ["a/index.html"])
        #expect(found.map(\.id) == ids)
        let head = "<link rel=\"canonical\" href=\"https://example.org/blog/a/\"/>"
        let foreign = Self.page(
            "a/index.html", title: "A", body: "<p><a href=\"/other/\">a</a></p>", head: head)
        #expect(SiteChecker(baseURL: nil).check([foreign], files: ["a/index.html"]).isEmpty)
    }

    /// With the names of all files compared for each link, this would take minutes.
    @Test func endsSoonWhereEveryLinkIsBroken() {
        let facts = (0..<500).map { number in
            Self.page(
                "p\(number).html", title: "\(number)", body: "<p><a href=\"x\(number)\">a</a></p>")
        }
        let start = ContinuousClock.now
        let found = SiteChecker(baseURL: "https://example.org").check(
            facts, files: Set(facts.map(\.path)))
        #expect(found.count { $0.id == "L001-broken-link" } == 500)
        #expect(ContinuousClock.now - start < .seconds(10))
    }
}
