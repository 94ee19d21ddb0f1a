/// Finds keys that one object has twice.
public enum JSONDuplicateKeys {
    /// Up to this many keys, comparing each with each is faster than hashing.
    private static let fewKeys = 32

    /// The nodes of the later ones.
    public static func find(in nodes: [JSONNode], of bytes: [UInt8], object: Int) -> [Int] {
        guard mayHoldAny(nodes, bytes, object) else { return [] }
        var found: [Int] = []
        var seen: Set<[UInt8]> = []
        var key = object + 1
        while key < Int(nodes[object].next) {
            let content = nodes[key].content
            let name =
                nodes[key].kind == .escapedString
                ? JSONText.decoded(content, of: bytes) : Array(bytes[content])
            if !seen.insert(name).inserted { found.append(key) }
            key = Int(nodes[key + 1].next)
        }
        return found
    }

    /// `false` where no two keys can be one.
    private static func mayHoldAny(_ nodes: [JSONNode], _ bytes: [UInt8], _ object: Int) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: fewKeys) { signatures in
            var count = 0
            var seen: UInt64 = 0
            var key = object + 1
            while key < Int(nodes[object].next) {
                guard count < fewKeys else { return true }
                if case .escapedString = nodes[key].kind { return true }
                let signature = signature(of: nodes[key].content, in: bytes)
                let bit: UInt64 = 1 << ((signature &* 0x9E37_79B9_7F4A_7C15) >> 58)
                if seen & bit != 0 {
                    for earlier in 0..<count where signatures[earlier] == signature { return true }
                }
                seen |= bit
                signatures[count] = signature
                count += 1
                key = Int(nodes[key + 1].next)
            }
            return false
        }
    }

    /// Equal for equal names, and mostly different for others.
    private static func signature(of name: Range<Int>, in bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { bytes in
            guard name.count >= 8 else {
                return name.reduce(1) { $0 << 8 | UInt64(bytes[$1]) }
            }
            let head = bytes.loadUnaligned(fromByteOffset: name.lowerBound, as: UInt64.self)
            let tail = bytes.loadUnaligned(fromByteOffset: name.upperBound - 8, as: UInt64.self)
            return head &+ tail &* 31 ^ UInt64(name.count) << 56
        }
    }
}
