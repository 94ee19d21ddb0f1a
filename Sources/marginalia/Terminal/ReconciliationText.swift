import MarginModel
import MarginRules

/// What a venue reports beside what its rules give, as a table for a terminal.
struct ReconciliationText {
    let assessment: Assessment

    private static let heads = ["field", "venue says", "we compute", "difference", "cause"]

    var text: String {
        let count = assessment.account.reportedFigureCount
        guard count > 0 else { return "The account holds no figures that its venue reports." }
        let rows = assessment.reconciliation.map(cells)
        let agreed = "\(count - rows.count) of \(count) reported figures agree to the tick."
        guard !rows.isEmpty else { return agreed }
        let table = [Self.heads] + rows
        let widths = Self.heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        return ([agreed, ""] + table.map { line($0, widths) }).joined(separator: "\n")
    }

    private func cells(_ row: ReconciliationRow) -> [String] {
        let venue = assessment.account.venue
        return [
            row.field, row.reported.description,
            row.computed.map { venue.twin(of: $0).description } ?? "none",
            row.difference.map { venue.twin(of: $0).description } ?? "",
            row.explanation,
        ]
    }

    /// Figures to the right, words to the left.
    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column -> String in
            let space = String(repeating: " ", count: widths[column] - cells[column].count)
            return (1...3).contains(column) ? space + cells[column] : cells[column] + space
        }
        let text = padded.joined(separator: "  ")
        return String(text.reversed().drop { $0 == " " }.reversed())
    }
}
