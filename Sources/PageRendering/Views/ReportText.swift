import MarginModel
import MarginRules

/// The sentences and key figures of a report.
struct ReportText {
    let assessment: Assessment
    let plan: ActionPlan?
    let past: Standing?
    let numbers: NumberFormat

    /// The worst pool as it was, where it was there.
    private var pastWorst: Standing.Pool? { worst.flatMap { past?.pool($0.id) } }

    private func before(_ figure: KeyPath<Standing.Pool, Decimal?>) -> Exact? {
        pastWorst?[keyPath: figure].map { Exact($0) }
    }

    private var worst: PoolAssessment? { assessment.worstPool }
    private var asset: String { worst?.asset ?? "" }

    /// Never more than half of the id, and at most four characters of it: `••••0042, Swing book`.
    var maskedAccount: String {
        let id = assessment.account.id
        let masked = "••••" + id.suffix(min(4, id.count / 2))
        guard let label = assessment.account.label else { return masked }
        return "\(masked), \(label)"
    }

    var verdict: String {
        let money = { (value: Exact?) in
            value.map { numbers.money($0, asset) } ?? Withholding.word
        }
        let equity = money(worst?.equity)
        let requirement = money(worst?.requirement)
        let use = MarginUse.text(worst, numbers)
        // Of several pools the sentence is about one.
        let pool = assessment.onlyPool == nil ? worst.map { " in the pool \($0.name)" } ?? "" : ""
        let place = "Equity of \(equity)\(pool)"
        guard !isPortfolio else { return portfolioVerdict + priceNote }
        // What distance alone makes of the state is said of the distance, below.
        let state = assessment.cause == .distance ? worst?.ratioState : assessment.state
        let sentence =
            switch state ?? assessment.state {
            case .healthy:
                "\(place) covers the requirement of \(requirement): margin use is \(use), and the "
                    + "venue liquidates at 100%."
            case .watch:
                "\(place) still covers the requirement of \(requirement), with little to spare: "
                    + "margin use is \(use), and the venue liquidates at 100%."
            case .call:
                "\(place) is little more than the requirement of \(requirement): margin use is "
                    + "\(use), and the venue liquidates at 100%."
            case .liquidation:
                "\(place) does not cover the requirement of \(requirement): margin use is "
                    + "\(use), and the venue may liquidate now. \(money(worst?.deficit)) is missing."
            case .bankrupt where assessment.positions.isEmpty:
                "No position is open, and equity\(pool) is \(equity): it is owed to "
                    + "\(assessment.account.venue.displayName)."
            case .bankrupt:
                "Nothing is left to hold the positions: equity\(pool) is \(equity)."
            case .incomplete:
                "No verdict: something that it depends on is missing. " + firstGap + venueWord
            }
        return sentence + distance + priceNote
    }

    /// Who prepared the report, and whether it is a notice.
    func standing(_ settings: SiteSettings) -> String {
        let venue = assessment.account.venue.displayName
        let who = settings.report.preparedBy ?? settings.publisher
        let what =
            settings.report.isNotice ? "a notice about your account" : "no notice from \(venue)"
        return "Prepared by \(who). This is \(what); \(venue)'s own figures govern."
            + (assessment.account.environment == .testnet
                ? " Test network: prices are simulated and no money moves." : "")
    }

    /// Of a healthy account, how far it is from the next state.
    func room(_ policy: Policy) -> String {
        assessment.roomToWatch(policy).map {
            " It is on watch from \(numbers.marginUse($0.ratio)), which a loss of "
                + "\(numbers.money($0.loss, asset)) brings while the requirement stays."
        } ?? ""
    }

    private var isPortfolio: Bool { assessment.account.accountMode == .portfolio }

    /// By the venue's own ratio and level: nothing else of a portfolio margin account is computed.
    private var portfolioVerdict: String {
        guard let native = worst?.native, native.value != nil, assessment.state != .incomplete
        else {
            return "No verdict: something that it depends on is missing. " + firstGap
        }
        let level = assessment.reasons.first { $0.place == "reported" }?.message.asSentence ?? ""
        return
            "\(native.name) is \(MarginUse.native(worst, numbers)) as the venue reports it, and it "
            + "liquidates at \(numbers.ratioPercent(native.threshold)). \(level)"
    }

    /// What the venue itself says of an account without a verdict.
    private var venueWord: String {
        guard let native = assessment.reportedRatio, let value = native.value else { return "" }
        return " \(assessment.account.venue.displayName) itself reports: "
            + "\(native.name) \(numbers.ratioPercent(value)), and it liquidates at "
            + "\(numbers.ratioPercent(native.threshold))."
    }

