import MarginModel
import MarginRules
import PageRendering

/// An assessment and its plan for a terminal.
struct AccountText {
    let assessment: Assessment
    let plan: ActionPlan?
    let audit: AuditReport?
    private let format = NumberFormat(.markdown)

    private var asset: String { assessment.worstPool?.asset ?? "" }

    init(_ assessment: Assessment, plan: ActionPlan?, audit: AuditReport? = nil) {
        self.assessment = assessment
        self.plan = plan
        self.audit = audit
    }

    var text: String {
        var lines = heading
        lines += pools
        lines += positions
        lines += reasons
        if let plan { lines += steps(plan) }
        if let audit { lines += AuditText(audit).lines }
        lines.append("")
        lines.append(
            "Rules: \(assessment.provenance.rules). Clock: \(assessment.provenance.clock).")
        return lines.joined(separator: "\n")
    }

    private var heading: [String] {
        let account = assessment.account
        let name = account.label.map { "\(account.id) (\($0))" } ?? account.id
        return [
            "\(name) at \(account.venue.displayName), \(account.asOf)"
        ] + underWay + [
            "State: \(assessment.state.rawValue.uppercased())"
                + (assessment.cause.map { ", by \($0.rawValue)" } ?? ""),
            "Liquidation: \(liquidation)",
        ] + venueWord + UselessStop.all(in: assessment).map { $0.sentence(format) }
    }

    /// What is happening already stands before everything else.
    private var underWay: [String] {
        let found = LiquidationUnderWay(assessment)
        guard found.isUnderWay else { return [] }
        return ["UNDER WAY: \(found.sentence(at: assessment.account.venue))"]
            + found.worthDoing.map { "  still worth doing: \($0)" }
    }

    /// What the venue itself says of an account without a verdict.
    private var venueWord: [String] {
        guard assessment.state == .incomplete, let native = assessment.reportedRatio else {
            return []
        }
        return [
            "\(assessment.account.venue.displayName) itself reports: \(native.name) "
                + "\(format.ratioPercent(native.value ?? .zero)) (liquidation at "
                + "\(format.ratioPercent(native.threshold)))"
        ]
    }

    /// How near it is: the first thing to know beside the state.
    private var liquidation: String {
        let joint = assessment.jointMove(format)
        guard let move = assessment.nearestAdverseMove, let symbol = move.symbol,
            assessment.state < .liquidation
        else { return "joint move \(joint)" }
        return "\(symbol) alone \(format.percent(move.percent, signed: true)), joint move \(joint)"
    }

    private var pools: [String] {
        assessment.pools.flatMap { pool -> [String] in
            let native = pool.native
            return [
                "",
                "Pool \(pool.id): \(state(pool.state, pool.cause)), n = \(ratio(pool.ratio))",
                "  equity \(money(pool.equity, pool.asset)), requirement "
                    + "\(money(pool.requirement, pool.asset)), maintenance margin "
                    + "\(money(pool.maintenanceMargin, pool.asset)), initial margin "
                    + money(pool.initialMargin, pool.asset),
                "  \(native.name): \(percent(native.value)) (liquidation at "
                    + "\(percent(native.threshold)), \(direction(native.direction)))",
            ]
        }
    }

    private func state(_ state: AccountState, _ cause: StateCause?) -> String {
        state.rawValue + (cause.map { " by \($0.rawValue)" } ?? "")
    }

    private func direction(_ direction: NativeRatio.Direction) -> String {
        direction == .higherIsWorse ? "higher is worse" : "lower is worse"
    }

    private var positions: [String] {
        assessment.positions.flatMap { figures -> [String] in
            let position = figures.position
            return [
                "",
                "\(position.symbol) \(position.side.rawValue) \(figures.sizeText(format)), "
                    + "\(position.marginMode.rawValue)",
                "  entry \(position.entryPrice?.description ?? "withheld"), mark "
                    + "\(position.markPrice?.description ?? "withheld"), unrealized PnL "
                    + money(figures.unrealizedPnl, figures.settleAsset ?? ""),
                "  liquidation \(triggers(figures)), bankruptcy "
                    + (isSolved(figures) && figures.bankruptcyPrice == nil
                        ? "none" : price(figures.bankruptcyPrice)),
            ]
        }
    }

    /// Both triggers with their distance; a solved position without one has none.
    private func triggers(_ figures: PositionAssessment) -> String {
        if assessment.pool(figures.pool)?.isPastTrigger == true {
            let back = figures.liquidationPrice.map { ", the way back at \(price($0))" } ?? ""
            return "reached" + back
        }
        let below = trigger(figures.liquidationPriceBelow, figures.distanceDownPercent)
        let above = trigger(figures.liquidationPriceAbove, figures.distanceUpPercent)
        let both = [below, above].compactMap(\.self)
        guard both.isEmpty else { return both.joined(separator: " and ") }
        if figures.liquidationPrice != nil { return "none within reach" }
        return isSolved(figures) ? "none by this price alone" : "withheld"
    }

    /// Whether a price that is not there is known not to be.
    private func isSolved(_ figures: PositionAssessment) -> Bool {
        let pool = assessment.pool(figures.pool)
        return figures.maintenanceMargin != nil && pool?.requirement != nil && pool?.equity != nil
    }

