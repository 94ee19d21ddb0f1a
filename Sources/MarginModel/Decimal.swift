/// An exact decimal as inputs write it: `significand` × 10^-`scale`, at most 38 digits.
///
/// Parsing keeps every digit or refuses; nothing is ever rounded here. The arithmetic of the
/// margin rules happens on `Exact` in `MarginRules`, which widens when 128 bits do not suffice.
public struct Decimal: Hashable, Sendable {
    public let significand: Int128
    /// Digits after the point, from 0 to 38. Normalised: no trailing zero is kept.
    public let scale: Int

    /// `significand` × 10^-`scale`, normalised. `scale` must lie between 0 and 38.
    public init(significand: Int128, scale: Int) {
        precondition((0...38).contains(scale))
        var places = scale
        // In 64 bits division takes a tenth of the time.
        if var digits = Int64(exactly: significand) {
            while places > 0, digits % 10 == 0 {
                digits /= 10
                places -= 1
            }
            self.significand = Int128(digits)
        } else {
            var digits = significand
            while places > 0, digits % 10 == 0 {
                digits /= 10
                places -= 1
            }
            self.significand = digits
        }
        self.scale = places
    }

    public init(_ integer: Int) {
        self.init(significand: Int128(integer), scale: 0)
    }

    public static let zero = Decimal(0)
    public static let one = Decimal(1)

    public var isZero: Bool { significand == 0 }
    public var isNegative: Bool { significand < 0 }
    public var isPositive: Bool { significand > 0 }
    public var negated: Decimal { Decimal(significand: -significand, scale: scale) }
}

/// Why a text is not a `Decimal`.
public enum DecimalError: Error, Hashable, Sendable {
    /// Something other than digits, one point, a sign and an exponent.
    case notANumber
    /// More than 38 digits, or an exponent beyond them.
    case tooLong
}

extension Decimal {
    /// Reads `-12.5`, `.5`, `1e-8`. No spaces, no thousands commas, no currency, no `NaN`.
    public init(parsing text: some StringProtocol) throws(DecimalError) {
        self = try Decimal(parsing: Array(text.utf8)[...])
    }

    public init(parsing bytes: ArraySlice<UInt8>) throws(DecimalError) {
        if let plain = bytes.withUnsafeBufferPointer({ Decimal(plain: $0) }) {
            self = plain
            return
        }
        var reader = DecimalReader(bytes: bytes)
        self = try reader.read()
    }

    /// Nearly every number: a sign, up to 38 digits and a point. `nil` for all others.
    private init?(plain bytes: UnsafeBufferPointer<UInt8>) {
        let isNegative = bytes.first == UInt8(ascii: "-")
        var (high, low): (UInt64, UInt64) = (0, 0)
        var count = 0
        var point: Int?
        for byte in bytes[(isNegative ? 1 : 0)...] {
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                if count == 19 { (high, low) = (low, 0) }
                low = low &* 10 &+ UInt64(digit)
                count += 1
            } else if byte == UInt8(ascii: "."), point == nil {
                point = count
            } else {
                return nil
            }
        }
        guard (1...38).contains(count) else { return nil }
        let scale = point.map { count - $0 } ?? 0
        let above = count > 19 ? Int128(high) * Int128(UInt128.powerOfTen(count - 19)) : 0
        let digits = above + Int128(low)
        self.init(significand: isNegative ? -digits : digits, scale: scale)
    }

    public init?(_ text: String) {
        guard let value = try? Decimal(parsing: text) else { return nil }
        self = value
    }
}

/// One pass over the digits, refusing what 38 digits cannot hold.
private struct DecimalReader {
    let bytes: ArraySlice<UInt8>
    var index: Int
    var digits: UInt128 = 0
    var scale = 0
    var digitCount = 0
    /// Zeros not yet multiplied in, so that `1.5000…` of any length stays readable.
    var heldZeros = 0

