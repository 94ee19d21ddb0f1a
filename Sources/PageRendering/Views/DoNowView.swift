/// What stands on a plan's page besides its text.
package struct PlanAids: ViewModel {
    package let calculator: CalculatorView
    /// The plan of the sample account, where the site names one.
    package let doNow: DoNowView?

    package init(calculator: CalculatorView, doNow: DoNowView?) {
        self.calculator = calculator
        self.doNow = doNow
    }

    package static var shape: ViewShape<PlanAids> {
        ViewShape(
            "What stands on a plan's page besides its text.",
            [
                .record("calculator", "The calculator.", \.calculator),
                .record("doNow", "The sample account's plan.", \.doNow),
            ])
    }
}

/// The first steps of the sample account's plan, for the top of an action plan.
package struct DoNowView: ViewModel {
    package let report: ReportView
    package let title: String
    package let href: String

    /// - Parameter href: The sample account's report.
    package init(report: ReportView, title: String, href: String) {
        self.report = report
        self.title = title
        self.href = href
    }

    package static var shape: ViewShape<DoNowView> {
        ViewShape(
            "What to do now on the sample account.",
            [
                .text("title", "The sample account's name.") { $0.title },
                .text("href", "Its report.") { $0.href },
                .record("asOf", "The instant that it is assessed at.") { $0.report.asOf },
                .text("verdict", "How it stands.") { $0.report.verdict },
                .text("actTitle", "The heading where there are no steps.") { $0.report.actTitle },
                .text("planSummary", "What the plan reaches, or why there is none.") {
                    $0.report.planSummary
                },
                .list("actNow", "At most five steps.") { $0.report.actNow },
                .flag("hasSteps", "Whether there are steps.") { !$0.report.actNow.isEmpty },
                .list("options", "Ways to cure it, and what each buys.") { $0.report.options },
                .flag("hasOptions", "Whether there are ways.") { !$0.report.options.isEmpty },
            ])
    }
}
