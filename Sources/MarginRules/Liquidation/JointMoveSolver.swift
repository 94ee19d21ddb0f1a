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
    ///
    /// - Parameter base: Only contracts on this coin, and the coin itself, move. `nil`: all.
    func move(of base: String? = nil) -> (down: Exact?, up: Exact?) {
        guard let search = search(of: base) else { return (nil, nil) }
        let lines = pool.linesAtPresent
        func holds(_ factor: Exact) -> Bool {
            lines.isEmpty || lines.allSatisfy { $1.holds(pnl(in: $0, at: factor, of: base)) }
        }
        let down = search.rootBelow(where: holds)
        let up = search.rootAbove(where: holds)
        return (down.map { ($0 - 1) * 100 }, up.map { ($0 - 1) * 100 })
    }

    private func moves(_ coin: String, with base: String?) -> Bool {
        !DollarCoin.isOne(coin) && (base.map { $0 == coin } ?? true)
    }

    private func search(of base: String?) -> SurplusSearch? {
        guard let parts = pool.surplusParts else { return nil }
        var fixed = (constant: Exact.zero, slope: Exact.zero)
        func add(_ value: Exact, of coin: String) {
            if moves(coin, with: base) { fixed.slope += value } else { fixed.constant += value }
        }
        for part in parts { add(part.value, of: part.coin) }
        let lines = pool.linesAtPresent
        for (coin, line) in lines { add(line.equity(.zero), of: coin) }
        var legs: [SurplusSearch.Leg] = []
        legs.reserveCapacity(measured.count)
        for position in measured {
            let member = position.terms
            let coin = member.names.settle
            guard let mark = member.mark,
                let leg = rules.leg(position, profitShare: lines[coin]?.share ?? .one)
            else { return nil }
            if let base, member.names.base != base {
                guard !moves(coin, with: base) else { return nil }
                let line = leg.line(in: leg.tier)
                fixed.constant += line.constant + line.slope * mark
            } else {
                // An inverse contract settles in the coin whose price moves it.
                guard member.isInverse == moves(coin, with: base) else { return nil }
                legs.append(leg.alongJointMove(from: mark, isInverse: member.isInverse))
            }
        }
        guard !legs.isEmpty else { return nil }
        return SurplusSearch(fixed: fixed, legs: legs, present: .one)
    }

    private func pnl(in coin: String, at factor: Exact, of base: String?) -> Exact {
        var sum = Exact.zero
        for position in measured where position.terms.names.settle == coin {
            let member = position.terms
            guard let mark = member.mark else { continue }
            let isMoving = base.map { $0 == member.names.base } ?? true
            let moved = member.isInverse ? mark.divided(by: factor) : mark * factor
            if let profit = member.profit(at: isMoving ? moved ?? mark : mark) { sum += profit }
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
