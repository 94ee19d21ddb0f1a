/// A label, its value, and what a reader must know of it.
package struct FigureView: ViewModel {
    package let label: String
    package let value: String
    package let note: String?
    /// Against the report before: `+1,204.50 USDT`.
    package let change: String?
    package let isWithheld: Bool

    package init(
        label: String, value: String, note: String? = nil, change: String? = nil,
        isWithheld: Bool = false
    ) {
        self.label = label
        self.value = value
        self.note = note
        self.change = change
        self.isWithheld = isWithheld
    }

    /// - Parameter note: How to read the figure; why there is none goes before it.
    init(_ fact: Fact, label: String? = nil, note: String? = nil, _ numbers: NumberFormat) {
        self.init(
            label: label ?? numbers.label(fact), value: numbers.text(fact),
            note: fact.isWithheld ? numbers.why(fact) : note, change: numbers.change(fact),
            isWithheld: fact.isWithheld || fact.absence == .notComputed)
    }

    package static var shape: ViewShape<FigureView> {
        ViewShape(
            "A figure with its label.",
            [
                .text("label", "What the figure is.") { $0.label },
                .text("value", "The figure with its unit, or the word withheld.") { $0.value },
                .optional("note", "Why it is withheld, or how to read it.") { $0.note },
                .optional("change", "The change since the report before.") { $0.change },
                .flag("isWithheld", "Whether there is no figure.") { $0.isWithheld },
            ])
    }
}
