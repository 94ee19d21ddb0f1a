import MarginModel

/// A ticker as a source gives it. Which one it is shows in its members.
package enum TickerKind: String, Hashable, Sendable, CaseIterable {
    case coinGecko, coinMarketCap, binanceTicker, binancePremiumIndex, bybitTickers, okxTickers
    case okxMarkPrices, ccxtTickers, csv

    package var title: String {
        switch self {
        case .coinGecko: "CoinGecko coins/markets"
        case .coinMarketCap: "CoinMarketCap listings"
        case .binanceTicker: "Binance ticker/24hr"
        case .binancePremiumIndex: "Binance premiumIndex"
        case .bybitTickers: "Bybit tickers"
        case .okxTickers: "OKX tickers"
        case .okxMarkPrices: "OKX mark prices"
        case .ccxtTickers: "ccxt fetch_tickers"
        case .csv: "prices as CSV"
        }
    }

    /// What tells each kind of JSON from the others.
    static let shapes: [AnswerShape<TickerKind>] = [
        AnswerShape(.coinMarketCap, .coinMarketCap, "slug"),
        AnswerShape(.coinGecko, .bare, "current_price"),
        AnswerShape(.binanceTicker, .bare, "lastPrice", "symbol"),
        AnswerShape(.binancePremiumIndex, .bare, "markPrice", "lastFundingRate"),
        AnswerShape(.bybitTickers, .bybit, "lastPrice"),
        AnswerShape(.okxMarkPrices, .okx, "markPx"),
        AnswerShape(.okxTickers, .okx, "last"),
    ]

    /// What a page names as the source of the prices.
    var source: String {
        switch self {
        case .coinGecko: "coingecko"
        case .coinMarketCap: "coinmarketcap"
        case .binanceTicker, .binancePremiumIndex: "binance"
        case .bybitTickers: "bybit"
        case .okxTickers, .okxMarkPrices: "okx"
        case .ccxtTickers: "ccxt"
        case .csv: "csv"
        }
    }
}

/// One row of a ticker, before it is known which asset it is of.
struct TickerRow {
    /// How the source names it.
    enum Name: Hashable {
        /// A slug, with what the source calls it for people: CoinGecko's `bitcoin`.
        case slug(String, name: String?)
        /// The same where the row has the last word on its name and ticker: our own format.
        case own(String, ticker: String?, name: String?)
        case product(Product)
    }

    let name: Name
    /// How messages call it.
    let symbol: String
    /// Where messages about it point.
    let offset: Int
    var price: Decimal?
    /// Percent, signed.
    var change24h: Decimal?
    var at: Instant?
    /// Why there is no price, where there is none.
    var reason: ReasonCode?
}
