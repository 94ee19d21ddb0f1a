/// The integers that a margin book counts in: 128 bits, 256 bits, or as many as it takes.
///
/// No operation checks anything. `BookScale` proves, before an engine is made, that nothing that it
/// will be asked can leave the width; `BigInt` has no width to leave.
protocol Ring: Comparable, Sendable {
    static var zero: Self { get }
    /// Bits of a magnitude that every sum and product of one question stays under.
    static var bits: Double { get }

    init(_ value: Int)
    init(_ value: Int128)
    /// `nil` where the width does not hold it.
    init?(fitting value: BigInt)

    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
    static func * (left: Self, right: Self) -> Self
    static prefix func - (value: Self) -> Self

    /// −1, 0 or 1.
    var sgn: Int { get }
    /// Near enough to compare where the two sides are further apart than one in 10^10.
    var double: Double { get }
    var big: BigInt { get }
    /// The sign of a × b − c × d, whatever their product's width.
    static func order(_ a: Self, _ b: Self, _ c: Self, _ d: Self) -> Int
    /// self ÷ (`bottom` × 10^`places`), where `bottom` is not zero.
    func over(_ bottom: Self, places: Int) -> Exact
    /// `price` × top ÷ bottom.
    static func scaled(_ price: Exact, by top: Self, over bottom: Self) -> Exact
}

extension Ring {
    static func += (left: inout Self, right: Self) { left = left + right }
    static func -= (left: inout Self, right: Self) { left = left - right }

    static func scaled(_ price: Exact, by top: Self, over bottom: Self) -> Exact {
        price * top.over(bottom, places: 0)
    }

    var isZero: Bool { sgn == 0 }
    var size: Self { sgn < 0 ? -self : self }
}

/// 128 bits that wrap.
struct Narrow: Ring {
    let value: Int128

    @inline(__always) init(_ value: Int) { self.value = Int128(value) }
    @inline(__always) init(_ value: Int128) { self.value = value }

    init?(fitting value: BigInt) {
        guard let narrow = Int128(narrowing: value) else { return nil }
        self.value = narrow
    }

    static let zero = Narrow(0)
    static let bits = 119.0

    @inline(__always) static func + (left: Narrow, right: Narrow) -> Narrow {
        Narrow(left.value &+ right.value)
    }
    @inline(__always) static func - (left: Narrow, right: Narrow) -> Narrow {
        Narrow(left.value &- right.value)
    }
    @inline(__always) static func * (left: Narrow, right: Narrow) -> Narrow {
        Narrow(left.value &* right.value)
    }
    @inline(__always) static prefix func - (value: Narrow) -> Narrow {
        Narrow(0 &- value.value)
    }
    @inline(__always) static func == (left: Narrow, right: Narrow) -> Bool {
        left.value == right.value
    }
    @inline(__always) static func < (left: Narrow, right: Narrow) -> Bool {
        left.value < right.value
    }
    @inline(__always) var sgn: Int { value == 0 ? 0 : value < 0 ? -1 : 1 }

    // The conversion of the library takes thousands of instructions.
    @inline(__always) var double: Double {
        if let small = Int64(exactly: value) { return Double(small) }
        let size = value.magnitude
        let double =
            Double(UInt64(truncatingIfNeeded: size >> 64)) * 0x1p64
            + Double(UInt64(truncatingIfNeeded: size))
        return value < 0 ? -double : double
    }

    var big: BigInt { BigInt(value) }

    static func order(_ a: Narrow, _ b: Narrow, _ c: Narrow, _ d: Narrow) -> Int {
        let (left, right) = (a.sgn * b.sgn, c.sgn * d.sgn)
        if left != right { return left < right ? -1 : 1 }
        if left == 0 { return 0 }
        let first = a.value.magnitude.multipliedFullWidth(by: b.value.magnitude)
        let second = c.value.magnitude.multipliedFullWidth(by: d.value.magnitude)
        if first.high != second.high { return (first.high < second.high) == (left > 0) ? -1 : 1 }
        if first.low != second.low { return (first.low < second.low) == (left > 0) ? -1 : 1 }
        return 0
    }

