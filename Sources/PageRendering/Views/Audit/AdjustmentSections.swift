import MarginModel
import MarginRules

/// Leverage, isolation, averaging down, closing one leg, size by volatility, trailing stops.
struct AdjustmentSections {
    let report: AuditReport
    let wording: AuditWording

    private var words: Words { wording.words }

    private func refused(_ step: SkippedStep) -> String {
        words(
            .auditRefused, wording.numbers.prose(step.why), wording.numbers.source(step.source))
    }

    var leverage: ReportSection? {
        guard !report.leverageCap.isEmpty else { return nil }
        let refusals = report.leverageCap.compactMap(\.refusal).map(refused)
        return ReportSection(
            id: "leverage", title: words(.leverageTitle),
            paragraphs: Array(Set(refusals)).sorted(),
            tables: [
                ReportTable(
                    id: "leverage-table",
                    caption: words(.leverageCaption),
                    columns: wording.columns(
                        [.columnPosition],
                        numbers: [
                            .leverageSetting, .leverageCap, .figureInitialMargin, .leverageAtCap,
                            .figureMaintenance, .leverageAtCap, .figureLiquidation, .leverageAtCap,
                            .leverageEffective, .leverageSizeAtCap,
                        ]), rows: report.leverageCap.map(row))
            ])
    }

    private func row(_ result: LeverageCapResult) -> [String] {
        let numbers = wording.numbers
        return [
            wording.numbers.position(result.symbol, result.side), numbers.multiple(result.setting),
            numbers.multiple(result.cap), wording.money(result.initialMarginNow, result.asset),
            wording.money(result.initialMarginAtCap, result.asset),
            wording.money(result.maintenanceMarginNow, result.asset),
            wording.money(result.maintenanceMarginAtCap, result.asset),
            wording.price(result.liquidationPriceNow), wording.price(result.liquidationPriceAtCap),
            result.effectiveLeverage.map(numbers.multiple) ?? numbers.withheld,
            result.quantityAtCap.map(numbers.quantity) ?? words(.leverageNotLarger),
        ]
    }

    var isolation: ReportSection? {
        guard let finding = report.isolation.finding else {
            return report.isolation.gap.map {
                ReportSection(
                    id: "isolation", title: words(.isolationTitle),
                    paragraphs: [wording.notComputed($0)])
            }
        }
        guard !finding.legs.isEmpty else { return nil }
        return ReportSection(
            id: "isolation", title: words(.isolationTitle),
            paragraphs: finding.refusal.map { [refused($0)] } ?? [],
            tables: [
                ReportTable(
                    id: "isolation-table",
                    caption: words(.isolationCaption),
                    columns: wording.columns(
                        [.columnPosition, .isolationModeNow],
                        numbers: [.isolationInCross, .isolationIsolated, .isolationKept]),
                    rows: finding.legs.map { leg in
                        [
                            wording.numbers.position(leg.symbol, leg.side),
                            words(leg.isIsolated ? .modeIsolated : .modeCross),
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
        let symbols = words.joined(gate.losingSymbols)
        let evidence = { (value: Bool?) in
            words(
                value.map { $0 ? .averagingConfirmed : .averagingNotConfirmed }
                    ?? .averagingNotStated)
        }
        return ReportSection(
            id: "averaging-down", title: words(.averagingTitle),
            paragraphs: [
                words(gate.isOpen ? .averagingOpen : .averagingClosed, symbols),
                words(
                    .averagingEvidence, evidence(gate.onChainAccumulation),
                    evidence(gate.multiTimeframeAlignment)),
            ])
    }

    var poolEffects: ReportSection? {
        guard let effects = report.poolEffects.finding, !effects.isEmpty else { return nil }
        return ReportSection(
            id: "one-leg", title: words(.legTitle),
            tables: [
                ReportTable(
                    id: "one-leg-table", caption: words(.legCaption),
                    columns: wording.columns(
                        [.legLeg, .columnPool], numbers: [.legUseBefore, .legUseAfter])
                        + wording.columns(
                            [.legStateBefore, .legStateAfter], numbers: [.columnCost]),
                    rows: effects.map { effect in
                        [
                            wording.numbers.position(effect.symbol, effect.side),
                            wording.numbers.pool(effect.pool),
                            wording.marginUse(effect.ratioBefore),
                            wording.marginUse(effect.ratioAfter),
                            wording.numbers.state(effect.stateBefore),
                            wording.numbers.state(effect.stateAfter),
                            wording.numbers.money(effect.cost, ""),
                        ]
                    })
            ])
    }

    var sizing: ReportSection? {
        guard !report.sizing.isEmpty else { return nil }
        let gaps = report.sizing.compactMap { size in
            size.figures.gap.map {
                wording.notComputed($0, of: wording.numbers.position(size.symbol, size.side))
            }
        }
        return ReportSection(
            id: "sizing", title: words(.sizingTitle), paragraphs: gaps,
            tables: [
                ReportTable(
                    id: "sizing-table",
                    caption: words(.sizingCaption),
                    columns: wording.columns(
                        [.columnPosition],
                        numbers: [
                            .sizingRange, .sizingPeriods, .sizingMultiple, .sizingBudget,
                            .sizingAllowed, .sizingActual, .sizingTimes, .sizingRanges,
                        ]), rows: report.sizing.compactMap(sizingRow))
            ])
    }

    private func sizingRow(_ size: PositionSizing) -> [String]? {
        guard let figures = size.figures.finding else { return nil }
        let numbers = wording.numbers
        return [
            wording.numbers.position(size.symbol, size.side),
            wording.price(figures.averageTrueRange),
            "\(figures.periods)", numbers.quantity(size.atrMultiple),
            words(
                .formatRemark, wording.money(figures.budget, size.asset),
                numbers.percent(of: numbers.quantity(size.riskBudgetPercent))),
            numbers.quantity(figures.quantity), numbers.quantity(size.actualQuantity),
            figures.timesAllowed.map(numbers.multiple) ?? words(.sizingNoneAllowed),
            figures.rangesToLiquidation.map(numbers.multiple) ?? words(.moveNone),
        ]
    }

    var trailingStops: ReportSection? {
        guard !report.widenedStops.isEmpty else { return nil }
        return ReportSection(
            id: "trailing-stops", title: words(.trailingTitle),
            tables: [
                ReportTable(
                    id: "trailing-stops-table", caption: words(.trailingCaption),
                    columns: wording.columns(
                        [.columnPosition, .columnAt], numbers: [.columnFrom, .columnTo]),
                    rows: report.widenedStops.map { stop in
                        [
                            wording.numbers.position(stop.symbol, stop.side),
                            stop.at.map(wording.numbers.time) ?? words(.trailingNotRecorded),
                            wording.numbers.percent(stop.fromPercent),
                            wording.numbers.percent(stop.toPercent),
                        ]
                    })
            ])
    }
}
