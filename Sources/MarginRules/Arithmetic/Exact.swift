internal import BigInt
package import MarginModel

/// An exact rational number: what every margin figure is until its one rounding.
///
/// A value that is a decimal of 128 bits stays one (the fast path); anything else, a quotient or a
/// product too wide, becomes a ratio of unbounded integers. No operation rounds, wraps or traps;
/// division by zero is the caller's to rule out and has a checked form.
package struct Exact: Sendable {
    enum Storage: Sendable {
        /// significand × 10^-scale, scale from 0 to 38.
        case decimal(Int128, scale: Int)
        /// Lowest terms, denominator above 1.
        case ratio(BigInt, BigInt)
    }

    let storage: Storage

    init(storage: Storage) { self.storage = storage }

    package init(_ decimal: Decimal) {
        storage = .decimal(decimal.significand, scale: decimal.scale)
    }

    package init(_ integer: Int) { storage = .decimal(Int128(integer), scale: 0) }

    package static let zero = Exact(0)
    package static let one = Exact(1)

    /// `numerator` ÷ `denominator` in lowest terms, as a decimal where it is one.
    init(numerator: BigInt, denominator: BigInt) {
        precondition(!denominator.isZero, "division by zero must be ruled out by the caller")
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        var top = numerator / divisor
        var bottom = denominator / divisor
        if bottom.sign == .minus {
            top.negate()
            bottom.negate()
        }
        if let decimal = Exact.decimalStorage(top, bottom) {
            storage = decimal
        } else {
            storage = .ratio(top, bottom)
        }
    }

    /// The decimal form of a reduced fraction, if its expansion ends within 38 places and 127 bits.
    private static func decimalStorage(_ top: BigInt, _ bottom: BigInt) -> Storage? {
        guard bottom.magnitude.bitWidth <= 130 else { return nil }
        var rest = bottom
        var twos = 0
        var fives = 0
        while true {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 2)
            guard remainder.isZero else { break }
            rest = quotient
            twos += 1
        }
        while true {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 5)
            guard remainder.isZero else { break }
            rest = quotient
            fives += 1
        }
        guard rest == 1 else { return nil }
        let scale = max(twos, fives)
        guard scale <= 38 else { return nil }
        let significand =
            top * BigInt(2).power(scale - twos) * BigInt(5).power(scale - fives)
        guard let narrow = Int128(narrowing: significand) else { return nil }
        return .decimal(narrow, scale: scale)
    }

    var fraction: (numerator: BigInt, denominator: BigInt) {
        switch storage {
        case .decimal(let significand, let scale):
            (BigInt(widening: significand), BigInt(10).power(scale))
        case .ratio(let numerator, let denominator):
            (numerator, denominator)
        }
    }
}

extension Exact {
    package var isZero: Bool { signum == 0 }
    package var isNegative: Bool { signum < 0 }
    package var isPositive: Bool { signum > 0 }

    package var signum: Int {
        switch storage {
        case .decimal(let significand, _): Int(significand.signum())
        case .ratio(let numerator, _): numerator.sign == .minus ? -1 : 1
        }
    }

    package var magnitude: Exact { isNegative ? -self : self }

    package static prefix func - (value: Exact) -> Exact {
        switch value.storage {
        case .decimal(let significand, let scale) where significand != .min:
            Exact(storage: .decimal(-significand, scale: scale))
        case .decimal, .ratio:
            {
                let (top, bottom) = value.fraction
                return Exact(numerator: -top, denominator: bottom)
            }()
        }
    }

    package static func + (left: Exact, right: Exact) -> Exact {
        if case .decimal(let a, let aScale) = left.storage,
            case .decimal(let b, let bScale) = right.storage,
            let sum = addingDecimals(a, aScale, b, bScale)
        {
            return Exact(storage: sum)
        }
        let (a, b) = left.fraction
        let (c, d) = right.fraction
        return Exact(numerator: a * d + c * b, denominator: b * d)
    }

    package static func - (left: Exact, right: Exact) -> Exact { left + -right }

