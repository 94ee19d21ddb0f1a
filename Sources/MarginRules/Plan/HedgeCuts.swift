import MarginModel

/// Cuts of hedges, shared between their legs: of equal costs the one that survives more wins.
extension PlanDraft {
    private struct Leg: Hashable {
        let symbol: String
        let side: PositionSide
    }

    /// The steps of `cut`, which closed parts of this draft's cross positions and did nothing else, with
    /// both legs of each hedge cut alike. `nil` where there is no hedge in them.
    func sharingCuts(of cut: PlanDraft) -> PlanDraft? {
        var shared = self
        var hasChanged = false
        for figures in assessment.positions where figures.position.side == .long {
            let symbol = figures.position.symbol
            guard let pool = assessment.pool(figures.pool), pool.marginMode == .cross,
                assessment.positions.contains(where: {
                    $0.position.symbol == symbol && $0.position.side == .short
                        && $0.pool == pool.id
                }), let split = split(symbol, in: pool.id, as: cut)
            else { continue }
            hasChanged = true
            for (side, quantity) in split where quantity.isPositive {
                shared.cut(Leg(symbol: symbol, side: side), by: quantity, in: pool.id)
            }
        }
        guard hasChanged else { return nil }
        // What no hedge is made of is cut as it was.
        for figures in assessment.positions {
            let leg = Leg(symbol: figures.position.symbol, side: figures.position.side)
            let rest =
                shared.held(leg, in: figures.pool) - cut.held(leg, in: figures.pool)
            let isHedged = split(leg.symbol, in: figures.pool, as: cut) != nil
            if !isHedged, rest.isPositive { shared.cut(leg, by: rest, in: figures.pool) }
        }
        return shared
    }

    /// Takes `shared`, the same cuts on both legs, where it costs no more and survives more.
    mutating func prefer(_ shared: PlanDraft?) {
        guard let shared, shared.poolsToCure.count <= poolsToCure.count,
            shared.isCured || !isCured, !shared.hasWorsened || hasWorsened,
            let cost = shared.cost, let old = self.cost, cost <= old, shared.survives(more: self)
        else { return }
        self = shared
    }

    /// How much of each leg to close, so that as little as possible is left unhedged.
    private func split(
        _ symbol: String, in pool: String, as cut: PlanDraft
    ) -> [(PositionSide, Exact)]? {
        let (long, short) = (Leg(symbol: symbol, side: .long), Leg(symbol: symbol, side: .short))
        let (longs, shorts) = (held(long, in: pool), held(short, in: pool))
        guard longs.isPositive, shorts.isPositive else { return nil }
        let closed = longs + shorts - cut.held(long, in: pool) - cut.held(short, in: pool)
        guard closed.isPositive,
            let half = (closed + longs - shorts).divided(by: 2)
        else { return nil }
        let step = calculator.conditions.sheet?.instrument(symbol)?.quantityStep
        let even = step.map { half.rounded(toMultipleOf: $0, .halfEven) } ?? half
        let first = min(max(even, .zero, closed - shorts), longs, closed)
        guard first != longs - cut.held(long, in: pool), isLargeEnough(first, long, in: pool),
            isLargeEnough(closed - first, short, in: pool)
        else { return nil }
        return [(.long, first), (.short, closed - first)]
    }

    /// Whether the venue takes an order of that size: none, all, or the smallest it takes.
    private func isLargeEnough(_ quantity: Exact, _ leg: Leg, in pool: String) -> Bool {
        let held = held(leg, in: pool)
        guard quantity.isPositive, quantity < held else { return true }
        let facts = calculator.conditions.sheet?.instrument(leg.symbol)
        let whole = figures(of: leg, in: pool)?.notional ?? .zero
        return quantity >= Exact(facts?.minQuantity ?? .zero)
            && whole * quantity >= Exact(facts?.minNotional ?? .zero) * held
    }

    private func figures(of leg: Leg, in pool: String) -> PositionAssessment? {
        assessment.positions.first {
            $0.position.symbol == leg.symbol && $0.position.side == leg.side && $0.pool == pool
        }
    }

    private func held(_ leg: Leg, in pool: String) -> Exact {
        figures(of: leg, in: pool).map { Exact($0.position.quantity) } ?? .zero
    }

    private mutating func cut(_ leg: Leg, by quantity: Exact, in pool: String) {
        touchedPools.insert(pool)
        let index = assessment.positions.firstIndex {
            $0.position.symbol == leg.symbol && $0.position.side == leg.side && $0.pool == pool
        }
        let planner = planner(for: pool)
        guard let index, let reduction = planner.reduction(of: index, by: quantity, in: account)
        else { return }
        take(
            reduction, poolID: pool,
            because: "Both legs of the hedge are cut: at the same cost less is left unhedged.")
    }

    /// Whether the nearest move that liquidates is farther than after `other`.
    func survives(more other: PlanDraft) -> Bool {
        let (mine, theirs) = (assessment, other.assessment)
        guard mine.state < .liquidation else { return false }
        guard theirs.state < .liquidation else { return true }
        guard let move = theirs.nearestAdverseMove else { return false }
        return mine.nearestAdverseMove.map { $0.percent.magnitude > move.percent.magnitude } ?? true
    }
}
