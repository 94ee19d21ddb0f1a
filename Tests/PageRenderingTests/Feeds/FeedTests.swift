import Foundation
import MarginModel
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@testable import PageRendering

@Suite struct FeedTests {
    private let noon = Instant(secondsSinceEpoch: 1_769_947_200)  // 2026-02-01T12:00:00Z

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func feed(_ entries: [AtomFeed.Entry]) -> AtomFeed {
        AtomFeed(
            title: "Desk & <notes>", subtitle: nil, id: "https://a.example/", updated: noon,
            author: "Ada", selfLink: "https://a.example/feed.xml?a&\"b\"",
            alternateLink: "https://a.example/", entries: entries)
    }

    @Test func writesAnEmptyFeedInFixedOrder() {
        #expect(
            text(feed([]).bytes()) == """
                <?xml version="1.0" encoding="utf-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom">
                  <id>https://a.example/</id>
                  <title>Desk &amp; &lt;notes&gt;</title>
                  <updated>2026-02-01T12:00:00Z</updated>
                  <author>
                    <name>Ada</name>
                  </author>
                  <link rel="self" type="application/atom+xml" href="https://a.example/feed.xml?a&amp;&quot;b&quot;"/>
                  <link rel="alternate" type="text/html" href="https://a.example/"/>
                </feed>

                """)
    }

    @Test func writesEntriesWithWhatTheyHave() {
        let full = AtomFeed.Entry(
            title: "One", id: "urn:1", updated: noon, published: noon.advanced(bySeconds: -60),
            link: "https://a.example/1/", summary: "A <b> & c")
        let bare = AtomFeed.Entry(
            title: "Two", id: "urn:2", updated: noon, link: "https://a.example/2/")
        #expect(
            text(feed([full, bare]).bytes()).hasSuffix(
                """
                  <entry>
                    <id>urn:1</id>
                    <title>One</title>
                    <published>2026-02-01T11:59:00Z</published>
                    <updated>2026-02-01T12:00:00Z</updated>
                    <link rel="alternate" type="text/html" href="https://a.example/1/"/>
                    <summary>A &lt;b&gt; &amp; c</summary>
                  </entry>
                  <entry>
                    <id>urn:2</id>
                    <title>Two</title>
                    <updated>2026-02-01T12:00:00Z</updated>
                    <link rel="alternate" type="text/html" href="https://a.example/2/"/>
                  </entry>
                </feed>

                """))
    }

    @Test func writesWellFormedXMLForHostileText() {
        var hostile = feed([])
        hostile.title = "]]>\u{0}\u{B}\u{FFFF}<!--"
        hostile.subtitle = "</feed>"
        let parser = XMLParser(data: Data(hostile.bytes()))
        #expect(parser.parse())
        #expect(text(hostile.bytes()).contains("<subtitle>&lt;/feed&gt;</subtitle>"))
    }

    @Test(arguments: [
        (0, ["sitemap.xml"]), (25_000, ["sitemap.xml"]),
        (50_001, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]),
    ])
    func putsManyPagesIntoSeveralMapsUnderAnIndex(pages: Int, names: [String]) throws {
        let files = Sitemap.files(
            for: (0..<pages).map { Sitemap.Page(location: "https://example.org/\($0)/") },
            baseURL: "https://example.org")
        #expect(files.map(\.name) == names)
        let texts = files.map { text($0.bytes()) }
        #expect(texts.reduce(0) { $0 + $1.split(separator: "<url>").count - 1 } == pages)
        #expect(texts.allSatisfy { $0.utf8.count < 4 << 20 })
        let parts = texts[0].split(separator: "<sitemap>").dropFirst()
        #expect(parts.count == names.count - 1)
        #expect(
            zip(parts, names.dropFirst()).allSatisfy {
                $0.contains("<loc>https://example.org/\($1)</loc>")
            })
    }

    @Test func writesASitemap() {
        let map = Sitemap(pages: [
            Sitemap.Page(location: "https://a.example/?a&b", lastModified: noon),
            Sitemap.Page(location: "https://a.example/faq/"),
        ])
        #expect(
            text(map.bytes()) == """
                <?xml version="1.0" encoding="utf-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                  <url>
                    <loc>https://a.example/?a&amp;b</loc>
                    <lastmod>2026-02-01T12:00:00Z</lastmod>
                  </url>
                  <url>
                    <loc>https://a.example/faq/</loc>
                  </url>
                </urlset>

                """)
    }

    @Test func tellsRobotsWhatTheyMayRead() {
        #expect(text(RobotsText().bytes()) == "User-agent: *\nDisallow:\n")
        let robots = RobotsText(
            disallowedPaths: ["/status/", "/a\nAllow: /b #c"],
            sitemaps: ["https://a.example/sitemap.xml"])
        #expect(
            text(robots.bytes()) == """
                User-agent: *
                Disallow: /status/
                Disallow: /a%0AAllow:%20/b%20%23c

                Sitemap: https://a.example/sitemap.xml

                """)
    }
}
