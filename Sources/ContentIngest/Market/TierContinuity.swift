import MarginModel

/// Whether maintenance margin is the same on both sides of the bound between two tiers.
enum TierContinuity {
    /// Whether amount₂ − amount₁ = bound × (rate₂ − rate₁), exactly.
    ///
    /// False also where 128 bits do not hold the products: such a ladder is not a venue's.
    static func holds(from lower: MaintenanceTier, to upper: MaintenanceTier) -> Bool {
        guard
            let step = difference(upper.maintenanceAmount, lower.maintenanceAmount),
            let rates = difference(upper.maintenanceMarginRate, lower.maintenanceMarginRate),
            let product = product(upper.lowerBound, rates)
        else { return false }
        return step == product
    }

    private static func difference(_ left: Decimal, _ right: Decimal) -> Decimal? {
        let scale = max(left.scale, right.scale)
        guard let leftUnits = units(left, scale: scale), let rightUnits = units(right, scale: scale)
        else { return nil }
        let (units, overflow) = leftUnits.subtractingReportingOverflow(rightUnits)
        return overflow ? nil : Decimal(significand: units, scale: scale)
    }

    private static func product(_ left: Decimal, _ right: Decimal) -> Decimal? {
        let scale = left.scale + right.scale
        let (units, overflow) = left.significand.multipliedReportingOverflow(by: right.significand)
        return overflow || scale > 38 ? nil : Decimal(significand: units, scale: scale)
    }

    /// `value` in units of 10^-`scale`.
    private static func units(_ value: Decimal, scale: Int) -> Int128? {
        let power = Int128(UInt128.powerOfTen(scale - value.scale))
        let (units, overflow) = value.significand.multipliedReportingOverflow(by: power)
        return overflow ? nil : units
    }
}
