package import MarginRules

/// A figure that the venue reports, beside ours.
package struct ReconciliationView: ViewModel {
    package let row: ReconciliationRow
    package let numbers: NumberFormat

    package static var shape: ViewShape<ReconciliationView> {
        ViewShape(
            "A reported figure beside ours.",
            [
                .text("field", "The figure.") { $0.row.field },
                .text("reported", "What the venue says.") { $0.numbers.quantity($0.row.reported) },
                .text("computed", "What its rules give.") {
                    $0.row.computed.map($0.numbers.quantity) ?? Withholding.word
                },
                .text("cause", "Why they may differ.") { $0.row.explanation },
            ])
    }
}
