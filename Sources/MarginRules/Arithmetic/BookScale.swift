/// Integers that a book can be compiled in: every conversion says when it does not fit.
protocol CompilingRing: Ring {
    static func product(_ left: Self, _ right: Self) -> Self?
    /// The least common multiple of two positive integers.
    static func leastCommonMultiple(_ left: Self, _ right: Self) -> Self?
    static func power(ofTen exponent: Int) -> Self?
    /// The quotient of a division that leaves no rest.
    func divided(exactlyBy divisor: Self) -> Self
    /// Numerator and denominator beside 10^`Exact.scale`.
    static func parts(of value: Exact) -> (top: Self, bottom: Self)?
}

extension Narrow: CompilingRing {
    static func product(_ left: Narrow, _ right: Narrow) -> Narrow? {
        let (product, overflow) = left.value.multipliedReportingOverflow(by: right.value)
        return overflow || product == .min ? nil : Narrow(product)
    }

    static func leastCommonMultiple(_ left: Narrow, _ right: Narrow) -> Narrow? {
        if left.value == right.value || right.value == 1 { return left }
        if left.value == 1 { return right }
        let divisor = Exact.greatestCommonDivisor(left.value, right.value)
        return product(left, Narrow(right.value / divisor))
    }

    static func power(ofTen exponent: Int) -> Narrow? {
        (0...37).contains(exponent) ? Narrow(Int128(UInt128.powerOfTen(exponent))) : nil
    }

    func divided(exactlyBy divisor: Narrow) -> Narrow {
        divisor.value == 1 ? self : Narrow(value / divisor.value)
    }

    static func parts(of value: Exact) -> (top: Narrow, bottom: Narrow)? {
        guard value.wide == nil else { return nil }
        return (Narrow(value.numerator), Narrow(value.denominator))
    }
}

/// By way of unbounded integers: such pools are rare, and are compiled once.
extension Wide256: CompilingRing {
    static func product(_ left: Wide256, _ right: Wide256) -> Wide256? {
        Wide256(fitting: left.big * right.big)
    }

    static func leastCommonMultiple(_ left: Wide256, _ right: Wide256) -> Wide256? {
        BigInt.leastCommonMultiple(left.big, right.big).flatMap { Wide256(fitting: $0) }
    }

    static func power(ofTen exponent: Int) -> Wide256? {
        BigInt.power(ofTen: exponent).flatMap { Wide256(fitting: $0) }
    }

    func divided(exactlyBy divisor: Wide256) -> Wide256 {
        Wide256(fitting: big / divisor.big) ?? .zero
    }

    static func parts(of value: Exact) -> (top: Wide256, bottom: Wide256)? {
        guard let (top, bottom) = BigInt.parts(of: value), let top = Wide256(fitting: top),
            let bottom = Wide256(fitting: bottom)
        else {
            return nil
        }
        return (top, bottom)
    }
}

extension BigInt: CompilingRing {
    static func product(_ left: BigInt, _ right: BigInt) -> BigInt? { left * right }

    static func leastCommonMultiple(_ left: BigInt, _ right: BigInt) -> BigInt? {
        left * right / left.greatestCommonDivisor(with: right)
    }

    static func power(ofTen exponent: Int) -> BigInt? {
        exponent < 0 ? nil : BigInt(10).power(exponent)
    }

    func divided(exactlyBy divisor: BigInt) -> BigInt { self / divisor }

    static func parts(of value: Exact) -> (top: BigInt, bottom: BigInt)? {
        if let wide = value.wide { return (wide.numerator, wide.denominator) }
        return (BigInt(value.numerator), BigInt(value.denominator))
    }
}

/// The fraction that one integer of a book stands for: 1 ÷ (`divisor` × 10^`places`).
struct BookUnit<N: CompilingRing>: Sendable {
    private(set) var divisor = N(1)
    private(set) var places = 0

    /// Makes the unit fine enough for `value`. `false` where the width does not hold it.
    mutating func refine(for value: Exact) -> Bool {
        guard let parts = N.parts(of: value) else { return false }
        if parts.top.isZero { return true }
        if value.wide == nil { places = max(places, value.scale) }
        guard let divisor = N.leastCommonMultiple(divisor, parts.bottom) else { return false }
        self.divisor = divisor
        return true
    }

    /// `places` less: the digits that a factor brings.
    mutating func refine(for other: BookUnit, less places: Int = 0) -> Bool {
        self.places = max(self.places, other.places - places)
        guard let divisor = N.leastCommonMultiple(divisor, other.divisor) else { return false }
        self.divisor = divisor
        return true
    }

    /// Makes the unit finer by `places` digits.
    mutating func refine(by places: Int) { self.places += places }

    /// The unit whose integers are products of this one's and of `other`'s.
    func product(_ other: BookUnit) -> BookUnit? {
        guard let divisor = N.product(divisor, other.divisor) else { return nil }
        var product = BookUnit()
        product.divisor = divisor
        product.places = places + other.places
        return product
    }

    /// How many of the unit `value` is. `nil` where the width does not hold it; the unit is fine
    /// enough.
    func count(_ value: Exact) -> N? {
        guard let parts = N.parts(of: value) else { return nil }
        if parts.top.isZero { return .zero }
        let scale = value.wide == nil ? value.scale : 0
        guard let power = N.power(ofTen: places - scale),
            let raised = N.product(parts.top, power)
        else { return nil }
        return N.product(raised, divisor.divided(exactlyBy: parts.bottom))
    }

    /// How many of this unit one of `coarser` is.
    func count(of coarser: BookUnit) -> N? {
        guard let power = N.power(ofTen: places - coarser.places) else { return nil }
        return N.product(power, divisor.divided(exactlyBy: coarser.divisor))
    }
}

extension BookUnit<Narrow> {
    /// Whether `value` is a whole number of units.
    func divides(_ value: Exact) -> Bool {
        value.wide == nil && value.scale <= places
            && (value.denominator == 1 || divisor.value % value.denominator == 0)
    }
}
