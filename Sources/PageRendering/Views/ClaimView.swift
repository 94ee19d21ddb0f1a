/// What the calculator found about one step of an article, for the margin beside it.
package struct ClaimView: ViewModel {
    package enum Verdict: String, Sendable, CaseIterable {
        case holds, partly, contradicted
        case notChecked = "not-checked"
    }

    package let verdict: Verdict
    package let text: String
    package let figures: [FigureView]
    package let sample: LinkView?

    /// - Parameters:
    ///   - text: What following the step does on the sample account, in a sentence or two.
    ///   - sample: The sample account's report.
    package init(
        verdict: Verdict, text: String, figures: [FigureView] = [], sample: LinkView? = nil
    ) {
        self.verdict = verdict
        self.text = text
        self.figures = figures
        self.sample = sample
    }

    private var words: (shape: String, text: String) {
        switch verdict {
        case .holds: ("●", "Holds")
        case .partly: ("▲", "Holds in part")
        case .contradicted: ("◊", "Does not hold here")
        case .notChecked: ("○", "Not checked")
        }
    }

    package static var shape: ViewShape<ClaimView> {
        ViewShape(
            "The calculator's note on a step.",
            [
                .text("shape", "A sign that differs for every verdict.") { $0.words.shape },
                .text("verdict", "The verdict in words.") { $0.words.text },
                .text("text", "What the step does on the sample account.") { $0.text },
                .list("figures", "The figures behind it.") { $0.figures },
                .flag("hasFigures", "Whether there are figures.") { !$0.figures.isEmpty },
                .record("sample", "The sample account's report.", \.sample),
            ])
    }
}
