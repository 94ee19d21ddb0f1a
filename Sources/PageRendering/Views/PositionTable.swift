import MarginModel
import MarginRules

/// All positions, what decides over them first.
struct PositionTable {
    let subject: ReportSubject

    init(_ subject: ReportSubject) { self.subject = subject }

    private var positions: [PositionAssessment] { subject.assessment.positions }
    private var facts: [PositionFacts] { subject.facts.positions }
    private var numbers: NumberFormat { subject.numbers }

    var section: ReportSection? {
        guard !positions.isEmpty else { return nil }
        let words = numbers.words
        let money = [
            MoneyColumn(words(.figureUnrealized), facts.map(\.unrealizedPnl), numbers),
            MoneyColumn(words(.figureInitialMargin), facts.map(\.initialMargin), numbers),
            MoneyColumn(words(.figureMaintenance), facts.map(\.maintenanceMargin), numbers),
        ]
        return ReportSection(
            id: "positions", title: words(.partPositions),
            tables: [
                ReportTable(
                    id: "positions-table",
                    caption: words(.partPositionsCaption),
                    columns: [words(.columnPosition)]
                        + [.figureDistance, .figureLiquidation, .figureMark].map { "#" + words($0) }
                        + money.map { "+" + $0.title },
                    rows: subject.positions.enumerated().map { index, view in
                        [view.name, view.distance, view.liquidation, view.mark]
                            + money.map { $0.cells[index] }
                    },
                    notes: subject.positions.map(\.holding), foot: foot)
            ])
    }

    /// The sums, and before them what rounding takes from them. Nothing for a single position, where a
    /// figure is not known, or where coins differ.
    private var foot: [[String]] {
        let figures = [
            positions.compactMap(\.unrealizedPnl), positions.compactMap(\.initialMargin),
            positions.compactMap(\.maintenanceMargin),
        ]
        guard positions.count > 1, figures.allSatisfy({ $0.count == positions.count }),
            Set(positions.map(\.settleAsset)).count == 1
        else { return [] }
        let asset = positions[0].settleAsset ?? ""
        let line = RoundingLine(asset: asset, numbers: numbers)
        let lost = figures.map { line.text(rows: $0, total: $0.sum()) }
        let sums =
            [numbers.words(.partAllPositions), "", "", ""]
            + figures.map { numbers.amount($0.sum(), asset) }
        guard lost.contains(where: { $0 != nil }) else { return [sums] }
        return [[numbers.words(.partRounding), "", "", ""] + lost.map { $0 ?? "" }, sums]
    }
}
