import MarginModel

/// The cheapest cure by trying every lot of every position of every pool near its trigger, with every
/// set of funds.
///
/// It knows the venues' formulas as published and nothing of the program: money is a whole number
/// of millionths. Slippage is 0.1 %, the standard policy's; the target n is 0.5, and at OKX under 1/3.
struct CureOracle {
    let cure: RandomCure

    private static let unit = 1_000_000
    private static let cent = 10_000

    /// What one choice of a leg's closed quantity does.
    private struct Cut {
        let leg: RandomCure.Leg
        let rest: Int
        let cost: Int
        /// Without the rate part at OKX, which the family decides.
        let requirement: Int
        var closed: Int { leg.quantity - rest }
    }

    /// In millionths. `nil` when nothing cures.
    var cheapest: Int? {
        let now = cure.legs.map { cut($0, closing: 0) }
        let isCrossSick = isNear(crossRequirement(now), crossEquity(now))
        let isSick = now.map { cut in
            cut.leg.isIsolated ? isNear(requirement(of: cut), equity(of: cut)) : isCrossSick
        }
        let quantities = zip(now, isSick).map { cut, isSick -> [Cut] in
            isSick ? self.quantities(cut.leg).map { self.cut(cut.leg, closing: $0) } : [cut]
        }
        let money = (0..<(1 << cure.funds.count)).map { mask in
            let used = cure.funds.indices.filter { mask >> $0 & 1 == 1 }.map { cure.funds[$0] }
            return (
                credited: used.map(\.amount).reduce(0, +) * Self.unit,
                fee: used.map(\.fee).reduce(0, +) * Self.unit
            )
        }
        let surplus = now.filter(\.leg.isIsolated).map(surplus).reduce(0, +)
        var best: Int?
        var chosen: [Cut] = []
        func choose(_ depth: Int, cost: Int) {
            if let best, cost >= best { return }
            guard depth < quantities.count else {
                for money in money where best.map({ cost + money.fee < $0 }) ?? true {
                    let sick = zip(chosen, isSick).filter { $1 || !$0.leg.isIsolated }.map(\.0)
                    if isCured(sick, surplus, outside: money.credited, isCrossSick) {
                        best = cost + money.fee
                    }
                }
                return
            }
            for cut in quantities[depth] {
                chosen.append(cut)
                choose(depth + 1, cost: cost + cut.cost)
                chosen.removeLast()
            }
        }
        choose(0, cost: 0)
        return best
    }

    var isNearTrigger: Bool {
        let now = cure.legs.map { cut($0, closing: 0) }
        return isNear(crossRequirement(now), crossEquity(now))
            || now.contains {
                $0.leg.isIsolated && isNear(requirement(of: $0), equity(of: $0))
            }
    }

    private func isNear(_ requirement: Int, _ equity: Int) -> Bool {
        if requirement == 0, equity >= 0 { return false }
        guard equity > 0 else { return true }
        return cure.venue == .okx ? requirement * 3 >= equity : requirement * 10 >= equity * 8
    }

    /// Nothing, whole lots from the smallest order on, or everything.
    private func quantities(_ leg: RandomCure.Leg) -> [Int] {
        let lots = stride(from: 0, through: leg.quantity, by: cure.steps[leg.symbol])
            .filter { $0 == 0 || $0 >= cure.fewest[leg.symbol] }
        let all = lots.last == leg.quantity ? lots : lots + [leg.quantity]
        guard leg.isIsolated, cure.venue == .bybit else { return all }
        // A loss that the position's own margin does not pay is not realised in part.
        let whole = leg.quantity
        let paid = profit(leg, whole) + margin(leg, whole) >= cut(leg, closing: whole).cost
        return paid ? all : [0, whole]
    }

    private func profit(_ leg: RandomCure.Leg, _ quantity: Int) -> Int {
        (leg.isLong ? 1 : -1) * quantity * (leg.mark - leg.entry) * Self.unit
    }

    /// Entry value × (1 − s ÷ leverage) × fee.
    private func feeToClose(_ leg: RandomCure.Leg, _ quantity: Int) -> Int {
        guard cure.venue == .bybit else { return 0 }
        let share = 100 - (leg.isLong ? 1 : -1) * 100 / leg.leverage
        return quantity * leg.entry * share * cure.fee
    }

    private func margin(_ leg: RandomCure.Leg, _ quantity: Int) -> Int {
        quantity * leg.entry * (100 / leg.leverage) * (Self.unit / 100)
    }

    private func cut(_ leg: RandomCure.Leg, closing closed: Int) -> Cut {
        let rest = leg.quantity - closed
        let value = rest * leg.mark
        let cost = closed * leg.mark * (cure.fee + 10) * (Self.unit / 10_000)
        var requirement = value * cure.fee * (Self.unit / 10_000)
        if cure.venue != .okx {
            let tier = cure.tiers[leg.symbol].first { value <= $0.upperBound }
            let rated = value * (tier?.perMille ?? 0) - (tier?.amount ?? 0)
            requirement = rest == 0 ? 0 : rated * (Self.unit / 1_000) + feeToClose(leg, rest)
        }
        return Cut(leg: leg, rest: rest, cost: cost, requirement: requirement)
    }

    // MARK: Pools

