internal import BigInt
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
        let (top, bottom) = fraction
        let scaled = Exact.dividing(top * BigInt(10).power(places), by: bottom, rule)
        guard let narrow = Int128(narrowing: scaled), places <= 38 else { return nil }
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

    private static func dividing(_ top: BigInt, by bottom: BigInt, _ rule: Rounding) -> BigInt {
        let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
        guard !remainder.isZero else { return quotient }
        let away: BigInt = top.sign == .minus ? -1 : 1
        switch rule {
        case .down: return quotient
        case .up: return quotient + away
        case .halfEven:
            let twice = remainder.magnitude * 2
            if twice > bottom.magnitude { return quotient + away }
            if twice < bottom.magnitude { return quotient }
            return quotient.magnitude % 2 == 0 ? quotient : quotient + away
        }
    }
}

extension Exact: CustomStringConvertible {
    /// The digits that machine-readable outputs carry: no exponent, no trailing zeros; exact where
    /// the decimal expansion ends, else 24 significant digits, half to even.
    package var description: String {
        if wide == nil, denominator == 1 {
            return Decimal(significand: numerator, scale: scale).description
        }
        let (top, bottom) = lowestTerms
        if let places = Exact.endingPlaces(of: bottom) {
            return Exact.text(top * BigInt(10).power(places) / bottom, scale: places)
        }
        return Exact.significantDigits(24, of: top, over: bottom)
    }

    /// How many places the decimal expansion has; `nil` where it has no end.
    var finitePlaces: Int? {
        if wide == nil, denominator == 1 { return reduced.scale }
        return Exact.endingPlaces(of: lowestTerms.1)
    }

    private var lowestTerms: (BigInt, BigInt) {
        let (top, bottom) = fraction
        let divisor = top.greatestCommonDivisor(with: bottom)
        return (top / divisor, bottom / divisor)
    }

    /// How many places the expansion of a fraction with this denominator has, if it ends.
    private static func endingPlaces(of bottom: BigInt) -> Int? {
        var rest = bottom
        var twos = 0
        var fives = 0
        while rest % 2 == 0 {
            rest /= 2
            twos += 1
        }
        while rest % 5 == 0 {
            rest /= 5
            fives += 1
        }
        return rest == 1 ? max(twos, fives) : nil
    }

    private static func significantDigits(
        _ digits: Int, of top: BigInt, over bottom: BigInt
    ) -> String {
        // The position of the first digit, estimated from lengths and corrected by comparison.
        var exponent = String(top.magnitude).utf8.count - String(bottom.magnitude).utf8.count
        let scaledUp =
            exponent >= 0
            ? top.magnitude < bottom.magnitude * BigUInt(10).power(exponent)
            : top.magnitude * BigUInt(10).power(-exponent) < bottom.magnitude
        if scaledUp { exponent -= 1 }
        let places = digits - 1 - exponent
        if places >= 0 {
            let scaled = Exact.dividing(top * BigInt(10).power(places), by: bottom, .halfEven)
            return Exact.text(scaled, scale: places)
        }
        let divisor = bottom * BigInt(10).power(-places)
        let scaled = Exact.dividing(top, by: divisor, .halfEven)
        return Exact.text(scaled * BigInt(10).power(-places), scale: 0)
    }

    private static func text(_ value: BigInt, scale: Int) -> String {
        let sign = value.sign == .minus && !value.isZero ? "-" : ""
        var digits = String(value.magnitude)
        guard scale > 0 else { return sign + digits }
        digits = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
        var fraction = digits.suffix(scale)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = digits.dropLast(scale)
        return fraction.isEmpty ? sign + whole : sign + whole + "." + fraction
    }
}
