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
        case .endless:
            let bottom = denominator.magnitude
            let (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: bottom)
            return Exact.endlessDigits(whole: whole, rest: rest, of: bottom).map {
                ($0, $1 + scale)
            }
        }
    }

    private enum Expansion {
        case ends(UInt128, scale: Int)
        /// It ends, past what 128 bits hold.
        case tooLong
        case endless
    }

    /// Of the magnitude of a value that is not wide.
    private var narrowExpansion: Expansion {
        let (top, bottom) = (numerator.magnitude, denominator.magnitude)
        if bottom == 1 { return .ends(top, scale: scale) }
        let (whole, rest) = top.quotientAndRemainder(dividingBy: bottom)
        if rest == 0 { return .ends(whole, scale: scale) }
        // The expansion ends where all but twos and fives of the denominator cancels.
        let twos = bottom.trailingZeroBitCount
        var odd = bottom >> twos
        var fives = 0
        while odd % 5 == 0 {
            odd /= 5
            fives += 1
        }
        guard odd == 1 || top % odd == 0 else { return .endless }
        let places = max(twos, fives)
        guard places <= 38 else { return .tooLong }
        let factor = UInt128.powerOfTen(places) / (bottom / odd)
        let (digits, overflow) = (top / odd).multipliedReportingOverflow(by: factor)
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
        // 38 digits after the point.
        let fraction = UInt128(first) * UInt128(tenToThe19) + UInt128(second)
        let places =
            whole == 0 ? 62 - digitCount(of: fraction) : 24 - digitCount(of: whole)
        guard (1..<38).contains(places) else { return nil }
        let unit = UInt128.powerOfTen(38 - places)
        let (kept, cut) = fraction.quotientAndRemainder(dividingBy: unit)
        return (whole * .powerOfTen(places) + kept + (cut >= unit / 2 ? 1 : 0), places)
    }

    private static let tenToThe19: UInt64 = 10_000_000_000_000_000_000

    /// The next 19 digits of `rest` ÷ `bottom`, which is below one, and what is left.
    private static func nextDigits(
        of rest: UInt128, over bottom: UInt128
    ) -> (digits: UInt64, rest: UInt128) {
        if let rest = UInt64(exactly: rest), let bottom = UInt64(exactly: bottom) {
            let (digits, left) = bottom.dividingFullWidth(
                rest.multipliedFullWidth(by: tenToThe19))
            return (digits, UInt128(left))
        }
        let (digits, left) = bottom.dividingFullWidth(
            rest.multipliedFullWidth(by: UInt128(tenToThe19)))
        return (UInt64(digits), left)
    }

    /// How many digits `value` has; 0 has none.
    private static func digitCount(of value: UInt128) -> Int {
        // A bit is worth a little more than 0.301 digits.
        let count = ((UInt128.bitWidth - value.leadingZeroBitCount) * 1_233) >> 12
        return count < 39 && value >= .powerOfTen(count) ? count + 1 : count
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
