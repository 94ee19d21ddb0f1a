import MarginModel

/// One leg of a pool as a function of one variable x: value, profit and requirement are linear in
/// x inside each tier.
///
/// A class because it is large and never changes: copies share it.
final class MarginLeg: Sendable {
    /// Value per unit of x, in the settle coin.
    let size: Exact
    /// Profit per unit of x, as it counts in the pool.
    let profitSlope: Exact
    /// Profit at x = 0.
    let profitConstant: Exact
    /// The tiers that the value walks through. `nil` when the requirement's rate does not depend on
    /// the value.
    let table: TierTable?
    /// The tier at the present x, where there is a table.
    let tier: Int
    /// Rate and amount where there is no table to look them up in.
    let fixedRate: Exact
    let fixedAmount: Exact
    /// What the venue adds to the tier's rate (OKX: the liquidation fee).
    let addedRate: Exact
    /// What the venue adds whatever the price (Bybit: the fee to close).
    let addedAmount: Exact
    /// What one unit of the settle coin counts in the pool.
    let weight: Exact
    /// The surplus inside the present tier.
    let line: (constant: Exact, slope: Exact)

    init(
        size: Exact, profitSlope: Exact, profitConstant: Exact, table: TierTable?, tier: Int,
        fixedRate: Exact, fixedAmount: Exact, addedRate: Exact, addedAmount: Exact, weight: Exact
    ) {
        self.size = size
        self.profitSlope = profitSlope
        self.profitConstant = profitConstant
        self.table = table
        self.tier = tier
        self.fixedRate = fixedRate
        self.fixedAmount = fixedAmount
        self.addedRate = addedRate
        self.addedAmount = addedAmount
        self.weight = weight
        line = (
            (profitConstant + (table?.amounts[tier] ?? fixedAmount) - addedAmount) * weight,
            (profitSlope - size * ((table?.rates[tier] ?? fixedRate) + addedRate)) * weight
        )
    }

    /// Surplus = constant + slope × x inside tier `index`: profit less value × (rate + added rate)
    /// − amount + added amount.
    func line(in index: Int) -> (constant: Exact, slope: Exact) {
        guard let table, index != tier else { return line }
        return (
            (profitConstant + table.amounts[index] - addedAmount) * weight, slope(in: index)
        )
    }

    func slope(in index: Int) -> Exact {
        guard let table, index != tier else { return line.slope }
        return (profitSlope - size * (table.rates[index] + addedRate)) * weight
    }

    /// The leg as a step function for the search along x.
    var alongPrice: SurplusSearch.Leg {
        SurplusSearch.Leg(leg: self, tier: tier, motion: .price)
    }

    /// The same along t, the factor that all marks move by, where x = `mark` × t for a linear
    /// contract and `mark` ÷ t for an inverse one, whose surplus is multiplied by its coin's price.
    func alongJointMove(from mark: Exact, isInverse: Bool) -> SurplusSearch.Leg {
        SurplusSearch.Leg(
            leg: self, tier: tier, motion: isInverse ? .inverseJoint(mark) : .linearJoint(mark))
    }
}
