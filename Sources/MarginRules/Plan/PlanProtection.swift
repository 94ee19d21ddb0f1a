import MarginModel

/// Adjust 2 to 5: what is done once the money is right.
extension PlanDraft {
    /// Stops on what is left, and what the article says that this venue refuses.
    mutating func protect(isHolding: Bool) {
        if isHolding { hold() }
        placeStops()
        lowerLeverage()
        if steps.contains(where: { $0.kind != .hold && $0.kind != .placeStop }) {
            skipped.append(
                SkippedStep(
                    kind: .setMarginMode, account.rules.refusalOfMarginMode(in: account)))
        }
        let evidence = account.averagingDown
        if evidence?.onChainAccumulation != true || evidence?.multiTimeframeAlignment != true {
            skipped.append(
                SkippedStep(
                    kind: .hold,
                    why: "averaging down stays off: it needs both an on-chain accumulation signal "
                        + "and alignment over several time frames, and the account "
                        + (evidence == nil ? "states neither" : "does not confirm both"),
                    source: "adjust-5"))
        }
    }

    /// That no ratio asks for a step, and what distance says to that.
    private mutating func hold() {
        let reason =
            if LiquidationUnderWay(origin).isUnderWay {
                "No ratio here asks for a step, and a liquidation is under way: look what is still "
                    + "open before anything else."
            } else if let move = assessment.closeMove {
                "Liquidation is near, whatever the ratio says: it comes when \(move.sentence). Pay "
                    + "in or reduce now; a plan aims at a ratio, and no ratio here asks for a step."
            } else if !assessment.distance.isKnown {
                "By the ratio liquidation is not near. How far all prices may move together is "
                    + "withheld: see the reasons."
            } else if let move = distance.nearest(in: assessment)?.nearestMove {
                "No ratio asks for a step. Liquidation comes when \(move.sentence), nearer than "
                    + "the \(policy.targetDistancePercent)% that a plan aims at: pay in or reduce "
                    + "where that is too near."
            } else if origin.isDoubtful {
                "By these figures nothing needs to be done, and some of them can hardly be true: "
                    + "see the reasons first."
            } else if steps.isEmpty {
                "Liquidation is not near, so nothing needs to be done."
            } else {
                "After that liquidation is not near."
            }
        append(PlanStep(kind: .hold, reason: reason, rule: "response-1", after: figures()))
    }

    private mutating func placeStops() {
        let priced = priced
        let planner = StopPlanner(
            assessment: priced, policy: policy, sheet: calculator.conditions.sheet)
        for figures in priced.positions {
            switch planner.placement(for: figures) {
            case .alreadyThere(let trigger):
                skipped.append(
                    SkippedStep(
                        kind: .placeStop,
                        why: "\(figures.position.symbol) has a stop at \(trigger) that is reached "
                            + "before liquidation",
                        source: "adjust-4"))
            case .refused(let why):
                skipped.append(SkippedStep(kind: .placeStop, why: why, source: "adjust-4"))
            case .stop(let price, let percent, let tickIsKnown):
                append(
                    PlanStep(
                        kind: .placeStop, symbol: figures.position.symbol,
                        side: figures.position.side,
                        quantity: Exact(figures.position.quantity),
                        order: PlanOrder(
                            .stopMarket, closing: Exact(figures.position.quantity), of: figures,
                            calculator.conditions.sheet?.instrument(figures.position.symbol)),
                        price: price,
                        reason: "\(percent)% from the mark, triggered by the mark price, and "
                            + "reached before liquidation."
                            + (tickIsKnown
                                ? ""
                                : " The tick is not known (step-unknown): round toward the mark."),
                        rule: "adjust-4", after: self.figures(of: figures.pool)))
            }
        }
    }

    /// Leverage above the cap, lowered where the venue allows it and free margin covers it. In cross
    /// margin both legs of a symbol have one leverage, so it is set once.
    private mutating func lowerLeverage() {
        var crossSymbols: Set<String> = []
        for index in assessment.positions.indices {
            let position = assessment.positions[index].position
            guard let leverage = position.leverage, leverage > policy.leverageCap,
                account.isIsolated(position) || crossSymbols.insert(position.symbol).inserted
            else { continue }
            let pool = assessment.positions[index].pool
            if let refusal = LeverageRefusal.refusal(
                of: index, in: pool, to: policy.leverageCap, account, calculator)
            {
                skipped.append(refusal)
                continue
            }
            let lowered = account.settingCrossLeverage(policy.leverageCap, of: position.symbol)
            let edit = calculator.edit(lowered)
            // Where the fee to close counts, less leverage asks for more: not at the cost of the cure.
            if let before = assessment.pool(pool)?.state,
                let after = edit.assessment.pool(pool)?.state, after > before
            {
                skipped.append(.tooClose(position.symbol, at: policy.leverageCap, account.rules))
                continue
            }
            advance(to: edit)
            append(
                PlanStep(
                    kind: .setLeverage, symbol: position.symbol,
                    amount: Exact(policy.leverageCap),
                    reason: "Leverage \(leverage) is above the cap of \(policy.leverageCap). "
                        + "Lowering it holds more initial margin, which keeps new orders small; "
                        + account.rules.effectOfLeverage,
                    rule: "adjust-2", after: figures(of: pool)))
        }
    }
}
