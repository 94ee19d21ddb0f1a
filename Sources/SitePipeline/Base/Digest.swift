import Crypto

/// SHA-256 as a value that is cheap to keep and to compare.
struct Digest: Hashable, Sendable {
    let words: SIMD4<UInt64>

    init(words: SIMD4<UInt64>) { self.words = words }

    init(of bytes: some Collection<UInt8>) {
        words = SHA256.hash(data: Array(bytes)).withUnsafeBytes {
            $0.loadUnaligned(as: SIMD4<UInt64>.self)
        }
    }

    var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }
}
