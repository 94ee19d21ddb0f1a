import MarginModel

/// Makes a snapshot in dollars of the rows of a ticker: the best row of each asset.
struct TickerSnapshot {
    let assets: AssetTable
    /// When the source answered; without it the newest row says it.
    let asOf: Instant?
    /// Where problems go: severity, id, offset, message, hint.
    let report: (Diagnostic.Severity, String, Int, String, String) -> Void
    private var faults: RowFaults

    /// A price that is this much older or newer than the ticker is held back.
    private static let oldestSeconds: Int64 = 3_600

    init(
        assets: AssetTable, asOf: Instant?, faults: RowFaults = RowFaults(),
        report: @escaping (Diagnostic.Severity, String, Int, String, String) -> Void
    ) {
        self.assets = assets
        self.asOf = asOf
        self.faults = faults
        self.report = report
    }

    /// One row that is of an asset.
    private struct Candidate {
        let quote: Quote
        let row: TickerRow
        /// Smaller is better, the first number that differs first.
        let rank: [Int]
    }

    /// `nil` after a problem was reported.
    mutating func make(
        _ rows: [TickerRow], source: String, isOwn: Bool = false, isExample: Bool = false
    ) -> Snapshot? {
        defer { faults.tell(report) }
        guard !rows.isEmpty else { return refuse() }
        guard let asOf = asOf ?? Self.newest(rows.compactMap(\.at)) else {
            report(
                .error, "ticker-without-time", 0, "nothing says when these prices were read",
                "Add the time where the format has one; a file's time is no price's time")
            return nil
        }
        var best: [Candidate] = []
        var indexOf: [String: Int] = [:]
        var rates = dollarRates(rows)
        // Prices in dollars first: they say what other currencies are worth.
        for isDollar in [true, false] {
            for row in rows where Self.isInDollars(row) == isDollar {
                guard let found = candidate(row, rates, asOf) else { continue }
                guard let index = indexOf[found.quote.asset] else {
                    indexOf[found.quote.asset] = best.count
                    best.append(found)
                    continue
                }
                faults.add(.second, of: row.symbol, at: row.offset)
                if Self.isBetter(found, than: best[index]) { best[index] = found }
            }
            guard isDollar else { continue }
            for found in best where !DollarCoin.isOne(found.quote.ticker ?? "") {
                guard let ticker = found.quote.ticker, let price = found.quote.price else {
                    continue
                }
                rates[ticker] = price
            }
        }
        let quotes = withoutContradictions(best)
        // Our own format may say of every asset why it has no price.
        guard quotes.contains(where: { $0.price != nil || isOwn }) else {
            return refuse(lacksRate: quotes.contains { $0.reason == .noRate })
        }
        return Snapshot(asOf: asOf, source: source, quotes: quotes, isExample: isExample)
    }

    static let emptyHint =
        "Ask the source again; a page without prices is not published for one with them"

    private func refuse(lacksRate: Bool = false) -> Snapshot? {
        report(
            .error, "ticker-empty", 0, "no row of this ticker is a price in dollars",
            lacksRate
                ? "What its coin is worth stands in no row: take a ticker that prices it too, or give it "
                    + "a \"dollarValue\" in Content/assets.json" : Self.emptyHint)
        return nil
    }

    /// The newest time; one that comes more than an hour after all of several others is odd.
    private static func newest(_ times: [Instant]) -> Instant? {
        let sorted = times.sorted()
        guard let last = sorted.last, sorted.count > 2 else { return sorted.last }
        let next = sorted[sorted.count - 2]
        return last.seconds(since: next) > oldestSeconds ? next : last
    }

    private static func isInDollars(_ row: TickerRow) -> Bool {
        guard case .product(let product) = row.name else { return true }
        return DollarCoin.isOne(product.quote)
    }

    /// Of equals the first stays.
    private static func isBetter(_ one: Candidate, than other: Candidate) -> Bool {
        guard one.rank == other.rank else {
            return one.rank.lexicographicallyPrecedes(other.rank)
        }
        guard let time = one.row.at, let past = other.row.at else { return false }
        return time > past
    }

    /// Dollars for one unit of a coin that is meant to be one: from a row of this ticker, else from
    /// the table, where other currencies may stand too.
    private func dollarRates(_ rows: [TickerRow]) -> [String: Decimal] {
        var rates: [String: Decimal] = [:]
        for entry in assets.entries { rates[entry.asset.ticker] = entry.dollarValue }
        rates["USD"] = .one
        var isOfTicker: Set = ["USD"]
        for quotes in [["USD"], DollarCoin.all] {
            for row in rows {
                guard case .product(let product) = row.name, DollarCoin.isOne(product.base),
                    quotes.contains(product.quote), let price = row.price,
                    let rate = rates[product.quote], let value = price.multiplied(by: rate),
                    isOfTicker.insert(product.base).inserted
                else { continue }
                rates[product.base] = value
            }
        }
        return rates
    }

