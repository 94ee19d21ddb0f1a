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
    private let format: NumberFormat

    private var words: Words { format.words }

    /// - Parameters:
    ///   - checks: The numbers of the audit that was run on the same account.
    ///   - policy: The site's; the account's own numbers go before it.
    package init(
        assessment: Assessment, plan: ActionPlan, checks: [ClaimCheck], policy: Policy,
        sample: LinkView?, words: Words
    ) {
        format = words.numbers
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
        return note(
            .holds,
            words(
                pool.native.direction == .higherIsWorse ? .claimsRises : .claimsFalls,
                pool.native.name, format.ratioPercent(ratio),
                assessment.account.venue.displayName,
                format.ratioPercent(pool.native.threshold)))
    }

    private var room: ClaimView? {
        guard let move = AccountFacts(assessment).jointMove.figure else { return nil }
        return note(
            .holds,
            words(.claimsRoom, format.clause(AdverseMove(percent: move, symbol: nil))))
    }

    private var amounts: ClaimView? {
        guard let article = target(.article), let aim = target(.target) else { return nil }
        let aimAmount = format.required(aim.amount, aim.asset)
        let aimUse = aim.ratioAfter.map { format.marginUse($0) } ?? words(.claimsTarget)
        guard article.amount.isPositive else {
            return note(.holds, words(.claimsBareNothing, aimAmount, aimUse))
        }
        return note(
            .holds,
            words(
                .claimsDeficit, format.percent(of: policyPercent),
                format.required(article.amount, article.asset),
                article.ratioAfter.map { format.marginUse($0) } ?? words(.claimsUnknownUse),
                aimAmount, aimUse))
    }

    private var policyPercent: String {
        format.decimal(policy.applying(assessment.account.policy).roundUpPercent)
    }

    private var routes: ClaimView? {
        guard !assessment.account.funds.isEmpty else { return nil }
        let refused = plan.skipped.filter { $0.kind == .deposit && $0.source == "policy" }.count
        let used = plan.steps.count { $0.kind == .deposit }
        return note(
            .holds,
            words(
                .claimsSources, format.whole(assessment.account.funds.count),
                format.whole(refused), format.whole(used)))
    }

    private var losingLegs: ClaimView? {
        guard let closing = plan.alternatives.first, let cost = closing.cost,
            closing.steps.contains(where: { $0.kind == .reduce || $0.kind == .close }),
            let asset = assessment.worstPool?.asset
        else { return nil }
        let cuts = closing.steps.compactMap { step in
            step.quantity.map { cut($0, of: step.symbol) }
        }
        return note(
            closing.reachesTarget ? .holds : .contradicted,
            words(
                closing.reachesTarget ? .claimsClosingReaches : .claimsClosingMisses,
                words.joined(cuts, by: .formatThen), format.money(cost, asset)))
    }

    private var leverage: ClaimView? {
        let above = plan.steps.filter { $0.kind == .setLeverage }.compactMap(\.symbol)
        if let refusal = plan.skipped.first(where: { $0.kind == .setLeverage }) {
            return note(
                .holds,
                words(
                    .claimsLeverageRefused, format.prose(refusal.why), format.source(refusal.source)
                )
            )
        }
        guard !above.isEmpty else { return nil }
        return note(
            .holds,
            words(.claimsLeverageAbove, words.joined(above)))
    }

    private var isolation: ClaimView? {
        guard let refusal = plan.skipped.first(where: { $0.kind == .setMarginMode }) else {
            return nil
        }
        return note(
            .holds, words(.claimsNotNow, format.prose(refusal.why), format.source(refusal.source)))
    }

    private var stops: ClaimView? {
        let placed = plan.steps.filter { $0.kind == .placeStop }
        let refused = plan.skipped.filter { $0.kind == .placeStop }
        guard !placed.isEmpty || !refused.isEmpty else { return nil }
        let stops = placed.compactMap { step in
            step.price.map {
                words(.claimsStopAt, step.symbol ?? "", format.price($0, tick: nil))
            }
        }
        var sentences = refused.prefix(1).map { format.sentence($0.why) }
        if !stops.isEmpty {
            sentences.append(words(.claimsStops, words.joined(stops, by: .formatThen)))
        }
        return note(.holds, words.sentences(sentences))
    }

    private var averagingDown: ClaimView? {
        plan.skipped.first { $0.source == "adjust-5" }.map {
            note(.holds, format.sentence($0.why))
        }
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
            words(
                total.isNegative ? .claimsPays : .claimsReceives,
                format.money(total.magnitude, asset)))
    }

    private func target(_ name: TargetAmount.Name) -> TargetAmount? {
        plan.targets.first { $0.name == name }
    }

    /// A size in the base coin, or in contracts.
    private func cut(_ quantity: Exact, of symbol: String?) -> String {
        let size = format.quantity(quantity)
        let figures = assessment.positions.first { $0.position.symbol == symbol }
        guard let figures, let base = figures.baseAsset, figures.position.contractSize == nil,
            figures.position.contractType != .inverse
        else { return words(.claimsCutContracts, size, symbol ?? "") }
        return words(.claimsCut, size, base)
    }
}
