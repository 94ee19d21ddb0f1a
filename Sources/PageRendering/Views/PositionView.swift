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
        let words = numbers.words
        name = words(
            .positionName, position.symbol, words(position.side == .long ? .sideLong : .sideShort),
            numbers.mode(position.marginMode))
        holding = words.joined(
            [
                assessed.sizeText(numbers),
                told.entryPrice.isWithheld
                    ? words(.positionEntryWithheld)
                    : words(.positionEntered, numbers.text(told.entryPrice)),
                position.leverage.map { numbers.multiple(Exact($0)) },
            ].compactMap(\.self))
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
                id: "chart-\(index + 1)", title: words(.positionChart, position.symbol),
                levels: ladder, words: words
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
        let words = numbers.words
        let parts = [
            assessed.notional.map { words(.positionNotional, numbers.money($0, asset)) }
                ?? words(.positionNotionalWithheld),
            assessed.tier.map {
                words(
                    .positionTier, String($0.number),
                    numbers.ratioPercent(Exact($0.maintenanceMarginRate)))
            } ?? words(.positionTierWithheld),
            assessed.effectiveLeverage.map { words(.positionLeverage, numbers.multiple($0)) },
            words(
                .positionPrices, assessed.position.contractType == .inverse ? "USD" : asset),
        ]
        return words.joined(parts.compactMap(\.self), by: .formatSemicolon)
    }

    private static func funding(
        _ funding: FundingExposure, asset: String, _ numbers: NumberFormat
    ) -> String {
        let words = numbers.words
        guard let next = funding.next else { return words(.positionFundingWithheld) }
        func flow(_ value: Exact) -> String {
            words(
                value.isNegative ? .positionToPay : .positionToReceive,
                numbers.money(value.magnitude, asset))
        }
        return funding.perDay.map { words(.positionFundingDay, flow(next), flow($0)) }
            ?? words(.positionFunding, flow(next))
    }

    private static func ladder(
        _ assessed: PositionAssessment, stops: (placed: [Decimal], planned: [Exact]),
        numbers: NumberFormat, price: (Exact) -> String
    ) -> [PriceLadder.Level] {
        var levels: [PriceLadder.Level] = []
        func add(_ kind: PriceLadder.Kind, _ label: Phrase, given value: Decimal?) {
            guard let value else { return }
            levels.append(
                PriceLadder.Level(
                    kind: kind, label: numbers.words(label), price: Exact(value),
                    text: numbers.decimal(value)))
        }
        func add(_ kind: PriceLadder.Kind, _ label: Phrase, computed value: Exact?) {
            guard let value else { return }
            levels.append(
                PriceLadder.Level(
                    kind: kind, label: numbers.words(label), price: value, text: price(value)))
        }
        add(.mark, .figureMark, given: assessed.position.markPrice)
        add(.entry, .figureEntry, given: assessed.position.entryPrice)
        for stop in stops.placed { add(.stop, .positionStopPlaced, given: stop) }
        for stop in stops.planned { add(.stop, .positionStopPlanned, computed: stop) }
        if !assessed.isPastTrigger {
            if !(assessed.distanceUpPercent.map(AccountFacts.isOutOfReach) ?? false) {
                add(
                    .liquidation, .positionLiquidationAbove,
                    computed: assessed.liquidationPriceAbove)
            }
            add(.liquidation, .positionLiquidationBelow, computed: assessed.liquidationPriceBelow)
        }
        add(.bankruptcy, .figureBankruptcy, computed: assessed.bankruptcyPrice)
        return levels.sorted { $0.price > $1.price }
    }
}

extension PositionAssessment {
    /// `0.5 BTC`, `3 contracts (0.03 BTC)`.
    package func sizeText(_ numbers: NumberFormat) -> String {
        let quantity = numbers.decimal(position.quantity)
        guard isInContracts else { return baseAsset.map { "\(quantity) \($0)" } ?? quantity }
        let isOne = position.quantity == .one
        guard let baseAsset, let amount = coins?.rounded(places: 12) else {
            return numbers.words(isOne ? .positionContractOne : .positionContractMany, quantity)
        }
        return numbers.words(
            isOne ? .positionContractOneCoins : .positionContractManyCoins, quantity,
            "\(numbers.decimal(amount)) \(baseAsset)")
    }
}
