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

    /// Percent, down (not positive) and up. `nil` where no move triggers; both where a figure is
    /// missing, a linear contract settles in a coin that moves, or another collateral rate would
    /// apply on the way.
    func move() -> (down: Exact?, up: Exact?) {
        guard let search = search() else { return (nil, nil) }
        let lines = pool.linesAtPresent
        func holds(_ factor: Exact) -> Bool {
            lines.allSatisfy { $1.holds(pnl(in: $0, at: factor)) }
        }
        let down = search.rootBelow(where: holds)
        let up = search.rootAbove(where: holds)
        return (down.map { ($0 - 1) * 100 }, up.map { ($0 - 1) * 100 })
    }

    private func search() -> SurplusSearch? {
        guard let parts = pool.surplusParts else { return nil }
        var fixed = (constant: Exact.zero, slope: Exact.zero)
        func add(_ value: Exact, of coin: String) {
            if DollarCoin.isOne(coin) { fixed.constant += value } else { fixed.slope += value }
        }
        for part in parts { add(part.value, of: part.coin) }
        let lines = pool.linesAtPresent
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
        guard !legs.isEmpty else { return nil }
        return SurplusSearch(fixed: fixed, legs: legs, present: .one)
    }

    private func pnl(in coin: String, at factor: Exact) -> Exact {
        var sum = Exact.zero
        for position in measured where position.terms.names.settle == coin {
            let member = position.terms
            guard let mark = member.mark else { continue }
            let moved = member.isInverse ? mark.divided(by: factor) : mark * factor
            if let profit = moved.flatMap({ member.profit(at: $0) }) { sum += profit }
        }
        return sum
    }
}

/// Coins that stand for a dollar: no index price of theirs is moved.
enum DollarCoin {
    private static let all: Set = [
        "USD", "USDT", "USDC", "FDUSD", "TUSD", "BUSD", "DAI", "PYUSD", "USDE",
    ]

    static func isOne(_ coin: String) -> Bool { all.contains(coin) }
}
