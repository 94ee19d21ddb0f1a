/// How a settle coin's unrealized PnL counts in its pool, over the amounts where one collateral
/// rate applies.
///
/// PnL that counts in full has one line for all amounts. Where a rate weighs it together with the
/// balance there is one line a slab, and a figure found on a line holds only where its slab does.
struct PnlLine: Sendable {
    /// What one more unit of PnL counts, as a fraction of the coin's price.
    let share: Exact
    /// What PnL is weighed with; `nil`: nothing.
    private let weighing: (held: MarginPool.WeighedCoin, slab: CoinValuation.Slab)?

    static let full = PnlLine(share: .one, weighing: nil)

    init(_ held: MarginPool.WeighedCoin, _ slab: CoinValuation.Slab) {
        self.init(share: slab.rate, weighing: (held, slab))
    }

    private init(
        share: Exact, weighing: (held: MarginPool.WeighedCoin, slab: CoinValuation.Slab)?
    ) {
        self.share = share
        self.weighing = weighing
    }

    /// Whether the line's rate is the one that applies at this PnL.
    func holds(_ pnl: Exact) -> Bool {
        guard let weighing else { return true }
        return weighing.slab.contains(weighing.held.balance + pnl)
    }

    /// The unrealized PnL at which the line ends when it rises or falls, and the line that follows.
    func end(rising: Bool) -> (pnl: Exact, next: PnlLine)? {
        guard let (held, slab) = weighing, let bound = rising ? slab.upper : slab.lower,
            let next = held.valuation.slabs.first(where: {
                rising ? $0.lower == bound : $0.upper == bound
            })
        else { return nil }
        return (bound - held.balance, PnlLine(held, next))
    }

    /// What the coin adds to the pool's equity on this line with `pnl`, beyond the value of its
    /// balance, which the wallet holds already.
    func equity(_ pnl: Exact) -> Exact {
        guard let (held, slab) = weighing else { return .zero }
        let counted = ((held.balance + pnl) * slab.rate + slab.offset) * held.valuation.price
        return counted - held.valuation.value(of: held.balance)
    }
}

extension MarginPool {
    /// The lines of one settle coin: one, unless its PnL is weighed by a rate.
    func lines(of coin: String) -> [PnlLine] {
        guard let held = weighed[coin] else { return [.full] }
        return held.valuation.slabs.map { PnlLine(held, $0) }
    }

    /// The line that each weighed coin is on now.
    var linesAtPresent: [String: PnlLine] {
        var lines: [String: PnlLine] = [:]
        for (coin, held) in weighed {
            let pnl = members.filter { $0.names.settle == coin }.compactMap(\.unrealizedPnl).sum()
            lines[coin] = PnlLine(held, held.valuation.slab(holding: held.balance + pnl))
        }
        return lines
    }

    /// The unrealized PnL of one settle coin after a move of t. `nil` where a price is not known or
    /// would not stay positive.
    func pnl(in coin: String, at t: Exact, along move: PriceMove) -> Exact? {
        var sum = Exact.zero
        for member in members where member.names.settle == coin {
            guard let mark = member.mark, let factor = move.factor(of: member.names.base, at: t),
                factor.isPositive,
                let moved = member.isInverse ? mark.divided(by: factor) : mark * factor,
                let profit = member.profit(at: moved)
            else { return nil }
            sum += profit
        }
        return sum
    }

    /// The move after which the PnL of `coin` is `target`; `nil` where no move changes it.
    ///
    /// The PnL is linear in t for a coin that stands still, and in 1 ÷ (1 + w × t) for one that moves
    /// with weight w, as what its inverse contracts earn does.
    func move(to target: Exact, in coin: String, along move: PriceMove) -> Exact? {
        guard let now = pnl(in: coin, at: .zero, along: move),
            let then = pnl(in: coin, at: .one, along: move),
            let share = (target - now).divided(by: then - now),
            let weight = move.weight(of: coin)
        else { return nil }
        return share.divided(by: 1 + weight - share * weight)
    }

    /// The moves at which the balance of a weighed coin reaches another collateral rate.
    func bends(along move: PriceMove) -> [Exact] {
        weighed.flatMap { coin, held in
            held.valuation.slabs.compactMap(\.upper).compactMap {
                self.move(to: $0 - held.balance, in: coin, along: move)
            }
        }
    }
}
