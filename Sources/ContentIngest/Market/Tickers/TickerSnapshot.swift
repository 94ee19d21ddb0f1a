import MarginModel

/// Makes a snapshot in dollars of the rows of a ticker.
struct TickerSnapshot {
    let assets: AssetTable
    /// Where problems go: severity, id, offset, message, hint.
    let report: (Diagnostic.Severity, String, Int, String, String) -> Void

    /// A price that is this much older than the newest one is held back.
    private static let oldestSeconds: Int64 = 3_600

    /// `nil` after a problem was reported.
    func make(_ rows: [TickerRow], kind: TickerKind, asOf: Instant?) -> Snapshot? {
        guard rows.contains(where: { rank($0) != nil && $0.price?.isPositive == true }) else {
            report(
                .error, "ticker-empty", 0, "no row of this ticker is a price in dollars",
                "Ask the source again; a page without prices is not published for one with them")
            return nil
        }
        guard let asOf = asOf ?? rows.compactMap(\.at).max() else {
            report(
                .error, "ticker-without-time", 0, "nothing says when these prices were read",
                "Add the time where the format has one; a file's time is no price's time")
            return nil
        }
        let dollars = dollarValues(rows)
        var quotes: [Quote] = []
        var indexOf: [String: (index: Int, rank: Int)] = [:]
        var others = 0
        var inStable: [String: Int] = [:]
        for row in rows {
            guard let rank = rank(row) else {
                others += 1
                continue
            }
            let value = self.value(of: row, dollars)
            if case .pair(_, let quote) = row.name, value == nil {
                inStable[quote, default: 0] += 1
            }
            let entry = entry(row)
            let key = entry?.asset.slug ?? slug(row)
            if let known = indexOf[key] {
                if known.rank == rank {
                    report(
                        .error, "duplicate-asset", row.offset, "\(quoted(key)) stands twice",
                        "Keep one row for each asset")
                }
                // A row in plain dollars beats one in a currency that is meant to be one.
                guard rank < known.rank else { continue }
            }
            let quote = quote(row, entry, priceFactor: value, asOf: asOf)
            if let known = indexOf[key] {
                quotes[known.index] = quote
                indexOf[key] = (known.index, rank)
            } else {
                indexOf[key] = (quotes.count, rank)
                quotes.append(quote)
            }
        }
        reportOthers(others, inStable)
        return Snapshot(asOf: asOf, source: kind.source, quotes: quotes)
    }

    /// How good a row's currency is; `nil` where it is no dollar at all.
    private func rank(_ row: TickerRow) -> Int? {
        guard case .pair(_, let quote) = row.name else { return 0 }
        return PairName.dollars.firstIndex(of: quote)
    }

    private func entry(_ row: TickerRow) -> AssetTable.Entry? {
        switch row.name {
        case .slug(let slug, _): assets.entry(slug: slug)
        case .pair(let base, _): assets.entry(ticker: base)
        }
    }

    private func slug(_ row: TickerRow) -> String {
        switch row.name {
        case .slug(let slug, _): slug
        case .pair(let base, _): base.lowercased()
        }
    }

    /// Dollars for one unit of a quote currency: from a row of the same ticker, else from the table.
    private func dollarValues(_ rows: [TickerRow]) -> [String: Decimal] {
        var values: [String: Decimal] = ["USD": .one]
        for entry in assets.entries { values[entry.asset.ticker] = entry.dollarValue }
        for row in rows {
            guard case .pair(let base, "USD") = row.name, PairName.dollars.contains(base),
                let price = row.price, price.isPositive
            else { continue }
            values[base] = price
        }
        values["USD"] = .one
        return values
    }

    private func value(of row: TickerRow, _ dollars: [String: Decimal]) -> Decimal? {
        guard case .pair(_, let quote) = row.name else { return .one }
        return dollars[quote]
    }

    private func quote(
        _ row: TickerRow, _ entry: AssetTable.Entry?, priceFactor: Decimal?, asOf: Instant
    ) -> Quote {
        var price = row.price
        if let given = price, !given.isPositive {
            report(
                .warning, "not-positive", row.offset,
                "the price of \(quoted(slug(row))) is \(given), which is none",
                "It is left out; check the source")
            price = nil
        }
        if let at = row.at, asOf.seconds(since: at) > Self.oldestSeconds {
            report(
                .warning, "quote-stale", row.offset,
                "the price of \(quoted(slug(row))) is of \(at), and the ticker is of \(asOf)",
                "It is left out; it comes back with a newer one")
            price = nil
        }
        if entry == nil {
            report(
                .warning, "not-mapped", row.offset,
                "\(quoted(slug(row))) is in no table of assets",
                "Add it to Content/assets.json, or leave it: it is shown without a ticker")
        }
        var shownName = entry?.asset.name ?? slug(row)
        if entry == nil, case .slug(_, let name?) = row.name { shownName = name }
        if entry == nil, case .pair(let base, _) = row.name { shownName = base }
        return Quote(
            asset: entry?.asset.slug ?? slug(row), ticker: entry?.asset.ticker, name: shownName,
            price: priceFactor.flatMap { price?.multiplied(by: $0) }, change24h: row.change24h)
    }

    private func reportOthers(_ others: Int, _ inStable: [String: Int]) {
        if others > 0 {
            report(
                .notice, "other-currency", 0,
                "\(others) rows are priced in something other than dollars and are left out",
                "Prices on pages are dollar prices")
        }
        for (currency, count) in inStable.sorted(by: { $0.key < $1.key }) {
            report(
                .warning, "not-in-dollars", 0,
                "\(count) prices are in \(currency), and what one \(currency) is worth is not known",
                "Give its asset a \"dollarValue\" in Content/assets.json; it is not taken for 1")
        }
    }
}
