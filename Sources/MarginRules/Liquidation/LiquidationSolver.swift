import MarginModel

/// The prices at which a pool reaches its trigger.
struct LiquidationSolver {
    let pool: MarginPool
    let rules: any VenueRules

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

    /// All legs of the member's symbol move together: hedge legs share one price.
    func triggers(for member: PositionTerms) -> Triggers? {
        guard let mark = member.markPrice, let still = stillPart(of: pool.members, but: member)
        else { return nil }
        var points: [Exact] = []
        var bankruptcy: Exact?
        for line in pool.lines(of: member.names.settle) {
            var legs: [MarginLeg] = []
            for leg in still.moving {
                guard let weight = pool.weight(of: leg),
                    let moving = rules.leg(leg, weight: weight, profitShare: line.share)
                else { return nil }
                legs.append(moving)
            }
            func holds(_ x: Exact) -> Bool {
                line.holds(still.pnl + still.moving.compactMap { $0.profit(at: x) }.sum())
            }
            let equity = still.equity + line.equity(still.pnl)
            let margin = PiecewiseMargin(fixed: equity - still.requirement, legs: legs)
            points += margin.roots().filter(holds)
            if let zero = self.bankruptcy(of: member, margin, equity), holds(zero) {
                bankruptcy = member.price(at: zero)
            }
        }
        let prices = points.compactMap { member.price(at: $0) }.sorted()
        let below = prices.last { $0 <= mark }
        let above = prices.first { $0 > mark }
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
        var moving: [PositionTerms] = []
    }

    private func stillPart(of members: [PositionTerms], but member: PositionTerms) -> StillPart? {
        guard let equity = pool.fixedEquity, let added = pool.extras.requirement else {
            return nil
        }
        var still = StillPart(equity: equity, requirement: added)
        var weighedPnl: [String: Exact] = [:]
        for other in members {
            guard other.position.symbol != member.position.symbol else {
                still.moving.append(other)
                continue
            }
            guard let pnl = other.unrealizedPnl, let need = rules.requirement(other),
                let weight = pool.weight(of: other)
            else { return nil }
            still.requirement += need * weight
            if pool.weighed[other.names.settle] == nil {
                still.equity += pnl * weight
            } else {
                weighedPnl[other.names.settle, default: .zero] += pnl
            }
        }
        for (coin, held) in pool.weighed where coin != member.names.settle {
            still.equity += held.gain(weighedPnl[coin] ?? .zero)
        }
        still.pnl = weighedPnl[member.names.settle] ?? .zero
        return still
    }

    /// The move of all marks by the same percentage, down and up, at which the pool reaches its
    /// trigger. Collateral stands still. `nil` where no move does, where linear and inverse
    /// contracts share the pool, or where another collateral rate would apply on the way.
    func jointMove() -> (down: Exact?, up: Exact?) {
        guard var fixed = pool.fixedEquity, let added = pool.extras.requirement,
            let first = pool.members.first
        else { return (nil, nil) }
        fixed -= added
        var legs: [MarginLeg] = []
        let lines = pool.linesAtPresent
        for line in lines.values { fixed += line.equity(.zero) }
        for member in pool.members {
            let share = lines[member.names.settle]?.share ?? .one
            guard member.isInverse == first.isInverse, let mark = member.mark,
                let weight = pool.weight(of: member),
                let leg = rules.leg(member, weight: weight, profitShare: share)
            else { return (nil, nil) }
            legs.append(leg.scaled(by: mark))
        }
        let factors = PiecewiseMargin(fixed: fixed, legs: legs).roots()
            .filter { factor in
                lines.allSatisfy { coin, line in
                    line.holds(
                        pool.members.filter { $0.names.settle == coin }
                            .compactMap { member in
                                member.mark.flatMap { member.profit(at: $0 * factor) }
                            }.sum())
                }
            }
            .compactMap { first.isInverse ? Exact.one.divided(by: $0) : $0 }
            .sorted()
        let down = factors.last { $0 <= 1 }
        let up = factors.first { $0 > 1 }
        return (down.map { ($0 - 1) * 100 }, up.map { ($0 - 1) * 100 })
    }

    private func nearer(_ below: Exact?, _ above: Exact?, to mark: Exact) -> Exact? {
        guard let below else { return above }
        guard let above else { return below }
        return mark - below <= above - mark ? below : above
    }

    private func tier(of member: PositionTerms, at price: Exact) -> Int? {
        guard let sheet = member.symbolSheet, let size = member.size,
            let point = member.point(at: price)
        else { return nil }
        if sheet.tierUnit == .contracts || member.marginsOnEntry { return member.tier?.number }
        return sheet.tier(for: size * point)?.number
    }

    /// The point where equity is zero. At Bybit isolated margin holds the fee to close, which is spent at the
    /// bankruptcy price: entry × (1 − s ÷ leverage) − s × extra margin ÷ size.
    private func bankruptcy(
        of member: PositionTerms, _ margin: PiecewiseMargin, _ fixedEquity: Exact
    ) -> Exact? {
        var money = fixedEquity
        if pool.marginMode == .isolated, let fee = rules.addedMaintenance(member) { money -= fee }
        return margin.equityRoot(fixedEquity: money)
    }
}
