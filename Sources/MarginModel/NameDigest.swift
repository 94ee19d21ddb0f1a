/// 16 bytes that stand for a name, so that it is found again among any number of them: FNV-1a, the same
/// in every run and on every machine.
public struct NameDigest: Hashable, Sendable, Comparable {
    public let value: UInt128

    public init(of name: String) {
        var name = name
        value = name.withUTF8(Self.hash)
    }

    public init(of name: UnsafeBufferPointer<UInt8>) { value = Self.hash(name) }

    /// Of the name in small letters, as far as they are ASCII.
    public init(folding name: UnsafeBufferPointer<UInt8>) {
        value = Self.hash(name.lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
    }

    public init(folding name: String) {
        var name = name
        self = name.withUTF8 { NameDigest(folding: $0) }
    }

    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt128 {
        bytes.reduce(0x6C62_272E_07BB_0142_62B8_2175_6295_C58D) {
            ($0 ^ UInt128($1)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
        }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(UInt64(truncatingIfNeeded: value))
    }

    public static func < (left: NameDigest, right: NameDigest) -> Bool { left.value < right.value }
}
