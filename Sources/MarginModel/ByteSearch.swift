extension [UInt8] {
    /// The first place from `start` on where `byte` stands, eight bytes at a time.
    package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        withUnsafeBytes { bytes in
            let ones: UInt64 = 0x0101_0101_0101_0101
            let wanted = ones &* UInt64(byte)
            var index = start
            while index + 8 <= bytes.count {
                let difference =
                    UInt64(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                    ^ wanted
                // A borrow only ever marks bytes behind one that is marked with reason.
                let found = (difference &- ones) & ~difference & (ones &* 0x80)
                if found != 0 { return index + found.trailingZeroBitCount / 8 }
                index += 8
            }
            while index < bytes.count {
                if bytes[index] == byte { return index }
                index += 1
            }
            return nil
        }
    }
}
