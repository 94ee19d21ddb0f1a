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

    private var signs: (shape: String, phrase: Phrase) {
        switch verdict {
        case .holds: ("●", .claimHolds)
        case .partly: ("▲", .claimPartly)
        case .contradicted: ("◊", .claimContradicted)
        case .notChecked: ("○", .claimNotChecked)
        }
    }

    package static var shape: ViewShape<ClaimView> {
        ViewShape(
            "The calculator's note on a step.",
            [
                .text("shape", "A sign that differs for every verdict.") { $0.signs.shape },
                .text("verdict", "The verdict in words.") { $1($0.signs.phrase) },
                .text("text", "What the step does on the sample account.") { $0.text },
                .list("figures", "The figures behind it.") { $0.figures },
                .flag("hasFigures", "Whether there are figures.") { !$0.figures.isEmpty },
                .record("sample", "The sample account's report.", \.sample),
            ])
    }
}
