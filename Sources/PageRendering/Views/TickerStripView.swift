package import MarginModel
import MarginRules

/// A snapshot's prices: some for the strip on every page, all for the ticker page.
package struct TickerStripView: ViewModel {
    package let quotes: [QuoteView]
    let all: [QuoteView]
    package let asOf: DateView
    package let source: String
    package let isExample: Bool

    /// Quotes without a price stay out of the strip and say so on the ticker page.
    package init(_ snapshot: Snapshot, stripLength: Int = 8) {
        all = snapshot.quotes.map(QuoteView.init)
        quotes = Array(
            snapshot.quotes.lazy.filter { $0.price != nil }.prefix(stripLength).map(QuoteView.init))
        asOf = DateView(snapshot.asOf)
        source = snapshot.source
        isExample = snapshot.isExample
    }

    package static var shape: ViewShape<TickerStripView> {
        ViewShape(
            "Indicative spot prices at one instant.",
            [
                .list("quotes", "The first few with a price.") { $0.quotes },
                .record("asOf", "The instant of the prices.", \.asOf),
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
    package let price: String
    /// Every digit, for programs; empty where there is no price.
    package let value: String
    package let shortPrice: String
    package let change: ChangeView?

    package init(_ quote: Quote) {
        name = quote.name
        symbol = quote.ticker ?? quote.asset
        let reason = quote.reason ?? .absent
        price =
            quote.price.map { "$" + NumberFormat.html.decimal($0) }
            ?? "\(Withholding.word): \(Self.reasons[reason] ?? reason.rawValue)"
        value = quote.price?.description ?? ""
        shortPrice =
            quote.price.map { "$" + NumberFormat.html.price(Exact($0), tick: nil) } ?? price
        change = quote.change24h.map(ChangeView.init)
    }

    /// Why there is no price, in the words of a table's cell.
    private static let reasons: [ReasonCode: String] = [
        .stale: "too old", .unparsable: "cannot be read", .notPositive: "not above zero",
        .implausible: "cannot be right", .jumped: "moved too far since the last ticker",
        .offPeg: "far from a dollar", .noRate: "no dollar rate for its currency",
    ]

    package static var shape: ViewShape<QuoteView> {
        ViewShape(
            "One asset's price.",
            [
                .text("name", "The asset's name.") { $0.name },
                .text("symbol", "Its ticker.") { $0.symbol },
                .text("href", "Its page.") { AssetPage.path(of: $0.symbol) },
                .text("price", "In US dollars, every digit that was given.") { $0.price },
                .text("value", "The same for programs: no sign, no commas; empty if absent.") {
                    $0.value
                },
                .text("shortPrice", "In US dollars, rounded for a strip.") { $0.shortPrice },
                .record("change", "What it did in 24 hours.", \.change),
            ])
    }
}

/// A change as a word, a shape and a percentage.
package struct ChangeView: ViewModel {
    package let direction: String
    package let shape: String
    package let text: String

    /// `percent` is signed percent, as the source gave it.
    package init(_ percent: Decimal) {
        if percent.isZero {
            (direction, shape) = ("unchanged", "–")
        } else {
            (direction, shape) = percent.isNegative ? ("down", "▼") : ("up", "▲")
        }
        let sign = percent.isPositive ? "+" : ""
        text = sign + NumberFormat.html.decimal(percent, minimumPlaces: 2) + "%"
    }

    package static var shape: ViewShape<ChangeView> {
        ViewShape(
            "A change over 24 hours.",
            [
                .text("direction", "up, down or unchanged.") { $0.direction },
                .text("shape", "A sign for the direction.") { $0.shape },
                .text("text", "Signed percent.") { $0.text },
            ])
    }
}
