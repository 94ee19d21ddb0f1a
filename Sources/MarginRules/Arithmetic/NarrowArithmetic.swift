import MarginModel

// The 128-bit arithmetic of `Exact`: `nil` where a result does not fit, never a wrong one.

extension Exact {
    @inline(__always)
    static func sum(_ left: Exact, _ right: Exact) -> Exact? {
        let shift = right.scale - left.scale
        guard let a = raised(left.numerator, by: shift),
            let c = raised(right.numerator, by: -shift)
        else { return nil }
        let scale = max(left.scale, right.scale)
        if left.denominator == right.denominator {
            let (sum, overflow) = a.addingReportingOverflow(c)
            guard !overflow, sum != .min else { return nil }
            return Exact(narrow: sum, over: left.denominator, scale: scale)
        }
        // Over the least common denominator, so that a chain of sums grows no more than it must.
        let divisor = greatestCommonDivisor(left.denominator, right.denominator)
        let leftFactor = right.denominator / divisor
        let rightFactor = left.denominator / divisor
        guard let top = product(a, leftFactor), let other = product(c, rightFactor),
            let bottom = product(left.denominator, leftFactor)
        else { return nil }
        let (sum, overflow) = top.addingReportingOverflow(other)
        guard !overflow, sum != .min else { return nil }
        return Exact(narrow: sum, over: bottom, scale: scale)
    }

    @inline(__always)
    static func product(_ left: Exact, _ right: Exact) -> Exact? {
        let scale = left.scale + right.scale
        guard scale <= 38, let top = product(left.numerator, right.numerator) else { return nil }
        if left.denominator == 1, right.denominator == 1 {
            return Exact(narrow: top, scale: scale)
        }
        guard let bottom = product(left.denominator, right.denominator) else { return nil }
        return Exact(narrow: top, over: bottom, scale: scale)
    }

    /// The value to fifteen digits. `nil` where 128 bits do not hold it.
    var estimate: Double? {
        guard wide == nil else { return nil }
        let bottom = Narrow(denominator).double * Narrow(Int128(UInt128.powerOfTen(scale))).double
        return Narrow(numerator).double / bottom
    }

    /// The quotient by one of the integers that leverages mostly are: it ends, and as a decimal is cheap to
    /// reckon with.
    @inline(__always)
    static func decimalQuotient(_ left: Exact, _ right: Exact) -> Exact? {
        guard left.wide == nil, right.wide == nil, right.denominator == 1, right.scale == 0 else {
            return nil
        }
        let inverse: (factor: Int128, places: Int)
        switch right.numerator {
        case 1: return left
        case 2: inverse = (5, 1)
        case 4: inverse = (25, 2)
        case 5: inverse = (2, 1)
        case 8: inverse = (125, 3)
        case 10: inverse = (1, 1)
        case 20: inverse = (5, 2)
        case 25: inverse = (4, 2)
        case 50: inverse = (2, 2)
        case 100: inverse = (1, 2)
        case 125: inverse = (8, 3)
        default: return nil
        }
        guard left.scale + inverse.places <= 38,
            let top = product(left.numerator, inverse.factor)
        else { return nil }
        return Exact(narrow: top, over: left.denominator, scale: left.scale + inverse.places)
    }

    /// The product after everything that cancels was cancelled.
    static func crossReducedProduct(_ left: Exact, _ right: Exact) -> Exact? {
        let (left, right) = (left.reduced, right.reduced)
        guard left.numerator != 0, right.numerator != 0 else { return .zero }
        let first = greatestCommonDivisor(abs(left.numerator), right.denominator)
        let second = greatestCommonDivisor(abs(right.numerator), left.denominator)
        return product(
            Exact(
                narrow: left.numerator / first, over: left.denominator / second, scale: left.scale),
            Exact(
                narrow: right.numerator / second, over: right.denominator / first,
                scale: right.scale))
    }

    /// The same value with nothing left to cancel between the numerator and what it is divided by.
    var reduced: Exact {
        guard numerator != 0 else { return .zero }
        let divisor = Exact.greatestCommonDivisor(abs(numerator), denominator)
        var top = numerator / divisor
        var places = scale
        while places > 0, top % 10 == 0 {
            top /= 10
            places -= 1
        }
        return Exact(narrow: top, over: denominator / divisor, scale: places)
    }

    /// `value` × 10^`places`; `value` itself where `places` is not positive.
    @inline(__always)
    static func raised(_ value: Int128, by places: Int) -> Int128? {
        guard places > 0 else { return value }
        return product(value, Int128(UInt128.powerOfTen(places)))
    }

    @inline(__always)
    private static func product(_ left: Int128, _ right: Int128) -> Int128? {
        if let left = Int64(exactly: left), let right = Int64(exactly: right) {
            return Int128(left) * Int128(right)
        }
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow || product == .min ? nil : product
    }

    /// Euclid's, in 64 bits as soon as both fit. `left` is not negative, `right` positive.
    static func greatestCommonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
        var (larger, smaller) = (left.magnitude, right.magnitude)
        while smaller != 0 {
            if larger <= UInt128(UInt64.max), smaller <= UInt128(UInt64.max) {
                var (a, b) = (UInt64(larger), UInt64(smaller))
                while b != 0 { (a, b) = (b, a % b) }
                return Int128(a)
            }
            (larger, smaller) = (smaller, larger % smaller)
        }
        return Int128(larger)
    }
}
