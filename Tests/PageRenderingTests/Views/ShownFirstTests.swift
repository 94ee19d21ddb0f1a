import MarginModel
import Testing

@testable import PageRendering

/// What of a list or a text is shown where there is room for a part only.
struct ShownFirstTests {
    @Test func leavesDollarCoinsOutOfTheStripWhileOthersHaveAPrice() {
        let symbols = ["USDT", "BTC", "USDC", "ETH", "XRP", "SOL", "ADA"]
        let strip = TickerStripView(
            Snapshot(
                asOf: Samples.asOf, source: "s",
                quotes: symbols.map {
                    Quote(
                        asset: $0, ticker: $0, name: $0, price: $0 == "ETH" ? nil : Decimal("1"),
                        change24h: nil)
                }), clock: Samples.asOf)
        #expect(strip.quotes.map { $0.symbol } == ["BTC", "XRP", "SOL"])
        #expect(strip.all.map { $0.symbol } == ["BTC", "ETH", "XRP", "SOL", "ADA", "USDT", "USDC"])
    }

    @Test(arguments: [
        (59, "under an hour"), (3599, "under an hour"), (7300, "2 hours"),
        (86_400, "1 day"), (200_000, "2 days"),
    ])
    func saysHowOldPricesWereWhenThePageWasMade(seconds: Int64, age: String) throws {
        let strip = TickerStripView(
            Samples.snapshot, clock: Samples.asOf.advanced(bySeconds: seconds))
        #expect(strip.age(SampleWords.english) == age)
    }

    @Test func opensEachTermOnceInASectionAndLeavesOtherLinks() throws {
        let glossary = Article(
            slug: "glossary", kind: .article, title: "Glossary", summary: "Words.",
            date: Samples.asOf, rights: .own,
            sections: [
                ArticleSection(
                    id: "equity", title: "Equity & co",
                    introHTML: Array("<p>What <em>is</em> left.</p>\n<p>Of all.</p>\n".utf8))
            ], location: SourceLocation(file: "glossary.md"))
        var opener = Definitions.Opener(Definitions(glossary))
        func opened(_ html: String) -> String {
            String(decoding: opener.opened(Array(html.utf8)), as: UTF8.self)
        }
        let link = "<a href=\"/glossary/#equity\">the equity</a>"
        let term =
            "<button type=\"button\" class=\"term\" popovertarget=\"term--1\">the equity</button>"
        opener.beginSection()
        #expect(opened("<p>\(link), \(link).</p>") == "<p>\(term), \(link).</p>")
        #expect(opened("<p>\(link)</p>") == "<p>\(link)</p>")
        opener.beginSection()
        #expect(opened("<p>\(link)</p>") == "<p>\(term)</p>")
        let definition =
            "<div class=\"definition\" id=\"term--1\" popover=\"auto\">"
            + "<b>Equity &amp; co</b>: What is left. Of all.</div>\n"
        let taken = String(decoding: opener.takeDefinitions(), as: UTF8.self)
        #expect(taken == definition)
        #expect(opener.takeDefinitions().isEmpty)
        let others =
            "<p><a href=\"/glossary/#debt\">a</a> <a href=\"/glossary/#equity\" title=\"b\">c</a></p>"
        #expect(opened(others) == others)
    }

    @Test func namesEachStepByWhatItBeginsWith() throws {
        let long = String(repeating: "word ", count: 25)
        let texts = ["Read the ratio: it rises.", "Cut, then look. Again.", "\(long), and more"]
        let steps = texts.map { HowToStepView.name(of: $0) }
        #expect(steps == ["Read the ratio", "Cut, then look", long])
    }

    @Test(arguments: [
        ("One sentence. 1. Find the row whose bou...", "One sentence."),
        ("Is it so? Perhaps n…", "Is it so?"),
        ("Costs 1.5 percent or mor...", "Costs 1.5 percent or …"),
        ("一句话。第二句没有完...", "一句话。"),
        ("Whole as it is", "Whole as it is"),
    ])
    func endsATeaserAtASentence(given: String, shown: String) {
        #expect(given.endingAtASentence == shown)
    }

    @Test func putsOnlyHeadlinesThatLeadSomewhereOnTheFrontPage() {
        let page = HomePage(
            site: Samples.site, ticker: nil, articles: [], samples: [],
            headlines: [
                Headline(title: "Nowhere", at: Samples.asOf),
                Headline(title: "There", at: Samples.asOf, url: "https://example.org/a"),
            ])
        #expect(page.headlines.map { $0.title } == ["There"])
    }
}
