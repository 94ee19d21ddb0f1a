package import MarginModel

/// Which way the one rounding of a figure goes.
package enum Rounding: Sendable {
    /// Nearest, ties to the even digit: figures for people.
    case halfEven
    /// Away from zero: amounts that must suffice.
    case up
    /// Toward zero: twins of venue fields, and what may be sold at most.
    case down
}

extension Exact {
    /// This value at `places` digits after the point. `nil` when 128 bits cannot hold the result.
    package func rounded(places: Int, _ rule: Rounding = .halfEven) -> Decimal? {
        if wide == nil {
            if denominator == 1, scale <= places {
                return Decimal(significand: numerator, scale: scale)
            }
            if let decimal = roundedNarrowly(places: places, rule) { return decimal }
        }
        guard (0...38).contains(places) else { return nil }
        let (top, bottom) = fraction
        let scaled = Exact.dividing(top * BigInt(10).power(places), by: bottom, rule)
        guard let narrow = Int128(narrowing: scaled) else { return nil }
        return Decimal(significand: narrow, scale: places)
    }

    private func roundedNarrowly(places: Int, _ rule: Rounding) -> Decimal? {
        guard (0...38).contains(places), let top = Exact.raised(numerator, by: places - scale),
            let bottom = Exact.raised(denominator, by: scale - places)
        else { return nil }
        return Decimal(significand: Exact.dividing(top, by: bottom, rule), scale: places)
    }

    /// The multiple of `step` nearest to this value in the direction of `rule`. `step` is positive.
    package func rounded(toMultipleOf step: Decimal, _ rule: Rounding) -> Exact {
        guard step.isPositive, let count = divided(by: Exact(step)) else { return self }
        if count.wide == nil,
            let bottom = Exact.raised(count.denominator, by: count.scale)
        {
            return Exact(narrow: Exact.dividing(count.numerator, by: bottom, rule), scale: 0)
                * Exact(step)
        }
        let (top, bottom) = count.fraction
        let whole = Exact.dividing(top, by: bottom, rule)
        return Exact(numerator: whole, denominator: 1) * Exact(step)
    }

    /// `bottom` is positive.
    private static func dividing(_ top: Int128, by bottom: Int128, _ rule: Rounding) -> Int128 {
        let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
        guard remainder != 0 else { return quotient }
        let away: Int128 = top < 0 ? -1 : 1
        switch rule {
        case .down: return quotient
        case .up: return quotient + away
        case .halfEven:
            let rest = bottom.magnitude - remainder.magnitude
            if remainder.magnitude > rest { return quotient + away }
            if remainder.magnitude < rest { return quotient }
            return quotient % 2 == 0 ? quotient : quotient + away
        }
    }

    static func dividing(_ top: BigInt, by bottom: BigInt, _ rule: Rounding) -> BigInt {
        let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
        guard !remainder.isZero else { return quotient }
        let away: BigInt = top.sgn < 0 ? -1 : 1
        switch rule {
        case .down: return quotient
        case .up: return quotient + away
        case .halfEven:
            let twice = remainder.size * 2
            if twice > bottom.size { return quotient + away }
            if twice < bottom.size { return quotient }
            return quotient.isEven ? quotient : quotient + away
        }
    }
}
