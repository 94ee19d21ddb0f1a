package import MarginRules

/// A step of the article that the plan leaves out.
package struct SkippedView: ViewModel {
    package let step: SkippedStep

    package static var shape: ViewShape<SkippedView> {
        ViewShape(
            "A step left out.",
            [
                .text("what", "The kind of step.") {
                    $0.step.kind.rawValue.split(separator: "-").joined(separator: " ").capitalised
                },
                .text("why", "Why it is left out.") { $0.step.why },
                .text("source", "The venue's code or the rule that refuses it.") {
                    $0.step.source
                },
            ])
    }
}
