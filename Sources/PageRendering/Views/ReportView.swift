package import MarginModel
package import MarginRules

/// Everything that a margin report says, as text: the body of private and of sample reports.
package struct ReportView: ViewModel {
    package let account: String
    package let isFictional: Bool
    package let isTestnet: Bool
    package let venueName: String
    package let mode: String
    package let asOf: DateView
    package let clock: DateView
    package let state: StateView
    package let verdict: String
    package let actTitle: String
    package let planSummary: String
    package let steps: [PlanStepView]
    package let figures: [FigureView]
    package let options: [OptionView]
    package let positions: [PositionView]
    package let pools: [PoolView]
    package let collateral: [CollateralView]
    package let reasons: [ReasonView]
    package let skipped: [SkippedView]
    package let reconciliation: [ReconciliationView]
    package let rules: String
    package let ruleSources: [String]
    package let provenance: [ProvenanceView]
    package let venueNext: [String]
    package let outlook: [AuditSectionView]
    package let audit: [AuditSectionView]
    package let disclaimer: String

    /// The steps that a reader can take at once.
    package var actNow: [PlanStepView] { Array(steps.prefix(5)) }

    /// - Parameters:
    ///   - plan: None when the account is incomplete or needs nothing.
    ///   - audit: What prices and funding would do, and the article's audit.
    ///   - sheet: Gives the price steps, where it knows them.
    ///   - numbers: `.html` for pages, `.markdown` for the Markdown form.
    package init(
        assessment: Assessment, plan: ActionPlan?, audit: AuditReport?, sheet: VenueSheet?,
        disclaimer: String, numbers: NumberFormat
    ) {
        let subject = assessment.account
        let asset = assessment.worstPool?.asset ?? ""
        let tick = { (symbol: String?) in
            symbol.flatMap { sheet?.instrument($0)?.tickSize }
        }
        let text = ReportText(assessment: assessment, plan: plan, numbers: numbers)
        account = text.maskedAccount
        isFictional = subject.isFictional
        isTestnet = subject.environment == .testnet
        venueName = subject.venue.displayName
        mode = "\(subject.accountMode.rawValue), \(subject.positionMode.rawValue)"
        asOf = DateView(subject.asOf)
        clock = DateView(assessment.provenance.clock)
        state = StateView(assessment.state)
        verdict = text.verdict
        actTitle = text.actTitle
        planSummary = text.planSummary
        steps = (plan?.steps ?? []).enumerated().map { index, step in
            PlanStepView(
                step, number: index + 1, asset: asset, tick: tick(step.symbol), numbers: numbers)
        }
        figures = text.figures
        options = plan.map { OptionView.all(of: $0, asset: asset, numbers: numbers) } ?? []
        positions = assessment.positions.enumerated().map { index, position in
            PositionView(
                position, index: index, reasons: assessment.reasons,
                tick: tick(position.position.symbol), numbers: numbers)
        }
        pools = assessment.pools.map { PoolView($0, numbers: numbers) }
        collateral = subject.collateral.map { CollateralView($0, numbers: numbers) }
        reasons = assessment.reasons.map(ReasonView.init)
        skipped = (plan?.skipped ?? []).map(SkippedView.init)
        reconciliation = assessment.reconciliation.map {
            ReconciliationView(row: $0, numbers: numbers)
        }
        rules = assessment.provenance.rules
        ruleSources = assessment.provenance.ruleSources
        provenance =
            assessment.provenance.prices.map(ProvenanceView.init)
            + assessment.provenance.sheets.map(ProvenanceView.init)
        venueNext = VenueSequence.steps(
            at: subject.venue, assessment.worstPool?.marginMode ?? .cross)
        let sections = audit.map { AuditSections($0, numbers: numbers) }
        outlook = sections?.outlook ?? []
        self.audit = sections?.audit ?? []
        self.disclaimer = disclaimer
    }

    private static let rounding = """
        Every figure is computed exactly and rounded once: money and prices to the nearest, ties \
        to the even digit; amounts to pay upward, so that they suffice. A ratio is shown with more \
        digits where rounding would reach the trigger that it has not reached.
        """

    package static var shape: ViewShape<ReportView> {
        ViewShape(
            "A margin report.",
            [
                .text("account", "The account, masked, with its label.") { $0.account },
                .flag("isTestnet", "Whether no money moves.") { $0.isTestnet },
                .text("venueName", "The venue.") { $0.venueName },
                .text("mode", "Account mode and position mode.") { $0.mode },
                .record("asOf", "The instant of the account.") { $0.asOf },
                .record("clock", "The instant of the computation.") { $0.clock },
                .record("state", "The account's state.") { $0.state },
                .text("verdict", "How the account stands, in a sentence or two.") { $0.verdict },
                .text("actTitle", "The heading over the steps.") { $0.actTitle },
                .text("planSummary", "What the plan reaches and costs.") { $0.planSummary },
                .list("actNow", "The first five steps.") { $0.actNow },
                .list("steps", "All steps.") { $0.steps },
                .flag("hasSteps", "Whether there are steps.") { !$0.steps.isEmpty },
                .list("figures", "Key figures.") { $0.figures },
                .list("options", "Ways to cure it.") { $0.options },
                .flag("hasOptions", "Whether there are ways.") { !$0.options.isEmpty },
                .list("positions", "The positions.") { $0.positions },
                .flag("hasPositions", "Whether there are positions.") { !$0.positions.isEmpty },
                .list("pools", "The pools.") { $0.pools },
                .flag("hasPools", "Whether there are pools.") { !$0.pools.isEmpty },
                .list("collateral", "Wallet balances.") { $0.collateral },
                .flag("hasCollateral", "Whether there are balances.") { !$0.collateral.isEmpty },
                .text("reasonsTitle", "The heading over the reasons.") { report in
                    report.reasons.contains { $0.isWithholding }
                        ? "Withheld, and why" : "To know"
                },
                .list("reasons", "What is withheld or labelled, and why.") { $0.reasons },
                .flag("hasReasons", "Whether there are reasons.") { !$0.reasons.isEmpty },
                .texts("venueNext", "What the venue does, in its order.") { $0.venueNext },
                .list("skipped", "Steps left out.") { $0.skipped },
                .flag("hasSkipped", "Whether steps are left out.") { !$0.skipped.isEmpty },
                .list("reconciliation", "Reported figures beside ours.") { $0.reconciliation },
                .flag("hasReconciliation", "Whether the venue reported any.") {
                    !$0.reconciliation.isEmpty
                },
                .list("outlook", "What moves of prices and funding would do.") { $0.outlook },
                .list("audit", "What the article asks to look at afterwards.") { $0.audit },
                .text("rules", "The rule set in words.") { $0.rules },
                .texts("ruleSources", "Where the rules are taken from.") { $0.ruleSources },
                .flag("hasRuleSources", "Whether sources are named.") { !$0.ruleSources.isEmpty },
                .list("provenance", "Prices and sheets used.") { $0.provenance },
                .flag("hasProvenance", "Whether any are used.") { !$0.provenance.isEmpty },
                .text("rounding", "How figures are rounded.") { _ in rounding },
                .text("disclaimer", "What the reader must know.") { $0.disclaimer },
            ])
    }
}