    private func trigger(_ price: Exact?, _ distance: Exact?) -> String? {
        guard let price, let distance, !PositionAssessment.isOutOfReach(distance) else {
            return nil
        }
        return "\(self.price(price)) (\(format.percent(distance, signed: true)))"
    }

    private var reasons: [String] {
        guard !assessment.reasons.isEmpty else { return [] }
        return ["", "What is missing or to be noted:"]
            + assessment.reasons.map { "  \($0.code.rawValue) \($0.place): \($0.message)" }
    }

    private func steps(_ plan: ActionPlan) -> [String] {
        var lines = ["", heading(of: plan)]
        for (index, step) in plan.steps.enumerated() {
            lines.append("  \(index + 1). \(headline(step)) [\(step.rule)]")
            lines.append("     \(step.reason)")
            lines.append(
                "     after it: \(state(step.after.state, step.after.cause)), n = \(ratio(step.after.ratio)), "
                    + "equity \(money(step.after.equity, asset))")
        }
        lines += plan.pending.map { "  \($0.sentence(format))" }
        if let shortfall = plan.shortfall { lines.append(self.shortfall(shortfall)) }
        for target in plan.targets {
            lines.append(
                "  \(target.name.rawValue) amount: \(format.required(target.amount, target.asset)), "
                    + "n after it \(ratio(target.ratioAfter)), at the venue "
                    + "\(percent(target.nativeAfter)), "
                    + (target.cures ? "cures" : "does not cure")
                    + survived(target.nearestMove))
        }
        lines += plan.alternatives.map(alternative)
        for skipped in plan.skipped {
            lines.append("  left out, \(skipped.kind.rawValue): \(skipped.why) (\(skipped.source))")
        }
        return lines
    }

    private func heading(of plan: ActionPlan) -> String {
        if assessment.account.accountMode == .portfolio {
            return "No plan: none is searched for portfolio margin"
        }
        if assessment.state == .incomplete { return "No plan yet: see what is missing" }
        var proof = plan.isVerified ? "verified by re-assessment" : "NOT verified"
        if plan.reachesTarget, let gap = plan.distanceGap {
            proof +=
                "; liquidation stays nearer than \(format.percent(plan.targetDistancePercent)), "
                + move(gap.move)
                + (gap.missing.map {
                    "; \(format.required($0, gap.asset)) more in \(gap.pool) would reach that"
                } ?? "")
        }
        return "Plan to n ≤ \(ratio(plan.targetRatio)): \(proof), cost \(money(plan.cost, asset))"
    }

    private func move(_ move: AdverseMove) -> String {
        "\(move.symbol.map { "\($0) alone" } ?? "joint move") "
            + format.percent(move.percent, signed: true)
    }

    private func survived(_ nearest: AdverseMove?) -> String {
        nearest.map { ", then liquidated at \(move($0))" } ?? ""
    }

    private func shortfall(_ shortfall: PlanShortfall) -> String {
        "  This does not cure \(shortfall.pool). The best on the way is n = "
            + "\(shortfall.bestRatio.map { format.ratio($0) } ?? "none: equity is gone"); for the "
            + "target with every position open "
            + (shortfall.missing.map { format.required($0, shortfall.asset) }
                ?? "an unknown amount")
            + " more would have to arrive in time."
    }

    /// Its cost, how that compares with the plan's, and how far it is from the best possible.
    private func alternative(_ alternative: PlanAlternative) -> String {
        let cost =
            alternative.hasUnnamedSource ? "the route's fee" : money(alternative.cost, asset)
        var words = ["or \(alternative.name): cost \(cost)"]
        words.append(alternative.isVerified ? "verified" : "NOT verified")
        words.append(
            "n after it \(ratio(alternative.ratioAfter))" + survived(alternative.nearestMove))
        if let saving = alternative.saving, !saving.isZero {
            words.append(
                saving.isNegative
                    ? "\(money(-saving, asset)) dearer than the plan"
                    : "\(money(saving, asset)) cheaper than the plan")
        }
        if alternative.isExact {
            words.append("no set costs less")
        } else if let bound = alternative.lowerBound, let cost = alternative.cost {
            words.append("at most \(money(cost - bound, asset)) dearer than the best possible")
        }
        let steps = alternative.steps.filter { $0.kind != .awaitCredit }.map(headline)
        return "  " + words.joined(separator: ", ")
            + (steps.isEmpty ? "" : ": " + steps.joined(separator: "; "))
    }

    private func headline(_ step: PlanStep) -> String {
        var words = [step.kind.rawValue]
        if let symbol = step.symbol { words.append(symbol) }
        if let side = step.side { words.append(side.rawValue) }
        if let amount = step.amount {
            words.append(amount.description + (step.asset.map { " \($0)" } ?? ""))
        }
        if let price = step.price {
            words.append("\(step.kind.isCut ? "at the mark of" : "at") \(self.price(price))")
        }
        return words.joined(separator: " ")
            + (step.order.map { ": \($0.text(format))" } ?? "")
    }

    private func money(_ figure: Exact?, _ asset: String) -> String {
        figure.map { format.money($0, asset) } ?? "withheld"
    }

    private func price(_ figure: Exact?) -> String {
        figure.map { format.price($0, tick: nil) } ?? "withheld"
    }

    private func percent(_ ratio: Exact?) -> String {
        ratio.map { format.ratioPercent($0) } ?? "withheld"
    }

    private func ratio(_ n: Exact?) -> String { n.map { format.ratio($0) } ?? "withheld" }
}
