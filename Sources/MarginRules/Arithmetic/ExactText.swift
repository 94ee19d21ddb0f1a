package import MarginModel

extension Exact: ASCIIText {
    /// The digits that machine-readable outputs carry: no exponent, no trailing zeros; exact where
    /// the decimal expansion ends, else 24 significant digits, half to even.
    package func append(to buffer: inout TextBuffer) {
        if wide == nil, let (digits, scale) = narrowDigits {
            buffer.append(digitsOf: digits, scale: scale, isNegative: numerator < 0)
            return
        }
        let (top, bottom) = lowestTerms
        var text =
            if let places = Exact.endingPlaces(of: bottom) {
                Exact.text(top * BigInt(10).power(places) / bottom, scale: places)
            } else {
                Exact.significantDigits(24, of: top, over: bottom)
            }
        text.withUTF8 { buffer.append($0) }
    }

    /// The same digits, and how many of them stand after the point. `nil` where 128 bits do not suffice.
    private var narrowDigits: (UInt128, scale: Int)? {
        switch narrowExpansion {
        case .ends(let digits, let scale): return (digits, scale)
        case .tooLong: return nil
        case .endless(let whole, let rest):
            return Exact.endlessDigits(whole: whole, rest: rest, of: denominator.magnitude).map {
                ($0, $1 + scale)
            }
        }
    }

    private enum Expansion {
        case ends(UInt128, scale: Int)
        /// It ends, past what 128 bits hold.
        case tooLong
        case endless(whole: UInt128, rest: UInt128)
    }

    /// Of the magnitude of a value that is not wide.
    private var narrowExpansion: Expansion {
        let (top, bottom) = (numerator.magnitude, denominator.magnitude)
        if bottom == 1 { return .ends(top, scale: scale) }
        if let bottom = UInt64(exactly: bottom) {
            return expansion(top, over: bottom) { $0.divided(by: $1) }
        }
        return expansion(top, over: bottom) { $0.quotientAndRemainder(dividingBy: $1) }
    }

    /// Written once for both widths of `bottom`: nearly all have the narrow one, which the machine divides by.
    @inline(__always)
    private func expansion<Width: FixedWidthInteger & UnsignedInteger>(
        _ top: UInt128, over bottom: Width,
        _ divide: (UInt128, Width) -> (quotient: UInt128, remainder: Width)
    ) -> Expansion {
        let (whole, rest) = divide(top, bottom)
        if rest == 0 { return .ends(whole, scale: scale) }
        // The expansion ends where all but twos and fives of the denominator cancels.
        let twos = bottom.trailingZeroBitCount
        var odd = bottom >> twos
        var fives = 0
        while odd % 5 == 0 {
            odd /= 5
            fives += 1
        }
        let part = divide(top, odd)
        guard part.remainder == 0 else { return .endless(whole: whole, rest: UInt128(rest)) }
        let places = max(twos, fives)
        guard places <= 38 else { return .tooLong }
        let factor = UInt128.powerOfTen(places) / UInt128(bottom / odd)
        let (digits, overflow) = part.quotient.multipliedReportingOverflow(by: factor)
        return overflow ? .tooLong : .ends(digits, scale: scale + places)
    }

    /// The value as a decimal. `nil` where its expansion has no end, or a longer one
    /// than a decimal holds.
    var ending: Decimal? {
        if wide == nil {
            switch narrowExpansion {
            case .ends(var digits, var scale):
                while scale > 38, digits % 10 == 0 {
                    digits /= 10
                    scale -= 1
                }
                if scale <= 38, let digits = Int128(exactly: digits) {
                    return Decimal(significand: numerator < 0 ? -digits : digits, scale: scale)
                }
            case .endless: return nil
            case .tooLong: break
            }
        }
        return Exact.endingPlaces(of: lowestTerms.1).flatMap {
            $0 <= 38 ? rounded(places: $0) : nil
        }
    }

    /// 24 significant digits of `whole` + `rest` ÷ `bottom`, whose expansion does not end, so that no digits
    /// are half-way between two.
    private static func endlessDigits(
        whole: UInt128, rest: UInt128, of bottom: UInt128
    ) -> (UInt128, scale: Int)? {
        let (first, left) = nextDigits(of: rest, over: bottom)
        let (second, _) = nextDigits(of: left, over: bottom)
        // 38 digits after the point, of which so many are kept.
        let places = whole == 0 ? 43 - UInt128(first).digitCount : 24 - whole.digitCount
        guard (1..<38).contains(places) else { return nil }
        let kept: UInt128
        let isUp: Bool
        if places < 19 {
            let unit = UInt64(truncatingIfNeeded: UInt128.powerOfTen(19 - places))
            let (above, cut) = first.quotientAndRemainder(dividingBy: unit)
            kept = UInt128(above)
            isUp = cut >= unit / 2
        } else {
            let unit = UInt64(truncatingIfNeeded: UInt128.powerOfTen(38 - places))
            let (above, cut) = second.quotientAndRemainder(dividingBy: unit)
            kept = UInt128(first) * .powerOfTen(places - 19) + UInt128(above)
            isUp = cut >= unit / 2
        }
        return (whole * .powerOfTen(places) + kept + (isUp ? 1 : 0), places)
    }

    /// The next 19 digits of `rest` ÷ `bottom`, which is below one, and what is left.
    private static func nextDigits(
        of rest: UInt128, over bottom: UInt128
    ) -> (digits: UInt64, rest: UInt128) {
        if let rest = UInt64(exactly: rest), let bottom = UInt64(exactly: bottom) {
            let (digits, left) = bottom.dividingFullWidth(
                rest.multipliedFullWidth(by: .tenToThe19))
            return (digits, UInt128(left))
        }
        let (digits, left) = bottom.dividingFullWidth(
            rest.multipliedFullWidth(by: UInt128(UInt64.tenToThe19)))
        return (UInt64(digits), left)
    }

    private var lowestTerms: (BigInt, BigInt) {
        let (top, bottom) = fraction
        let divisor = top.greatestCommonDivisor(with: bottom)
        return (top / divisor, bottom / divisor)
    }

    /// How many places the expansion of a fraction with this denominator has, if it ends.
    private static func endingPlaces(of bottom: BigInt) -> Int? {
        let (odd, twos) = bottom.removing(2)
        let (rest, fives) = odd.removing(5)
        return rest == 1 ? max(twos, fives) : nil
    }

    private static func significantDigits(
        _ digits: Int, of top: BigInt, over bottom: BigInt
    ) -> String {
        // The position of the first digit, estimated from lengths and corrected by comparison.
        var exponent = top.size.description.utf8.count - bottom.size.description.utf8.count
        let scaledUp =
            exponent >= 0
            ? top.size < bottom.size * BigInt(10).power(exponent)
            : top.size * BigInt(10).power(-exponent) < bottom.size
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
        let sign = value.sgn < 0 ? "-" : ""
        var digits = value.size.description
        guard scale > 0 else { return sign + digits }
        digits = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
        var fraction = digits.suffix(scale)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = digits.dropLast(scale)
        return fraction.isEmpty ? sign + whole : sign + whole + "." + fraction
    }
}
