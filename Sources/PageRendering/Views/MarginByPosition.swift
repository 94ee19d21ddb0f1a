import MarginRules

/// The maintenance margin of each position, the largest first.
struct MarginByPosition {
    let positions: [PositionAssessment]
    let numbers: NumberFormat

    /// Positions drawn one by one; the others are one bar.
    private static let limit = 12

    /// Nothing for a single position, where one is not known, or where coins differ.
    func svg() -> [UInt8]? {
        let margins = positions.compactMap { assessed in
            assessed.maintenanceMargin.map { (assessed: assessed, margin: $0) }
        }
        guard positions.count > 1, margins.count == positions.count,
            Set(positions.map(\.settleAsset)).count == 1
        else { return nil }
        let asset = positions.first?.settleAsset ?? ""
        let sorted = margins.enumerated().sorted {
            ($1.element.margin, $0.offset) < ($0.element.margin, $1.offset)
        }.map(\.element)
        var bars = sorted.prefix(Self.limit).map { row in
            let position = row.assessed.position
            return BarChart.Bar(
                label: numbers.position(position.symbol, position.side), to: row.margin,
                text: numbers.money(row.margin, asset))
        }
        let others = sorted.dropFirst(Self.limit)
        if !others.isEmpty {
            let sum = others.map(\.margin).sum()
            bars.append(
                BarChart.Bar(
                    label: numbers.words(.chartOthers, "\(others.count)"), to: sum,
                    text: numbers.money(sum, asset),
                    isOutline: true))
        }
        return BarChart(
            id: "margin-chart", title: numbers.words(.chartMargin), bars: bars, numbers: numbers
        ).svg()
    }
}
