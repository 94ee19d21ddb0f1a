import MarginModel
import MarginRules
import PageRendering

/// An assessment and its plan for a terminal.
struct AccountText {
    let assessment: Assessment
    let plan: ActionPlan?
    let audit: AuditReport?
    /// Whether the audit, and what articles claim, follow.
    let isLong: Bool
    private let format = NumberFormat(.markdown)

    private var asset: String { assessment.worstPool?.asset ?? "" }

    init(_ assessment: Assessment, plan: ActionPlan?, audit: AuditReport?, isLong: Bool) {
        self.assessment = assessment
        self.plan = plan
        self.audit = audit
        self.isLong = isLong
    }

    var text: String {
        var lines = heading
        lines += pools
        lines += positions
        lines += reasons
        if let plan { lines += steps(plan) }
        if let audit {
            lines +=
                isLong
                ? self.audit(audit) : ["", "The audit, and what the article claims: -v"]
        }
        lines.append("")
        lines.append(
            "Rules: \(assessment.provenance.rules). Clock: \(assessment.provenance.clock).")
        return lines.joined(separator: "\n")
    }

    private func audit(_ audit: AuditReport) -> [String] {
        let sections = AuditSections(audit, numbers: format)
        let claims = audit.claims.filter { $0.verdict != .cannotBeComputed }.map { check in
            "\(check.claim.rawValue) [\(check.step)]: \(check.verdict.rawValue). \(check.finding)"
        }
        let claimed = ReportSection(
            id: "claims", title: "What the article claims, on this account", items: claims)
        return (sections.outlook + sections.audit + (claims.isEmpty ? [] : [claimed])).flatMap {
            SectionText(section: $0).lines
        }
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
        else { return "all prices \(joint)" }
        return "\(symbol) alone \(format.percent(move.percent, signed: true)), all prices \(joint)"
    }

    private var pools: [String] {
        assessment.pools.flatMap { pool -> [String] in
            let native = pool.native
            return [
                "",
                "Pool \(pool.id): \(state(pool.state, pool.cause)), margin use "
                    + MarginUse.text(pool, format),
                "  \(excess(of: pool)), equity \(money(pool.equity, pool.asset)), requirement "
                    + "\(money(pool.requirement, pool.asset)), maintenance margin "
                    + "\(money(pool.maintenanceMargin, pool.asset)), initial margin "
                    + money(pool.initialMargin, pool.asset),
                "  \(native.name): \(MarginUse.native(pool, format)) (liquidation at "
                    + "\(format.ratioPercent(native.threshold)), \(direction(native.direction)))",
            ]
        }
    }

    private func excess(of pool: PoolAssessment) -> String {
        guard let deficit = pool.deficit else { return "excess withheld" }
        return "\(deficit.isPositive ? "deficit" : "excess") "
            + format.money(deficit.magnitude, pool.asset)
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
            + assessment.reasons.map {
                "  \($0.code.rawValue) \($0.place): \(format.prose($0.message))"
            }
    }

    /// What to do, and what each step and each other way buys.
    private func steps(_ plan: ActionPlan) -> [String] {
        var lines = ["", heading(of: plan)]
        for (index, step) in plan.steps.enumerated() {
            let view = PlanStepView(
                step, number: index + 1, asset: asset, tick: nil, numbers: format)
            lines.append("  \(view.number). \(view.what) [\(step.rule)]")
            lines.append("     \(view.why)")
            lines.append(
                "     after it: \(state(step.after.state, step.after.cause)), margin use "
                    + "\(view.ratioAfter), equity \(view.equityAfter)"
                    + (view.cost.map { ", cost \($0)" } ?? ""))
        }
        lines += plan.pending.map { "  \($0.sentence(format))" }
        if let shortfall = plan.shortfall { lines.append(self.shortfall(shortfall)) }
        lines += OptionView.targets(of: plan, format).map(way)
        lines += plan.alternatives.map { alternative in
            let steps = alternative.steps.filter { $0.kind != .awaitCredit }.map {
                PlanStepView($0, number: 0, asset: asset, tick: nil, numbers: format).what
            }
            return way(OptionView(alternative, asset: asset, numbers: format))
                + (steps.isEmpty ? "" : ": " + steps.joined(separator: "; "))
        }
        for skipped in plan.skipped {
            lines.append(
                "  left out, \(skipped.kind.rawValue): \(format.prose(skipped.why)) (\(skipped.source))"
            )
        }
        return lines
    }

    private func way(_ option: OptionView) -> String {
        "  or \(option.name): pay in \(option.amount), cost \(option.cost), margin use "
            + "\(option.ratioAfter) after it, ends the call: \(option.cures), liquidated at "
            + option.moveSurvived + (option.remark.map { ", \($0)" } ?? "")
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
        return
            "Plan to a margin use of \(format.marginUse(plan.targetRatio)) or less: \(proof), cost "
            + money(plan.cost, asset)
    }

    private func move(_ move: AdverseMove) -> String {
        "\(move.symbol.map { "\($0) alone" } ?? "all prices") "
            + format.percent(move.percent, signed: true)
    }

    private func shortfall(_ shortfall: PlanShortfall) -> String {
        "  This does not cure \(shortfall.pool). The best margin use on the way is "
            + "\(shortfall.bestRatio.map { format.marginUse($0) } ?? "none: no equity"); for the "
            + "target with every position open "
            + (shortfall.missing.map { format.required($0, shortfall.asset) }
                ?? "an unknown amount")
            + " more would have to arrive in time."
    }

    private func money(_ figure: Exact?, _ asset: String) -> String {
        figure.map { format.money($0, asset) } ?? "withheld"
    }

    private func price(_ figure: Exact?) -> String {
        figure.map { format.price($0, tick: nil) } ?? "withheld"
    }
}
