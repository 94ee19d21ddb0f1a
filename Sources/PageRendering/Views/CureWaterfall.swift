import MarginModel
import MarginRules

/// What each step of a plan adds to the headroom: equity above the requirement, where zero is the
/// trigger.
struct CureWaterfall {
    let assessment: Assessment
    let plan: ActionPlan
    let numbers: NumberFormat

    /// Steps drawn one by one; what is left is one bar.
    private static let limit = 12

    /// Nothing unless the account is one pool: the figures after a step are those of the worst pool,
    /// and those of two pools do not add up.
    func svg() -> [UInt8]? {
        guard let pool = assessment.onlyPool, let start = pool.deficit.map({ -$0 }) else {
            return nil
        }
        let money = { (value: Exact) in numbers.money(value, pool.asset) }
        let changes = changes(from: start)
        guard let end = changes.last?.to, !changes.isEmpty else { return nil }
        var bars = [
            BarChart.Bar(
                label: numbers.words(.columnNow), to: start, text: money(start), isOutline: true)
        ]
        bars += changes.prefix(Self.limit).map { change in
            BarChart.Bar(
                label: change.label, from: change.from, to: change.to,
                text: signed(change.to - change.from, money))
        }
        if changes.count > Self.limit {
            let from = changes[Self.limit - 1].to
            bars.append(
                BarChart.Bar(
                    label: numbers.words(.chartMoreSteps, "\(changes.count - Self.limit)"),
                    from: from, to: end,
                    text: signed(end - from, money)))
        }
        bars.append(
            BarChart.Bar(
                label: numbers.words(.chartAfterPlan), to: end, text: money(end), isOutline: true))
        return BarChart(
            id: "cure-chart",
            title: numbers.words(.chartCure), bars: bars, numbers: numbers
        ).svg()
    }

    private func signed(_ value: Exact, _ money: (Exact) -> String) -> String {
        (value.isPositive ? "+" : "") + money(value)
    }

    /// The steps that change the headroom.
    private func changes(
        from start: Exact
    ) -> [(label: String, from: Exact, to: Exact)] {
        var level = start
        var changes: [(label: String, from: Exact, to: Exact)] = []
        for (index, step) in plan.steps.enumerated() {
            guard let equity = step.after.equity, let requirement = step.after.requirement else {
                continue
            }
            let next = equity - requirement
            if next != level {
                let what = [numbers.words(step.kind.phrase), step.symbol].compactMap(\.self)
                changes.append(("\(index + 1) \(what.joined(separator: " "))", level, next))
            }
            level = next
        }
        return changes
    }
}
