/// Prices at one instant from one source. Spot prices are indicative, never mark prices.
public struct Snapshot: Hashable, Sendable {
    public let asOf: Instant
    public let source: String
    public let quotes: [Quote]
    /// Whether the prices only show what a ticker looks like: whatever their age they are shown as an
    /// example, and no account is valued at them.
    public var isExample: Bool
    /// Whether the source says that its prices are in dollars. CoinGecko's answers name no currency.
    public var statesCurrency = true

    public init(
        asOf: Instant, source: String, quotes: [Quote], isExample: Bool = false
    ) {
        self.asOf = asOf
        self.source = source
        self.quotes = quotes
        self.isExample = isExample
    }

    /// Whether it is dated after the clock: a source's own may run a few seconds ahead.
    public func isAfter(_ clock: Instant) -> Bool { asOf > clock.advanced(bySeconds: 5) }

    /// Whether its prices are of now: an example never is, nor is what is dated after the clock.
    public func isFresh(at clock: Instant, _ ages: MaximumAges) -> Bool {
        !isExample && !isAfter(clock) && clock.seconds(since: asOf) <= ages.tickerSeconds
    }

    /// The quote of an asset by its name at the source (`bitcoin`) or its ticker (`BTC`).
    public func quote(for asset: String) -> Quote? {
        quotes.first { $0.asset == asset || $0.ticker == asset }
    }
}

/// One row of a snapshot.
public struct Quote: Hashable, Sendable {
    /// The source's name for the asset: `bitcoin`, `unus-sed-leo`.
    public let asset: String
    /// The asset's ticker where it is known: `BTC`, `LEO`.
    public let ticker: String?
    /// Name for people: `Bitcoin`.
    public let name: String
    /// In US dollars. `nil` when there is none that can be used; `reason` says why.
    public let price: Decimal?
    /// `nil` where there is a price.
    public let reason: ReasonCode?
    /// Percent over 24 hours, signed.
    public let change24h: Decimal?

    public init(
        asset: String, ticker: String?, name: String, price: Decimal?, change24h: Decimal?,
        reason: ReasonCode? = nil
    ) {
        self.asset = asset
        self.ticker = ticker
        self.name = name
        self.price = price
        self.change24h = change24h
        self.reason = price == nil ? reason ?? .absent : nil
    }

    /// The same without its price.
    public func withheld(_ reason: ReasonCode) -> Quote {
        Quote(
            asset: asset, ticker: ticker, name: name, price: nil, change24h: change24h,
            reason: reason)
    }
}
