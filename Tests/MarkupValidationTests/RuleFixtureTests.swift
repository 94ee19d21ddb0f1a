import MarginModel
import Testing

@testable import MarkupValidation

/// Each rule has something that breaks it: a page of the corpus, or one of these.
struct RuleFixtureTests {
    private static func document(_ text: String, _ kind: DocumentKind = .page) -> [Diagnostic] {
        check(text, as: kind).diagnostics
    }

    private static func site(_ pages: [(path: String, text: String)]) -> [Diagnostic] {
        let facts = pages.compactMap { page in
            DocumentKind.kind(ofPath: page.path).map { kind in
                PageChecker().check(Array(page.text.utf8), path: page.path, kind: kind).facts
            }
        }
        return SiteChecker(baseURL: "https://example.org").check(
            facts, files: Set(pages.map(\.path)))
    }

    private static func page(
        _ body: String, title: String = "A", description: String = "What this page is all about.",
        head: String = ""
    ) -> String {
        SamplePages.page(body: body).replacing("Margin, explained", with: title)
            .replacing("What margin is and what it costs.", with: description)
            .replacing("</head>", with: head + "</head>")
    }

    private static func link(_ address: String) -> [Diagnostic] {
        site([
            ("index.html", page("<p><a href=\"\(address)\">a</a></p>")),
            ("a/index.html", page("<p>a</p>", title: "B")),
        ])
    }

    private static func text(_ text: String) -> [Diagnostic] {
        PublicText(contacts: [], secrets: [NameDigest(folding: "desk-0042")]).check(
            Array(text.utf8), path: "a.txt")
    }

    private static func data(_ text: String) -> [Diagnostic] {
        DataFiles.check(Array(text.utf8), path: "a.json")
    }

    private static func file(_ path: String, bytes: Int = 1, mode: UInt32 = 0o644) -> [Diagnostic] {
        FileRules().check(
            SiteFacts(
                files: [SiteFacts.File(path: path, byteCount: bytes, mode: mode)],
                withheld: ["b.html": "Content/articles/b.md"]))
    }

    private static let canonical =
        "<link rel=\"canonical\" href=\"https://example.org/a/\"/>"

    private static func structuredData(_ json: String) -> String {
        "<script type=\"application/ld+json\">\(json)</script>"
    }

    private static let fixtures: [String: @Sendable () -> [Diagnostic]] = [
        "H018": { document(page("<p" + (0..<200).map { " a\($0)=\"\"" }.joined() + ">a</p>")) },
        "H022": { document(page(String(repeating: "<p x=\"\">a</p>", count: 200))) },
        "L001": { link("/missing/") },
        "L002": { link("/a/#missing") },
        "L003": { link("/A/") },
        "L004": { link("/a") },
        "L005": { link("../../a") },
        "L006": { link("https://example.org/gone/") },
        "L009": {
            site([
                ("index.html", page("<p>a</p>")),
                ("a/index.html", page("<p>a</p>", title: "B", head: canonical)),
            ])
        },
        "L010": {
            site([
                ("index.html", page("<p><a href=\"/b/\">a</a></p>")), ("_redirects", "/b/ / 301"),
            ])
        },
        "L011": { site([("index.html", page("<p>a</p>")), ("_redirects", "/b/ /c/ 301")]) },
        "L012": {
            site([
                ("index.html", page("<p><img src=\"https://a.example/b.png\" alt=\"\"/></p>")),
                ("_headers", "/*\n  Content-Security-Policy: default-src 'self'\n"),
            ])
        },
        "A016": {
            document("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>", .svg)
        },
        "A017": {
            document(":root { --a: #fff; --b: #fff; --contrast-a: 3 a on b; }", .stylesheet)
        },
        "S005": {
            document(SamplePages.report.replacing("noindex", with: "all"), .privateReport)
        },
        "S006": {
            site([("index.html", page("<p>a</p>")), ("a/index.html", page("<p>a</p>"))])
        },
        "S007": { document("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", .atom) },
        "S008": {
            let map =
                "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
                + "<url><loc>https://example.org/</loc></url></urlset>"
            return site([
                ("index.html", page("<p>a</p>")), ("sitemap.xml", map),
                ("a/index.html", page("<p>a</p>", title: "B", head: canonical)),
            ])
        },
        "S009": {
            document(page("<p>a</p>", head: structuredData(#"{"@type":"Article"}"#)))
        },
        "S010": {
            document(page("<p>a</p>", head: structuredData(#"{"@type":"HowTo","name":"b c"}"#)))
        },
        "S011": {
            site([
                ("index.html", page("<p>a</p>")), ("a/index.html", page("<p>a</p>", title: "B")),
            ])
        },
        "S012": { site([("index.html", page("<p>a</p>", description: "Short."))]) },
        "P001": { text("reader@example.com") },
        "P002": { text("0x52908400098527886E0F7030069857D2E4169EE7") },
        "P003": { text("-----BEGIN PRIVATE KEY-----") },
        "P004": { text("See desk-0042.") },
        "P005": {
            document(
                SamplePages.report.replacing("color: black", with: "background: url(a.png)"),
                .privateReport)
        },
        "P006": { file("a.html", mode: 0o600) },
        "D001": { data("{") },
        "D002": { data(#"{"price":"1"}"#) },
        "B001": { file("a.html", bytes: 9 << 20) },
        "B002": { file("a.css", bytes: 9 << 20) },
        "B003": { file("a.json", bytes: 9 << 20) },
        "R001": { file("b.html") },
    ]

    @Test(arguments: RuleCatalogue.all.map(\.id))
    func somethingBreaksTheRule(id: String) throws {
        if OneFaultCorpusTests.cases.contains(where: { $0.rule == id }) { return }
        let fixture = try #require(Self.fixtures[String(id.prefix(4))], "no fixture breaks \(id)")
        #expect(fixture().contains { $0.id == id })
    }
}
