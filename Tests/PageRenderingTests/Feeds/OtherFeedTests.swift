import Foundation
import MarginModel
import PageRendering
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// RSS, JSON Feed and the ticker's CSV.
struct OtherFeedTests {
    private let entry = AtomFeed.Entry(
        title: "Fees & <tiers>", id: "https://example.org/articles/a/",
        updated: Instant(secondsSinceEpoch: 1_769_963_100),
        published: Instant(secondsSinceEpoch: 1_769_904_000),
        link: "https://example.org/articles/a/",
        summary: "What changed.")

    @Test func writesRSSWithMailDates() throws {
        let bytes = RSSFeed(
            title: "T", description: "", language: "en", link: "https://example.org/",
            selfLink: "https://example.org/feed.rss", lastBuildDate: entry.updated, entries: [entry]
        ).bytes()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(XMLParser(data: Data(bytes)).parse())
        #expect(text.contains("<title>Fees &amp; &lt;tiers&gt;</title>"))
        #expect(text.contains("<pubDate>Sun, 01 Feb 2026 00:00:00 GMT</pubDate>"))
        #expect(text.contains("<lastBuildDate>Sun, 01 Feb 2026 16:25:00 GMT</lastBuildDate>"))
        #expect(text.contains("<description>T</description>"))
    }

    @Test func writesAJSONFeedThatParses() throws {
        let bytes = JSONFeed(
            title: "T", description: "D", language: "en", author: "P",
            homePage: "https://example.org/", feedAddress: "https://example.org/feed.json",
            entries: [entry]
        ).bytes()
        let feed = try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(feed["version"] as? String == "https://jsonfeed.org/version/1.1")
        let items = try #require(feed["items"] as? [[String: Any]])
        #expect(items.first?["content_text"] as? String == "What changed.")
        #expect(items.first?["date_published"] as? String == "2026-02-01T00:00:00Z")
    }

    @Test func writesATickerThatNoSpreadsheetRuns() {
        let snapshot = Snapshot(
            asOf: Instant(secondsSinceEpoch: 1_769_963_100), source: "a, \"b\"",
            quotes: [
                Quote(
                    asset: "x", ticker: nil, name: "=1+1", price: Decimal("0.10"),
                    change24h: Decimal("-2.5")),
                Quote(asset: "leo", ticker: "LEO", name: "LEO", price: nil, change24h: nil),
            ])
        let rows = String(decoding: SnapshotCSV(snapshot).bytes, as: UTF8.self)
            .components(separatedBy: "\r\n")
        #expect(rows[1] == "x,,'=1+1,0.1,-2.5,2026-02-01T16:25:00Z,\"a, \"\"b\"\"\",")
        #expect(rows[2] == "leo,LEO,LEO,,,2026-02-01T16:25:00Z,\"a, \"\"b\"\"\",absent")
        #expect(rows.count == 4)
    }
}