    private var firstGap: String {
        assessment.reasons.first { !Withholding.labels.contains($0.code) }.map {
            numbers.prose($0.message.asSentence)
        } ?? ""
    }

    private var distance: String {
        guard assessment.state < .liquidation else { return "" }
        var moves: [String] = []
        if let joint = assessment.distance.nearest, !PositionAssessment.isOutOfReach(joint) {
            moves.append(words(of: joint, symbol: nil))
        }
        // One mark alone is told of where it is nearer than all marks together.
        if let close = assessment.closeMove, let symbol = close.symbol {
            moves.insert(words(of: close.percent, symbol: symbol), at: 0)
        }
        guard !moves.isEmpty else { return "" }
        return " Liquidation comes when \(moves.joined(separator: ", or when "))."
            + (assessment.cause == .distance
                ? " So near, the state is set by this distance and not by the ratio." : "")
    }

    private func words(of move: Exact, symbol: String?) -> String {
        let verb = move.isNegative ? "fall" : "rise"
        let subject = symbol.map { "\($0) alone \(verb)s" } ?? "all prices \(verb)"
        return "\(subject) by \(numbers.percent(move.magnitude))"
    }

    private var priceNote: String {
        assessment.reasons.contains { $0.code == .indicativePrice }
            ? " Some of it rests on indicative prices, which are not mark prices." : ""
    }

    var actTitle: String {
        switch assessment.state {
        case .healthy:
            if assessment.isKnownHealthy {
                "Nothing is urgent"
            } else if LiquidationUnderWay(assessment).isUnderWay {
                "Look at once: a liquidation is under way"
            } else if assessment.isDoubtful {
                "Healthy by figures that can hardly be true"
            } else {
                "Healthy by the ratio; the distance is not known"
            }
        case .incomplete: "No plan yet"
        case .watch, .call, .liquidation, .bankrupt:
            assessment.cause == .distance ? "Act now: liquidation is near" : "Act now"
        }
    }

    var planSummary: String {
        guard assessment.state != .incomplete else {
            let isDisputed = assessment.reasons.contains { $0.code == .venueSaysWorse }
            return isDisputed
                ? "The venue's own figures are worse than these: a plan would rest on a part of the "
                    + "account. Supply what is missing first."
                : "A plan would rest on figures that are withheld. Supply what is missing first."
        }
        guard !isPortfolio else {
            return "No plan is searched for portfolio margin: the venue alone computes its "
                + "requirement. Collateral that is added and positions that are reduced improve "
                + "its ratio."
        }
        guard let plan else {
            return assessment.isKnownHealthy ? "No step is needed." : "No plan was made."
        }
        let target = "a margin use of \(numbers.marginUse(plan.targetRatio))"
        let isOne = assessment.onlyPool != nil
        let every = isOne ? "the account" : "every pool"
        if plan.steps.isEmpty {
            return plan.isVerified && assessment.isKnownHealthy
                ? "No step is needed."
                : "No step was found that brings \(every) to \(target)."
        }
        let reachesTarget = plan.steps.last?.after.ratio.map { $0 <= plan.targetRatio } ?? true
        let reach =
            plan.reachesTarget
            ? (reachesTarget
                ? "After the last step \(every) stands at \(target) or better, measured again."
                : "By \(isOne ? "its" : "every pool's") margin use nothing has to be cured; a cure "
                    + "would aim at \(target).")
            : "These steps do not bring \(every) to \(target)."
                + shortfall
        let isClose =
            plan.distanceGap.map {
                " Even so liquidation stays nearer than the target of "
                    + "\(numbers.percent(plan.targetDistancePercent)): it comes when "
                    + words(of: $0.move.percent, symbol: $0.move.symbol) + "."
                    + gap($0)
            } ?? ""
        let pending = plan.pending.map { " " + $0.sentence(numbers) }.joined()
        guard let cost = plan.cost else { return reach + isClose + pending }
        return reach + isClose + " All steps cost \(numbers.money(cost, asset))." + pending
    }

    private func gap(_ gap: DistanceGap) -> String {
        gap.missing.map {
            " To get there, \(numbers.required($0, gap.asset)) more would have to be paid in."
        } ?? ""
    }

    /// What is still the best where nothing cures, and what would be missing.
    private var shortfall: String {
        guard let shortfall = plan?.shortfall else { return "" }
        let best =
            shortfall.bestRatio.map { "a margin use of \(numbers.marginUse($0))" } ?? MarginUse.none
        let missing = shortfall.missing.map { numbers.required($0, shortfall.asset) }
        return " The best on the way is \(best)"
            + (missing.map {
                "; with every position open, \($0) more would have to arrive in time."
            } ?? ".")
    }

