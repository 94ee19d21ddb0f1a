import MarginModel

/// How far maintenance margin is the same on both sides of the bound between two tiers.
enum TierContinuity {
    /// Venues round what a tier deducts: a jump of at most this share of the margin at the bound.
    private static let tolerance = Decimal(significand: 1, scale: 3)

    /// amount₂ − amount₁ − bound × (rate₂ − rate₁): what margin falls by where the upper tier starts.
    ///
    /// `nil` where 128 bits do not hold the products: such a ladder is not a venue's.
    static func jump(from lower: MaintenanceTier, to upper: MaintenanceTier) -> Decimal? {
        guard
            let step = upper.maintenanceAmount.subtracting(lower.maintenanceAmount),
            let rates = upper.maintenanceMarginRate.subtracting(lower.maintenanceMarginRate),
            let product = upper.lowerBound.multiplied(by: rates)
        else { return nil }
        return step.subtracting(product)
    }

    /// Maintenance margin where a tier starts.
    static func margin(atStartOf tier: MaintenanceTier) -> Decimal? {
        tier.lowerBound.multiplied(by: tier.maintenanceMarginRate)?
            .subtracting(tier.maintenanceAmount)
    }

    /// Whether a jump is what rounding leaves.
    static func isRounding(_ jump: Decimal, at margin: Decimal) -> Bool {
        margin.multiplied(by: tolerance)
            .map { jump <= $0 && $0.adding(jump).map { !$0.isNegative } ?? false } ?? false
    }
}
