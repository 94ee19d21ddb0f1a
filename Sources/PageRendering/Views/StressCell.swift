import MarginRules

/// An account after one move of all mark prices.
package struct StressCell: ViewModel {
    package let move: String
    package let equity: String
    package let ratio: String
    package let state: StateView

    init(_ point: StressPoint, numbers: NumberFormat) {
        move = numbers.percent(point.movePercent, signed: true)
        let worst = point.pools.max { ($0.state, $0.ratio ?? 0) < ($1.state, $1.ratio ?? 0) }
        equity = Self.equity(worst?.equity, worst?.asset, numbers)
        ratio = MarginUse.text(worst?.ratio, worst?.equity, numbers)
        state = StateView(point.state)
    }

    /// The account as it stands.
    init(now assessment: Assessment, numbers: NumberFormat) {
        let worst = assessment.worstPool
        move = "now"
        equity = Self.equity(worst?.equity, worst?.asset, numbers)
        ratio = MarginUse.text(worst?.ratio, worst?.equity, numbers)
        state = StateView(assessment.state, by: assessment.cause)
    }

    private static func equity(
        _ equity: Exact?, _ asset: String?, _ numbers: NumberFormat
    ) -> String {
        equity.map { numbers.money($0, asset ?? "") } ?? Withholding.word
    }

    /// The account now, and on either side of it the smallest move of a table, one half-way and the
    /// farthest.
    static func strip(
        of table: StressTable, now assessment: Assessment, numbers: NumberFormat
    ) -> [StressCell] {
        let cells = { (points: [StressPoint]) in points.map { StressCell($0, numbers: numbers) } }
        let falls = table.points.filter(\.movePercent.isNegative)
        let rises = table.points.filter(\.movePercent.isPositive)
        return cells(spread(falls.reversed()).reversed())
            + [StressCell(now: assessment, numbers: numbers)] + cells(spread(rises))
    }

    /// The first, the middle and the last, as many of them as there are.
    private static func spread(_ points: [StressPoint]) -> [StressPoint] {
        guard points.count > 3 else { return points }
        return [points[0], points[(points.count - 1) / 2], points[points.count - 1]]
    }

    package static var shape: ViewShape<StressCell> {
        ViewShape(
            "An account after one move of all mark prices.",
            [
                .text("move", "The move in percent; now, where there is none.") { $0.move },
                .text("equity", "Equity of the worst pool.") { $0.equity },
                .text("ratio", "Margin use of the worst pool.") { $0.ratio },
                .record("state", "The account's state.", \.state),
            ])
    }
}
