package import MarginModel
package import MarginRules

/// What each step of the action-plan article does on one account, by the id of the step.
///
/// The article's claims are put to the calculator on every build; a step that nothing was computed
/// for has no note.
package struct ArticleClaims: Sendable {
    let assessment: Assessment
    let plan: ActionPlan
    let checks: [ClaimCheck]
    let policy: Policy
    let sample: LinkView?
    private let format = NumberFormat.html

    /// - Parameters:
    ///   - checks: The numbers of the audit that was run on the same account.
    ///   - policy: The site's; the account's own numbers go before it.
    package init(
        assessment: Assessment, plan: ActionPlan, checks: [ClaimCheck], policy: Policy,
        sample: LinkView?
    ) {
        self.assessment = assessment
        self.plan = plan
        self.checks = checks
        self.policy = policy
        self.sample = sample
    }

    package var byStep: [String: ClaimView] {
        guard let pool = assessment.worstPool, pool.requirement != nil else { return [:] }
        var claims: [String: ClaimView] = [:]
        claims["response-1"] = breach(pool)
        claims["response-2"] = room
        claims["fund-2"] = amounts
        claims["fund-3"] = routes
        claims["adjust-1"] = losingLegs
        claims["adjust-2"] = leverage
        claims["adjust-3"] = isolation
        claims["adjust-4"] = stops
        claims["adjust-5"] = averagingDown
        claims["audit-4"] = funding
        for check in checks where check.verdict != .cannotBeComputed {
            claims[check.step] = CheckedClaim(check, format: format)
                .joined(to: claims[check.step], sample: sample)
        }
        return claims
    }

    private func note(_ verdict: ClaimView.Verdict, _ text: String) -> ClaimView {
        ClaimView(verdict: verdict, text: text, sample: sample)
    }

    private func breach(_ pool: PoolAssessment) -> ClaimView? {
        guard let ratio = pool.native.value else { return nil }
        let side = pool.native.direction == .higherIsWorse ? "rises" : "falls"
        return note(
            .holds,
            "\(pool.native.name) \(format.ratioPercent(ratio)); "
                + "\(assessment.account.venue.displayName) liquidates when it \(side) to "
                + "\(format.ratioPercent(pool.native.threshold)).")
    }

    private var room: ClaimView? {
        guard let move = AccountFacts(assessment).jointMove.figure else { return nil }
        return note(
            .holds,
            "The trigger is reached when "
                + "\(format.sentence(AdverseMove(percent: move, symbol: nil))).")
    }

    private var amounts: ClaimView? {
        guard let article = target(.article), let aim = target(.target) else { return nil }
        let aimText =
            "\(format.required(aim.amount, aim.asset)) brings margin use to "
            + (aim.ratioAfter.map { format.marginUse($0) } ?? "the target")
        guard article.amount.isPositive else {
            return note(
                .holds,
                "The account is not past its trigger, so the bare amount is nothing; \(aimText).")
        }
        return note(
            .holds,
            "The deficit and \(policyPercent)% come to "
                + "\(format.required(article.amount, article.asset)), which leaves margin use at "
                + (article.ratioAfter.map { format.marginUse($0) } ?? "an unknown value")
                + "; \(aimText).")
    }

    private var policyPercent: String {
        policy.applying(assessment.account.policy).roundUpPercent.description
    }

    private var routes: ClaimView? {
        guard !assessment.account.funds.isEmpty else { return nil }
        let refused = plan.skipped.filter { $0.kind == .deposit && $0.source == "policy" }.count
        let used = plan.steps.count { $0.kind == .deposit }
        return note(
            .holds,
            "Sources: \(assessment.account.funds.count). Refused because the route is not verified or "
                + "too slow: \(refused). Used by the plan: \(used).")
    }

    private var losingLegs: ClaimView? {
        guard let closing = plan.alternatives.first, let cost = closing.cost,
            closing.steps.contains(where: { $0.kind == .reduce || $0.kind == .close }),
            let asset = assessment.worstPool?.asset
        else { return nil }
        let cuts = closing.steps.compactMap { step in
            step.quantity.map { "\(format.quantity($0)) \(unit(of: step.symbol))" }
        }
        return note(
            closing.reachesTarget ? .holds : .contradicted,
            "Without a deposit, closing \(cuts.joined(separator: ", then ")) "
                + (closing.reachesTarget ? "reaches the target" : "does not reach the target")
                + " and costs \(format.money(cost, asset)) in fees and slippage.")
    }

    private var leverage: ClaimView? {
        let above = plan.steps.filter { $0.kind == .setLeverage }.compactMap(\.symbol)
        if let refusal = plan.skipped.first(where: { $0.kind == .setLeverage }) {
            return note(.holds, "A lower setting holds more: \(refusal.why) (\(refusal.source)).")
        }
        guard !above.isEmpty else { return nil }
        return note(
            .holds,
            "Above the cap: \(above.joined(separator: ", ")). Lowering a setting moves neither "
                + "maintenance margin nor the liquidation price.")
    }

    private var isolation: ClaimView? {
        guard let refusal = plan.skipped.first(where: { $0.kind == .setMarginMode }) else {
            return nil
        }
        return note(.holds, "Not now: \(refusal.why) (\(refusal.source)).")
    }

    private var stops: ClaimView? {
        let placed = plan.steps.filter { $0.kind == .placeStop }
        let refused = plan.skipped.filter { $0.kind == .placeStop }
        guard !placed.isEmpty || !refused.isEmpty else { return nil }
        let stops = placed.compactMap { step in
            step.price.map { "\(step.symbol ?? "") at \(format.price($0, tick: nil))" }
        }
        var sentences = refused.prefix(1).map(\.why.asSentence)
        if !stops.isEmpty {
            sentences.append(
                "Reached in time: a stop for " + stops.joined(separator: ", then ") + ".")
        }
        return note(.holds, sentences.joined(separator: " "))
    }

    private var averagingDown: ClaimView? {
        plan.skipped.first { $0.source == "adjust-5" }.map { note(.holds, $0.why.asSentence) }
    }

    private var funding: ClaimView? {
        let flows = assessment.positions.compactMap { figures in
            figures.funding.perDay.map { (figures.settleAsset ?? "", $0) }
        }
        guard let asset = flows.first?.0, flows.allSatisfy({ $0.0 == asset }),
            flows.count == assessment.positions.count
        else { return nil }
        let total = flows.map(\.1).sum()
        return note(
            .holds,
            total.isNegative
                ? "This account pays \(format.money(total.magnitude, asset)) a day at these rates."
                : "This account receives \(format.money(total, asset)) a day at these rates.")
    }

    private func target(_ name: TargetAmount.Name) -> TargetAmount? {
        plan.targets.first { $0.name == name }
    }

    /// What a size counts: the base coin, or contracts.
    private func unit(of symbol: String?) -> String {
        let figures = assessment.positions.first { $0.position.symbol == symbol }
        guard let figures, let base = figures.baseAsset, figures.position.contractSize == nil,
            figures.position.contractType != .inverse
        else { return "contracts of \(symbol ?? "")" }
        return base
    }
}
