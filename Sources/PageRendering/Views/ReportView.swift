package import MarginModel
package import MarginRules

/// Everything that a margin report says, as text: the body of private and of sample reports.
package struct ReportView: ViewModel {
    package let account: String
    package let extent: ReportExtent
    /// Names a private report; none on public pages.
    package let reference: String?
    package let readings: [LinkView]
    package let isFictional: Bool
    package let venueName: String
    package let mode: String
    package let asOf: DateView
    package let clock: DateView
    package let state: StateView
    package let verdict: String
    /// Who prepared it, and whether it is a notice.
    package let standing: String
    package let actTitle: String
    package let planSummary: String
    package let steps: [PlanStepView]
    package let figures: [FigureView]
    package let options: [OptionView]
    package let positions: [PositionView]
    /// Those that are shown with their chart, in the order of the table.
    package let details: [PositionView]
    /// Positions, pools, collateral and sources.
    package let sections: [ReportSection]
    /// What a full report shows besides.
    package let annex: [ReportSection]
    package let reasons: [ReasonView]
    package let venueNext: [String]
    /// What is happening already, and what is still worth doing; empty where nothing is.
    package let underWay: [String]
    /// What the reader counts on and must not.
    package let warnings: [String]
    /// Whether the venue may act soon: of an account that is well nothing is to be cured.
    package let isPressed: Bool
    package let since: String?
    package let cureChart: [UInt8]
    package let marginChart: [UInt8]
    package let disclaimer: String

    /// The steps that a reader can take at once.
    package var actNow: [PlanStepView] { Array(steps.prefix(Self.mostAtOnce)) }
    private static let mostAtOnce = 5
    package let title: String

    /// - Parameters:
    ///   - plan: None when the account is incomplete or needs nothing.
    ///   - audit: What prices and funding would do, and the article's audit; a statement needs none.
    ///   - sheet: Gives the price steps, where it knows them, and fees.
    ///   - history: How it stood in earlier reports; `nil` where none are kept.
    ///   - reference: The report's id.
    ///   - links: The articles behind the steps.
    ///   - settings: The site's.
    ///   - extent: How much is written out, whatever the settings and the account say.
    ///   - numbers: `.html` for pages, `.markdown` for the Markdown form.
    package init(
        assessment: Assessment, plan: ActionPlan?, audit: AuditReport?, sheet: VenueSheet?,
        history: AccountHistory? = nil, reference: String? = nil, links: ArticleLinks,
        settings: SiteSettings, extent: ReportExtent, numbers: NumberFormat
    ) {
        let subject = assessment.account
        let asset = assessment.worstPool?.asset ?? ""
        let tick = { (symbol: String) in sheet?.instrument(symbol)?.tickSize }
        let past = history?.last(before: subject.asOf)
        let facts = AccountFacts(assessment, past: past, tick: tick)
        let text = ReportText(assessment: assessment, facts: facts, plan: plan, numbers: numbers)
        account = text.maskedAccount
        self.extent = extent
        let isFull = extent == .full
        let words = numbers.words
        title = words(isFull ? .reportTitleFull : .reportTitleStatement)
        self.reference = reference
        readings = links.readings
        isFictional = subject.isFictional
        venueName = subject.venue.displayName
        mode = words.joined([
            words(subject.accountMode.phrase),
            words(subject.positionMode == .hedge ? .modeHedge : .modeOneWay),
        ])
        asOf = DateView(subject.asOf)
        clock = DateView(assessment.provenance.clock)
        state = StateView(assessment.state, by: assessment.cause)
        let policy = settings.policy.applying(subject.policy)
        verdict = words.sentences([text.verdict, text.room(policy)])
        standing = text.standing(settings)
        actTitle = text.actTitle
        let steps = (plan?.steps ?? []).enumerated().map { index, step in
            PlanStepView(
                step, number: index + 1, asset: asset, href: links.place(of: step.rule),
                tick: step.symbol.flatMap(tick), numbers: numbers)
        }
        self.steps = steps
        // What a statement leaves out is counted.
        let isCut = !isFull && steps.count > Self.mostAtOnce
        planSummary = words.sentences([
            isCut ? words(.summaryFirstSteps, "\(Self.mostAtOnce)", "\(steps.count)") : "",
            text.planSummary,
        ])
        figures = text.figures
        isPressed = (.watch ... .bankrupt).contains(assessment.state)
        warnings = UselessStop.all(in: assessment).map { $0.sentence(numbers) }
        options =
            isPressed
            ? plan.map { OptionView.all(of: $0, asset: asset, numbers: numbers) } ?? [] : []
        let detailed = isFull ? Self.detailed(assessment.positions) : []
        let positions = assessment.positions.enumerated().map { index, position in
            PositionView(
                position, facts.positions[index], index: index,
                stops: Self.stops(of: position.position, subject, plan),
                tick: tick(position.position.symbol), isDetailed: detailed.contains(index),
                numbers: numbers)
        }
        self.positions = positions
        details = detailed.sorted().map { positions[$0] }
        (sections, annex) = ReportParts.sections(
            of: ReportSubject(
                assessment: assessment, facts: facts, plan: plan, audit: audit, sheet: sheet,
                history: history, policy: policy, positions: positions, numbers: numbers), extent)
        reasons = ReasonView.all(of: assessment, numbers)
        let found = LiquidationUnderWay(assessment)
        venueNext = found.next.steps.map(numbers.sentence)
        underWay =
            found.isUnderWay
            ? ([found.sentence(at: subject.venue)] + found.worthDoing).map(numbers.sentence) : []
        since = past.map { numbers.time($0.asOf) }
        cureChart =
            (isFull ? plan : nil).flatMap {
                CureWaterfall(assessment: assessment, plan: $0, numbers: numbers).svg()
            } ?? []
        marginChart =
            isFull
            ? MarginByPosition(positions: assessment.positions, numbers: numbers).svg() ?? [] : []
        disclaimer = settings.disclaimer
    }

    /// Positions that get a chart each; of more, those that are nearest their liquidation price.
    private static let mostDetailed = 24

    private static func detailed(_ positions: [PositionAssessment]) -> Set<Int> {
        guard positions.count > mostDetailed else { return Set(positions.indices) }
        let distances = positions.enumerated().compactMap { index, position in
            position.nearestDistancePercent.map { (index: index, distance: $0.magnitude) }
        }
        let nearest = distances.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
        return Set(nearest.prefix(mostDetailed).map(\.index))
    }

    private static func stops(
        of position: Position, _ account: Account, _ plan: ActionPlan?
    ) -> (placed: [Decimal], planned: [Exact]) {
        (
            account.stops.filter { $0.symbol == position.symbol && $0.side == position.side }
                .map(\.triggerPrice),
            (plan?.steps ?? []).filter {
                $0.kind == .placeStop && $0.symbol == position.symbol && $0.side == position.side
            }.compactMap(\.price)
        )
    }

    package static var shape: ViewShape<ReportView> {
        ViewShape(
            "A margin report.",
            [
                .text("account", "The account, masked, with its label.") { $0.account },
                .text("owner", "Whose account it is: fictional or private.") {
                    $0.isFictional ? "fictional" : "private"
                },
                .text("title", "What the report is: a statement, or a full one.") { $0.title },
                .flag("isFull", "Whether the annex is written out.") { $0.extent == .full },
                .optional("reference", "The report's id.") { $0.reference },
                .list("readings", "Articles to read on.") { $0.readings },
                .flag("hasReadings", "Whether there are any.") { !$0.readings.isEmpty },
                .text("standing", "Who prepared it, and whether it is a notice.") { $0.standing },
                .text("venueName", "The venue.") { $0.venueName },
                .text("mode", "Account mode and position mode.") { $0.mode },
                .record("asOf", "The instant of the account.", \.asOf),
                .record("clock", "The instant of the computation.", \.clock),
                .record("state", "The account's state.", \.state),
                .text("verdict", "How the account stands, in a sentence or two.") { $0.verdict },
                .text("actTitle", "The heading over the steps.") { $0.actTitle },
                .text("planSummary", "What the plan reaches and costs.") { $0.planSummary },
                .list("actNow", "The first five steps.") { $0.actNow },
                .list("steps", "All steps.") { $0.steps },
                .flag("hasSteps", "Whether there are steps.") { !$0.steps.isEmpty },
                .list("figures", "Key figures.") { $0.figures },
                .list("options", "Ways to cure it.") { $0.options },
                .flag("hasOptions", "Whether there are ways.") { !$0.options.isEmpty },
                .list("details", "The positions that are shown with a chart.") { $0.details },
                .optional("detailNote", "Which positions those are, where not all.") {
                    (report, words) in
                    report.details.count < report.positions.count
                        ? words(
                            .reportNearestShown, words.numbers.whole(report.details.count),
                            words.numbers.whole(report.positions.count))
                        : nil
                },
                .flag("hasDetails", "Whether there are such positions.") { !$0.details.isEmpty },
                .list("sections", "Positions, pools, collateral and sources.") { $0.sections },
                .list("annex", "What a full report shows besides.") { $0.annex },
                .text("reasonsTitle", "The heading over the reasons.") { report, words in
                    let missing = report.reasons.filter(\.isWithholding).map(\.reason.code)
                    return words(
                        missing.isEmpty
                            ? .reportReasonsNotes
                            : missing.allSatisfy { $0 == .portfolioMargin }
                                ? .reportReasonsNotComputed : .reportReasonsWithheld)
                },
                .list("reasons", "What is withheld or labelled, and why.") { $0.reasons },
                .flag("hasReasons", "Whether there are reasons.") { !$0.reasons.isEmpty },
                .texts("underWay", "What is under way, and what is still worth doing.") {
                    $0.underWay
                },
                .flag("isUnderWay", "Whether anything is.") { !$0.underWay.isEmpty },
                .texts("warnings", "What the reader counts on and must not.") { $0.warnings },
                .flag("hasWarnings", "Whether there is any.") { !$0.warnings.isEmpty },
                .flag("isPressed", "Whether the venue may act soon.") { $0.isPressed },
                .texts("venueNext", "What the venue does, in its order.") { $0.venueNext },
                .flag("hasVenueNext", "Whether that order is known for the account's mode.") {
                    !$0.venueNext.isEmpty
                },
                .optional("since", "The instant of the report before.") { $0.since },
                .html("cureChart", "What each step adds, as a chart.") { $0.cureChart },
                .html("marginChart", "Margin by position, as a chart.") { $0.marginChart },
                .text("rounding", "How figures are rounded.") { (_, words) in
                    words(.reportRounding)
                },
                .text("disclaimer", "What the reader must know.") { $0.disclaimer },
            ])
    }
}

extension UselessStop {
    /// `The stop of BTCUSDT long at 84,500 never fires: …`
    package func sentence(_ numbers: NumberFormat) -> String {
        numbers.words(
            .reportStopUseless, numbers.position(symbol, side), numbers.decimal(trigger),
            numbers.price(liquidation, tick: nil))
    }
}

extension AccountMode {
    fileprivate var phrase: Phrase {
        switch self {
        case .singleAsset: .modeSingleAsset
        case .multiAsset: .modeMultiAsset
        case .isolated: .modeIsolated
        case .cross: .modeCross
        case .futures: .modeFutures
        case .multiCurrency: .modeMultiCurrency
        case .portfolio: .modePortfolio
        }
    }
}
