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
    private var words: Words { numbers.words }

    /// Never more than half of the id, and at most four characters of it: `••••0042, Swing book`.
    var maskedAccount: String {
        let id = assessment.account.id
        let masked = "••••" + id.suffix(min(4, id.count / 2))
        guard let label = assessment.account.label else { return masked }
        return "\(masked), \(label)"
    }

    var verdict: String {
        guard !isPortfolio else { return words.sentences([portfolioVerdict, priceNote]) }
        // What distance alone makes of the state is said of the distance, below.
        let state =
            assessment.cause == .distance ? assessment.worstPool?.ratioState : assessment.state
        return words.sentences([verdict(of: state ?? assessment.state), distance, priceNote])
    }

    private func verdict(of state: AccountState) -> String {
        let text = { (id: Fact.ID) in numbers.text(worst?[id]) }
        let (equity, requirement, use) = (text(.equity), text(.requirement), text(.marginUse))
        // Of several pools the sentence is about one.
        let pool = isOne ? nil : worst.map { numbers.pool($0.id) }
        let told = pool.map { words(.verdictInPool, equity, $0) } ?? equity
        let venue = assessment.account.venue.displayName
        switch state {
        case .healthy where assessment.positions.isEmpty && assessment.account.borrowed.isEmpty:
            return pool.map { words(.verdictNoPositionPool, $0, equity) }
                ?? words(.verdictNoPosition, equity)
        case .healthy: return words(.verdictHealthy, told, requirement, text(.excess), use)
        case .watch: return words(.verdictWatch, told, requirement, text(.excess), use)
        case .call: return words(.verdictCall, told, requirement, text(.excess), use)
        case .liquidation: return words(.verdictLiquidation, told, requirement, use, text(.excess))
        case .bankrupt where assessment.positions.isEmpty:
            return pool.map { words(.verdictOwedPool, $0, equity, venue) }
                ?? words(.verdictOwed, equity, venue)
        case .bankrupt:
            return pool.map { words(.verdictBankruptPool, $0, equity) }
                ?? words(.verdictBankrupt, equity)
        case .incomplete where isEmpty: return words(.verdictEmpty)
        case .incomplete:
            return words.sentences([words(.verdictIncomplete), firstGap, venueWord])
        }
    }

    /// Who prepared the report, and whether it is a notice.
    func standing(_ settings: SiteSettings) -> String {
        words.sentences([
            words(
                settings.report.isNotice ? .preparedNotice : .preparedNoNotice,
                settings.report.preparedBy ?? settings.publisher,
                assessment.account.venue.displayName),
            assessment.account.environment == .testnet ? words(.preparedTestnet) : "",
        ])
    }

    /// Of a healthy account, how far it is from the next state.
    func room(_ policy: Policy) -> String {
        assessment.roomToWatch(policy).map {
            words(.verdictRoom, numbers.marginUse($0.ratio), numbers.money($0.loss, asset))
        } ?? ""
    }

    private var isEmpty: Bool { assessment.pools.isEmpty && assessment.account.positions.isEmpty }

    private var isPortfolio: Bool { assessment.account.accountMode == .portfolio }

    /// By the venue's own ratio and level: nothing else of a portfolio margin account is computed.
    private var portfolioVerdict: String {
        guard let native = assessment.worstPool?.native, native.value != nil,
            assessment.state != .incomplete
        else { return words.sentences([words(.verdictIncomplete), firstGap]) }
        let level = assessment.reasons.first { $0.place == "reported" }
        return words.sentences([
            words(
                .verdictPortfolio, native.name, numbers.text(worst?[.nativeRatio]),
                numbers.ratioPercent(native.threshold)),
            level.map { numbers.sentence($0.message) } ?? "",
        ])
    }

    /// What the venue itself says of an account without a verdict.
    private var venueWord: String {
        guard let native = assessment.reportedRatio, let value = native.value else { return "" }
        return words(
            .verdictVenueSays, assessment.account.venue.displayName, native.name,
            numbers.ratioPercent(value), numbers.ratioPercent(native.threshold))
    }

    private var firstGap: String { facts.gap.map { numbers.sentence($0.message) } ?? "" }

    private var distance: String {
        guard assessment.state < .liquidation, let move = numbers.liquidation(facts) else {
            return ""
        }
        return words.sentences([
            words(.verdictLiquidationWhen, move),
            assessment.cause == .distance ? words(.verdictByDistance) : "",
        ])
    }

    private var priceNote: String {
        assessment.reasons.contains { $0.code == .indicativePrice } ? words(.verdictIndicative) : ""
    }

    var actTitle: String {
        let phrase: Phrase =
            switch assessment.state {
            case .healthy:
                if assessment.isKnownHealthy {
                    .actNotUrgent
                } else if LiquidationUnderWay(assessment).isUnderWay {
                    .actLook
                } else {
                    assessment.isDoubtful ? .actDoubtful : .actRatioOnly
                }
            case .incomplete: .actNoPlan
            case .watch, .call, .liquidation, .bankrupt:
                assessment.cause == .distance ? .actNear : .actNow
            }
        return words(phrase)
    }

    var planSummary: String {
        guard assessment.state != .incomplete else {
            guard !isEmpty else { return words(.summaryNothing) }
            let isDisputed = assessment.reasons.contains { $0.code == .venueSaysWorse }
            return words(isDisputed ? .summaryDisputed : .summaryWithheld)
        }
        guard !isPortfolio else { return words(.summaryPortfolio) }
        guard let plan else {
            return words(assessment.isKnownHealthy ? .summaryNoStep : .summaryNone)
        }
        if plan.steps.isEmpty, plan.isVerified, assessment.isKnownHealthy {
            return words(.summaryNoStep)
        }
        let target = numbers.marginUse(plan.targetRatio)
        if plan.steps.isEmpty {
            return words(isOne ? .summaryNotFound : .summaryNotFoundPools, target)
        }
        let cost = plan.cost.flatMap { $0.isZero ? nil : numbers.money($0, asset) }
        return words.sentences(
            [words(reach(of: plan), target), assessment.isKnownHealthy ? "" : shortfall]
                + isClose(plan) + [cost.map { words(.summaryCost, $0) } ?? ""]
                + plan.pending.map { $0.sentence(numbers) })
    }

    private func reach(of plan: ActionPlan) -> Phrase {
        if assessment.isKnownHealthy { return .summaryCured }
        guard plan.reachesTarget else { return isOne ? .summaryMissed : .summaryMissedPools }
        let reachesTarget = plan.steps.last?.after.ratio.map { $0 <= plan.targetRatio } ?? true
        return reachesTarget
            ? (isOne ? .summaryReached : .summaryReachedPools)
            : (isOne ? .summaryByUse : .summaryByUsePools)
    }

    /// That liquidation stays near even so, and what would be missing.
    private func isClose(_ plan: ActionPlan) -> [String] {
        plan.distanceGap.map { gap in
            [
                words(
                    .summaryClose, numbers.percent(plan.targetDistancePercent),
                    numbers.clause(gap.move)),
                gap.missing.map {
                    words(.summaryCloseMissing, numbers.required($0, gap.asset))
                } ?? "",
            ]
        } ?? []
    }

    /// What is still the best where nothing cures, and what would be missing.
    private var shortfall: String {
        guard let plan, !plan.reachesTarget, let shortfall = plan.shortfall else { return "" }
        let missing = shortfall.missing.map { numbers.required($0, shortfall.asset) }
        guard let best = shortfall.bestRatio.map({ numbers.marginUse($0) }) else {
            return missing.map { words(.summaryNoBestMissing, $0) } ?? words(.summaryNoBest)
        }
        return missing.map { words(.summaryBestMissing, best, $0) } ?? words(.summaryBest, best)
    }

    /// The worst pool's figures, and beside them those of all pools together.
    var figures: [FigureView] {
        guard let worst else {
            return [
                FigureView(
                    label: words(.figureEquity),
                    value: isEmpty ? words(.moveNone) : numbers.withheld,
                    note: isEmpty ? words(.keyNoBalance) : nil, isWithheld: !isEmpty)
            ]
        }
        let place = place(of: worst)
        let note = { (id: Fact.ID) -> String? in
            guard !isOne, let total = facts.total else { return isOne ? nil : place }
            let figure = numbers.text(total[id])
            let isDeficit = total[id].figure?.isNegative == true
            return words(
                .keyWithAll, place, String(facts.pools.count),
                id == .excess ? words(isDeficit ? .keyADeficit : .keyAnExcess, figure) : figure)
        }
        let money = { (id: Fact.ID) in FigureView(worst[id], note: note(id), numbers) }
        return toldOnce([
            money(.excess), money(.equity), money(.requirement),
            FigureView(
                worst[.marginUse],
                note: note(.marginUse)
                    ?? (isPortfolio ? nil : words(.keyUse)), numbers),
            FigureView(
                worst[.nativeRatio], label: assessment.worstPool?.native.name, note: nativeNote,
                numbers),
            FigureView(facts.jointMove, note: jointMoveNote, numbers), money(.unrealizedPnl),
            FigureView(
                worst[.availableBalance],
                note: isOne ? nil : place, numbers),
        ])
    }

    /// Which is the worst cannot be said while one is not known.
    private func place(of pool: PoolFacts) -> String {
        let isPart = facts.pools.contains { $0[.requirement].isWithheld }
        return words(isPart ? .keyOnePool : .keyWorstPool, numbers.pool(pool.id))
    }

    /// Figures that one missing price withholds do not each repeat it.
    private func toldOnce(_ figures: [FigureView]) -> [FigureView] {
        var told: Set<String> = []
        return figures.map { figure in
            guard figure.isWithheld, let note = figure.note, !told.insert(note).inserted else {
                return figure
            }
            return FigureView(
                label: figure.label, value: figure.value, note: words(.keySameReason),
                isWithheld: true)
        }
    }

    private var jointMoveNote: String? {
        switch facts.jointMove.value {
        case .figure: words(.keyJoint)
        case .none(.passed): words(.keyPast)
        case .none(.unreachable):
            words(assessment.positions.isEmpty ? .keyNoPosition : .keyNoMove)
        case .none, .withheld: nil
        }
    }

    private var nativeNote: String? {
        assessment.worstPool.map { pool in
            words(
                pool.native.direction == .higherIsWorse ? .keyNativeHigher : .keyNativeLower,
                numbers.ratioPercent(pool.native.threshold))
        }
    }
}
