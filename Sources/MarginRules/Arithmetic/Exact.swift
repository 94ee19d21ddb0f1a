package import MarginModel

/// An exact rational number: what every margin figure is until its one rounding.
///
/// numerator ÷ (denominator × 10^scale) in 128 bits each, which copies without counting references;
/// a decimal has the denominator 1. Nothing is brought to lowest terms until it must be, and what
/// then still does not fit becomes a ratio of unbounded integers. No operation rounds, wraps or
/// traps; division by zero is the caller's to rule out and has a checked form.
package struct Exact: Sendable {
    /// A ratio that 128 bits do not hold, in lowest terms with a positive denominator.
    final class Wide: Sendable {
        let numerator: BigInt
        let denominator: BigInt

        init(_ numerator: BigInt, _ denominator: BigInt) {
            self.numerator = numerator
            self.denominator = denominator
        }
    }

    /// Never the least 128-bit integer, so that every value has its negative.
    let numerator: Int128
    /// Positive.
    let denominator: Int128
    /// From 0 to 38.
    let scale: Int
    /// Stands for the value in place of the narrow members where those cannot hold it.
    let wide: Wide?

    @inline(__always)
    init(narrow numerator: Int128, over denominator: Int128 = 1, scale: Int) {
        self.numerator = numerator
        self.denominator = denominator
        self.scale = scale
        wide = nil
    }

    private init(_ wide: Wide) {
        numerator = 0
        denominator = 1
        scale = 0
        self.wide = wide
    }

    package init(_ decimal: Decimal) {
        if decimal.significand == .min {
            self.init(
                numerator: BigInt(Int128.min),
                denominator: BigInt(10).power(decimal.scale))
        } else {
            self.init(narrow: decimal.significand, scale: decimal.scale)
        }
    }

    package init(_ integer: Int) { self.init(narrow: Int128(integer), scale: 0) }

    package static let zero = Exact(0)
    package static let one = Exact(1)

    /// `numerator` ÷ `denominator`, narrow where 128 bits hold it in lowest terms.
    init(numerator: BigInt, denominator: BigInt) {
        precondition(!denominator.isZero, "division by zero must be ruled out by the caller")
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        var top = numerator / divisor
        var bottom = denominator / divisor
        if bottom.sgn < 0 { (top, bottom) = (-top, -bottom) }
        if let narrowTop = Int128(narrowing: top), let narrowBottom = Int128(narrowing: bottom) {
            self.init(narrow: narrowTop, over: narrowBottom, scale: 0)
        } else {
            self.init(Wide(top, bottom))
        }
    }

    var fraction: (numerator: BigInt, denominator: BigInt) {
        if let wide { return (wide.numerator, wide.denominator) }
        return (
            BigInt(numerator),
            BigInt(denominator) * BigInt(10).power(scale)
        )
    }
}

extension Exact {
    package var isZero: Bool { signum == 0 }
    var isOne: Bool { numerator == 1 && denominator == 1 && scale == 0 && wide == nil }
    package var isNegative: Bool { signum < 0 }
    package var isPositive: Bool { signum > 0 }

    package var signum: Int {
        if let wide { return wide.numerator.sgn < 0 ? -1 : 1 }
        return numerator > 0 ? 1 : numerator < 0 ? -1 : 0
    }

    package var magnitude: Exact { isNegative ? -self : self }

    package static prefix func - (value: Exact) -> Exact {
        if let wide = value.wide { return Exact(Wide(-wide.numerator, wide.denominator)) }
        return Exact(narrow: -value.numerator, over: value.denominator, scale: value.scale)
    }

    package static func + (left: Exact, right: Exact) -> Exact {
        if left.wide == nil, right.wide == nil {
            if left.numerator == 0 { return right }
            if right.numerator == 0 { return left }
            if let sum = sum(left, right) { return sum }
            if let sum = sum(left.reduced, right.reduced) { return sum }
        }
        let (a, b) = left.fraction
        let (c, d) = right.fraction
        return Exact(numerator: a * d + c * b, denominator: b * d)
    }

    package static func - (left: Exact, right: Exact) -> Exact { left + -right }

    package static func * (left: Exact, right: Exact) -> Exact {
        if right.isOne { return left }
        if left.wide == nil, right.wide == nil {
            if let product = product(left, right) { return product }
            if let product = crossReducedProduct(left, right) { return product }
        }
        let (a, b) = left.fraction
        let (c, d) = right.fraction
        return Exact(numerator: a * c, denominator: b * d)
    }

    /// The quotient, or `nil` when `right` is zero.
    package func divided(by right: Exact) -> Exact? {
        guard !right.isZero else { return nil }
        if let quotient = Exact.decimalQuotient(self, right) { return quotient }
        if wide == nil, right.wide == nil {
            let inverse = Exact(
                narrow: right.numerator > 0 ? right.denominator : -right.denominator,
                over: right.numerator > 0 ? right.numerator : -right.numerator, scale: 0)
            // 1 ÷ 10^-s multiplies by 10^s: taken off this value's scale, or onto its numerator.
            if right.scale <= scale {
                let lowered = Exact(
                    narrow: numerator, over: denominator, scale: scale - right.scale)
                return lowered * inverse
            }
            if let raised = Exact.raised(numerator, by: right.scale - scale) {
                return Exact(narrow: raised, over: denominator, scale: 0) * inverse
            }
        }
        let (a, b) = fraction
        let (c, d) = right.fraction
        return Exact(numerator: a * d, denominator: b * c)
    }

    package static func += (left: inout Exact, right: Exact) { left = left + right }
    package static func -= (left: inout Exact, right: Exact) { left = left - right }
}

extension Exact: Comparable {
    package static func == (left: Exact, right: Exact) -> Bool { order(left, right) == 0 }

    package static func < (left: Exact, right: Exact) -> Bool { order(left, right) < 0 }

    /// Negative, zero or positive as `left` is less than, equal to or greater than `right`: a/b
    /// against c/d as a × d against c × b, so that nothing has to be brought to lowest terms.
    private static func order(_ left: Exact, _ right: Exact) -> Int {
        if left.wide == nil, right.wide == nil {
            let (leftSign, rightSign) = (left.signum, right.signum)
            guard leftSign == rightSign, leftSign != 0 else { return leftSign - rightSign }
            if let order = narrowOrder(left, right) { return order }
        }
        let (a, b) = left.fraction
        let (c, d) = right.fraction
        let (first, second) = (a * d, c * b)
        return first < second ? -1 : first == second ? 0 : 1
    }

    private static func narrowOrder(_ left: Exact, _ right: Exact) -> Int? {
        let shift = right.scale - left.scale
        guard let first = raised(left.numerator, by: shift),
            let second = raised(right.numerator, by: -shift)
        else { return nil }
        if left.denominator == right.denominator {
            return first < second ? -1 : first == second ? 0 : 1
        }
        let top = first.magnitude.multipliedFullWidth(by: right.denominator.magnitude)
        let bottom = second.magnitude.multipliedFullWidth(by: left.denominator.magnitude)
        if top == bottom { return 0 }
        let isLess = (top.high, top.low) < (bottom.high, bottom.low)
        return isLess == (left.numerator > 0) ? -1 : 1
    }
}

extension Exact: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}

extension Sequence<Exact> {
    package func sum() -> Exact { reduce(.zero, +) }
}
