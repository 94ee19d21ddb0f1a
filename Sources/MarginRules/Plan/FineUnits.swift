/// Money as a whole number of units of 10^-22, which the search for the cheapest cure counts in.
///
/// Venue figures of linear contracts have fewer digits, so nothing is lost; what has no end, such as
/// a value of an inverse contract, is rounded in the plan's favour, so that the search never misses
/// a set that cures and its cost is a bound from below. Re-assessment decides in exact numbers.
enum FineUnits {
    private static let places = 22

    /// Rounded toward +∞. `nil` when 128 bits cannot hold it.
    static func ceiling(_ value: Exact) -> Int128? {
        units(value, value.isNegative ? .down : .up)
    }

    /// Rounded toward −∞. `nil` when 128 bits cannot hold it.
    static func floor(_ value: Exact) -> Int128? {
        units(value, value.isNegative ? .up : .down)
    }

    static func exact(_ units: Int128) -> Exact {
        Exact(narrow: units, scale: places)
    }

    private static func units(_ value: Exact, _ rule: Rounding) -> Int128? {
        guard let decimal = value.rounded(places: places, rule),
            let factor = Int128(exactly: UInt128.powerOfTen(places - decimal.scale))
        else { return nil }
        let (product, overflow) = decimal.significand.multipliedReportingOverflow(by: factor)
        // Room for sums of what fits.
        return overflow || product.magnitude > Int128.max.magnitude / 1024 ? nil : product
    }
}

extension Int128 {
    /// self × `numerator` ÷ `denominator`, rounded down; all are positive and self ≤ `denominator`.
    func share(_ numerator: Int128, of denominator: Int128) -> Int128 {
        let product = magnitude.multipliedFullWidth(by: numerator.magnitude)
        return Int128(denominator.magnitude.dividingFullWidth(product).quotient)
    }
}