    package static func * (left: Exact, right: Exact) -> Exact {
        if case .decimal(let a, let aScale) = left.storage,
            case .decimal(let b, let bScale) = right.storage
        {
            let (product, overflow) = a.multipliedReportingOverflow(by: b)
            if !overflow, aScale + bScale <= 38 {
                return Exact(storage: .decimal(product, scale: aScale + bScale))
            }
        }
        let (a, b) = left.fraction
        let (c, d) = right.fraction
        return Exact(numerator: a * c, denominator: b * d)
    }

    /// The quotient, or `nil` when `right` is zero.
    package func divided(by right: Exact) -> Exact? {
        guard !right.isZero else { return nil }
        if let quotient = dividedNarrowly(by: right) { return quotient }
        let (a, b) = fraction
        let (c, d) = right.fraction
        return Exact(numerator: a * d, denominator: b * c)
    }

    /// The quotient of two decimals whose fraction in lowest terms fits 128 bits.
    private func dividedNarrowly(by right: Exact) -> Exact? {
        guard case .decimal(let a, let aScale) = storage,
            case .decimal(let b, let bScale) = right.storage, a != .min, b != .min,
            let raisedTop = Exact.shifted(a, by: bScale - aScale),
            let raisedBottom = Exact.shifted(b, by: aScale - bScale)
        else { return nil }
        let divisor = Exact.greatestCommonDivisor(raisedTop.magnitude, raisedBottom.magnitude)
        let sign: Int128 = (a < 0) == (b < 0) ? 1 : -1
        guard let top = Int128(exactly: raisedTop.magnitude / divisor),
            let bottom = Int128(exactly: raisedBottom.magnitude / divisor)
        else { return nil }
        if bottom == 1 { return Exact(storage: .decimal(sign * top, scale: 0)) }
        // A decimal's denominator has no prime but 2 and 5; any other is a ratio for good.
        var rest = bottom
        while rest % 10 == 0 { rest /= 10 }
        while rest % 2 == 0 { rest /= 2 }
        while rest % 5 == 0 { rest /= 5 }
        guard rest != 1 else { return nil }
        return Exact(storage: .ratio(BigInt(widening: sign * top), BigInt(widening: bottom)))
    }

    /// Euclid's. Both are positive, or the first is zero.
    private static func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
        var (larger, smaller) = (left, right)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }

    package static func += (left: inout Exact, right: Exact) { left = left + right }
    package static func -= (left: inout Exact, right: Exact) { left = left - right }

    private static func addingDecimals(
        _ a: Int128, _ aScale: Int, _ b: Int128, _ bScale: Int
    ) -> Storage? {
        let scale = max(aScale, bScale)
        guard let left = shifted(a, by: scale - aScale), let right = shifted(b, by: scale - bScale)
        else { return nil }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : .decimal(sum, scale: scale)
    }

    private static func shifted(_ value: Int128, by places: Int) -> Int128? {
        guard places > 0 else { return value }
        guard places <= 38, let factor = Int128(exactly: UInt128.powerOfTen(places)) else {
            return nil
        }
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}

extension Exact: Comparable {
    package static func == (left: Exact, right: Exact) -> Bool { crossed(left, right, ==, ==) }

    package static func < (left: Exact, right: Exact) -> Bool { crossed(left, right, <, <) }

    /// Compares a/b with c/d as a × d with c × b: nothing has to be brought to lowest terms.
    private static func crossed(
        _ left: Exact, _ right: Exact, _ narrow: (Int128, Int128) -> Bool,
        _ wide: (BigInt, BigInt) -> Bool
    ) -> Bool {
        if case .decimal(let a, let aScale) = left.storage,
            case .decimal(let b, let bScale) = right.storage,
            let raisedLeft = shifted(a, by: bScale - aScale),
            let raisedRight = shifted(b, by: aScale - bScale)
        {
            return narrow(raisedLeft, raisedRight)
        }
        let (a, b) = left.fraction
        let (c, d) = right.fraction
        return wide(a * d, c * b)
    }
}

extension Exact: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}

extension Sequence<Exact> {
    package func sum() -> Exact { reduce(.zero, +) }
}
