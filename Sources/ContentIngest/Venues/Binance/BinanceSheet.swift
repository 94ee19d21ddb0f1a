import MarginModel

/// Binance's leverageBracket and exchangeInfo.
extension SheetSource {
    /// Brackets of USD-M symbols are bounded in notional, those of COIN-M symbols in coins.
    func addBrackets(_ rows: [JSONValue], to part: inout VenueSheetPart) {
        for element in rows {
            guard var row = element.object(), let symbol = row.required("symbol")?.name(),
                let brackets = row.required("brackets")?.elements()
            else { continue }
            if let factor = row.decimal("notionalCoef"), factor != .one {
                row.problems.report(
                    .warning, id: "brackets-of-one-user", at: row.offset,
                    "the brackets of \(quoted(symbol)) are widened by \(factor) for the user who "
                        + "asked",
                    hint: "Use them for that user's account alone")
            }
            let isInverse = BinancePositions.isCoinMargined(symbol)
            var ladder = TierLadder(rule: .progressiveWithDeduction)
            let tiers = brackets.compactMap { element -> MaintenanceTier? in
                guard var bracket = element.object() else { return nil }
                let tier = Self.tier(&bracket)
                ladder.add(tier, from: bracket)
                return tier
            }
            part.ladders.append(
                TierDraft(
                    symbol: symbol, type: isInverse ? .inverse : .linear,
                    unit: isInverse ? .baseCoin : .quoteNotional, rule: .progressiveWithDeduction,
                    asOf: asOf, source: source, tiers: tiers,
                    contradiction: ladder.contradiction, place: row.place))
        }
    }

    private static func tier(_ row: inout JSONObjectReader) -> MaintenanceTier? {
        let number = row.required("bracket")?.wholeNumber()
        let floor =
            row.decimal("notionalFloor", .notNegative) ?? row.decimal("qtyFloor")
            // As Binance's own documentation writes it.
            ?? row.decimal("qtylFloor")
        let cap = row.decimal("notionalCap", .positive) ?? row.decimal("qtyCap", .positive)
        let rate = row.required("maintMarginRatio")?.decimal(.fraction)
        let amount = row.required("cum")?.decimal(.notNegative)
        let leverage = row.required("initialLeverage")?.decimal(.positive)
        guard let number, let floor, let cap, let rate, let amount, let leverage else { return nil }
        if let share = rate.multiplied(by: leverage), share > .one {
            row.problems.report(
                id: "percent-or-fraction", at: row.offset,
                "maintMarginRatio \(rate) is more than the initial margin at leverage \(leverage)",
                hint: "Write it as a fraction: 0.004 for 0.4 %")
        }
        return MaintenanceTier(
            number: number, lowerBound: floor, upperBound: cap, maintenanceMarginRate: rate,
            maintenanceAmount: amount, maxLeverage: leverage)
    }

    func addBinanceInstruments(_ rows: [JSONValue], to part: inout VenueSheetPart) {
        for element in rows {
            guard var row = element.object(), let symbol = row.required("symbol")?.name() else {
                continue
            }
            let base = row.name("baseAsset")
            let quote = row.name("quoteAsset")
            let settle = row.name("marginAsset")
            let size = row.positiveOrNone("contractSize")
            let fee = row.decimal("liquidationFee", .fraction)
            var filters = BinanceFilters()
            for filter in row.value("filters")?.elements() ?? [] {
                if var filter = filter.object() { filters.take(&filter) }
            }
            part.instruments.append(
                Instrument(
                    symbol: symbol, tickSize: filters.tickSize, quantityStep: filters.step,
                    minQuantity: filters.minQuantity, minNotional: filters.minNotional,
                    maxMarketQuantity: filters.maxMarketQuantity, contractSize: size,
                    liquidationFeeRate: fee, asOf: asOf, source: source))
            guard let base, let quote, let settle else { continue }
            part.contracts[symbol] = ContractFacts(
                base: base, quote: quote, settle: settle,
                type: settle == base ? .inverse : .linear, size: size ?? .one)
        }
    }
}

/// The order rules of one symbol, each in an object of its own.
private struct BinanceFilters {
    var tickSize: Decimal?
    var step: Decimal?
    var minQuantity: Decimal?
    var minNotional: Decimal?
    var maxMarketQuantity: Decimal?

    mutating func take(_ filter: inout JSONObjectReader) {
        switch filter.value("filterType")?.word {
        case "PRICE_FILTER": tickSize = filter.positiveOrNone("tickSize")
        case "LOT_SIZE":
            step = filter.positiveOrNone("stepSize")
            minQuantity = filter.positiveOrNone("minQty")
        case "MARKET_LOT_SIZE": maxMarketQuantity = filter.positiveOrNone("maxQty")
        case "MIN_NOTIONAL": minNotional = filter.positiveOrNone("notional")
        default: break
        }
    }
}
