import MarginModel
package import MarginRules

/// Why the account changed since its last report, and how it stood in the reports before.
package struct ChangeSections: Sendable {
    let assessment: Assessment
    let history: AccountHistory
    let wording: AuditWording

    private var words: Words { wording.words }
    private var numbers: NumberFormat { wording.numbers }

    package init(_ assessment: Assessment, history: AccountHistory, numbers: NumberFormat) {
        self.assessment = assessment
        self.history = history
        wording = AuditWording(numbers: numbers)
    }

    /// Of a first report there is nothing to show but that it is the first.
    package var all: [ReportSection] {
        history.last(before: assessment.account.asOf) == nil ? [why] : [why, past]
    }

    // MARK: Why it changed

    private var why: ReportSection {
        let title = words(.changedTitle)
        guard let past = history.last(before: assessment.account.asOf) else {
            return ReportSection(
                id: "change", title: title,
                paragraphs: [words(.changedFirst)])
        }
        let changes = EquityChange.all(from: past, to: assessment)
        let known = Set(changes.map(\.pool))
        let unknown = assessment.pools.map(\.id).filter { !known.contains($0) }
        var texts = [words(.changedSince, numbers.time(past.asOf))]
        if !unknown.isEmpty {
            texts.append(words(.changedUnknown, words.joined(unknown.map(numbers.pool))))
        }
        return ReportSection(
            id: "change", title: title, paragraphs: texts, tables: changes.map(table))
    }

    private func table(_ change: EquityChange) -> ReportTable {
        let money = { (value: Exact) in wording.numbers.money(value, change.asset) }
        let signed = { (value: Exact) in (value.isPositive ? "+" : "") + money(value) }
        let effects: [(name: String, amount: Exact)] =
            change.prices.filter { !$0.amount.isZero }.map {
                (words(.changedPriceOf, numbers.position($0.symbol, $0.side)), $0.amount)
            } + [
                (words(.changedFunding), change.funding),
                (words(.changedDeposits), change.deposits),
                (words(.changedRest), change.rest),
            ]
        var rows = [[words(.changedThen), money(change.before)]]
        rows += effects.map { [$0.name, signed($0.amount)] }
        let rounding = RoundingLine(asset: change.asset, numbers: wording.numbers)
            .text(rows: [change.before] + effects.map(\.amount), total: change.after)
        if let rounding { rows.append([words(.partRounding), "\(rounding) \(change.asset)"]) }
        rows.append([words(.changedNow), money(change.after)])
        let id =
            "change-\(change.pool.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined())"
        return ReportTable(
            id: id, caption: words(.changedCaption, numbers.pool(change.pool)),
            columns: wording.columns([.columnWhat], numbers: [.columnAmount]), rows: rows,
            chartSVG: chart(change, effects, id: id, money: money))
    }

    /// How many effects a chart has room for; the largest come first where there are more.
    private static let charted = 12

    private func chart(
        _ change: EquityChange, _ effects: [(name: String, amount: Exact)], id: String,
        money: (Exact) -> String
    ) -> [UInt8]? {
        let moving = effects.filter { !$0.amount.isZero }
        guard moving.count <= Self.charted else { return nil }
        var level = change.before
        var bars = [
            BarChart.Bar(label: words(.changedThen), to: level, text: money(level), isOutline: true)
        ]
        for effect in moving {
            let next = level + effect.amount
            bars.append(
                BarChart.Bar(
                    label: effect.name, from: level, to: next,
                    text: (effect.amount.isPositive ? "+" : "") + money(effect.amount)))
            level = next
        }
        bars.append(
            BarChart.Bar(label: words(.changedNow), to: level, text: money(level), isOutline: true))
        return BarChart(
            id: "\(id)-chart", title: words(.changedCaption, numbers.pool(change.pool)),
            bars: bars, numbers: numbers
        ).svg()
    }

    // MARK: History

    /// Reports that the table shows; the chart shows all that are kept.
    private static let listed = 30

    /// The pool that is worst now, through all reports in which it was there.
    private var past: ReportSection {
        let standings =
            history.standings.filter { $0.asOf < assessment.account.asOf } + [Standing(assessment)]
        guard let pool = assessment.worstPool else {
            return ReportSection(
                id: "history", title: words(.historyTitle), paragraphs: [words(.historyNoPool)])
        }
        let rows = standings.suffix(Self.listed).reversed().map { row($0, pool) }
        return ReportSection(
            id: "history", title: words(.historyTitle),
            tables: [
                ReportTable(
                    id: "history-table",
                    caption: words(.historyCaption, numbers.pool(pool.id)),
                    columns: wording.columns(
                        [.columnAsOf, .columnState],
                        numbers: [.figureEquity, .figureRequirement, .figureMarginUse]),
                    rows: rows,
                    chartSVG: chart(standings, pool))
            ])
    }

    private func row(_ standing: Standing, _ pool: PoolAssessment) -> [String] {
        let then = standing.pool(pool.id)
        return [
            numbers.time(standing.asOf), numbers.state(standing.level),
            wording.money(then?.equity.map { Exact($0) }, pool.asset),
            wording.money(then?.requirement.map { Exact($0) }, pool.asset),
            wording.numbers.marginUse(
                then?.ratio.map { Exact($0) }, of: then?.equity.map { Exact($0) }),
        ]
    }

    private func chart(_ standings: [Standing], _ pool: PoolAssessment) -> [UInt8]? {
        let points = standings.compactMap { standing -> HistoryChart.Point? in
            guard let then = standing.pool(pool.id), let equity = then.equity,
                let requirement = then.requirement
            else { return nil }
            return HistoryChart.Point(
                at: standing.asOf, equity: Exact(equity), requirement: Exact(requirement))
        }
        return HistoryChart(
            id: "history-chart", title: words(.historyChart),
            asset: pool.asset, points: points, numbers: wording.numbers
        ).svg()
    }
}
