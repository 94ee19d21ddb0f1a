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
                }))
        #expect(strip.quotes.map { $0.symbol } == ["BTC", "XRP", "SOL", "ADA"])
        #expect(strip.all.map { $0.symbol } == ["BTC", "ETH", "XRP", "SOL", "ADA", "USDT", "USDC"])
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
