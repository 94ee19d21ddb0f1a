import MarginModel

/// The article's numbers about positions: losers first, 10x, isolation, stops 3 to 5 %.
struct AdjustClaims {
    let assessment: Assessment
    let policy: Policy
    let isolation: AuditRow<IsolationFinding>
    let caps: [LeverageCapResult]
    let poolEffects: AuditRow<[PoolEffect]>

    var checks: [ClaimCheck] { [losersFirst, leverageCap, isolated, stopDistance] }

    /// Maintenance margin that a leg frees for each unit that closing it costs.
    private struct Yield {
        let perCost: Exact
        let profit: Exact
    }

    private var losersFirst: ClaimCheck {
        guard let worst = assessment.worstPool, let effects = poolEffects.finding else {
            return .unchecked(.losersFirst, "adjust-1", "What closing costs is not known.")
        }
        let yields = effects.filter { $0.pool == worst.id }.compactMap { effect -> Yield? in
            let figures = assessment.positions.first {
                $0.position.symbol == effect.symbol && $0.position.side == effect.side
                    && $0.pool == effect.pool
            }
            guard let figures, let maintenance = figures.maintenanceMargin,
                let profit = figures.unrealizedPnl, let rate = maintenance.divided(by: effect.cost)
            else { return nil }
            return Yield(perCost: rate, profit: profit)
        }
        guard yields.count > 1, let loser = yields.min(by: { $0.profit < $1.profit }),
            let best = yields.max(by: { $0.perCost < $1.perCost })
        else {
            return .unchecked(
                .losersFirst, "adjust-1", "The pool has one leg, so there is no order to choose.")
        }
        let holds = loser.perCost >= best.perCost
        return ClaimCheck(
            claim: .losersFirst, step: "adjust-1", verdict: holds ? .holds : .doesNotHold,
            figures: ClaimCheck.Figure.list(
                ("freed per unit of cost, largest loser", loser.perCost, .times),
                ("freed per unit of cost, best leg", best.perCost, .times)),
            finding: holds
                ? "The largest loser is also the leg that frees the most for what it costs."
                : "Another leg frees more maintenance margin for what closing it costs.")
    }

    private var leverageCap: ClaimCheck {
        guard let first = caps.first else {
            return .unchecked(
                .leverageCap, "adjust-2", "No leverage setting is above the cap.")
        }
        let figures = ClaimCheck.Figure.list(
            ("settings above the cap", Exact(caps.count), .count),
            ("initial margin now", first.initialMarginNow, .money(first.asset)),
            ("initial margin at the cap", first.initialMarginAtCap, .money(first.asset)),
            ("liquidation price now", first.liquidationPriceNow, .price),
            ("liquidation price at the cap", first.liquidationPriceAtCap, .price))
        let refused = caps.count { $0.refusal != nil }
        if refused == caps.count {
            return ClaimCheck(
                claim: .leverageCap, step: "adjust-2", verdict: .doesNotHold, figures: figures,
                finding: "The venue refuses the change now.")
        }
        let moves = caps.contains { cap in
            guard cap.refusal == nil, let now = cap.liquidationPriceNow,
                let after = cap.liquidationPriceAtCap
            else { return false }
            return now != after
        }
        return ClaimCheck(
            claim: .leverageCap, step: "adjust-2", verdict: moves ? .holdsPartly : .doesNotHold,
            figures: figures,
            finding: moves
                ? "The venue's rule lets the setting move the liquidation price."
                : "A lower setting holds more initial margin and moves neither maintenance "
                    + "margin nor the liquidation price.")
    }

    private var isolated: ClaimCheck {
        guard let finding = isolation.finding else {
            return .unchecked(.isolation, "adjust-3", "No position is open.")
        }
        let cross = finding.legs.filter { !$0.isIsolated }
        guard !cross.isEmpty else {
            return ClaimCheck(
                claim: .isolation, step: "adjust-3", verdict: .holds, figures: [],
                finding: "Every position is isolated: none can take more than its own margin.")
        }
        let widest = cross.filter { $0.contagionPrevented != nil }.max { left, right in
            (left.contagionPrevented ?? .zero) < (right.contagionPrevented ?? .zero)
        }
        guard let widest else {
            return .unchecked(.isolation, "adjust-3", "Figures of the pool are withheld.")
        }
        let prevents = widest.contagionPrevented?.isPositive ?? false
        let isAllowed = finding.refusal == nil
        return ClaimCheck(
            claim: .isolation, step: "adjust-3",
            verdict: prevents && isAllowed ? .holds : prevents ? .holdsPartly : .doesNotHold,
            figures: ClaimCheck.Figure.list(
                ("at most lost in cross", widest.boundInCross, .money(widest.asset)),
                ("at most lost isolated", widest.boundIsolated, .money(widest.asset)),
                ("kept from the other legs", widest.contagionPrevented, .money(widest.asset))),
            finding: (prevents
                ? "Isolation bounds what one leg can take."
                : "The margin that would be set aside is all there is, so nothing is kept back.")
                + (isAllowed ? "" : " The venue refuses the change now."))
    }

    private var stopDistance: ClaimCheck {
        guard assessment.state != .incomplete, !assessment.positions.isEmpty else {
            return .unchecked(
                .stopDistance, "adjust-4", "Liquidation prices are withheld or none is there.")
        }
        let distances = assessment.positions.compactMap { figures in
            (figures.position.side == .long
                ? figures.distanceDownPercent : figures.distanceUpPercent)?.magnitude
        }
        let (near, far) = (Exact(policy.stopPercentNear), Exact(policy.stopPercentFar))
        let nearest = distances.min()
        let isPast = assessment.state >= .liquidation
        let verdict: ClaimCheck.Verdict
        let finding: String
        if isPast || nearest.map({ $0 <= near }) ?? false {
            verdict = .doesNotHold
            finding = "Liquidation comes before a stop at the near end."
        } else if nearest.map({ $0 <= far }) ?? false {
            verdict = .holdsPartly
            finding = "A stop at the near end is reached in time, one at the far end is not."
        } else {
            verdict = .holds
            finding = "A stop at either end is reached before liquidation."
        }
        return ClaimCheck(
            claim: .stopDistance, step: "adjust-4", verdict: verdict,
            figures: ClaimCheck.Figure.list(
                ("nearest liquidation, from mark", isPast ? .zero : nearest, .move),
                ("near end of the stops", near, .percent), ("far end of the stops", far, .percent)),
            finding: finding)
    }
}
