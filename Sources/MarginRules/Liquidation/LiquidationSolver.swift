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
        guard let wallet = pool.wallet, let mark = member.markPrice else { return nil }
        var fixed = wallet
        var fixedEquity = wallet
        var legs: [MarginLeg] = []
        for other in pool.members {
            guard let weight = pool.weight(of: other) else { return nil }
            if other.position.symbol == member.position.symbol {
                guard let leg = rules.leg(other, weight: weight) else { return nil }
                legs.append(leg)
            } else {
                guard let pnl = other.unrealizedPnl, let need = rules.requirement(other) else {
                    return nil
                }
                fixed += (pnl - need) * weight
                fixedEquity += pnl * weight
            }
        }
        let margin = PiecewiseMargin(fixed: fixed, legs: legs)
        let prices = margin.roots().compactMap { member.price(at: $0) }.sorted()
        let below = prices.last { $0 <= mark }
        let above = prices.first { $0 > mark }
        let nearest = nearer(below, above, to: mark)
        return Triggers(
            below: below, above: above, nearest: nearest,
            tierAtNearest: nearest.flatMap { tier(of: member, at: $0) },
            bankruptcy: bankruptcy(of: member, margin, fixedEquity))
    }

    /// The move of all marks by the same percentage, down and up, at which the pool reaches its
    /// trigger. Collateral stands still. `nil` where no move does, or where linear and inverse
    /// contracts share the pool.
    func jointMove() -> (down: Exact?, up: Exact?) {
        guard let wallet = pool.wallet, let first = pool.members.first else { return (nil, nil) }
        var legs: [MarginLeg] = []
        for member in pool.members {
            guard member.isInverse == first.isInverse, let mark = member.mark,
                let weight = pool.weight(of: member), let leg = rules.leg(member, weight: weight)
            else { return (nil, nil) }
            legs.append(leg.scaled(by: mark))
        }
        let factors = PiecewiseMargin(fixed: wallet, legs: legs).roots()
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
        if sheet.tierUnit == .contracts { return member.tier?.number }
        return sheet.tier(for: size * point)?.number
    }

    /// Where equity is zero. At Bybit isolated margin holds the fee to close, which is spent at the
    /// bankruptcy price: entry × (1 − s ÷ leverage) − s × extra margin ÷ size.
    private func bankruptcy(
        of member: PositionTerms, _ margin: PiecewiseMargin, _ fixedEquity: Exact
    ) -> Exact? {
        var money = fixedEquity
        if pool.marginMode == .isolated, let fee = rules.addedMaintenance(member) { money -= fee }
        return margin.equityRoot(fixedEquity: money).flatMap { member.price(at: $0) }
    }
}
