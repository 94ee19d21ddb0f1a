import Crypto

/// A sum of SHA-256 digests modulo 2^256: the same in any order, and that of parts adds up.
struct DigestSum: Hashable, Sendable {
    /// The lowest first.
    private var words: [UInt64] = [0, 0, 0, 0]

    /// In hexadecimal, the highest digit first.
    var description: String {
        words.reversed().map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Adds the SHA-256 of `bytes`.
    mutating func add(digestOf bytes: [UInt8]) { add(Array(SHA256.hash(data: bytes))) }

    private mutating func add(_ digest: [UInt8]) {
        var carry: UInt64 = 0
        for index in words.indices {
            let end = digest.count - 8 * index
            let word = digest[end - 8..<end].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let (first, isOver) = words[index].addingReportingOverflow(word)
            let (sum, isOverAgain) = first.addingReportingOverflow(carry)
            words[index] = sum
            carry = isOver || isOverAgain ? 1 : 0
        }
    }
}
