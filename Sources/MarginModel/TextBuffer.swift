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
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { digits in
                var start = Self.fill(digits, with: magnitude)
                var (end, places) = (digits.count, scale)
                while places > 0, digits[end - 1] == UInt8(ascii: "0") {
                    end -= 1
                    places -= 1
                }
                var written = 0
                func put(_ byte: UInt8) {
                    out[written] = byte
                    written += 1
                }
                func put(until end: Int) {
                    while start < end {
                        put(digits[start])
                        start += 1
                    }
                }
                if isNegative { put(UInt8(ascii: "-")) }
                if places >= end - start {
                    put(UInt8(ascii: "0"))
                    put(UInt8(ascii: "."))
                    for _ in 0..<places - (end - start) { put(UInt8(ascii: "0")) }
                } else if places > 0 {
                    put(until: end - places)
                    put(UInt8(ascii: "."))
                }
                put(until: end)
                return written
            }
        }
    }

    /// Appends `number` with zeros in front up to `width` digits.
    public mutating func append(_ number: Int, width: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(room: 20 + width) { out in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
                let start = Self.fill(digits, before: digits.count, with: UInt64(number.magnitude))
                let zeros = max(0, width - (digits.count - start))
                for place in 0..<zeros { out[place] = UInt8(ascii: "0") }
                for place in start..<digits.count { out[zeros + place - start] = digits[place] }
                return zeros + digits.count - start
            }
        }
    }

    /// Fills the end of `digits`, 39 or more, two at a time, and returns where the first one stands.
    private static func fill(
        _ digits: UnsafeMutableBufferPointer<UInt8>, with value: UInt128
    ) -> Int {
        var place = digits.count
        var rest = value
        while rest > UInt128(UInt64.max) {
            let (above, part) = rest.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
            rest = above
            let chunkStart = place - 19
            place = fill(digits, before: place, with: UInt64(part))
            while place > chunkStart {
                place -= 1
                digits[place] = UInt8(ascii: "0")
            }
        }
        return fill(digits, before: place, with: UInt64(rest))
    }

    private static func fill(
        _ digits: UnsafeMutableBufferPointer<UInt8>, before end: Int, with value: UInt64
    ) -> Int {
        var place = end
        var rest = value
        while rest >= 10 {
            let pair = UInt8(truncatingIfNeeded: rest % 100)
            rest /= 100
            place -= 2
            digits[place] = UInt8(ascii: "0") + pair / 10
            digits[place + 1] = UInt8(ascii: "0") + pair % 10
        }
        if rest > 0 || place == end {
            place -= 1
            digits[place] = UInt8(ascii: "0") + UInt8(rest)
        }
        return place
    }
}
