/// Prices at one instant from one source. Spot prices are indicative, never mark prices.
package struct Snapshot: Hashable, Sendable {
    package let asOf: Instant
    package let source: String
    package let quotes: [Quote]
    /// Whether the prices only show what a ticker looks like: whatever their age they are shown as an
    /// example, and no account is valued at them.
    package var isExample: Bool

    package init(
        asOf: Instant, source: String, quotes: [Quote], isExample: Bool = false
    ) {
        self.asOf = asOf
        self.source = source
        self.quotes = quotes
        self.isExample = isExample
    }

    /// The quote of an asset by its name at the source (`bitcoin`) or its ticker (`BTC`).
    package func quote(for asset: String) -> Quote? {
        quotes.first { $0.asset == asset || $0.ticker == asset }
    }
}

/// One row of a snapshot.
package struct Quote: Hashable, Sendable {
    /// The source's name for the asset: `bitcoin`, `unus-sed-leo`.
    package let asset: String
    /// The asset's ticker where it is known: `BTC`, `LEO`.
    package let ticker: String?
    /// Name for people: `Bitcoin`.
    package let name: String
    /// In US dollars. `nil` when the source showed one that cannot be read back.
    package let price: Decimal?
    /// Percent over 24 hours, signed.
    package let change24h: Decimal?

    package init(
        asset: String, ticker: String?, name: String, price: Decimal?, change24h: Decimal?
    ) {
        self.asset = asset
        self.ticker = ticker
        self.name = name
        self.price = price
        self.change24h = change24h
    }
}

/// What an asset is called: at price sources, on venues, and to people.
package struct AssetName: Hashable, Sendable {
    package let slug: String
    package let ticker: String
    package let name: String

    package init(slug: String, ticker: String, name: String) {
        self.slug = slug
        self.ticker = ticker
        self.name = name
    }

    /// The assets that the shipped snapshot names.
    package static let known: [AssetName] = [
        AssetName(slug: "bitcoin", ticker: "BTC", name: "Bitcoin"),
        AssetName(slug: "ethereum", ticker: "ETH", name: "Ethereum"),
        AssetName(slug: "tether", ticker: "USDT", name: "Tether"),
        AssetName(slug: "xrp", ticker: "XRP", name: "XRP"),
        AssetName(slug: "bnb", ticker: "BNB", name: "BNB"),
        AssetName(slug: "solana", ticker: "SOL", name: "Solana"),
        AssetName(slug: "usd-coin", ticker: "USDC", name: "USD Coin"),
        AssetName(slug: "tron", ticker: "TRX", name: "TRON"),
        AssetName(slug: "dogecoin", ticker: "DOGE", name: "Dogecoin"),
        AssetName(slug: "cardano", ticker: "ADA", name: "Cardano"),
        AssetName(slug: "hyperliquid", ticker: "HYPE", name: "Hyperliquid"),
        AssetName(slug: "bitcoin-cash", ticker: "BCH", name: "Bitcoin Cash"),
        AssetName(slug: "chainlink", ticker: "LINK", name: "Chainlink"),
        AssetName(slug: "unus-sed-leo", ticker: "LEO", name: "UNUS SED LEO"),
        AssetName(slug: "zcash", ticker: "ZEC", name: "Zcash"),
    ]
}
