package import MarginRules

/// Why something is withheld, or how to read it.
package struct ReasonView: ViewModel {
    package let reason: AssessmentReason

    /// Whether the reason takes a figure away, or only says how to read one.
    var isWithholding: Bool { !Withholding.labels.contains(reason.code) }

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
                    $0.reason.message.asSentence
                },
                .text("explanation", "What the code means.") { $0.reason.code.explanation },
            ])
    }
}
