import MarginModel
import MarkupValidation
import Testing

struct FeedTests {
    static let feed = """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
        <id>https://example.org/</id>
        <title>News</title>
        <updated>2026-02-01T16:30:00Z</updated>
        <author><name>Desk</name></author>
        <link rel="self" href="https://example.org/feed.atom"/>
        <entry>
        <id>https://example.org/a/</id>
        <title>A</title>
        <published>2026-02-01T16:30:00Z</published>
        <updated>2026-02-01T16:30:00Z</updated>
        <link href="https://example.org/a/"/>
        <category term="margin"/>
        <summary type="html">&lt;p&gt;A&lt;/p&gt;</summary>
        </entry>
        </feed>
        """
    static let sitemap = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <url><loc>https://example.org/</loc><lastmod>2026-02-01</lastmod></url>
        <url><loc>https://example.org/a/</loc><lastmod>2026-02-01T16:30:00Z</lastmod></url>
        </urlset>
        """

    @Test func passesAFeedAndKeepsItsAddresses() {
        let checked = check(Self.feed, as: .atom)
        #expect(checked.diagnostics == [])
        #expect(checked.facts.title == "News")
        #expect(checked.facts.links.map { $0.line } == [7, 13])
    }

    @Test func passesASitemapAndKeepsItsAddresses() {
        let checked = check(Self.sitemap, as: .sitemap)
        #expect(checked.diagnostics == [])
        #expect(
            checked.facts.links.map { $0.target } == [
                "https://example.org/", "https://example.org/a/",
            ])
    }

    struct FeedFault: Sendable {
        let text: String
        let replacement: String
        let id: String
        let line: Int
    }

    @Test(arguments: [
        FeedFault(
            text: "<id>https://example.org/a/</id>\n", replacement: "",
            id: "S007-feed-or-sitemap-grammar", line: 9),
        FeedFault(
            text: "<updated>2026-02-01T16:30:00Z</updated>\n<link", replacement: "<link",
            id: "S007-feed-or-sitemap-grammar", line: 12),
        FeedFault(
            text: "<updated>2026-02-01T16:30:00Z</updated>\n<author>",
            replacement: "<updated>yesterday</updated>\n<author>",
            id: "S007-feed-or-sitemap-grammar", line: 5),
        FeedFault(
            text: "<title>A</title>", replacement: "<headline>A</headline>",
            id: "S007-feed-or-sitemap-grammar", line: 10),
        FeedFault(
            text: "https://example.org/a/\"", replacement: "javascript:a\"",
            id: "L007-unsafe-scheme",
            line: 13),
        FeedFault(
            text: "\"https://example.org/a/\"", replacement: "\"/a/\"",
            id: "L008-malformed-address",
            line: 13),
        FeedFault(text: "</entry>", replacement: "", id: "H001-not-well-formed", line: 17),
        FeedFault(text: "News", replacement: "{{title}}", id: "H007-placeholder-leak", line: 4),
    ])
    func pointsAtTheFaultOfAFeed(fault: FeedFault) {
        let found = check(Self.feed.replacing(fault.text, with: fault.replacement), as: .atom)
            .diagnostics
        #expect(found.first?.id == fault.id)
        #expect(found.first?.location.line == fault.line)
    }

    @Test(arguments: [
        ("<lastmod>2026-02-01</lastmod>", "<lastmod>1 Feb</lastmod>"),
        ("<loc>https://example.org/</loc>", ""),
        ("<lastmod>2026-02-01</lastmod>", "<priority>2</priority>"),
        ("<lastmod>2026-02-01</lastmod>", "<changefreq>often</changefreq>"),
    ])
    func pointsAtTheFaultOfASitemap(text: String, replacement: String) {
        let found = check(Self.sitemap.replacing(text, with: replacement), as: .sitemap).diagnostics
        #expect(found.first?.id == "S007-feed-or-sitemap-grammar")
        #expect(found.first?.location.line == 3)
    }

    @Test func passesAnSVGFile() {
        let svg =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><title>T</title></svg>"
        #expect(check(svg, as: .svg).diagnostics == [])
    }

    @Test(arguments: [
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>a</script></svg>",
            "H002-unknown-element"
        ),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><g onload=\"a\"/></svg>", "H013-inline-code"),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><use href=\"#a\"/></svg>",
            "H012-dangling-reference"
        ),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"MNaN 0\"/></svg>", "H011-bad-value"),
        ("<svg><path d=\"M0 0\"/></svg>", "H002-unknown-element"),
    ])
    func refusesAFaultySVGFile(svg: String, id: String) {
        #expect(check(svg, as: .svg).diagnostics.contains { $0.id == id })
    }

    @Test func asksOfOtherXMLOnlyThatItIsWellFormed() {
        #expect(check("<a xmlns=\"urn:x\"><b>NaN</b></a>", as: .xml).diagnostics == [])
        #expect(check("<a><b></a>", as: .xml).diagnostics.first?.id == "H001-not-well-formed")
        #expect(check("<a:b/>", as: .xml).diagnostics.first?.id == "H001-not-well-formed")
    }
}
