import MarginModel

/// The cheapest cure by trying every lot of every position with every set of funds.
///
/// It knows the venues' formulas as published and nothing of the program: money is a whole number
/// of millionths. Slippage is 0.1 %, the standard policy's; the target n is 0.5, and at OKX under 1/3.
struct CureOracle {
    let cure: RandomCure

    private static let unit = 1_000_000

    /// What one choice of a leg's closed quantity does.
    private struct Cut {
        let rest: Int
        let cost: Int
        let equityLoss: Int
        /// Without the rate part at OKX, which the family decides.
        let requirement: Int
    }

    /// In millionths. `nil` when nothing cures.
    var cheapest: Int? {
        let cuts = cure.legs.map { leg in quantities(leg).map { cut(leg, closing: $0) } }
        let masks = 0..<(1 << cure.funds.count)
        let money = masks.map { mask in
            let used = cure.funds.indices.filter { mask >> $0 & 1 == 1 }.map { cure.funds[$0] }
            return (
                credited: used.map(\.amount).reduce(cure.free, +) * Self.unit,
                fee: used.map(\.fee).reduce(0, +) * Self.unit
            )
        }
        var best: Int?
        var chosen: [Cut] = []
        func choose(_ depth: Int, cost: Int, equity: Int) {
            if let best, cost >= best { return }
            guard depth < cuts.count else {
                let requirement = self.requirement(chosen)
                for money in money where best.map({ cost + money.fee < $0 }) ?? true {
                    if isCured(requirement, equity, credited: money.credited, chosen) {
                        best = cost + money.fee
                    }
                }
                return
            }
            for cut in cuts[depth] {
                chosen.append(cut)
                choose(depth + 1, cost: cost + cut.cost, equity: equity - cut.equityLoss)
                chosen.removeLast()
            }
        }
        choose(0, cost: 0, equity: equity)
        return best
    }

    var isNearTrigger: Bool {
        let now = cure.legs.map { cut($0, closing: 0) }
        let requirement = self.requirement(now)
        guard equity > 0 else { return true }
        return cure.venue == .okx ? requirement * 3 >= equity : requirement * 10 >= equity * 8
    }

    /// Nothing, whole lots from the smallest order on, or everything.
    private func quantities(_ leg: RandomCure.Leg) -> [Int] {
        let lots = stride(from: 0, through: leg.quantity, by: cure.steps[leg.symbol])
            .filter { $0 == 0 || $0 >= cure.fewest[leg.symbol] }
        let all = lots.last == leg.quantity ? lots : lots + [leg.quantity]
        guard isBybitIsolated else { return all }
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

    private var isBybitIsolated: Bool { cure.isIsolated && cure.venue == .bybit }

    private func margin(_ leg: RandomCure.Leg, _ quantity: Int) -> Int {
        quantity * leg.entry * (100 / leg.leverage) * (Self.unit / 100)
    }

    private var equity: Int {
        let gained = cure.legs.map { profit($0, $0.quantity) }.reduce(0, +)
        guard isBybitIsolated else { return cure.wallet * Self.unit + gained }
        let leg = cure.legs[0]
        return gained + margin(leg, leg.quantity) + feeToClose(leg, leg.quantity)
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
        let released = profit(leg, closed) + margin(leg, closed) + feeToClose(leg, closed)
        return Cut(
            rest: rest, cost: cost, equityLoss: isBybitIsolated ? released : cost,
            requirement: requirement)
    }

    /// At OKX the rate of the tier of all contracts of a symbol, long and short together.
    private func requirement(_ cuts: [Cut]) -> Int {
        var sum = cuts.map(\.requirement).reduce(0, +)
        guard cure.venue == .okx else { return sum }
        for symbol in cure.tiers.indices {
            let legs = cure.legs.indices.filter { cure.legs[$0].symbol == symbol }
            let contracts = legs.map { cuts[$0].rest }.reduce(0, +)
            let rate = cure.tiers[symbol].first { contracts <= $0.upperBound }?.perMille ?? 0
            for leg in legs { sum += cuts[leg].rest * cure.legs[leg].mark * rate * 1_000 }
        }
        return sum
    }

    private func isCured(_ requirement: Int, _ equity: Int, credited: Int, _ cuts: [Cut]) -> Bool {
        if cuts.allSatisfy({ $0.rest == 0 }) {
            // Nothing is left to protect; what remains must pay for closing.
            guard cure.isIsolated else { return equity + credited >= 0 }
            return leftAfterClosing + cure.free * Self.unit >= 0
        }
        if isBybitIsolated {
            // Extra margin counts as X ÷ (1 ∓ fee).
            let divisor = 10_000 - (cure.legs[0].isLong ? 1 : -1) * cure.fee
            return requirement * 2 * divisor <= equity * divisor + credited * 10_000
        }
        let total = equity + credited
        return cure.venue == .okx ? requirement * 3 < total : requirement * 2 <= total
    }

    /// The isolated position's own money once it is closed whole and the cost is paid.
    private var leftAfterClosing: Int {
        let leg = cure.legs[0]
        let whole = cut(leg, closing: leg.quantity)
        return equity - feeToClose(leg, leg.quantity) - whole.cost
    }
}
