package import MarginRules

/// A fictional account under joint moves of all mark prices.
package struct SampleStressRow: ViewModel {
    package let title: String
    package let href: String
    package let cells: [StressCell]

    /// - Precondition: The account is fictional. Real accounts appear on no page of the site.
    package init(_ assessment: Assessment, table: StressTable) {
        let account = assessment.account
        precondition(account.isFictional, "only fictional accounts are public")
        title = account.label ?? account.id
        href = SampleAccountRow.path(of: account.id)
        cells = table.points.map(StressCell.init)
    }

    package static var shape: ViewShape<SampleStressRow> {
        ViewShape(
            "A sample account under joint moves.",
            [
                .text("title", "Its label.") { $0.title },
                .text("href", "Its report.") { $0.href },
                .list("cells", "What it is after each move.") { $0.cells },
            ])
    }
}

/// An account after one move of all prices.
package struct StressCell: ViewModel {
    let movePercent: Exact
    private let ratio: Exact?
    private let equity: Exact?
    package let state: StateView

    init(_ point: StressPoint) {
        movePercent = point.movePercent
        (ratio, equity) = (point.worst?.ratio, point.worst?.equity)
        state = StateView(point.state)
    }

    package static var shape: ViewShape<StressCell> {
        ViewShape(
            "An account after one move of all prices.",
            [
                .text("move", "The move in percent.") {
                    $1.numbers.percent($0.movePercent, signed: true)
                },
                .text("ratio", "Margin use of the worst pool.") {
                    $1.numbers.marginUse($0.ratio, of: $0.equity)
                },
                .record("state", "The account's state.", \.state),
            ])
    }
}
