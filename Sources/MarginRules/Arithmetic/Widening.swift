internal import BigInt

// Between 128 bits and unbounded, by sign and magnitude. The generic conversions are not used:
// `Int128(exactly:)` of a negative `BigInt` beyond 64 bits came back wrong by 2^64.

extension Int128 {
    /// `value`, when it fits; the least 128-bit integer is left out, as everywhere in `Exact`.
    init?(narrowing value: BigInt) {
        guard value.magnitude.bitWidth <= 127 else { return nil }
        var magnitude: Int128 = 0
        for word in value.magnitude.words.reversed() { magnitude = magnitude << 64 | Int128(word) }
        self = value.sign == .minus ? -magnitude : magnitude
    }
}

extension BigInt {
    init(widening value: Int128) {
        let magnitude = value.magnitude
        let words = [
            UInt(truncatingIfNeeded: magnitude), UInt(truncatingIfNeeded: magnitude >> 64),
        ]
        self.init(sign: value < 0 ? .minus : .plus, magnitude: BigUInt(words: words))
    }
}
