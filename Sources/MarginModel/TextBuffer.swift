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
        // A sign, a point, 39 digits, what zeros a scale puts before them, and a word to spare.
        append(room: 52 + scale) { out in
            var start = out
            if isNegative {
                start.pointee = UInt8(ascii: "-")
                start += 1
            }
            let digits = magnitude.digitCount
            let zeros = max(scale + 1 - digits, 0)
            if zeros > 0 { start.update(repeating: UInt8(ascii: "0"), count: zeros) }
            Self.put(magnitude, digits: digits, at: start + zeros)
            var end = start + zeros + digits
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
        let digits = max(magnitude.digitCount, 1)
        append(room: 28 + width) { out in
            let zeros = max(width - digits, 0)
            if zeros > 0 { out.update(repeating: UInt8(ascii: "0"), count: zeros) }
            Self.put(magnitude, digits: digits, at: out + zeros)
            return zeros + digits
        }
    }

    /// Appends `mark` and the two digits of a number below 100, as parts of dates are written.
    mutating func append(_ mark: UInt8, _ number: Int) {
        append(room: 3) { out in
            let number = UInt8(truncatingIfNeeded: number)
            out[0] = mark
            out[1] = UInt8(ascii: "0") &+ number / 10
            out[2] = UInt8(ascii: "0") &+ number % 10
            return 3
        }
    }

    // The three below write from `start` on and at most seven bytes behind the last digit: what comes
    // there is written after them.

    private static func put(
        _ value: UInt128, digits: Int, at start: UnsafeMutablePointer<UInt8>
    ) {
        guard digits > 16 else {
            return put(UInt64(truncatingIfNeeded: value), digits: digits, at: start)
        }
        let (above, part) = value.divided(by: 10_000_000_000_000_000)
        put(above, digits: digits - 16, at: start)
        let end = start + digits
        let (high, low) = part.quotientAndRemainder(dividingBy: 100_000_000)
        store(eightDigits(high), at: end - 16)
        store(eightDigits(low), at: end - 8)
    }

    private static func put(
        _ value: UInt64, digits: Int, at start: UnsafeMutablePointer<UInt8>
    ) {
        guard digits > 8 else {
            return store(eightDigits(value) &>> UInt64(8 * (8 - digits)), at: start)
        }
        let (above, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
        put(above, digits: digits - 8, at: start)
        store(eightDigits(low), at: start + (digits - 8))
    }

    @inline(__always)
    private static func store(_ word: UInt64, at place: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(place).storeBytes(of: UInt64(littleEndian: word), as: UInt64.self)
    }

    /// The digits of a number below 10^8, zeros in front, the first one in the lowest byte: split into
    /// halves of four digits, of two, of one, all parts at a time.
    @inline(__always)
    private static func eightDigits(_ value: UInt64) -> UInt64 {
        let high = value / 10_000
        let fours = high | (value &- high &* 10_000) << 32
        let hundreds = (fours &* 10_486) >> 20 & 0x0000_007F_0000_007F
        let twos = hundreds | (fours &- hundreds &* 100) << 16
        let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
        return 0x3030_3030_3030_3030 | tens | (twos &- tens &* 10) << 8
    }
}

extension UInt64 {
    public static let tenToThe19: UInt64 = 10_000_000_000_000_000_000

    /// 0 has none.
    fileprivate var digitCount: Int {
        let count = ((UInt64.bitWidth - leadingZeroBitCount) * 1_233) >> 12
        return count < 20 && self >= .powerOfTen(count) ? count + 1 : count
    }

    /// 10^`exponent`, for exponents from 0 to 19.
    public static func powerOfTen(_ exponent: Int) -> UInt64 { powersOfTen[exponent] }

    private static let powersOfTen: [UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]
}

extension UInt128 {
    /// How many digits it has; 0 has none.
    public var digitCount: Int {
        if let narrow = UInt64(exactly: self) { return narrow.digitCount }
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
