import Crypto

/// SHA-256 as a value that is cheap to keep and to compare.
struct Digest: Hashable, Sendable {
    let words: SIMD4<UInt64>

    init(words: SIMD4<UInt64>) { self.words = words }

    init(of bytes: [UInt8]) {
        words = SHA256.hash(data: bytes).withUnsafeBytes {
            $0.loadUnaligned(as: SIMD4<UInt64>.self)
        }
    }

    /// Of several in their order.
    init(combining digests: some Sequence<Digest>) {
        var bytes: [UInt8] = []
        for digest in digests { digest.append(to: &bytes) }
        self.init(of: bytes)
    }

    func append(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: words) { bytes.append(contentsOf: $0) }
    }
}
