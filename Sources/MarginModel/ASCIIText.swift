/// A value whose text is ASCII without quotes, backslashes and control characters: it is written straight
/// into bytes, and stands in JSON as it is.
package protocol ASCIIText: CustomStringConvertible {
    func append(to bytes: inout [UInt8])
}

extension ASCIIText {
    package var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Appends `magnitude` × 10^-`scale`, without an exponent and without zeros that end a fraction.
    package mutating func append(
        digitsOf magnitude: UInt128, scale: Int, isNegative: Bool = false
    ) {
        guard magnitude != 0 else { return append(UInt8(ascii: "0")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { digits in
            var start = Self.fill(digits, with: magnitude)
            var (end, places) = (digits.count, scale)
            while places > 0, digits[end - 1] == UInt8(ascii: "0") {
                end -= 1
                places -= 1
            }
            if isNegative { append(UInt8(ascii: "-")) }
            if places >= end - start {
                append(contentsOf: "0.".utf8)
                append(contentsOf: repeatElement(UInt8(ascii: "0"), count: places - (end - start)))
            } else if places > 0 {
                append(contentsOf: UnsafeBufferPointer(rebasing: digits[start..<end - places]))
                append(UInt8(ascii: "."))
                start = end - places
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[start..<end]))
        }
    }

    /// Appends `number` with zeros in front up to `width` digits.
    package mutating func append(_ number: Int, width: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            let start = Self.fill(digits, before: digits.count, with: UInt64(number.magnitude))
            append(
                contentsOf: repeatElement(
                    UInt8(ascii: "0"), count: Swift.max(0, width - (digits.count - start))))
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
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
