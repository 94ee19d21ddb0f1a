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
        let n = PoolView.ratio(worst, numbers)
        let sentence =
            switch assessment.state {
            case .healthy:
                "Equity of \(equity) covers the requirement of \(requirement): n is \(n), and the "
                    + "venue liquidates at 1."
            case .watch:
                "Equity of \(equity) still covers the requirement of \(requirement), with little "
                    + "to spare: n is \(n), and the venue liquidates at 1."
            case .call:
                "The requirement of \(requirement) has come close to equity of "
                    + "\(equity). n is \(n), and the venue liquidates at 1."
            case .liquidation:
                "The requirement of \(requirement) is not covered by equity of \(equity): n is "
                    + "\(n), and the venue may liquidate now. \(money(worst?.deficit)) is missing."
            case .bankrupt:
                "Nothing is left to hold the positions: equity is \(equity)."
            case .incomplete:
                "No verdict: something that it depends on is missing. "
                    + (assessment.reasons.first { !Withholding.labels.contains($0.code) }?
                        .message.asSentence ?? "")
            }
        return sentence + distance + priceNote
    }

    private var distance: String {
        guard assessment.state < .liquidation, let nearest = assessment.distance.nearest else {
            return ""
        }
        let move = nearest.isNegative ? "fall" : "rise"
        return " Liquidation comes when all marks \(move) by \(numbers.percent(nearest.magnitude))."
    }

    private var priceNote: String {
        assessment.reasons.contains { $0.code == .indicativePrice }
            ? " Some of it rests on indicative prices, which are not mark prices." : ""
    }

    var actTitle: String {
        switch assessment.state {
        case .healthy: "Nothing is urgent"
        case .incomplete: "No plan yet"
        case .watch, .call, .liquidation, .bankrupt: "Act now"
        }
    }

    var planSummary: String {
        guard assessment.state != .incomplete else {
            return "A plan would rest on figures that are withheld. Supply what is missing first."
        }
        guard let plan else { return "No step is needed." }
        let target = numbers.ratio(plan.targetRatio)
        if plan.steps.isEmpty {
            return plan.isVerified
                ? "No step is needed."
                : "No step was found that brings every pool to the target of n \(target)."
        }
        let reachesTarget = plan.steps.last?.after.ratio.map { $0 <= plan.targetRatio } ?? true
        let reach =
            plan.isVerified
            ? (reachesTarget
                ? "After the last step every pool stands at n \(target) or better, measured again."
                : "No pool needs a cure; the target of n \(target) is what a cure would aim at.")
            : "These steps do not bring every pool to the target of n \(target)."
                + shortfall
        guard let cost = plan.cost else { return reach }
        return reach + " All steps cost \(numbers.money(cost, asset))."
    }

    /// What is still the best where nothing cures, and what would be missing.
    private var shortfall: String {
        guard let shortfall = plan?.shortfall else { return "" }
        let best = shortfall.bestRatio.map { numbers.ratio($0) } ?? "none, because equity is gone"
        let missing = shortfall.missing.map { numbers.required($0, shortfall.asset) }
        return " The best on the way is n \(best)"
            + (missing.map {
                "; with every position open, \($0) more would have to arrive in time."
            } ?? ".")
    }

    var figures: [FigureView] {
        let withholding = Withholding(numbers: numbers, reasons: assessment.reasons)
        let money = { (value: Exact) in numbers.money(value, asset) }
        let pool = assessment.pools.count > 1 ? worst.map { "Worst pool: \($0.id)" } : nil
        let isKnown = assessment.state != .incomplete
        let hasMove = isKnown || assessment.distance.nearest != nil
        return Self.toldOnce([
            withholding.figure(
                "Equity", worst?.equity, since: pastWorst?.equity, note: pool, money),
            withholding.figure(
                "Requirement", worst?.requirement, since: pastWorst?.requirement, note: pool, money),
            ratioFigure(withholding),
            FigureView(
                label: worst?.native.name ?? "Venue's ratio",
                value: PoolView.native(worst, numbers),
                note: (isKnown ? nil : withholding.why) ?? nativeNote,
                isWithheld: worst?.native.value == nil),
            FigureView(
                label: "Joint move to liquidation",
                value: assessment.jointMove(numbers),
                note: hasMove ? jointMoveNote : withholding.why,
                isWithheld: !hasMove),
            withholding.figure("Missing to the trigger", assessment.distance.deficit, money),
            withholding.figure(
                "Unrealised profit or loss", worst?.unrealizedPnl, since: pastWorst?.unrealizedPnl,
                note: pool, money),
            withholding.figure(
                "Available balance", worst?.availableBalance, since: pastWorst?.availableBalance,
                note: pool, money),
        ])
    }

    /// Eight figures that one missing price withholds do not repeat it eight times.
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

    private var jointMoveNote: String {
        [.liquidation, .bankrupt].contains(assessment.state)
            ? "The account is past its trigger" : "All marks by the same percentage"
    }

    private func ratioFigure(_ withholding: Withholding) -> FigureView {
        let isWithheld = worst?.ratio == nil && !(worst?.equity.map { !$0.isPositive } ?? false)
        return FigureView(
            label: "n", value: PoolView.ratio(worst, numbers),
            note: isWithheld ? withholding.why : "Requirement ÷ equity; liquidation at 1",
            change: ratioChange(withholding),
            isWithheld: isWithheld)
    }

    private func ratioChange(_ withholding: Withholding) -> String? {
        guard let now = worst?.ratio, let then = pastWorst?.ratio else { return nil }
        return withholding.change(now - Exact(then), numbers.ratio)
    }

    private var nativeNote: String? {
        worst.map { pool in
            let threshold = numbers.ratioPercent(pool.native.threshold)
            let side = pool.native.direction == .higherIsWorse ? "higher" : "lower"
            return "The venue liquidates at \(threshold); \(side) is worse"
        }
    }
}
