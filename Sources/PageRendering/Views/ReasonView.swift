package import MarginRules

/// Why something is withheld, or how to read it.
package struct ReasonView: ViewModel {
    package let reason: AssessmentReason
    let numbers: NumberFormat

    /// Whether the reason takes a figure away, or only says how to read one.
    var isWithholding: Bool {
        // The venue's level of a portfolio margin account is a fact.
        let isLevel = reason.code == .portfolioMargin && reason.place == "reported"
        return !isLevel && !Withholding.labels.contains(reason.code)
    }

    /// From here on, positions that say the same are one note: seventy would hide the others.
    private static let gathered = 4

    /// The reasons of a report, in their order.
    static func all(of assessment: Assessment, _ numbers: NumberFormat) -> [ReasonView] {
        let unreachable = assessment.reasons.filter {
            $0.code == .noLiquidation && $0.place.hasPrefix("positions")
        }
        guard unreachable.count >= gathered, let first = unreachable.first else {
            return assessment.reasons.map { ReasonView(reason: $0, numbers: numbers) }
        }
        let names = assessment.positions.enumerated().compactMap { index, assessed in
            let place = "positions[\(index)]"
            return unreachable.contains { $0.place.hasPrefix(place) }
                ? assessed.position.symbol : nil
        }
        let note = AssessmentReason(
            first.code, at: "\(unreachable.count) positions",
            "no price of one of these alone brings its pool to liquidation: "
                + names.joined(separator: ", "))
        return assessment.reasons.filter { !unreachable.contains($0) || $0 == first }.map {
            ReasonView(reason: $0 == first ? note : $0, numbers: numbers)
        }
    }

    package static var shape: ViewShape<ReasonView> {
        ViewShape(
            "A reason.",
            [
                .text("heading", "Whether it withholds something.") {
                    $0.isWithholding ? "Withheld, because:" : "Note:"
                },
                .text("code", "The reason's stable code.") { $0.reason.code.rawValue },
                .text("place", "The part of the account.") { $0.reason.place },
                .text("message", "What was found there.") {
                    $0.numbers.prose($0.reason.message.asSentence)
                },
                .text("explanation", "What the code means.") { $0.reason.code.explanation },
            ])
    }
}
