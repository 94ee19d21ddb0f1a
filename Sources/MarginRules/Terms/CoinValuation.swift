import MarginModel

/// What an amount of one coin counts in a pool.
///
/// Collateral rates fall as amounts rise, and a debt counts in full, so the value is a concave line
/// with a bend at every bound: `value = amount × rate + offset` inside a slab. Each rate is that of
/// the part of the amount inside its slab (Bybit help centre, "Collateral Value Ratios", official
/// page of 2025-09-18: tiers by quantity, and "assets with a negative balance default to 100 %").
struct CoinValuation: Sendable {
    struct Slab: Sendable {
        /// Amounts over `lower` and up to `upper`; `nil`: without end.
        let lower: Exact?
        var upper: Exact?
        /// What one more coin counts, as a fraction of its price.
        let rate: Exact
        /// In coins.
        let offset: Exact

        func contains(_ amount: Exact) -> Bool {
            if let lower, amount <= lower { return false }
            if let upper, amount > upper { return false }
            return true
        }
    }

    /// What one coin is worth in the pool's unit when it counts in full.
    let price: Exact
    /// From −∞ to +∞, in rising order, neighbours with different rates.
    private(set) var slabs: [Slab]

    /// Every coin at `price`.
    init(price: Exact) {
        self.price = price
        slabs = [Slab(lower: nil, upper: nil, rate: .one, offset: .zero)]
    }

    /// A debt at `price`, an amount above zero by `tiers`, nothing above the last bound.
    init(price: Exact, tiers: [CollateralRate.Tier]) {
        self.init(price: price)
        var bound = Exact.zero
        for tier in tiers {
            add(rate: Exact(tier.rate), from: bound)
            guard let upper = tier.upperBound else { return }
            bound = Exact(upper)
        }
        add(rate: .zero, from: bound)
    }

    /// Goes on with `rate` above `bound`, where the value so far is continued.
    private mutating func add(rate: Exact, from bound: Exact) {
        let last = slabs[slabs.count - 1]
        guard rate != last.rate else { return }
        slabs[slabs.count - 1].upper = bound
        slabs.append(
            Slab(
                lower: bound, upper: nil, rate: rate,
                offset: bound * (last.rate - rate) + last.offset))
    }

    func slab(holding amount: Exact) -> Slab {
        slabs.first { $0.contains(amount) } ?? slabs[slabs.count - 1]
    }

    /// In the pool's unit.
    func value(of amount: Exact) -> Exact {
        let slab = slab(holding: amount)
        return (amount * slab.rate + slab.offset) * price
    }
}