    var figures: [FigureView] {
        let withholding = Withholding(numbers: numbers, reasons: assessment.reasons)
        let money = { (value: Exact) in numbers.money(value, asset) }
        let total = PoolTotal(assessment)
        // Beside the worst pool's figure, that of all pools together.
        let note = { (all: String?) in
            assessment.pools.count > 1
                ? worst.map {
                    "In the worst pool, \($0.name)"
                        + (all.map { "; in all \(assessment.pools.count) pools \($0)" } ?? "")
                } : nil
        }
        let pool = note(nil)
        let sum = { (figure: KeyPath<PoolAssessment, Exact?>) in
            note(total?.sum(figure).map { numbers.money($0, asset) })
        }
        let isKnown = assessment.state != .incomplete
        let hasMove =
            assessment.distance.nearest != nil || isKnown && !assessment.distance.isWithheld
            || [.liquidation, .bankrupt].contains(assessment.state) && !isPortfolio
        return Self.toldOnce([
            excessFigure(withholding, note: pool),
            withholding.figure(
                "Equity", worst?.equity, since: before(\.equity), note: sum(\.equity), money),
            withholding.figure(
                "Requirement", worst?.requirement, since: before(\.requirement),
                note: sum(\.requirement), money),
            useFigure(
                withholding,
                note: note(
                    total.map { MarginUse.text($0.ratio, $0.equity, numbers) })),
            FigureView(
                label: worst?.native.name ?? "Venue's ratio",
                value: MarginUse.native(worst, numbers),
                note: (isKnown ? nil : withholding.why) ?? nativeNote,
                isWithheld: worst?.native.value == nil),
            FigureView(
                label: "All prices together, to liquidation",
                value: assessment.jointMove(numbers),
                note: hasMove ? jointMoveNote : moveGap ?? withholding.why,
                isWithheld: !hasMove),
            withholding.figure(
                "Unrealized profit or loss", worst?.unrealizedPnl, since: before(\.unrealizedPnl),
                note: sum(\.unrealizedPnl), money),
            withholding.figure(
                "Available balance", worst?.availableBalance, since: before(\.availableBalance),
                note: pool, money),
        ])
    }

    /// What equity is over the requirement, or under it: the first thing that a broker's report says.
    private func excessFigure(_ withholding: Withholding, note: String?) -> FigureView {
        let now = worst?.requirement.flatMap { need in worst?.equity.map { $0 - need } }
        let then = before(\.requirement).flatMap { need in before(\.equity).map { $0 - need } }
        return withholding.figure(
            now?.isNegative == true ? "Deficit" : "Excess", now, since: then, note: note
        ) { numbers.money($0, asset) }
    }

    /// Figures that one missing price withholds do not each repeat it.
    private static func toldOnce(_ figures: [FigureView]) -> [FigureView] {
        var told: Set<String> = []
        return figures.map { figure in
            guard figure.isWithheld, let note = figure.note, !told.insert(note).inserted else {
                return figure
            }
            return FigureView(
                label: figure.label, value: figure.value, note: "For the same reason",
                isWithheld: true)
        }
    }

    /// Why the joint move is withheld, where the other figures are not.
    private var moveGap: String? {
        assessment.reasons.first { $0.place.hasPrefix("distance.jointMovePercent") }.map {
            "\($0.code.rawValue): " + numbers.prose($0.message.asSentence)
        }
    }

    private var jointMoveNote: String {
        [.liquidation, .bankrupt].contains(assessment.state)
            && !assessment.account.positions.isEmpty
            ? "The account is past its trigger" : "All by the same percentage"
    }

    private func useFigure(_ withholding: Withholding, note: String?) -> FigureView {
        let isWithheld = worst?.ratio == nil && !(worst?.equity.map { !$0.isPositive } ?? false)
        let change = worst?.ratio.flatMap { now in pastWorst?.ratio.map { now - Exact($0) } }
        return FigureView(
            label: "Margin use", value: MarginUse.text(worst, numbers),
            note: isWithheld
                ? withholding.why : note ?? "Requirement ÷ equity; liquidation at 100%",
            change: change.map { withholding.change($0, numbers.marginUse) },
            isWithheld: isWithheld)
    }

    private var nativeNote: String? {
        worst.map { pool in
            let threshold = numbers.ratioPercent(pool.native.threshold)
            let side = pool.native.direction == .higherIsWorse ? "higher" : "lower"
            return "The venue liquidates at \(threshold); \(side) is worse"
        }
    }
}
