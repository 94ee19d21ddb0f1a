import MarginModel
import MarginRules

/// A price of a position and how far it lies from the mark.
package struct PriceLevelView: ViewModel {
    package let label: String
    package let price: String
    package let distance: String

    init(_ level: PriceLadder.Level, mark: Decimal?, numbers: NumberFormat) {
        label = level.label
        price = level.text
        if level.kind == .mark {
            distance = numbers.words(.positionHere)
        } else if let mark, let share = (level.price - Exact(mark)).divided(by: Exact(mark)) {
            distance = numbers.move(share * 100, signed: true)
        } else {
            distance = numbers.withheld
        }
    }

    package static var shape: ViewShape<PriceLevelView> {
        ViewShape(
            "A price that decides a position.",
            [
                .text("label", "What happens there.") { $0.label },
                .text("price", "The price.") { $0.price },
                .text("distance", "Percent from the mark.") { $0.distance },
            ])
    }
}
