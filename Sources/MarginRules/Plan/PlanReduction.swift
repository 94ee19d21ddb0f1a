import MarginModel

/// Adjust 1: positions closed, losing legs first.
extension PlanDraft {
    /// Losing legs first, largest loss first, each only as far as the target needs.
    mutating func cureByReduction() {
        let before = self
        for pool in poolsToCure { cureByReduction(of: pool.id) }
        prefer(before.sharingCuts(of: self))
    }

    mutating func cureByReduction(of poolID: String) {
        touchedPools.insert(poolID)
        while let current = assessment.pool(poolID),
            !PlanGoal.isMet(current, targetRatio: targetRatio)
        {
            guard let index = nextLeg(in: poolID),
                let reduction = planner(for: poolID).reduction(of: index, in: account)
            else { break }
            let loses = reduction.terms.unrealizedPnl?.isNegative ?? false
            take(
                reduction, poolID: poolID,
                because: loses
                    ? "The leg with the largest loss that is still open goes first."
                    : "No losing leg is left; this one frees what is still missing.")
        }
    }

    /// Closes what the nearest moves hurt, losing legs first, until nothing is nearer to liquidation than the
    /// policy's target; not what shields another leg.
    mutating func closeForDistance() {
        for pool in assessment.pools { closeForDistance(of: pool.id) }
    }

    private mutating func closeForDistance(of poolID: String) {
        var spent: Set<String> = []
        func key(_ position: Position) -> String { "\(position.symbol):\(position.side.rawValue)" }
        while let pool = assessment.pool(poolID), let move = pool.nearestMove,
            distance.isNear(move),
            let index = nextLeg(
                in: poolID, where: { move.hurts($0) && !spent.contains(key($0)) })
        {
            touchedPools.insert(poolID)
            let position = assessment.positions[index].position
            var planner = planner(for: poolID)
            planner.percent = distance.percent
            let reduction = planner.reduction(of: index, in: account)
            if reduction?.isEnough != true { spent.insert(key(position)) }
            guard let reduction else { continue }
            take(
                reduction, poolID: poolID,
                because: "The nearest move hurts this leg: what is closed no longer brings "
                    + "liquidation within \(policy.targetDistancePercent)%.")
        }
    }

    func planner(for poolID: String) -> ReductionPlanner {
        ReductionPlanner(calculator: calculator, poolID: poolID, targetRatio: targetRatio)
    }

    /// The leg with the largest loss.
    private func nextLeg(
        in poolID: String, where isWanted: (Position) -> Bool = { _ in true }
    ) -> Int? {
        assessment.positions.indices
            .filter {
                assessment.positions[$0].pool == poolID
                    && isWanted(assessment.positions[$0].position)
            }
            .min { left, right in
                let leftPnl = assessment.positions[left].unrealizedPnl ?? .zero
                let rightPnl = assessment.positions[right].unrealizedPnl ?? .zero
                return leftPnl < rightPnl
            }
    }

    /// Closes what `reduction` says. `why`: the reason to choose this leg.
    mutating func take(
        _ reduction: ReductionPlanner.Reduction, poolID: String, because why: String
    ) {
        let position = reduction.terms.position
        let isWhole = reduction.quantity == Exact(position.quantity)
        let order = PlanOrder(
            .market, closing: reduction.quantity, of: assessment.positions[reduction.terms.index],
            reduction.terms.instrument)
        advance(to: calculator.edit(reduction.cut))
        pay(reduction.cost, in: reduction.terms.names.settle)
        append(
            PlanStep(
                kind: isWhole ? .close : .reduce, symbol: position.symbol, side: position.side,
                quantity: reduction.quantity, order: order, price: reduction.terms.markPrice,
                cost: reduction.cost,
                reason: reduction.stepIsKnown
                    ? why
                    : why
                        + " The venue's order step is not known (step-unknown): round up to it.",
                rule: "adjust-1", after: figures(of: poolID)))
    }
}

extension AdverseMove {
    /// Whether a position loses by it.
    fileprivate func hurts(_ position: Position) -> Bool {
        (symbol.map { $0 == position.symbol } ?? true)
            && percent.isNegative == (position.side == .long)
    }
}
