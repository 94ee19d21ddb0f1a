import MarginModel

/// Whether maintenance margin is the same on both sides of the bound between two tiers.
enum TierContinuity {
    /// Whether amount₂ − amount₁ = bound × (rate₂ − rate₁), exactly.
    ///
    /// False also where 128 bits do not hold the products: such a ladder is not a venue's.
    static func holds(from lower: MaintenanceTier, to upper: MaintenanceTier) -> Bool {
        guard
            let step = upper.maintenanceAmount.subtracting(lower.maintenanceAmount),
            let rates = upper.maintenanceMarginRate.subtracting(lower.maintenanceMarginRate),
            let product = upper.lowerBound.multiplied(by: rates)
        else { return false }
        return step == product
    }
}
