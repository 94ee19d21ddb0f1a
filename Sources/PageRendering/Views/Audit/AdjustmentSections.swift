import MarginModel
import MarginRules

/// Leverage, isolation, averaging down, closing one leg, size by volatility, trailing stops.
struct AdjustmentSections {
    let report: AuditReport
    let wording: AuditWording

    private func refused(_ step: SkippedStep) -> String {
        "The venue does not allow it now: \(wording.numbers.prose(step.why)) (\(step.source))."
    }

    var leverage: ReportSection? {
        guard !report.leverageCap.isEmpty else { return nil }
        let refusals = report.leverageCap.compactMap(\.refusal).map(refused)
        return ReportSection(
            id: "leverage", title: "Leverage above the cap",
            paragraphs: Array(Set(refusals)).sorted(),
            tables: [
                ReportTable(
                    id: "leverage-table",
                    caption: "What lowering the setting changes, and the size that the cap stands "
                        + "for",
                    columns: [
                        "Position", "#Setting", "#Cap", "#Initial margin", "#At the cap",
                        "#Maintenance", "#At the cap", "#Liquidation", "#At the cap",
                        "#Effective", "#Size at the cap",
                    ], rows: report.leverageCap.map(row))
            ])
    }

    private func row(_ result: LeverageCapResult) -> [String] {
        let numbers = wording.numbers
        return [
            wording.position(result.symbol, result.side), numbers.multiple(result.setting),
            numbers.multiple(result.cap), wording.money(result.initialMarginNow, result.asset),
            wording.money(result.initialMarginAtCap, result.asset),
            wording.money(result.maintenanceMarginNow, result.asset),
            wording.money(result.maintenanceMarginAtCap, result.asset),
            wording.price(result.liquidationPriceNow), wording.price(result.liquidationPriceAtCap),
            result.effectiveLeverage.map(numbers.multiple) ?? Withholding.word,
            result.quantityAtCap.map(numbers.quantity) ?? "not larger",
        ]
    }

    var isolation: ReportSection? {
        guard let finding = report.isolation.finding else {
            return report.isolation.gap.map {
                ReportSection(
                    id: "isolation", title: "What isolating a leg would bound",
                    paragraphs: [wording.notComputed($0)])
            }
        }
        guard !finding.legs.isEmpty else { return nil }
        return ReportSection(
            id: "isolation", title: "What isolating a leg would bound",
            paragraphs: finding.refusal.map { [refused($0)] } ?? [],
            tables: [
                ReportTable(
                    id: "isolation-table",
                    caption: "At most lost from now on if the leg goes to its bankruptcy price",
                    columns: [
                        "Position", "Mode now", "#In cross", "#Isolated", "#Kept from the others",
                    ],
                    rows: finding.legs.map { leg in
                        [
                            wording.position(leg.symbol, leg.side),
                            leg.isIsolated ? "isolated" : "cross",
                            wording.money(leg.boundInCross, leg.asset),
                            wording.money(leg.boundIsolated, leg.asset),
                            wording.money(leg.contagionPrevented, leg.asset),
                        ]
                    })
            ])
    }

    var averagingDown: ReportSection? {
        let gate = report.averagingDown
        guard !gate.losingSymbols.isEmpty else { return nil }
        let symbols = gate.losingSymbols.joined(separator: ", ")
        let evidence = { (value: Bool?) in
            value.map { $0 ? "confirmed" : "not confirmed" } ?? "not stated"
        }
        let verdict =
            gate.isOpen
            ? "Both confirmations are on record for the losing positions: \(symbols)."
            : "Do not add to the losing positions (\(symbols)): it takes both confirmations."
        return ReportSection(
            id: "averaging-down", title: "Averaging down",
            paragraphs: [
                verdict,
                "On-chain accumulation: \(evidence(gate.onChainAccumulation)); alignment of several "
                    + "time frames: \(evidence(gate.multiTimeframeAlignment)).",
            ])
    }

    var poolEffects: ReportSection? {
        guard let effects = report.poolEffects.finding, !effects.isEmpty else { return nil }
        return ReportSection(
            id: "one-leg", title: "Closing one leg whole",
            tables: [
                ReportTable(
                    id: "one-leg-table", caption: "The leg's pool before and after",
                    columns: [
                        "Leg", "Pool", "#Margin use before", "#Margin use after", "State before",
                        "State after",
                        "#Cost",
                    ],
                    rows: effects.map { effect in
                        [
                            wording.position(effect.symbol, effect.side), wording.pool(effect.pool),
                            wording.marginUse(effect.ratioBefore),
                            wording.marginUse(effect.ratioAfter),
                            wording.state(effect.stateBefore), wording.state(effect.stateAfter),
                            wording.numbers.money(effect.cost, ""),
                        ]
                    })
            ])
    }

    var sizing: ReportSection? {
        guard !report.sizing.isEmpty else { return nil }
        let gaps = report.sizing.compactMap { size in
            size.figures.gap.map {
                "\(wording.position(size.symbol, size.side)): " + wording.notComputed($0)
            }
        }
        return ReportSection(
            id: "sizing", title: "Size by volatility", paragraphs: gaps,
            tables: [
                ReportTable(
                    id: "sizing-table",
                    caption: "The size at which a move of some average true ranges costs the risk "
                        + "budget",
                    columns: [
                        "Position", "#True range", "#Periods", "#Multiple", "#Budget",
                        "#Size allowed", "#Actual size", "#Times allowed",
                        "#Ranges to liquidation",
                    ], rows: report.sizing.compactMap(sizingRow))
            ])
    }

    private func sizingRow(_ size: PositionSizing) -> [String]? {
        guard let figures = size.figures.finding else { return nil }
        let numbers = wording.numbers
        return [
            wording.position(size.symbol, size.side), wording.price(figures.averageTrueRange),
            "\(figures.periods)", numbers.quantity(size.atrMultiple),
            "\(wording.money(figures.budget, size.asset)) (\(numbers.quantity(size.riskBudgetPercent))%)",
            numbers.quantity(figures.quantity), numbers.quantity(size.actualQuantity),
            figures.timesAllowed.map(numbers.multiple) ?? "none allowed",
            figures.rangesToLiquidation.map(numbers.multiple) ?? "none",
        ]
    }

    var trailingStops: ReportSection? {
        guard !report.widenedStops.isEmpty else { return nil }
        return ReportSection(
            id: "trailing-stops", title: "Trailing stops that were widened",
            tables: [
                ReportTable(
                    id: "trailing-stops-table", caption: "Callback distance before and after",
                    columns: ["Position", "At", "#From", "#To"],
                    rows: report.widenedStops.map { stop in
                        [
                            wording.position(stop.symbol, stop.side),
                            stop.at.map(DateFormat.text) ?? "not recorded",
                            wording.numbers.percent(stop.fromPercent),
                            wording.numbers.percent(stop.toPercent),
                        ]
                    })
            ])
    }
}
