import MarginModel
import MarginRules

/// What is missing between a column of rounded figures and its rounded total, so that who adds the
/// column up finds the difference explained.
struct RoundingLine {
    let asset: String
    let numbers: NumberFormat

    /// The difference, without its unit; `nil` where the column adds up.
    ///
    /// - Precondition: `total` is the exact sum of `rows`.
    func text(rows: [Exact], total: Exact) -> String? {
        let places = NumberFormat.places(of: asset)
        let rounded = rows.compactMap { $0.rounded(places: places).map(Exact.init) }
        guard rounded.count == rows.count, let shown = total.rounded(places: places) else {
            return nil
        }
        let difference = Exact(shown) - rounded.sum()
        return difference.isZero ? nil : numbers.amount(difference, asset)
    }
}
