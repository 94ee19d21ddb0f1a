import MarginModel

/// Bybit's risk-limit and instruments-info.
extension SheetSource {
    private struct RiskLimit {
        let row: JSONObjectReader
        let cap: Decimal
        let maintenance: Decimal
        let initial: Decimal
        let leverage: Decimal
        let deduction: Decimal
    }

    func addRiskLimits(
        _ rows: [JSONValue], isInverse: Bool, to part: inout VenueSheetPart
    ) {
        var order: [String] = []
        var limits: [String: [RiskLimit]] = [:]
        for element in rows {
            guard var row = element.object(), let symbol = row.required("symbol")?.name(),
                let limit = Self.limit(&row)
            else { continue }
            if limits[symbol] == nil { order.append(symbol) }
            limits[symbol, default: []].append(limit)
        }
        for symbol in order {
            let ladder = (limits[symbol] ?? []).sorted { $0.cap < $1.cap }
            guard let first = ladder.first else { continue }
            guard let unit = RateUnit.decided(by: ladder.map { ($0.initial, $0.leverage) }) else {
                first.row.problems.report(
                    id: "percent-or-fraction", at: first.row.offset,
                    "the rates of \(quoted(symbol)) are neither fractions nor percent: initial "
                        + "margin times leverage is neither 1 nor 100 in all tiers",
                    hint: "Fetch the risk limits again, all tiers of a symbol together")
                continue
            }
            let (tiers, contradiction) = Self.tiers(ladder, unit)
            part.ladders.append(
                TierDraft(
                    symbol: symbol, type: isInverse ? .inverse : .linear,
                    unit: isInverse ? .baseCoin : .quoteNotional, rule: .progressiveWithDeduction,
                    asOf: asOf, source: source, tiers: tiers, contradiction: contradiction,
                    place: first.row.place))
        }
    }

    private static func limit(_ row: inout JSONObjectReader) -> RiskLimit? {
        let cap = row.required("riskLimitValue")?.decimal(.positive)
        let maintenance = row.required("maintenanceMargin")?.decimal(.notNegative)
        let initial = row.required("initialMargin")?.decimal(.positive)
        let leverage = row.required("maxLeverage")?.decimal(.positive)
        // "" in the first tier.
        let deduction = row.decimal("mmDeduction", .notNegative) ?? .zero
        guard let cap, let maintenance, let initial, let leverage else { return nil }
        return RiskLimit(
            row: row, cap: cap, maintenance: maintenance, initial: initial, leverage: leverage,
            deduction: deduction)
    }

    private static func tiers(
        _ limits: [RiskLimit], _ unit: RateUnit
    ) -> ([MaintenanceTier], contradiction: String?) {
        var ladder = TierLadder(rule: .progressiveWithDeduction)
        var floor = Decimal.zero
        let tiers = limits.enumerated().map { index, limit in
            let tier = MaintenanceTier(
                number: index + 1, lowerBound: floor, upperBound: limit.cap,
                maintenanceMarginRate: unit.fraction(limit.maintenance),
                maintenanceAmount: limit.deduction, initialMarginRate: unit.fraction(limit.initial),
                maxLeverage: limit.leverage)
            ladder.add(tier, from: limit.row)
            floor = limit.cap
            return tier
        }
        return (tiers, ladder.contradiction)
    }

    func addBybitInstruments(_ rows: [JSONValue], to part: inout VenueSheetPart) {
        for element in rows {
            guard var row = element.object(), let symbol = row.required("symbol")?.name() else {
                continue
            }
            let base = row.name("baseCoin")
            let quote = row.name("quoteCoin")
            let settle = row.name("settleCoin")
            var prices = row.value("priceFilter")?.object()
            var lots = row.value("lotSizeFilter")?.object()
            // In minutes.
            let hours = row.positiveOrNone("fundingInterval")?.divided(by: 60, places: 4)?.value
            part.instruments.append(
                Instrument(
                    symbol: symbol, tickSize: prices?.positiveOrNone("tickSize"),
                    quantityStep: lots?.positiveOrNone("qtyStep"),
                    minQuantity: lots?.positiveOrNone("minOrderQty"),
                    minNotional: lots?.positiveOrNone("minNotionalValue"),
                    maxMarketQuantity: lots?.positiveOrNone("maxMktOrderQty"),
                    fundingIntervalHours: hours, asOf: asOf, source: source))
            guard let base, let quote, let settle else { continue }
            part.contracts[symbol] = ContractFacts(
                base: base, quote: quote, settle: settle,
                type: settle == base ? .inverse : .linear, size: .one)
        }
    }
}
