package import MarginModel
package import MarginRules

/// One position: what its row of the table says, its chart, and the chart's prices as a table.
package struct PositionView: ViewModel {
    package let id: String
    package let name: String
    /// `2 BTC, entered at 92,000, 10×`
    package let holding: String
    package let mark: String
    package let liquidation: String
    package let distance: String
    package let facts: String
    package let funding: String
    package let levels: [PriceLevelView]
    package let chartSVG: [UInt8]

    /// - Parameters:
    ///   - index: Its place in the assessment.
    ///   - stops: Trigger prices that are in place, and those that the plan asks for.
    ///   - tick: The instrument's price step, where the sheet gives it.
    ///   - isDetailed: Whether its chart, and what stands beside it, is shown.
    package init(
        _ assessed: PositionAssessment, _ told: PositionFacts, index: Int,
        stops: (placed: [Decimal], planned: [Exact]) = ([], []), tick: Decimal?,
        isDetailed: Bool = true, numbers: NumberFormat
    ) {
        let position = assessed.position
        let price = { (value: Exact) in numbers.price(value, tick: tick) }
        id = "position-\(index + 1)"
        name = "\(position.symbol) \(position.side.rawValue), \(position.marginMode.rawValue)"
        holding =
            [
                assessed.sizeText(numbers),
                told.entryPrice.isWithheld
                    ? "entry \(Withholding.word)"
                    : "entered at \(numbers.text(told.entryPrice))",
                position.leverage.map { numbers.multiple(Exact($0)) },
            ].compactMap(\.self).joined(separator: ", ")
        mark = numbers.text(told.markPrice)
        liquidation = numbers.text(told.liquidation)
        distance = numbers.text(told.distance)
        guard isDetailed else {
            (facts, funding, levels, chartSVG) = ("", "", [], [])
            return
        }
        facts = Self.facts(assessed, numbers)
        funding = Self.funding(assessed.funding, asset: assessed.settleAsset ?? "", numbers)
        let ladder = Self.ladder(assessed, stops: stops, numbers: numbers, price: price)
        levels = ladder.map { PriceLevelView($0, mark: position.markPrice, numbers: numbers) }
        chartSVG =
            PriceLadder(
                id: "chart-\(index + 1)", title: "Prices that decide \(position.symbol)",
                levels: ladder
            ).svg() ?? []
    }

    package static var shape: ViewShape<PositionView> {
        ViewShape(
            "A position.",
            [
                .text("id", "An id for this page.") { $0.id },
                .text("name", "Symbol, side and margin mode.") { $0.name },
                .text("facts", "Notional, tier, effective leverage, and what prices count in.") {
                    $0.facts
                },
                .text("funding", "Funding to come.") { $0.funding },
                .list("levels", "The prices that decide it, highest first.") { $0.levels },
                .html("chartSVG", "The same prices as a chart.") { $0.chartSVG },
            ])
    }
}

extension PositionView {
    private static func facts(_ assessed: PositionAssessment, _ numbers: NumberFormat) -> String {
        let asset = assessed.settleAsset ?? ""
        var parts = [
            "Notional "
                + (assessed.notional.map { numbers.money($0, asset) } ?? Withholding.word)
        ]
        if let tier = assessed.tier {
            let rate = numbers.ratioPercent(Exact(tier.maintenanceMarginRate))
            parts.append("maintenance tier \(tier.number) at \(rate)")
        } else {
            parts.append("maintenance tier \(Withholding.word)")
        }
        if let leverage = assessed.effectiveLeverage {
            parts.append("\(numbers.multiple(leverage)) of the equity")
        }
        parts.append("prices in \(assessed.position.contractType == .inverse ? "USD" : asset)")
        return parts.joined(separator: "; ")
    }

    private static func funding(
        _ funding: FundingExposure, asset: String, _ numbers: NumberFormat
    ) -> String {
        guard let next = funding.next else { return "Funding: \(Withholding.word)." }
        func flow(_ value: Exact) -> String {
            numbers.money(value.magnitude, asset) + (value.isNegative ? " to pay" : " to receive")
        }
        var text = "Next funding: \(flow(next))"
        if let perDay = funding.perDay { text += "; in a day: \(flow(perDay))" }
        return text + "."
    }

    private static func ladder(
        _ assessed: PositionAssessment, stops: (placed: [Decimal], planned: [Exact]),
        numbers: NumberFormat, price: (Exact) -> String
    ) -> [PriceLadder.Level] {
        var levels: [PriceLadder.Level] = []
        func add(_ kind: PriceLadder.Kind, _ label: String, given value: Decimal?) {
            guard let value else { return }
            levels.append(
                PriceLadder.Level(
                    kind: kind, label: label, price: Exact(value), text: numbers.decimal(value)))
        }
        func add(_ kind: PriceLadder.Kind, _ label: String, computed value: Exact?) {
            guard let value else { return }
            levels.append(
                PriceLadder.Level(kind: kind, label: label, price: value, text: price(value)))
        }
        add(.mark, "Mark", given: assessed.position.markPrice)
        add(.entry, "Entry", given: assessed.position.entryPrice)
        for stop in stops.placed { add(.stop, "Stop in place", given: stop) }
        for stop in stops.planned { add(.stop, "Stop to place", computed: stop) }
        if !assessed.isPastTrigger {
            if !(assessed.distanceUpPercent.map(AccountFacts.isOutOfReach) ?? false) {
                add(.liquidation, "Liquidation above", computed: assessed.liquidationPriceAbove)
            }
            add(.liquidation, "Liquidation below", computed: assessed.liquidationPriceBelow)
        }
        add(.bankruptcy, "Bankruptcy", computed: assessed.bankruptcyPrice)
        return levels.sorted { $0.price > $1.price }
    }
}

extension PositionAssessment {
    /// `0.5 BTC`, `3 contracts (0.03 BTC)`.
    package func sizeText(_ numbers: NumberFormat) -> String {
        let quantity = numbers.decimal(position.quantity)
        guard isInContracts else { return baseAsset.map { "\(quantity) \($0)" } ?? quantity }
        let noun = position.quantity == .one ? "contract" : "contracts"
        guard let baseAsset, let amount = coins?.rounded(places: 12) else {
            return "\(quantity) \(noun)"
        }
        return "\(quantity) \(noun) (\(numbers.decimal(amount)) \(baseAsset))"
    }
}