    @inline(__always) func over(_ bottom: Narrow, places: Int) -> Exact {
        guard places <= 38 else { return Exact(big, over: bottom.big, places: places) }
        return bottom.value < 0
            ? Exact(narrow: 0 &- value, over: 0 &- bottom.value, scale: places)
            : Exact(narrow: value, over: bottom.value, scale: places)
    }

    static func scaled(_ price: Exact, by top: Narrow, over bottom: Narrow) -> Exact {
        // A value is a quantity times its mark, so that the mark is a factor of most slopes.
        if price.wide == nil, price.denominator == 1, price.numerator != 0,
            bottom.value % price.numerator == 0
        {
            return top.over(Narrow(bottom.value / price.numerator), places: price.scale)
        }
        return price * top.over(bottom, places: 0)
    }
}

/// 256 bits that wrap, in two's complement.
struct Wide256: Ring {
    let high: Int128
    let low: UInt128

    init(high: Int128, low: UInt128) {
        self.high = high
        self.low = low
    }

    init(_ value: Int) { self.init(Int128(value)) }

    init(_ value: Int128) {
        self.init(high: value < 0 ? -1 : 0, low: UInt128(truncatingIfNeeded: value))
    }

    init?(fitting value: BigInt) {
        guard value.bitCount <= 254 else { return nil }
        let positive = Wide256(high: Int128(value.digit(1)), low: value.digit(0))
        self = value.sgn < 0 ? -positive : positive
    }

    static let zero = Wide256(0)
    static let bits = 246.0

    static func + (left: Wide256, right: Wide256) -> Wide256 {
        let (low, carry) = left.low.addingReportingOverflow(right.low)
        return Wide256(high: left.high &+ right.high &+ (carry ? 1 : 0), low: low)
    }

    static func - (left: Wide256, right: Wide256) -> Wide256 {
        let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
        return Wide256(high: left.high &- right.high &- (borrow ? 1 : 0), low: low)
    }

    static func * (left: Wide256, right: Wide256) -> Wide256 {
        let product = left.low.multipliedFullWidth(by: right.low)
        let cross =
            left.high &* Int128(truncatingIfNeeded: right.low)
            &+ right.high &* Int128(truncatingIfNeeded: left.low)
        return Wide256(high: Int128(truncatingIfNeeded: product.high) &+ cross, low: product.low)
    }

    static prefix func - (value: Wide256) -> Wide256 { zero - value }

    static func < (left: Wide256, right: Wide256) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    var sgn: Int { high < 0 ? -1 : high == 0 && low == 0 ? 0 : 1 }

    var double: Double {
        let size = self.size
        let value =
            Narrow(size.high).double * 0x1p128
            + Double(UInt64(truncatingIfNeeded: size.low >> 64)) * 0x1p64
            + Double(UInt64(truncatingIfNeeded: size.low))
        return sgn < 0 ? -value : value
    }

    var big: BigInt {
        let size = self.size
        let magnitude = BigInt(high: UInt128(bitPattern: size.high), low: size.low)
        return sgn < 0 ? -magnitude : magnitude
    }

    static func order(_ a: Wide256, _ b: Wide256, _ c: Wide256, _ d: Wide256) -> Int {
        BigInt.order(a.big, b.big, c.big, d.big)
    }

    func over(_ bottom: Wide256, places: Int) -> Exact {
        Exact(big, over: bottom.big, places: places)
    }
}

extension BigInt: Ring {
    static let zero = BigInt(0 as Int)
    static let bits = Double.infinity

    init?(fitting value: BigInt) { self = value }

    var big: BigInt { self }

    static func order(_ a: BigInt, _ b: BigInt, _ c: BigInt, _ d: BigInt) -> Int {
        let (left, right) = (a * b, c * d)
        return left == right ? 0 : left < right ? -1 : 1
    }

    func over(_ bottom: BigInt, places: Int) -> Exact {
        Exact(self, over: bottom, places: places)
    }
}

extension Exact {
    /// `top` ÷ (`bottom` × 10^`places`).
    fileprivate init(_ top: BigInt, over bottom: BigInt, places: Int) {
        self.init(numerator: top, denominator: bottom * BigInt(10).power(places))
    }
}
