package import MarginModel
import MarginRules

/// A snapshot's prices: some for the strip on every page, all for the ticker page.
package struct TickerStripView: ViewModel {
    package let quotes: [QuoteView]
    let all: [QuoteView]
    package let asOf: DateView
    package let source: String
    package let isExample: Bool
    private let ageSeconds: Int64

    /// As many as stand beside each other on a wide screen; the style sheet leaves out what a narrower
    /// one has no room for.
    private static let stripLength = 3

    /// Dollar coins, which hardly move, come last. Quotes without a price stay out of the strip and say
    /// so on the ticker page.
    ///
    /// - Parameter clock: When the page is made, which tells how old the prices are then.
    package init(_ snapshot: Snapshot, clock: Instant) {
        let quotes =
            snapshot.quotes.filter { !$0.isDollarCoin }
            + snapshot.quotes.filter(\.isDollarCoin)
        all = quotes.map(QuoteView.init)
        self.quotes = Array(
            quotes.lazy.filter { $0.price != nil }.prefix(Self.stripLength).map(QuoteView.init))
        asOf = DateView(snapshot.asOf)
        source = snapshot.source
        isExample = snapshot.isExample
        ageSeconds = clock.seconds(since: snapshot.asOf)
    }

    /// In whole hours: pages that are made again within one say the same.
    func age(_ words: Words) -> String {
        ageSeconds < 3600 ? words(.underAnHour) : words.span(seconds: ageSeconds)
    }

    package static var shape: ViewShape<TickerStripView> {
        ViewShape(
            "Indicative spot prices at one instant.",
            [
                .list("quotes", "The first few with a price.") { $0.quotes },
                .record("asOf", "The instant of the prices.", \.asOf),
                .text("age", "How old they were when the page was made, in words.") { $0.age($1) },
                .text("source", "Where they come from.") { $0.source },
                .flag("isExample", "Whether they only show what a ticker looks like.") {
                    $0.isExample
                },
            ])
    }
}

/// One asset's indicative price.
package struct QuoteView: ViewModel {
    package let name: String
    package let symbol: String
    private let quote: Quote
    package let change: ChangeView?

    package init(_ quote: Quote) {
        name = quote.name
        symbol = quote.ticker ?? quote.asset
        self.quote = quote
        change = quote.change24h.map(ChangeView.init)
    }

    /// Why there is no price, in the words of a table's cell.
    private static let reasons: [ReasonCode: Phrase] = [
        .stale: .withheldStale, .unparsable: .withheldUnparsable,
        .notPositive: .withheldNotPositive, .implausible: .withheldImplausible,
        .jumped: .withheldJumped, .offPeg: .withheldOffPeg, .noRate: .withheldNoRate,
    ]

    /// In US dollars, every digit that was given; or why it is withheld.
    package func price(_ words: Words) -> String { dollars(words) { $0.decimal($1) } }

    private func dollars(
        _ words: Words, _ write: (NumberFormat, Decimal) -> String
    ) -> String {
        if let price = quote.price {
            return words(.formatDollars, .text(write(words.numbers, price)))
        }
        return words(Self.reasons[quote.reason ?? .absent] ?? .withheldAbsent)
    }

    package static var shape: ViewShape<QuoteView> {
        ViewShape(
            "One asset's price.",
            [
                .text("name", "The asset's name.") { $0.name },
                .text("symbol", "Its ticker.") { $0.symbol },
                .text("href", "Its page.") { AssetPage.path(of: $0.symbol) },
                .text("price", "In US dollars, every digit that was given.") {
                    $0.price($1)
                },
                .text("value", "The same for programs: no sign, no commas; empty if absent.") {
                    $0.quote.price?.description ?? ""
                },
                .text("shortPrice", "In US dollars, rounded for a strip.") {
                    $0.dollars($1) { $0.price(Exact($1), tick: nil) }
                },
                .record("change", "What it did in 24 hours.", \.change),
            ])
    }
}

/// A change as a word, a shape and a percentage.
package struct ChangeView: ViewModel {
    private let percent: Decimal

    /// `percent` is signed percent, as the source gave it.
    package init(_ percent: Decimal) { self.percent = percent }

    private var signs: (direction: String, phrase: Phrase, shape: String) {
        if percent.isZero { return ("unchanged", .changeUnchanged, "–") }
        return percent.isNegative ? ("down", .changeDown, "▼") : ("up", .changeUp, "▲")
    }

    package static var shape: ViewShape<ChangeView> {
        ViewShape(
            "A change over 24 hours.",
            [
                .text("direction", "A code for the colour: up, down or unchanged.") {
                    $0.signs.direction
                },
                .text("word", "The direction in a word.") { $1($0.signs.phrase) },
                .text("shape", "A sign for the direction.") { $0.signs.shape },
                .text("text", "Signed percent.") { view, words in
                    (view.percent.isPositive ? "+" : "")
                        + words.numbers.percent(
                            of: words.numbers.decimal(view.percent, minimumPlaces: 2))
                },
            ])
    }
}

extension Quote {
    fileprivate var isDollarCoin: Bool { DollarCoin.isOne(ticker ?? asset) }
}