    /// `nil` for a row that gives no price of an asset in anything that dollars are known of.
    private mutating func candidate(
        _ row: TickerRow, _ rates: [String: Decimal], _ asOf: Instant
    ) -> Candidate? {
        var (entry, slug, ticker, name) = (AssetTable.Entry?.none, "", String?.none, String?.none)
        var (price, change, reason) = (row.price, row.change24h, row.reason)
        var rank = [0, 0, 0]
        switch row.name {
        case .slug(let given, let title):
            (entry, slug) = (assets.entry(slug: given), given)
            name = entry?.asset.name ?? title
        case .own(let given, let ownTicker, let title):
            (entry, slug) = (assets.entry(slug: given), given)
            ticker = ownTicker
            name = title ?? entry?.asset.name
            if let ownTicker, let entry, !entry.tickers.contains(ownTicker) {
                faults.add(
                    .contradicts(
                        "its ticker is \(quoted(ownTicker)), and that of the asset is "
                            + entry.asset.ticker), of: row.symbol, at: row.offset)
                return nil
            }
        case .product(let product):
            let own = assets.entry(ticker: product.base)
            let unit = own?.asset.ticker == product.base ? (product.base, 0) : product.unit
            entry = assets.entry(ticker: unit.0)
            (slug, name) = (entry?.asset.slug ?? unit.0.lowercased(), entry?.asset.name ?? unit.0)
            guard entry != nil || assets.entry(slug: slug) == nil else {
                faults.add(.notMapped, of: row.symbol, at: row.offset)
                return nil
            }
            if unit.1 > 0 {
                faults.add(.converted, of: row.symbol, at: row.offset)
                price = price?.multiplied(by: Decimal(significand: 1, scale: unit.1))
            }
            let index = DollarCoin.all.firstIndex(of: product.quote)
            rank = [
                index == 0 ? 0 : index == nil ? 2 : 1, product.kind == .spot ? 0 : 1, index ?? 0,
            ]
            guard let rate = rates[product.quote] else {
                guard index != nil else {
                    faults.add(.otherCurrency, of: row.symbol, at: row.offset)
                    return nil
                }
                if price != nil {
                    faults.add(.noRate(product.quote), of: row.symbol, at: row.offset)
                    reason = .noRate
                }
                (price, rank) = (nil, [1] + rank)
                break
            }
            price = price?.multiplied(by: rate)
            // What a coin did against another one says nothing of dollars.
            if index == nil { change = nil }
        }
        if let fault = fault(row, price, change, asOf) {
            faults.add(fault, of: row.symbol, at: row.offset)
            (price, reason) = (nil, fault.reason)
            if fault.reason == .implausible { change = nil }
        }
        if price == nil, reason == nil {
            faults.add(.noReason, of: row.symbol, at: row.offset)
            reason = .absent
        }
        if case .product = row.name, entry == nil, price == nil, reason != .noRate { return nil }
        ticker = ticker ?? entry?.asset.ticker
        if ticker == nil { faults.add(.notMapped, of: row.symbol, at: row.offset) }
        let quote = Quote(
            asset: entry?.asset.slug ?? slug, ticker: ticker, name: name ?? slug, price: price,
            change24h: change, reason: reason)
        return Candidate(quote: quote, row: row, rank: [price == nil ? 1 : 0] + rank)
    }

    private func fault(
        _ row: TickerRow, _ price: Decimal?, _ change: Decimal?, _ asOf: Instant
    ) -> RowFault? {
        if let problem = TickerJudge.implausibility(of: price, change: change) {
            return .implausible(problem)
        }
        guard let at = row.at, price != nil, abs(asOf.seconds(since: at)) > Self.oldestSeconds
        else {
            return nil
        }
        return .stale(at, in: asOf)
    }

    /// Without rows that take the ticker of an asset before them.
    private mutating func withoutContradictions(_ found: [Candidate]) -> [Quote] {
        var assetOf: [String: String] = [:]
        var quotes: [Quote] = []
        for candidate in found {
            if let ticker = candidate.quote.ticker {
                if let other = assetOf[ticker] {
                    faults.add(
                        .contradicts(
                            "its ticker is \(quoted(ticker)), as that of \(quoted(other)) is"),
                        of: candidate.row.symbol, at: candidate.row.offset)
                    continue
                }
                assetOf[ticker] = candidate.quote.asset
            }
            quotes.append(candidate.quote)
        }
        return quotes
    }
}