    /// At OKX the rate of the tier of all cross contracts of a symbol, long and short together.
    private func crossRequirement(_ cuts: [Cut]) -> Int {
        let cuts = cuts.filter { !$0.leg.isIsolated }
        var sum = cuts.map(\.requirement).reduce(0, +)
        guard cure.venue == .okx else { return sum }
        for symbol in cure.tiers.indices {
            let legs = cuts.filter { $0.leg.symbol == symbol }
            let rate = rate(symbol, legs.map(\.rest).reduce(0, +))
            for leg in legs { sum += leg.rest * leg.leg.mark * rate * 1_000 }
        }
        return sum
    }

    private func rate(_ symbol: Int, _ contracts: Int) -> Int {
        cure.tiers[symbol].first { contracts <= $0.upperBound }?.perMille ?? 0
    }

    private func requirement(of cut: Cut) -> Int {
        guard cure.venue == .okx else { return cut.requirement }
        return cut.requirement + cut.rest * cut.leg.mark * rate(cut.leg.symbol, cut.rest) * 1_000
    }

    private func crossEquity(_ cuts: [Cut]) -> Int {
        guard cuts.contains(where: { !$0.leg.isIsolated }) else { return 0 }
        return cuts.filter { !$0.leg.isIsolated }
            .map { profit($0.leg, $0.leg.quantity) - $0.cost }
            .reduce(cure.wallet * Self.unit, +)
    }

    private func equity(of cut: Cut) -> Int {
        let leg = cut.leg
        guard cure.venue == .bybit else {
            return leg.wallet * Self.unit + profit(leg, leg.quantity) - cut.cost
        }
        return profit(leg, cut.rest) + margin(leg, cut.rest) + feeToClose(leg, cut.rest)
    }

    /// What goes to the wallet from an isolated position that is cut.
    private func released(_ cut: Cut) -> Int {
        guard cure.venue == .bybit else { return cut.rest == 0 ? equity(of: cut) : 0 }
        return profit(cut.leg, cut.closed) + margin(cut.leg, cut.closed) - cut.cost
    }

    /// What an isolated position that is well margined can give: a cent short of its target and of
    /// its initial margin.
    private func surplus(_ cut: Cut) -> Int {
        let (leg, equity, need) = (cut.leg, equity(of: cut), requirement(of: cut))
        guard cure.venue != .bybit, missing(need, equity) <= 0 else { return 0 }
        let initial = leg.quantity * leg.mark * (Self.unit / leg.leverage)
        let spare = min(
            equity - factor * need, equity - max(0, profit(leg, leg.quantity)) - initial)
        return max(0, down(spare - Self.cent))
    }

    // MARK: Goal

    private var factor: Int { cure.venue == .okx ? 3 : 2 }

    /// Equity that is missing for the goal, in whole cents; at OKX the warning has to be passed.
    private func missing(_ requirement: Int, _ equity: Int) -> Int {
        let gap = factor * requirement - equity
        return -down(-(cure.venue == .okx ? gap + 1 : gap))
    }

    private func down(_ amount: Int) -> Int {
        let rest = amount % Self.cent
        return amount - (rest < 0 ? rest + Self.cent : rest)
    }

    private func isCured(
        _ cuts: [Cut], _ surplus: Int, outside: Int, _ isCrossSick: Bool
    ) -> Bool {
        var wallet = surplus
        var needed = 0
        for cut in cuts where cut.leg.isIsolated {
            if cut.closed > 0 { wallet += released(cut) }
            guard cut.rest > 0 else { continue }
            let gap = missing(requirement(of: cut), equity(of: cut))
            guard gap > 0 else { continue }
            guard cure.venue == .bybit else {
                needed += gap
                continue
            }
            // Extra margin counts as X ÷ (1 ∓ fee).
            let exact = factor * requirement(of: cut) - equity(of: cut)
            let divisor = 10_000 - (cut.leg.isLong ? 1 : -1) * cure.fee
            needed += -down(-((exact * divisor + 9_999) / 10_000))
        }
        guard cuts.contains(where: { !$0.leg.isIsolated }) else {
            wallet += cure.wallet * Self.unit
            return wallet >= 0 && needed <= outside + down(wallet)
        }
        let requirement = crossRequirement(cuts)
        let equity = crossEquity(cuts)
        let available =
            equity
            - cuts.filter { !$0.leg.isIsolated }
            .map { $0.rest * $0.leg.mark * (Self.unit / $0.leg.leverage) }.reduce(0, +)
        guard isCrossSick else {
            // At the target it stays there; short of it, nothing may leave it and it may not lose.
            let spare = -missing(requirement, equity + wallet)
            guard spare < 0 else {
                return needed <= outside + max(0, down(min(available + wallet, spare)))
            }
            return missing(requirement, equity) > 0
                ? wallet >= 0 && needed <= outside : needed - spare <= outside
        }
        // What comes free is the cross pool's own.
        let isEmpty = cuts.allSatisfy { $0.leg.isIsolated || $0.rest == 0 }
        let gap = isEmpty ? -down(equity + wallet) : missing(requirement, equity + wallet)
        if gap > 0 { return gap + needed <= outside }
        return needed <= outside + max(0, down(min(available + wallet, -gap)))
    }
}
