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
}
