import MarginModel

/// One leg of a pool as a function of one variable x: value, profit and requirement are linear in
/// x inside each tier.
struct MarginLeg: Sendable {
    /// Value per unit of x, in the settle coin.
    var size: Exact
    /// Profit per unit of x, as it counts in the pool.
    var profitSlope: Exact
    /// Profit at x = 0.
    var profitConstant: Exact
    /// The tiers that the value walks through. `nil` when the requirement's rate does not depend on
    /// the value.
    var table: TierTable?
    /// The tier at the present x, where there is a table.
    var tier: Int
    /// Rate and amount where there is no table to look them up in.
    var fixedRate: Exact
    var fixedAmount: Exact
    /// What the venue adds to the tier's rate (OKX: the liquidation fee).
    var addedRate: Exact
    /// What the venue adds whatever the price (Bybit: the fee to close).
    var addedAmount: Exact
    /// What one unit of the settle coin counts in the pool.
    var weight: Exact

    /// Surplus = constant + slope × x inside tier `index`: profit less value × (rate + added rate)
    /// − amount + added amount.
    func line(in index: Int) -> (constant: Exact, slope: Exact) {
        let rate = (table?.rates[index] ?? fixedRate) + addedRate
        let amount = table?.amounts[index] ?? fixedAmount
        return (
            (profitConstant + amount - addedAmount) * weight, (profitSlope - size * rate) * weight
        )
    }

    /// The leg as a step function for the search along x.
    var alongPrice: SurplusSearch.Leg {
        SurplusSearch.Leg(leg: self, tier: tier, motion: .price)
    }

    /// The same along t, the factor that all marks move by, where x = `mark` × t for a linear
    /// contract and `mark` ÷ t for an inverse one, whose surplus is multiplied by its coin's price.
    func alongJointMove(from mark: Exact, isInverse: Bool) -> SurplusSearch.Leg {
        var moved = self
        moved.size = size * mark
        moved.profitSlope = profitSlope * mark
        return SurplusSearch.Leg(
            leg: moved, tier: tier, motion: isInverse ? .inverseJoint : .linearJoint)
    }
}
