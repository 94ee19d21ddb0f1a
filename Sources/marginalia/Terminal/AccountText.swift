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
    private let facts: AccountFacts
    private let format: NumberFormat

    private var asset: String { facts.worst?.asset ?? "" }

    init(
        _ assessment: Assessment, plan: ActionPlan?, audit: AuditReport?, isLong: Bool, words: Words
    ) {
        format = words.numbers(.markdown)
        self.assessment = assessment
        self.plan = plan
        self.audit = audit
        self.isLong = isLong
        facts = AccountFacts(assessment)
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
        format.liquidation(facts).map { "when " + $0 } ?? format.text(facts.jointMove)
    }

    private var pools: [String] {
        zip(assessment.pools, facts.pools).flatMap { pool, facts -> [String] in
            let native = pool.native
            let text = { (id: Fact.ID) in
                "\(format.label(facts[id]).lowercased()) \(format.text(facts[id]))"
            }
            let name = assessment.onlyPool == nil ? "Pool \(facts.name)" : "Account"
            let figures: [Fact.ID] = [
                .excess, .equity, .requirement, .maintenanceMargin, .initialMargin,
            ]
            return [
                "", "\(name): \(state(pool.state, pool.cause)), \(text(.marginUse))",
                "  " + figures.map(text).joined(separator: ", "),
                "  \(native.name): \(format.text(facts[.nativeRatio])) (liquidation at "
                    + "\(format.ratioPercent(native.threshold)), \(direction(native.direction)))",
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
        zip(assessment.positions, facts.positions).flatMap { figures, facts -> [String] in
            let position = figures.position
            return [
                "",
                "\(position.symbol) \(position.side.rawValue) \(figures.sizeText(format)), "
                    + "\(position.marginMode.rawValue)",
                "  entry \(format.text(facts.entryPrice)), mark \(format.text(facts.markPrice)), "
                    + "unrealized \(format.text(facts.unrealizedPnl))",
                "  liquidation \(triggers(facts)), bankruptcy \(format.text(facts.bankruptcy))",
            ]
        }
    }

    /// Both triggers with the way to each.
    private func triggers(_ facts: PositionFacts) -> String {
        if let back = facts.wayBack { return "reached, the way back at \(format.text(back))" }
        guard facts.triggers.isEmpty else {
            return facts.triggers.map { "\(format.text($0.price)) (\(format.text($0.distance)))" }
                .joined(separator: " and ")
        }
        return format.text(facts.liquidation)
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
                "; liquidation stays nearer than \(format.percent(plan.targetDistancePercent)): it comes when "
                + format.clause(gap.move)
                + (gap.missing.map {
                    "; \(format.required($0, gap.asset)) more\(place(gap.pool, after: " in ")) would reach that"
                } ?? "")
        }
        return
            "Plan to a margin use of \(format.marginUse(plan.targetRatio)) or less: \(proof), cost "
            + money(plan.cost, asset)
    }

    private func shortfall(_ shortfall: PlanShortfall) -> String {
        "  This does not cure "
            + (assessment.onlyPool == nil ? place(shortfall.pool) : "the account")
            + ". The best margin use on the way is "
            + "\(format.marginUse(shortfall.bestRatio, of: .zero)); for the "
            + "target with every position open "
            + (shortfall.missing.map { format.required($0, shortfall.asset) }
                ?? "an unknown amount")
            + " more would have to arrive in time."
    }

    /// A pool by name; nothing where the account has one.
    private func place(_ pool: String, after word: String = "") -> String {
        facts.pools.count == 1
            ? "" : word + (facts.pools.first { $0.id == pool }?.name ?? pool)
    }

    private func money(_ figure: Exact?, _ asset: String) -> String {
        figure.map { format.money($0, asset) } ?? "withheld"
    }
}
