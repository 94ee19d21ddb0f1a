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
        let planner = ReductionPlanner(
            calculator: calculator, poolID: poolID, targetRatio: targetRatio)
        while let current = assessment.pool(poolID),
            !PlanGoal.isMet(current, targetRatio: targetRatio)
        {
            guard let index = nextLeg(in: poolID),
                let reduction = planner.reduction(of: index, in: account)
            else { break }
            let loses = reduction.terms.unrealizedPnl?.isNegative ?? false
            take(
                reduction, poolID: poolID,
                because: loses
                    ? "The leg with the largest loss that is still open goes first."
                    : "No losing leg is left; this one frees what is still missing.")
        }
    }

    private func nextLeg(in poolID: String) -> Int? {
        assessment.positions.indices
            .filter { assessment.positions[$0].pool == poolID }
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
        advance(to: reduction.account)
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
