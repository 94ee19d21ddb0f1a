import MarginModel

/// A number as pages write it: `−1,234.50 USDT`, `$0.25`, `+1.3%`.
struct ShownNumber: Equatable {
    /// The number without its point.
    let units: Int128
    /// Digits after the point.
    let places: Int
    /// What stands around the digits, white space aside: `USDT`, `$`, `%`.
    let unit: String

    private static let digitLimit = 36

    /// `nil` unless the text is one number, perhaps with a unit before or behind it.
    init?(_ text: String, hasDecimalComma: Bool = false) {
        let (point, group): (Unicode.Scalar, Unicode.Scalar) =
            hasDecimalComma ? (",", ".") : (".", ",")
        var unit = ""
        var digits = 0
        var places: Int?
        var units: Int128 = 0
        // The first eighteen digits, which nearly all numbers have no more of.
        var small = 0
        var isNegative = false
        var hasEnded = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9":
                guard !hasEnded, digits < Self.digitLimit else { return nil }
                digits += 1
                if digits <= 18 {
                    small = small * 10 + Int(scalar.value - 0x30)
                } else {
                    if digits == 19 { units = Int128(small) }
                    units = units * 10 + Int128(scalar.value - 0x30)
                }
                places = places.map { $0 + 1 }
            case point where digits > 0 && places == nil && !hasEnded: places = 0
            case group where digits > 0 && places == nil && !hasEnded: break
            case "-" where digits == 0, "\u{2212}" where digits == 0: isNegative = true
            case "+" where digits == 0: break
            default:
                if digits > 0 { hasEnded = true }
                if scalar != " ", scalar == "$" || !scalar.properties.isWhitespace {
                    unit.unicodeScalars.append(scalar)
                }
            }
        }
        guard digits > 0 else { return nil }
        if digits <= 18 { units = Int128(small) }
        self.units = isNegative ? -units : units
        self.places = places ?? 0
        self.unit = unit
    }

    private init(units: Int128, places: Int, unit: String) {
        self.units = units
        self.places = places
        self.unit = unit
    }

    /// `nil` where the units differ or the digits do not fit.
    static func + (left: ShownNumber, right: ShownNumber) -> ShownNumber? {
        let places = max(left.places, right.places)
        guard left.unit == right.unit, let first = left.units(places: places),
            let second = right.units(places: places)
        else { return nil }
        let sum = first.addingReportingOverflow(second)
        return sum.overflow
            ? nil : ShownNumber(units: sum.partialValue, places: places, unit: left.unit)
    }

    /// Whether both are the same amount, however many zeros they end with.
    func equals(_ other: ShownNumber) -> Bool {
        let places = max(places, other.places)
        guard unit == other.unit, let own = units(places: places) else { return false }
        return own == other.units(places: places)
    }

    /// Whether this is `exact`, rounded once to this number's places, ties to the even digit.
    func isRounded(_ exact: ShownNumber) -> Bool {
        guard exact.places > places else { return exact.units(places: places) == units }
        let divisor = (0..<(exact.places - places)).reduce(Int128(1)) { power, _ in power * 10 }
        let (quotient, rest) = exact.units.magnitude.quotientAndRemainder(
            dividingBy: divisor.magnitude)
        let twice = rest * 2
        let isUp = twice > divisor.magnitude || (twice == divisor.magnitude && quotient % 2 == 1)
        let rounded = Int128(quotient + (isUp ? 1 : 0))
        return units == (exact.units < 0 ? -rounded : rounded)
    }

    private func units(places wanted: Int) -> Int128? {
        var result = units
        for _ in places..<max(wanted, places) {
            let scaled = result.multipliedReportingOverflow(by: 10)
            if scaled.overflow { return nil }
            result = scaled.partialValue
        }
        return result
    }
}

extension ShownNumber: CustomStringConvertible {
    var description: String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        let fraction = places > 0 ? "." + padded.suffix(places) : ""
        return (units < 0 ? "-" : "") + padded.dropLast(places) + fraction
            + (unit.isEmpty ? "" : " " + unit)
    }
}
