import MarginModel

/// The rows of a ticker payload, and when it was answered.
struct TickerRows {
    let kind: TickerKind
    private(set) var rows: [TickerRow] = []
    /// When the source answered, where the whole says so.
    let asOf: Instant?
    private(set) var faults = RowFaults()
    /// Of all rows, as Bybit's category says it.
    private let stated: Product.Kind?

    /// `nil` after a problem was reported.
    init?(_ root: JSONValue, assets: AssetTable) {
        guard let answer = VenueAnswer.open(root) else { return nil }
        guard !answer.rows.isEmpty else {
            root.problems.report(
                id: "ticker-empty", at: root.offset, "this ticker has no row",
                hint: TickerSnapshot.emptyHint)
            return nil
        }
        guard let found = Self.recognise(answer, root) else {
            root.problems.report(
                id: "ticker-unknown", at: root.offset, "this is no ticker that is known",
                hint: "marginalia doctor lists what is accepted")
            return nil
        }
        (kind, asOf) = (found.kind, answer.time?.instant)
        switch answer.category {
        case "spot": stated = .spot
        case "linear", "inverse": stated = .perpetual
        case "option": stated = .option
        default: stated = nil
        }
        for element in found.rows {
            guard element.isObject, var row = element.object() else {
                faults.add(
                    .unreadable(
                        "it", element.word, "no object", id: "wrong-type", at: element.offset),
                    of: element.word, at: element.offset)
                continue
            }
            add(&row, assets)
        }
    }

    /// Of a table of prices.
    init(of rows: [JSONObjectReader], assets: AssetTable) {
        (kind, asOf, stated) = (.csv, nil, nil)
        for var row in rows { add(&row, assets) }
    }

    private mutating func add(_ row: inout JSONObjectReader, _ assets: AssetTable) {
        var symbol = "?"
        do throws(RowFault) {
            var read = TickerRow(
                name: try row.tickerName(kind, stated, assets, &symbol), symbol: symbol,
                offset: row.offset)
            do throws(RowFault) {
                if try row.fill(&read, kind) {
                    faults.add(.changeUnclear, of: symbol, at: row.offset)
                }
            } catch {
                read.price = nil
                read.reason = error.reason
                faults.add(error, of: symbol, at: row.offset)
            }
            rows.append(read)
        } catch {
            faults.add(error, of: symbol, at: row.offset)
        }
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
        let isTicker = members.prefix(16).contains {
            $0.memberNames.isSuperset(of: ["symbol", "last"])
        }
        return isTicker ? (.ccxtTickers, members) : nil
    }
}

extension JSONObjectReader {
    /// - Parameter symbol: How messages call the row, as soon as it is known.
    fileprivate mutating func tickerName(
        _ kind: TickerKind, _ all: Product.Kind?, _ assets: AssetTable,
        _ symbol: inout String
    ) throws(RowFault) -> TickerRow.Name {
        switch kind {
        case .csv:
            symbol = try requiredWord("asset").text
            return .slug(
                assets.entry(ticker: symbol)?.asset.slug ?? symbol, name: try word("name")?.text)
        case .coinGecko, .coinMarketCap:
            symbol = try requiredWord(kind == .coinGecko ? "id" : "slug").text
            return .slug(symbol, name: try word("name")?.text)
        case .binanceTicker, .binancePremiumIndex, .bybitTickers, .ccxtTickers:
            symbol = try requiredWord("symbol").text
        case .okxTickers, .okxMarkPrices: symbol = try requiredWord("instId").text
        }
        let product = Product(symbol, stated: try statedKind(kind) ?? all) {
            assets.entry(ticker: $0) != nil
        }
        guard let product, product.isPriceOfAsset else { throw .notAPrice }
        return .product(product)
    }

    /// What the members beside the symbol say it is.
    private mutating func statedKind(_ kind: TickerKind) throws(RowFault) -> Product.Kind? {
        switch kind {
        case .okxTickers, .okxMarkPrices:
            let kinds: [String: Product.Kind] = [
                "SPOT": .spot, "MARGIN": .spot, "SWAP": .perpetual, "FUTURES": .dated,
                "OPTION": .option,
            ]
            return try field("instType").flatMap { kinds[$0.text] }
        case .bybitTickers:
            let phase = try field("curPreListingPhase")?.text ?? "Finished"
            if phase != "Finished" { return .preMarket }
            return try time("deliveryTime") == nil ? nil : .dated
        case .binancePremiumIndex: return .perpetual
        default: return nil
        }
    }

    /// Whether the change contradicts the prices and was left out.
    fileprivate mutating func fill(
        _ row: inout TickerRow, _ kind: TickerKind
    ) throws(RowFault) -> Bool {
        switch kind {
        case .coinGecko:
            row.at = try time("last_updated")
            row.price = try number("current_price", isPrice: true)
            row.change24h = try number("price_change_percentage_24h")
            return false
        case .coinMarketCap:
            let currencies = value("quote")
            guard let currencies, currencies.isObject, var quotes = currencies.object(),
                let dollars = quotes.value("USD"), dollars.isObject, var quote = dollars.object()
            else { throw .missing("quote.USD") }
            row.at = try quote.time("last_updated")
            row.price = try quote.number("price", isPrice: true)
            row.change24h = try quote.number("percent_change_24h")
            return false
        case .binanceTicker:
            return try fill(
                &row, price: "lastPrice", open: "openPrice", change: "priceChangePercent",
                at: "closeTime")
        case .binancePremiumIndex: return try fill(&row, price: "markPrice", at: "time")
        case .bybitTickers:
            return try fill(
                &row, price: "lastPrice", open: "prevPrice24h", change: "price24hPcnt",
                unit: .fraction)
        case .okxTickers: return try fill(&row, price: "last", open: "open24h", at: "ts")
        case .okxMarkPrices: return try fill(&row, price: "markPx", at: "ts")
        case .ccxtTickers:
            return try fill(
                &row, price: "last", open: "open", change: "percentage", at: "timestamp")
        case .csv:
            row.at = try time("asOf")
            row.price = try number("price", isPrice: true)
            row.change24h = try number("change24h")
            return false
        }
    }

    private mutating func fill(
        _ row: inout TickerRow, price: StaticString, open: StaticString? = nil,
        change: StaticString? = nil, unit: StatedChange.Unit = .percent, at: StaticString? = nil
    ) throws(RowFault) -> Bool {
        if let at { row.at = try time(at) }
        row.price = try number(price, isPrice: true)
        var opening: Decimal?
        if let open { opening = try number(open) }
        var value: Decimal?
        if let change { value = try number(change) }
        let stated = StatedChange(value: value, unit: unit, last: row.price, open: opening)
        row.change24h = stated.percent
        return stated.isContradicted
    }
}
