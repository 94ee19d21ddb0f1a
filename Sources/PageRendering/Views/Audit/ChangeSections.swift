import MarginModel
package import MarginRules

/// Why the account changed since its last report, and how it stood in the reports before.
package struct ChangeSections: Sendable {
    let assessment: Assessment
    let history: AccountHistory
    let wording: AuditWording

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
        let title = "Why it changed"
        guard let past = history.last(before: assessment.account.asOf) else {
            return ReportSection(
                id: "change", title: title,
                paragraphs: ["No earlier report of this account is kept, so nothing is compared."])
        }
        let changes = EquityChange.all(from: past, to: assessment)
        let known = Set(changes.map(\.pool))
        let unknown = assessment.pools.map(\.id).filter { !known.contains($0) }
        var texts = [
            "Since the report of \(DateFormat.text(past.asOf)). Price is what the marks did to what "
                + "was held all the time; trades, fees and the rest is what remains, so that every "
                + "column adds up."
        ]
        if !unknown.isEmpty {
            texts.append(
                "Not compared, because equity is not known at both times: "
                    + unknown.joined(separator: ", ") + ".")
        }
        return ReportSection(
            id: "change", title: title, paragraphs: texts, tables: changes.map(table))
    }

    private func table(_ change: EquityChange) -> ReportTable {
        let money = { (value: Exact) in wording.numbers.money(value, change.asset) }
        let signed = { (value: Exact) in (value.isPositive ? "+" : "") + money(value) }
        let effects: [(name: String, amount: Exact)] =
            change.prices.filter { !$0.amount.isZero }.map {
                ("Price of \(wording.position($0.symbol, $0.side))", $0.amount)
            } + [
                ("Funding", change.funding), ("Deposits", change.deposits),
                ("Trades, fees and the rest", change.rest),
            ]
        var rows = [["Equity then", money(change.before)]]
        rows += effects.map { [$0.name, signed($0.amount)] }
        let rounding = RoundingLine(asset: change.asset, numbers: wording.numbers)
            .text(rows: [change.before] + effects.map(\.amount), total: change.after)
        if let rounding { rows.append(["Rounding", "\(rounding) \(change.asset)"]) }
        rows.append(["Equity now", money(change.after)])
        let id =
            "change-\(change.pool.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined())"
        return ReportTable(
            id: id, caption: "Equity of \(wording.pool(change.pool)), from then to now",
            columns: ["What", "#Amount"], rows: rows,
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
            BarChart.Bar(label: "Equity then", to: level, text: money(level), isOutline: true)
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
            BarChart.Bar(label: "Equity now", to: level, text: money(level), isOutline: true))
        return BarChart(
            id: "\(id)-chart", title: "Equity of \(wording.pool(change.pool)), from then to now",
            bars: bars
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
                id: "history", title: "History", paragraphs: ["The account has no pool."])
        }
        let rows = standings.suffix(Self.listed).reversed().map { row($0, pool) }
        return ReportSection(
            id: "history", title: "History",
            tables: [
                ReportTable(
                    id: "history-table",
                    caption: "Reports of this account, the newest first; figures of \(pool.name)",
                    columns: ["As of", "State", "#Equity", "#Requirement", "#Margin use"],
                    rows: rows,
                    chartSVG: chart(standings, pool))
            ])
    }

    private func row(_ standing: Standing, _ pool: PoolAssessment) -> [String] {
        let then = standing.pool(pool.id)
        return [
            DateFormat.text(standing.asOf), wording.state(standing.level),
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
            id: "history-chart", title: "Equity and requirement from report to report",
            asset: pool.asset, points: points, numbers: wording.numbers
        ).svg()
    }
}