    private static let limit = UInt128(Int128.max)

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    mutating func read() throws(DecimalError) -> Decimal {
        let negative = readSign()
        var seenPoint = false
        scan: while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                try take(UInt128(bytes[index] - UInt8(ascii: "0")), afterPoint: seenPoint)
            case UInt8(ascii: ".") where !seenPoint:
                // Zeros before the point carry value.
                try flushZeros(afterPoint: false)
                seenPoint = true
            default:
                break scan
            }
            index += 1
        }
        guard digitCount > 0 else { throw .notANumber }
        if !seenPoint { try flushZeros(afterPoint: false) }
        let exponent = try readExponent()
        guard index == bytes.endIndex else { throw .notANumber }
        return try assemble(negative: negative, exponent: exponent)
    }

    private mutating func readSign() -> Bool {
        guard index < bytes.endIndex else { return false }
        if bytes[index] == UInt8(ascii: "-") {
            index += 1
            return true
        }
        if bytes[index] == UInt8(ascii: "+") { index += 1 }
        return false
    }

    private mutating func take(_ digit: UInt128, afterPoint: Bool) throws(DecimalError) {
        digitCount += 1
        if digit == 0 {
            heldZeros += 1
            return
        }
        try flushZeros(afterPoint: afterPoint)
        try push(digit)
        if afterPoint { scale += 1 }
    }

    private mutating func flushZeros(afterPoint: Bool) throws(DecimalError) {
        while heldZeros > 0 {
            try push(0)
            if afterPoint { scale += 1 }
            heldZeros -= 1
        }
    }

    private mutating func push(_ digit: UInt128) throws(DecimalError) {
        let (shifted, overflow) = digits.multipliedReportingOverflow(by: 10)
        guard !overflow, shifted <= Self.limit - digit else { throw .tooLong }
        digits = shifted + digit
    }

    private mutating func readExponent() throws(DecimalError) -> Int {
        guard index < bytes.endIndex, bytes[index] | 0x20 == UInt8(ascii: "e") else { return 0 }
        index += 1
        let negative = readSign()
        var value = 0
        var seen = false
        while index < bytes.endIndex, case 0x30...0x39 = bytes[index] {
            value = min(value * 10 + Int(bytes[index] - 0x30), 1_000)
            seen = true
            index += 1
        }
        guard seen else { throw .notANumber }
        return negative ? -value : value
    }

    private func assemble(negative: Bool, exponent: Int) throws(DecimalError) -> Decimal {
        var significand = digits
        var places = scale - exponent
        guard significand != 0 else { return .zero }
        while places < 0 {
            let (shifted, overflow) = significand.multipliedReportingOverflow(by: 10)
            guard !overflow, shifted <= Self.limit else { throw .tooLong }
            significand = shifted
            places += 1
        }
        while places > 38 {
            guard significand % 10 == 0 else { throw .tooLong }
            significand /= 10
            places -= 1
        }
        let magnitude = Int128(significand)
        return Decimal(significand: negative ? -magnitude : magnitude, scale: places)
    }
}

extension Decimal: Comparable {
    public static func < (left: Decimal, right: Decimal) -> Bool {
        if left.scale == right.scale { return left.significand < right.significand }
        if left.isNegative != right.isNegative { return left.isNegative }
        let leftIsSmaller = left.magnitudeIsLess(than: right)
        let equal = left == right
        return left.isNegative ? (!leftIsSmaller && !equal) : leftIsSmaller
    }

    private func magnitudeIsLess(than other: Decimal) -> Bool {
        let common = max(scale, other.scale)
        let left = significand.magnitude.multipliedFullWidth(by: .powerOfTen(common - scale))
        let right = other.significand.magnitude.multipliedFullWidth(
            by: .powerOfTen(common - other.scale))
        return (left.high, left.low) < (right.high, right.low)
    }
}

extension UInt128 {
    /// 10^`exponent`, for exponents from 0 to 38.
    public static func powerOfTen(_ exponent: Int) -> UInt128 {
        exponent < 20
            ? UInt128(UInt64.powerOfTen(exponent))
            : UInt128(UInt64.tenToThe19) * UInt128(UInt64.powerOfTen(exponent - 19))
    }
}

extension Decimal: ASCIIText {
    /// Plain digits, no exponent: `-0.00001`.
    public func append(to buffer: inout TextBuffer) {
        buffer.append(digitsOf: significand.magnitude, scale: scale, isNegative: isNegative)
    }
}

extension Decimal: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}
