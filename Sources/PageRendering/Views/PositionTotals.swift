import MarginRules

/// The sums under the table of positions, with what rounding takes from them.
struct PositionTotals {
    let unrealized: String
    let maintenance: String
    /// Under the two columns, `nil` where the rounded figures add up.
    let rounding: (unrealized: String, maintenance: String)?

    /// Nothing for a single position, where a figure is not known, or where coins differ.
    init?(_ positions: [PositionAssessment], numbers: NumberFormat) {
        let profits = positions.compactMap(\.unrealizedPnl)
        let margins = positions.compactMap(\.maintenanceMargin)
        guard positions.count > 1, profits.count == positions.count,
            margins.count == positions.count, Set(positions.map(\.settleAsset)).count == 1
        else { return nil }
        let asset = positions.first?.settleAsset ?? ""
        let line = RoundingLine(asset: asset, numbers: numbers)
        unrealized = numbers.money(profits.sum(), asset)
        maintenance = numbers.money(margins.sum(), asset)
        let lost = (
            line.text(rows: profits, total: profits.sum()),
            line.text(rows: margins, total: margins.sum())
        )
        rounding = lost.0 == nil && lost.1 == nil ? nil : (lost.0 ?? "", lost.1 ?? "")
    }
}
