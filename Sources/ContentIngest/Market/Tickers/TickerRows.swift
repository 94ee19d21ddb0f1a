import MarginModel

/// The rows of a ticker payload, and when it was answered.
struct TickerRows {
    let kind: TickerKind
    private(set) var rows: [TickerRow] = []
    /// When the source answered, where the whole says so.
    private(set) var asOf: Instant?

    /// Rows that are no price of an asset, with the first one's symbol.
    private var leftOut: (count: Int, first: String)?

    private init(_ kind: TickerKind) { self.kind = kind }

    /// `nil` after a problem was reported.
    static func read(_ root: JSONValue) -> TickerRows? {
        guard let answer = VenueAnswer.open(root) else { return nil }
        guard !answer.rows.isEmpty else {
            root.problems.report(
                id: "ticker-empty", at: root.offset, "this ticker has no row",
                hint:
                    "Ask the source again; a page without prices is not published for one with them"
            )
            return nil
        }
        guard let found = recognise(answer, root) else {
            root.problems.report(
                id: "ticker-unknown", at: root.offset, "this is no ticker that is known",
                hint: "marginalia doctor lists what is accepted")
            return nil
        }
        var ticker = TickerRows(found.kind)
        ticker.asOf = answer.time?.instant
        for element in found.rows {
            guard var row = element.object() else { continue }
            if let symbol = row.symbolOfNoPrice(found.kind) {
                ticker.leftOut = ((ticker.leftOut?.count ?? 0) + 1, ticker.leftOut?.first ?? symbol)
            } else if let read = row.ticker(found.kind) {
                ticker.rows.append(read)
            }
        }
        if let (count, first) = ticker.leftOut {
            root.problems.report(
                .warning, id: "not-a-price", at: root.offset,
                "\(count) \(count == 1 ? "row is" : "rows are") left out, \(quoted(first)) first: "
                    + "options, dated futures and pairs of no known form are no prices of an asset",
                hint: "Spot prices and perpetual contracts are read")
        }
        return ticker
    }

    /// ccxt's tickers are an object whose keys are symbols.
    private static func recognise(
        _ answer: VenueAnswer, _ root: JSONValue
    ) -> (kind: TickerKind, rows: [JSONValue])? {
        if let kind = answer.kind(TickerKind.shapes) { return (kind, answer.rows) }
        guard answer.envelope == .bare, root.isObject, let object = root.object() else {
            return nil
        }
        let members = object.members().map(\.value)
        let names = members.first?.memberNames ?? []
        return names.isSuperset(of: ["symbol", "last"]) ? (.ccxtTickers, members) : nil
    }
}

extension JSONObjectReader {
    /// The symbol of a row that gives no price of an asset; `nil` for one that may.
    fileprivate func symbolOfNoPrice(_ kind: TickerKind) -> String? {
        var row = self
        let name = row.value("symbol") ?? row.value("instId")
        guard let symbol = name?.word, ![.coinGecko, .coinMarketCap].contains(kind) else {
            return nil
        }
        let expires =
            ["OPTION", "FUTURES"].contains(row.value("instType")?.word)
            || PairName.expires(symbol)
        return expires || PairName.parse(symbol) == nil ? symbol : nil
    }

    fileprivate mutating func ticker(_ kind: TickerKind) -> TickerRow? {
        switch kind {
        case .coinGecko: coinGecko()
        case .coinMarketCap: coinMarketCap()
        case .binanceTicker:
            pair(
                "symbol", price: "lastPrice", open: "openPrice", change: "priceChangePercent",
                unit: .percent, at: "closeTime")
        case .binancePremiumIndex:
            pair("symbol", price: "markPrice", open: nil, change: nil, unit: .percent, at: "time")
        case .bybitTickers:
            pair(
                "symbol", price: "lastPrice", open: "prevPrice24h", change: "price24hPcnt",
                unit: .fraction, at: nil)
        case .okxTickers:
            pair(
                "instId", price: "last", open: "open24h", change: nil, unit: .percent, at: "ts")
        case .okxMarkPrices:
            pair("instId", price: "markPx", open: nil, change: nil, unit: .percent, at: "ts")
        case .ccxtTickers:
            pair(
                "symbol", price: "last", open: "open", change: "percentage", unit: .percent,
                at: "timestamp")
        case .csv: nil
        }
    }

    private mutating func coinGecko() -> TickerRow? {
        guard let slug = required("id")?.name() else { return nil }
        return TickerRow(
            name: .slug(slug, name: name("name")), price: decimal("current_price"),
            change24h: decimal("price_change_percentage_24h"), at: instant("last_updated"),
            offset: offset)
    }

    private mutating func coinMarketCap() -> TickerRow? {
        guard let slug = required("slug")?.name() else { return nil }
        let name = name("name")
        guard var quotes = required("quote")?.object() else { return nil }
        var dollars = quotes.required("USD")?.object()
        return TickerRow(
            name: .slug(slug, name: name), price: dollars?.decimal("price"),
            change24h: dollars?.decimal("percent_change_24h"), at: dollars?.instant("last_updated"),
            offset: offset)
    }

    private mutating func pair(
        _ symbol: StaticString, price: StaticString, open: StaticString?, change: StaticString?,
        unit: StatedChange.Unit, at: StaticString?
    ) -> TickerRow? {
        guard let value = required(symbol), let text = value.name() else { return nil }
        let price = decimal(price)
        let stated = StatedChange(
            value: change.flatMap { decimal($0) }, unit: unit, last: price,
            open: open.flatMap { positiveOrNone($0) })
        if stated.isContradicted {
            problems.report(
                .warning, id: "change-unclear", at: value.offset,
                "the change of \(quoted(text)) fits its prices neither as percent nor as a fraction",
                hint: "It is left out; check the source")
        }
        guard let pair = PairName.parse(text) else { return nil }
        return TickerRow(
            name: .pair(base: pair.base, quote: pair.quote), price: price,
            change24h: stated.percent, at: at.flatMap { milliseconds($0) }, offset: value.offset)
    }
}
