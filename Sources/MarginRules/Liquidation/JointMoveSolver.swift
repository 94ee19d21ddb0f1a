import MarginModel

/// The move of prices by one percentage at which a pool reaches its trigger.
///
/// Every mark moves, and with it the index price of every coin that is no dollar: coin collateral
/// in a dollar pool, and what inverse contracts earn and need, move too. Dollar coins stand still.
/// Multiplied by the factor of the move, a coin's part is linear in it as well, so linear and
/// inverse contracts may share a pool.
struct JointMoveSolver {
    let pool: MarginPool
    let rules: any VenueRules
    let measured: [MeasuredPosition]

    /// Down (not positive) and up.
    ///
    /// Where the PnL of a coin is weighed together with its balance, the pool's surplus bends at the
    /// moves at which another collateral rate begins to apply. The search goes from bend to bend.
    func sides() -> (down: Distance.Side, up: Distance.Side) {
        let lines = pool.linesAtPresent
        guard !measured.isEmpty else { return (Distance.Side(), Distance.Side()) }
        guard let search = search(on: lines) else {
            let unknown = Distance.Side(withheld: .notModelled)
            return (unknown, unknown)
        }
        return (side(from: search, lines, upward: false), side(from: search, lines, upward: true))
    }

    private func side(
        from first: SurplusSearch, _ present: [String: PnlLine], upward: Bool
    ) -> Distance.Side {
        var search = first
        var lines = present
        var outcome = SurplusSearch.Outcome.none
        while true {
            let holds: (Exact) -> Bool = { [lines] factor in
                lines.allSatisfy { $1.holds(pnl(in: $0, at: factor)) }
            }
            outcome = upward ? search.rootAbove(where: holds) : search.rootBelow(where: holds)
            if case .root(let root) = outcome {
                return Distance.Side(percent: (root - 1) * 100, pool: pool.id)
            }
            guard let bend = nextBend(from: lines, upward: upward) else { break }
            lines[bend.coin] = bend.line
            guard let next = self.search(on: lines) else { break }
            search = next
        }
        guard case .beyondLastTier(let end) = outcome else { return Distance.Side() }
        return Distance.Side(withheld: .beyondLastTier, tiersEndAtPercent: (end - 1) * 100)
    }

    /// The nearest factor at which a coin goes to its next line, in the direction of the search.
    private func nextBend(
        from lines: [String: PnlLine], upward: Bool
    ) -> (factor: Exact, coin: String, line: PnlLine)? {
        var nearest: (factor: Exact, coin: String, line: PnlLine)?
        for (coin, line) in lines.sorted(by: { $0.key < $1.key }) {
            let rises = pnl(in: coin, at: 2) > pnl(in: coin, at: .one)
            guard let end = line.end(rising: rises == upward),
                let t = pool.move(to: end.pnl, in: coin, along: Self.joint)
            else { continue }
            let factor = 1 + t
            guard factor.isPositive else { continue }
            if nearest.map({ upward ? factor < $0.factor : factor > $0.factor }) ?? true {
                nearest = (factor, coin, end.next)
            }
        }
        return nearest
    }

    private func search(on lines: [String: PnlLine]) -> SurplusSearch? {
        guard let parts = pool.surplusParts else { return nil }
        var fixed = (constant: Exact.zero, slope: Exact.zero)
        func add(_ value: Exact, of coin: String) {
            if DollarCoin.isOne(coin) { fixed.constant += value } else { fixed.slope += value }
        }
        for part in parts { add(part.value, of: part.coin) }
        for (coin, line) in lines { add(line.equity(.zero), of: coin) }
        var legs: [SurplusSearch.Leg] = []
        legs.reserveCapacity(measured.count)
        for position in measured {
            let member = position.terms
            let coin = member.names.settle
            // An inverse contract settles in the coin whose price moves it.
            guard let mark = member.mark, member.isInverse != DollarCoin.isOne(coin),
                let leg = position.leg(lines[coin]?.share ?? .one, rules)
            else { return nil }
            legs.append(leg.alongJointMove(from: mark, isInverse: member.isInverse))
        }
        return SurplusSearch(fixed: fixed, legs: legs, present: .one)
    }

    private static let joint = PriceMove(shape: .joint)

    private func pnl(in coin: String, at factor: Exact) -> Exact {
        pool.pnl(in: coin, at: factor - 1, along: Self.joint) ?? .zero
    }
}
