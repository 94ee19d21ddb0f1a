import MarginModel

/// OKX's position-tiers and instruments.
extension SheetSource {
    /// Tiers are bounded in contracts and given for a family of instruments; the perpetual is meant
    /// where no instrument is named.
    func addPositionTiers(_ rows: [JSONValue], to part: inout VenueSheetPart) {
        var order: [String] = []
        var tiers: [String: [(tier: MaintenanceTier, row: JSONObjectReader)]] = [:]
        for element in rows {
            guard var row = element.object() else { continue }
            let instrument = row.name("instId")
            let family = row.name("instFamily") ?? row.name("uly")
            guard let symbol = instrument ?? family.map({ $0 + "-SWAP" }) else {
                _ = row.required("instFamily")
                continue
            }
            let floor = tiers[symbol]?.last?.tier.upperBound
            guard let tier = Self.tier(&row, floor: floor) else { continue }
            if tiers[symbol] == nil { order.append(symbol) }
            tiers[symbol, default: []].append((tier, row))
        }
        for symbol in order {
            let rows = tiers[symbol] ?? []
            guard let first = rows.first else { continue }
            var ladder = TierLadder(rule: .wholePositionRate)
            for row in rows { ladder.add(row.tier, from: row.row) }
            part.ladders.append(
                TierDraft(
                    symbol: symbol, type: OKXPayload.isInverse(symbol) ? .inverse : .linear,
                    unit: .contracts, rule: .wholePositionRate, asOf: asOf, source: source,
                    tiers: rows.map(\.tier), contradiction: ladder.contradiction,
                    place: first.row.place))
        }
    }

    /// - Parameter floor: Where the tier below ends. Some answers start a tier one contract above it.
    private static func tier(
        _ row: inout JSONObjectReader, floor: Decimal?
    ) -> MaintenanceTier? {
        let number = row.required("tier")?.wholeNumber()
        var lower = row.required("minSz")?.decimal(.notNegative)
        let upper = row.required("maxSz")?.decimal(.positive)
        let maintenance = row.required("mmr")?.decimal(.notNegative)
        let initial = row.required("imr")?.decimal(.positive)
        let leverage = row.required("maxLever")?.decimal(.positive)
        guard let number, let upper, let maintenance, let initial, let leverage else { return nil }
        if let floor, let start = lower, let step = start.subtracting(floor),
            step.isPositive, step <= .one
        {
            lower = floor
        }
        guard let lower else { return nil }
        guard let unit = RateUnit.decided(by: [(initial, leverage)]) else {
            row.problems.report(
                id: "percent-or-fraction", at: row.offset,
                "imr \(initial) at leverage \(leverage) is neither a fraction nor percent",
                hint: "Fetch the tiers again")
            return nil
        }
        return MaintenanceTier(
            number: number, lowerBound: lower, upperBound: upper,
            maintenanceMarginRate: unit.fraction(maintenance), maintenanceAmount: .zero,
            initialMarginRate: unit.fraction(initial), maxLeverage: leverage)
    }

    func addOKXInstruments(_ rows: [JSONValue], to part: inout VenueSheetPart) {
        for element in rows {
            guard var row = element.object(), let symbol = row.required("instId")?.name() else {
                continue
            }
            let value = row.positiveOrNone("ctVal")
            let multiple = row.positiveOrNone("ctMult") ?? .one
            let size = value?.multiplied(by: multiple)
            part.instruments.append(
                Instrument(
                    symbol: symbol, tickSize: row.positiveOrNone("tickSz"),
                    quantityStep: row.positiveOrNone("lotSz"),
                    minQuantity: row.positiveOrNone("minSz"), minNotional: nil,
                    maxMarketQuantity: row.positiveOrNone("maxMktSz"), contractSize: size,
                    asOf: asOf, source: source))
            let parts = symbol.split(separator: "-").map(String.init)
            guard parts.count > 2, let settle = row.name("settleCcy"), let size else { continue }
            part.contracts[symbol] = ContractFacts(
                base: parts[0], quote: parts[1], settle: settle,
                type: row.value("ctType")?.word == "inverse" ? .inverse : .linear, size: size)
        }
    }
}
