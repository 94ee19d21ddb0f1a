/// Bytes that grow at their end, for machine output: room is made once for a piece of text, whose bytes
/// are then written without a check on each.
///
/// Like all of this module it is public, and not for the package alone: of `package` types the compiler
/// inlines no member into another module, so that each byte would cost a call.
public struct TextBuffer: ~Copyable {
    @usableFromInline var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var used = 0
    @usableFromInline var capacity: Int

    public init(capacity: Int = 64) {
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    public var count: Int { used }

    /// A copy of what was written so far.
    public var bytes: [UInt8] { [UInt8](UnsafeBufferPointer(start: start, count: used)) }

    public var text: String {
        String(decoding: UnsafeBufferPointer(start: start, count: used), as: UTF8.self)
    }

    /// Appends what `fill` writes from its pointer on; it returns how many bytes those are, at most `room`.
    @inlinable @inline(__always)
    public mutating func append(
        room: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Int
    ) {
        if capacity &- used < room { grow(by: room) }
        used &+= fill(start + used)
    }

    @usableFromInline
    mutating func grow(by room: Int) {
        let larger = max(capacity * 2, used + room)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: start, count: used)
        start.deallocate()
        (start, capacity) = (moved, larger)
    }

    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        append(room: 1) { end in
            end.pointee = byte
            return 1
        }
    }

    @inlinable @inline(__always)
    public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.baseAddress else { return }
        append(room: bytes.count) { end in
            end.update(from: first, count: bytes.count)
            return bytes.count
        }
    }

    @inlinable @inline(__always)
    public mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    public mutating func append(repeating byte: UInt8, count: Int) {
        append(room: count) { end in
            end.update(repeating: byte, count: count)
            return count
        }
    }

    /// Appends `magnitude` × 10^-`scale`, without an exponent and without zeros that end a fraction.
    public mutating func append(
        digitsOf magnitude: UInt128, scale: Int, isNegative: Bool = false
    ) {
        guard magnitude != 0 else { return append(UInt8(ascii: "0")) }
        // A sign, a point, 39 digits, and what zeros a scale puts before them.
        append(room: 44 + scale) { out in
            var start = out
            if isNegative {
                start.pointee = UInt8(ascii: "-")
                start += 1
            }
            let count = max(magnitude.digitCount, scale + 1)
            var end = start + count
            Self.fill(start, before: end, with: magnitude)
            guard scale > 0 else { return end - out }
            let point = end - scale
            while end > point, end[-1] == UInt8(ascii: "0") { end -= 1 }
            guard end > point else { return end - out }
            (point + 1).update(from: point, count: end - point)
            point.pointee = UInt8(ascii: ".")
            return end + 1 - out
        }
    }

    /// Appends `number` with zeros in front up to `width` digits.
    public mutating func append(_ number: Int, width: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        let magnitude = UInt64(number.magnitude)
        append(room: 20 + width) { out in
            let count = max(width, magnitude.digitCount, 1)
            Self.fill(out, before: out + count, with: magnitude)
            return count
        }
    }

    /// The digits of `value` before `end`, and zeros in front of them from `start` on.
    private static func fill(
        _ start: UnsafeMutablePointer<UInt8>, before end: UnsafeMutablePointer<UInt8>,
        with value: UInt128
    ) {
        var (end, rest) = (end, value)
        while rest > UInt128(UInt64.max) {
            let (above, part) = rest.divided(by: .tenToThe19)
            fill(end - 19, before: end, with: part)
            (end, rest) = (end - 19, above)
        }
        fill(start, before: end, with: UInt64(truncatingIfNeeded: rest))
    }

    private static func fill(
        _ start: UnsafeMutablePointer<UInt8>, before end: UnsafeMutablePointer<UInt8>,
        with value: UInt64
    ) {
        var (place, rest) = (end, value)
        while rest >= 10 {
            let above = rest / 100
            let pair = UInt16(truncatingIfNeeded: rest &- above &* 100)
            let tens = (pair &* 205) >> 11
            place -= 2
            UnsafeMutableRawPointer(place).storeBytes(
                of: UInt16(littleEndian: 0x3030 &+ tens &+ (pair &- tens &* 10) << 8),
                as: UInt16.self)
            rest = above
        }
        if rest > 0 {
            place -= 1
            place.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest)
        }
        while place > start {
            place -= 1
            place.pointee = UInt8(ascii: "0")
        }
    }
}

extension UInt64 {
    public static let tenToThe19: UInt64 = 10_000_000_000_000_000_000

    /// 0 has none.
    fileprivate var digitCount: Int { UInt128(self).digitCount }
}

extension UInt128 {
    /// How many digits it has; 0 has none.
    public var digitCount: Int {
        // A bit is worth a little more than 0.301 digits.
        let count = ((UInt128.bitWidth - leadingZeroBitCount) * 1_233) >> 12
        return count < 39 && self >= .powerOfTen(count) ? count + 1 : count
    }

    /// Two divisions of the machine's in place of one of twice its width.
    @inlinable
    public func divided(by divisor: UInt64) -> (quotient: UInt128, remainder: UInt64) {
        let high = UInt64(truncatingIfNeeded: self >> 64)
        let low = UInt64(truncatingIfNeeded: self)
        guard high != 0 else {
            let (quotient, remainder) = low.quotientAndRemainder(dividingBy: divisor)
            return (UInt128(quotient), remainder)
        }
        let (above, rest) = high.quotientAndRemainder(dividingBy: divisor)
        let (below, remainder) = divisor.dividingFullWidth((rest, low))
        return (UInt128(above) << 64 | UInt128(below), remainder)
    }
}
