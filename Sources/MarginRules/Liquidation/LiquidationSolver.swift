import MarginModel

/// The prices at which a pool reaches its trigger.
struct LiquidationSolver {
    let pool: MarginPool
    let rules: any VenueRules
    private let measured: [MeasuredPosition]
    /// Equity and requirement of the whole pool without PnL that a collateral rate weighs.
    private let total: (equity: Exact, requirement: Exact)?

    /// Triggers of one symbol, its mark moving alone and every other position standing still.
    struct Triggers: Sendable {
        let below: Exact?
        let above: Exact?
        /// The nearer of the two.
        let nearest: Exact?
        let tierAtNearest: Int?
        /// Where the pool's equity is zero.
        let bankruptcy: Exact?
    }

    init(pool: MarginPool, rules: any VenueRules, measured: [MeasuredPosition]) {
        self.pool = pool
        self.rules = rules
        self.measured = measured
        total = Self.total(of: pool, measured)
    }

    private static func total(
        of pool: MarginPool, _ measured: [MeasuredPosition]
    ) -> (equity: Exact, requirement: Exact)? {
        guard var equity = pool.fixedEquity, var requirement = pool.extras.requirement else {
            return nil
        }
        for position in measured {
            guard let pnl = position.countedPnl, let need = position.countedRequirement else {
                return nil
            }
            requirement += need
            if !position.isWeighed { equity += pnl }
        }
        return (equity, requirement)
    }

    /// For each position of the pool; legs of one symbol share one price.
    func triggers() -> [Triggers?] {
        var found: [Triggers?] = []
        found.reserveCapacity(measured.count)
        for (index, position) in measured.enumerated() {
            let symbol = position.terms.position.symbol
            let twin = measured[..<index].firstIndex { $0.terms.position.symbol == symbol }
            found.append(twin.map { found[$0] } ?? triggers(of: position))
        }
        return found
    }

    private func triggers(of position: MeasuredPosition) -> Triggers? {
        let member = position.terms
        guard let markPrice = member.markPrice, let mark = member.mark,
            let still = stillPart(of: member)
        else { return nil }
        let lines = pool.lines(of: member.names.settle)
        var points: (below: Exact?, above: Exact?)
        var bankruptcy: Exact?
        for line in lines {
            var legs: [SurplusSearch.Leg] = []
            for moving in still.moving {
                guard let leg = moving.leg(line.share, rules) else { return nil }
                legs.append(leg.alongPrice)
            }
            func holds(_ x: Exact) -> Bool {
                lines.count == 1
                    || line.holds(
                        still.pnl + still.moving.compactMap { $0.terms.profit(at: x) }.sum())
            }
            let equity = still.equity + line.equity(still.pnl)
            let search = SurplusSearch(
                fixed: (equity - still.requirement, .zero), legs: legs, present: mark)
            points.below = max(points.below, search.rootBelow(where: holds).root)
            points.above = min(points.above, search.rootAbove(where: holds).root)
            if let zero = self.bankruptcy(of: member, legs, equity), holds(zero) {
                bankruptcy = member.price(at: zero)
            }
        }
        // 1 ÷ price turns the order round.
        let low = member.isInverse ? points.above : points.below
        let high = member.isInverse ? points.below : points.above
        return triggers(
            of: member, at: markPrice, low.flatMap { member.price(at: $0) },
            high.flatMap { member.price(at: $0) }, bankruptcy)
    }

    private func triggers(
        of member: PositionTerms, at mark: Exact, _ low: Exact?, _ high: Exact?,
        _ bankruptcy: Exact?
    ) -> Triggers {
        // A trigger exactly at an inverse contract's mark was found from the other side.
        let isAtMark = high == mark
        let below = isAtMark ? high : low
        let above = isAtMark ? nil : high
        let nearest = nearer(below, above, to: mark)
        return Triggers(
            below: below, above: above, nearest: nearest,
            tierAtNearest: nearest.flatMap { tier(of: member, at: $0) }, bankruptcy: bankruptcy)
    }

    /// What does not move with one symbol's mark, in the pool's unit.
    private struct StillPart {
        /// Without the moving symbol's settle coin where a collateral rate weighs its PnL.
        var equity: Exact
        var requirement: Exact
        /// Unrealized PnL of the others in the moving symbol's settle coin, where it is weighed.
        var pnl = Exact.zero
        var moving: [MeasuredPosition] = []
    }

    private func stillPart(of member: PositionTerms) -> StillPart? {
        guard let total else { return nil }
        var still = StillPart(equity: total.equity, requirement: total.requirement)
        for other in measured where other.terms.position.symbol == member.position.symbol {
            guard let pnl = other.countedPnl, let need = other.countedRequirement else {
                return nil
            }
            still.requirement -= need
            if !other.isWeighed { still.equity -= pnl }
            still.moving.append(other)
        }
        guard !pool.weighed.isEmpty else { return still }
        for (coin, held) in pool.weighed {
            let pnl =
                measured.filter {
                    $0.terms.names.settle == coin
                        && $0.terms.position.symbol != member.position.symbol
                }
                .compactMap(\.terms.unrealizedPnl).sum()
            if coin == member.names.settle {
                still.pnl = pnl
            } else {
                still.equity += held.gain(pnl)
            }
        }
        return still
    }

    private func nearer(_ below: Exact?, _ above: Exact?, to mark: Exact) -> Exact? {
        guard let below else { return above }
        guard let above else { return below }
        return mark - below <= above - mark ? below : above
    }

    private func tier(of member: PositionTerms, at price: Exact) -> Int? {
        guard let table = member.table, let size = member.size,
            let point = member.point(at: price)
        else { return nil }
        if table.sheet.tierUnit == .contracts || member.marginsOnEntry {
            return member.tier?.number
        }
        return table.tier(for: size * point).map { table.sheet.tiers[$0].number }
    }

    /// The point where equity is zero: the bankruptcy point. `nil` when equity does not move.
    ///
    /// At Bybit isolated margin holds the fee to close, which is spent at the bankruptcy price:
    /// entry × (1 − s ÷ leverage) − s × extra margin ÷ size.
    private func bankruptcy(
        of member: PositionTerms, _ legs: [SurplusSearch.Leg], _ fixedEquity: Exact
    ) -> Exact? {
        var constant = fixedEquity
        if pool.marginMode == .isolated, let fee = rules.addedMaintenance(member) {
            constant -= fee
        }
        var slope = Exact.zero
        for leg in legs {
            constant += leg.leg.profitConstant * leg.leg.weight
            slope += leg.leg.profitSlope * leg.leg.weight
        }
        guard let root = (-constant).divided(by: slope), root.isPositive else { return nil }
        return root
    }
}

private func max(_ left: Exact?, _ right: Exact?) -> Exact? {
    guard let left, let right else { return left ?? right }
    return Swift.max(left, right)
}

private func min(_ left: Exact?, _ right: Exact?) -> Exact? {
    guard let left, let right else { return left ?? right }
    return Swift.min(left, right)
}
