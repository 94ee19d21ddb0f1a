import MarginModel

/// The little arithmetic that reading needs. `nil` where 128 bits and 38 places do not hold a result
/// exactly: what margin rules compute is computed in `MarginRules`, on numbers that widen.
extension Decimal {
    var magnitude: Decimal { isNegative ? negated : self }

    func adding(_ other: Decimal) -> Decimal? {
        let common = max(scale, other.scale)
        guard let left = units(at: common), let right = other.units(at: common) else { return nil }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : Decimal(significand: sum, scale: common)
    }

    func subtracting(_ other: Decimal) -> Decimal? { adding(other.negated) }

    func multiplied(by other: Decimal) -> Decimal? {
        let (product, overflow) = significand.multipliedReportingOverflow(by: other.significand)
        let places = scale + other.scale
        return overflow || places > 38 ? nil : Decimal(significand: product, scale: places)
    }

    /// The quotient, rounded half-even after `places` digits, and whether nothing was lost by it.
    func divided(by other: Decimal, places: Int) -> (value: Decimal, isExact: Bool)? {
        // significand × 10^-scale ÷ (other × 10^-other.scale) = quotient × 10^-places
        let shift = places + other.scale - scale
        guard !other.isZero, (-38...38).contains(shift) else { return nil }
        let power = UInt128.powerOfTen(abs(shift))
        let dividend = significand.magnitude.multipliedFullWidth(by: shift > 0 ? power : 1)
        let (divisor, overflow) = other.significand.magnitude
            .multipliedReportingOverflow(by: shift < 0 ? power : 1)
        guard !overflow, dividend.high < divisor else { return nil }
        var (quotient, rest) = divisor.dividingFullWidth(dividend)
        let toNext = divisor - rest
        if rest > toNext || (rest == toNext && quotient % 2 == 1) { quotient += 1 }
        guard let size = Int128(exactly: quotient) else { return nil }
        let sign: Int128 = isNegative == other.isNegative ? 1 : -1
        return (Decimal(significand: size * sign, scale: places), rest == 0)
    }

    /// The number in units of 10^-`places`, where `places` is no less than its scale.
    private func units(at places: Int) -> Int128? {
        let power = Int128(UInt128.powerOfTen(places - scale))
        let (units, overflow) = significand.multipliedReportingOverflow(by: power)
        return overflow ? nil : units
    }
}
