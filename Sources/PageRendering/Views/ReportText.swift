import MarginModel
import MarginRules

/// The sentences and key figures of a report.
struct ReportText {
    let assessment: Assessment
    let facts: AccountFacts
    let plan: ActionPlan?
    let numbers: NumberFormat

    private var worst: PoolFacts? { facts.worst }
    private var asset: String { worst?.asset ?? "" }
    private var isOne: Bool { assessment.pools.count < 2 }

    /// Never more than half of the id, and at most four characters of it: `••••0042, Swing book`.
    var maskedAccount: String {
        let id = assessment.account.id
        let masked = "••••" + id.suffix(min(4, id.count / 2))
        guard let label = assessment.account.label else { return masked }
        return "\(masked), \(label)"
    }

    var verdict: String {
        let text = { (id: Fact.ID) in numbers.text(worst?[id]) }
        let (equity, requirement, use) = (text(.equity), text(.requirement), text(.marginUse))
        // Of several pools the sentence is about one.
        let pool = isOne ? "" : worst.map { " in the pool \($0.name)" } ?? ""
        let place = "Equity of \(equity)\(pool)"
        guard !isPortfolio else { return portfolioVerdict + priceNote }
        // What distance alone makes of the state is said of the distance, below.
        let state =
            assessment.cause == .distance ? assessment.worstPool?.ratioState : assessment.state
        let sentence =
            switch state ?? assessment.state {
            case .healthy where assessment.positions.isEmpty && assessment.account.borrowed.isEmpty:
                "No position is open, so nothing can be liquidated. Equity\(pool) is \(equity)."
            case .healthy:
                "\(place) exceeds the requirement of \(requirement) by \(text(.excess)): margin use "
                    + "is \(use), and the venue liquidates at 100%."
            case .watch:
                "\(place) exceeds the requirement of \(requirement) by \(text(.excess)), with little "
                    + "to spare: margin use is \(use), and the venue liquidates at 100%."
            case .call:
                "\(place) exceeds the requirement of \(requirement) by only \(text(.excess)): margin "
                    + "use is \(use), and the venue liquidates at 100%."
            case .liquidation:
                "\(place) does not cover the requirement of \(requirement): margin use is "
                    + "\(use), and the venue may liquidate now. \(text(.excess)) is missing."
            case .bankrupt where assessment.positions.isEmpty:
                "No position is open, and equity\(pool) is \(equity): it is owed to "
                    + "\(assessment.account.venue.displayName)."
            case .bankrupt:
                "Nothing is left to hold the positions: equity\(pool) is \(equity)."
            case .incomplete where isEmpty:
                "There is nothing to assess: the account holds neither a position nor a balance."
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
            " Watch begins at a margin use of \(numbers.marginUse($0.ratio)), after a loss of "
                + "\(numbers.money($0.loss, asset)) while the requirement stays."
        } ?? ""
    }

    private var isEmpty: Bool { assessment.pools.isEmpty && assessment.account.positions.isEmpty }

    private var isPortfolio: Bool { assessment.account.accountMode == .portfolio }

    /// By the venue's own ratio and level: nothing else of a portfolio margin account is computed.
    private var portfolioVerdict: String {
        guard let native = assessment.worstPool?.native, native.value != nil,
            assessment.state != .incomplete
        else {
            return "No verdict: something that it depends on is missing. " + firstGap
        }
        let level = assessment.reasons.first { $0.place == "reported" }?.message.asSentence ?? ""
        return
            "\(native.name) is \(numbers.text(worst?[.nativeRatio])) as the venue reports it, and it "
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
        facts.gap.map {
            numbers.prose($0.message.asSentence)
        } ?? ""
    }

    private var distance: String {
        guard assessment.state < .liquidation, let move = numbers.liquidation(facts) else {
            return ""
        }
        return " Liquidation comes when \(move)."
            + (assessment.cause == .distance
                ? " So near, the state is set by this distance and not by the ratio." : "")
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
            guard !isEmpty else { return "There is nothing to plan for." }
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
        let every = isOne ? "the account" : "every pool"
        if plan.steps.isEmpty {
            return plan.isVerified && assessment.isKnownHealthy
                ? "No step is needed."
                : "No step was found that brings \(every) to \(target)."
        }
        let reachesTarget = plan.steps.last?.after.ratio.map { $0 <= plan.targetRatio } ?? true
        let reach =
            assessment.isKnownHealthy
            ? "Nothing has to be cured; a cure would aim at \(target)."
            : plan.reachesTarget
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
                    + numbers.sentence($0.move) + "."
                    + gap($0)
            } ?? ""
        let pending = plan.pending.map { " " + $0.sentence(numbers) }.joined()
        guard let cost = plan.cost, !cost.isZero else { return reach + isClose + pending }
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
            shortfall.bestRatio.map {
                "The best on the way is a margin use of \(numbers.marginUse($0))"
            }
            ?? "On the way no equity is left"
        let missing = shortfall.missing.map { numbers.required($0, shortfall.asset) }
        return " \(best)"
            + (missing.map {
                "; with every position open, \($0) more would have to arrive in time."
            } ?? ".")
    }

    /// The worst pool's figures, and beside them those of all pools together.
    var figures: [FigureView] {
        guard let worst else {
            return [
                FigureView(
                    label: "Equity", value: isEmpty ? "none" : Withholding.word,
                    note: isEmpty ? "The account holds no balance" : nil, isWithheld: !isEmpty)
            ]
        }
        let all = { (id: Fact.ID) in
            facts.total.map { total in
                let kind =
                    id != .excess
                    ? "" : total[id].figure?.isNegative == true ? "a deficit of " : "an excess of "
                return "; in all \(facts.pools.count) pools \(kind)\(numbers.text(total[id]))"
            } ?? ""
        }
        let note = { (id: Fact.ID) -> String? in isOne ? nil : place(of: worst) + all(id) }
        let money = { (id: Fact.ID) in FigureView(worst[id], note: note(id), numbers) }
        return Self.toldOnce([
            money(.excess), money(.equity), money(.requirement),
            FigureView(
                worst[.marginUse],
                note: note(.marginUse)
                    ?? (isPortfolio ? nil : "Requirement ÷ equity; liquidation at 100%"), numbers),
            FigureView(
                worst[.nativeRatio], label: assessment.worstPool?.native.name, note: nativeNote,
                numbers),
            FigureView(facts.jointMove, note: jointMoveNote, numbers), money(.unrealizedPnl),
            FigureView(
                worst[.availableBalance],
                note: isOne ? nil : place(of: worst), numbers),
        ])
    }

    /// Which is the worst cannot be said while one is not known.
    private func place(of pool: PoolFacts) -> String {
        facts.pools.contains { $0[.requirement].isWithheld }
            ? "In the pool \(pool.name) alone" : "In the worst pool, \(pool.name)"
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

    private var jointMoveNote: String? {
        switch facts.jointMove.value {
        case .figure: "All by the same percentage"
        case .none(.passed): "The account is past its trigger"
        case .none(.unreachable) where assessment.positions.isEmpty: "No position is open"
        case .none(.unreachable): "No move of all by the same percentage liquidates"
        case .none, .withheld: nil
        }
    }

    private var nativeNote: String? {
        assessment.worstPool.map { pool in
            let threshold = numbers.ratioPercent(pool.native.threshold)
            let side = pool.native.direction == .higherIsWorse ? "higher" : "lower"
            return "The venue liquidates at \(threshold); \(side) is worse"
        }
    }
}
