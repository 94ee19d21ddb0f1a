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
    ///   - index: Its place in the assessment, which reasons name it by.
    ///   - stops: Trigger prices that are in place, and those that the plan asks for.
    ///   - tick: The instrument's price step, where the sheet gives it.
    ///   - isDetailed: Whether its chart, and what stands beside it, is shown.
    package init(
        _ assessed: PositionAssessment, index: Int, reasons: [AssessmentReason],
        stops: (placed: [Decimal], planned: [Exact]) = ([], []), tick: Decimal?,
        isDetailed: Bool = true, numbers: NumberFormat
    ) {
        let figures = Withholding(numbers: numbers, reasons: reasons)
        let position = assessed.position
        let price = { (value: Exact) in numbers.price(value, tick: tick) }
        let isUnreachable = figures.hasNoLiquidation(at: "positions[\(index)]")
        id = "position-\(index + 1)"
        name = "\(position.symbol) \(position.side.rawValue), \(position.marginMode.rawValue)"
        let entry = position.entryPrice.map { "entered at \(numbers.decimal($0))" }
        holding =
            [
                assessed.sizeText(numbers), entry ?? "entry \(Withholding.word)",
                position.leverage.map { numbers.multiple(Exact($0)) },
            ].compactMap(\.self).joined(separator: ", ")
        mark = figures.text(position.markPrice) { numbers.decimal($0) }
        let nearest = [assessed.distanceDownPercent, assessed.distanceUpPercent]
            .compactMap(\.self).min { $0.magnitude < $1.magnitude }
        let isNearestFar = nearest.map { PositionAssessment.isOutOfReach($0) } ?? false
        liquidation =
            isNearestFar
            ? "none within reach"
            : assessed.liquidationPrice.map(price) ?? (isUnreachable ? "none" : Withholding.word)
        distance =
            isNearestFar
            ? "over \(numbers.percent(PositionAssessment.reachPercent))"
            : nearest.map { numbers.percent($0, signed: true) }
                ?? (assessed.isPastTrigger ? "past it" : isUnreachable ? "none" : Withholding.word)
        guard isDetailed else {
            (facts, funding, levels, chartSVG) = ("", "", [], [])
            return
        }
        facts = Self.facts(assessed, figures)
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
    private static func facts(_ assessed: PositionAssessment, _ figures: Withholding) -> String {
        let numbers = figures.numbers
        let asset = assessed.settleAsset ?? ""
        var parts = ["Notional " + figures.text(assessed.notional) { numbers.money($0, asset) }]
        if let tier = assessed.tier {
            let rate = numbers.ratioPercent(Exact(tier.maintenanceMarginRate))
            parts.append("maintenance tier \(tier.number) at \(rate)")
        } else {
            parts.append("maintenance tier \(Withholding.word)")
        }
        if let leverage = assessed.effectiveLeverage {
            parts.append("\(numbers.multiple(leverage)) of the pool's equity")
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
            if !PositionAssessment.isOutOfReach(assessed.distanceUpPercent) {
                add(.liquidation, "Liquidation above", computed: assessed.liquidationPriceAbove)
            }
            add(.liquidation, "Liquidation below", computed: assessed.liquidationPriceBelow)
        }
        add(.bankruptcy, "Bankruptcy", computed: assessed.bankruptcyPrice)
        return levels.sorted { $0.price > $1.price }
    }
}

extension PositionAssessment {
    /// A trigger further away than this is none for people: no market goes there.
    static let reachPercent: Exact = 1_000

    /// - Parameter distance: In percent of the mark.
    package static func isOutOfReach(_ distance: Exact?) -> Bool {
        distance.map { $0.magnitude > reachPercent } ?? false
    }

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
