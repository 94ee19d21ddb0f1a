package import MarginRules

/// One pool's figures.
package struct PoolView: ViewModel {
    package let name: String
    package let equity: String
    package let initialMargin: String
    package let maintenanceMargin: String
    package let requirement: String
    package let ratio: String
    package let native: String
    package let state: StateView

    package init(_ pool: PoolAssessment, numbers: NumberFormat) {
        let figures = Withholding(numbers: numbers, reasons: [])
        let money = { (value: Exact) in numbers.money(value, pool.asset) }
        name = pool.id
        equity = figures.text(pool.equity, money)
        initialMargin = figures.text(pool.initialMargin, money)
        maintenanceMargin = figures.text(pool.maintenanceMargin, money)
        requirement = figures.text(pool.requirement, money)
        ratio = Self.ratio(pool, numbers)
        native = Self.native(pool, numbers)
        state = StateView(pool.state, by: pool.cause)
    }

    /// n; where equity is zero or less there is none, which is not the same as withheld.
    static func ratio(_ pool: PoolAssessment?, _ numbers: NumberFormat) -> String {
        if let ratio = pool?.ratio { return numbers.ratio(ratio) }
        if let equity = pool?.equity, !equity.isPositive { return "none: no equity" }
        return Withholding.word
    }

    static func native(_ pool: PoolAssessment?, _ numbers: NumberFormat) -> String {
        guard let pool else { return Withholding.word }
        if let value = pool.native.value { return numbers.ratioPercent(value) }
        if let requirement = pool.requirement, requirement.isZero { return "none: no requirement" }
        if let equity = pool.equity, !equity.isPositive { return "none: no equity" }
        return Withholding.word
    }

    package static var shape: ViewShape<PoolView> {
        ViewShape(
            "A pool.",
            [
                .text("name", "Its id.") { $0.name },
                .text("equity", "Equity.") { $0.equity },
                .text("initialMargin", "Initial margin.") { $0.initialMargin },
                .text("maintenanceMargin", "Maintenance margin.") { $0.maintenanceMargin },
                .text("requirement", "What equity is held against.") { $0.requirement },
                .text("ratio", "n.") { $0.ratio },
                .text("native", "The venue's own ratio.") { $0.native },
                .record("state", "The pool's state.", \.state),
            ])
    }
}
