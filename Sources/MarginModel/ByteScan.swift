extension [UInt8] {
    /// The first place from `start` on where `byte` stands, eight bytes at a time.
    public func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        withUnsafeBytes { bytes in
            var index = start
            while index + 8 <= bytes.count {
                let found = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                ).bytes(byte)
                if found != 0 { return index + found.firstByte }
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

/// Eight bytes at once, the first one lowest. Of the bytes that a search marks, in their highest bit, the
/// first is marked with reason; those behind it may be marked by a borrow.
extension UInt64 {
    @inlinable public static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable public static var signs: UInt64 { 0x8080_8080_8080_8080 }

    @inlinable @inline(__always)
    public func bytes(below limit: UInt8) -> UInt64 {
        (self &- .ones &* UInt64(limit)) & ~self & .signs
    }

    @inlinable @inline(__always)
    public func bytes(_ byte: UInt8) -> UInt64 { (self ^ .ones &* UInt64(byte)).bytes(below: 1) }

    /// 0x80 in each byte that is `byte`, and 0 in all others: none is marked by a borrow.
    @inlinable @inline(__always)
    public func exactly(_ byte: UInt8) -> UInt64 {
        let (word, low) = (self ^ .ones &* UInt64(byte), ~UInt64.signs)
        return ~((word & low) &+ low | word | low)
    }

    /// Which byte is the first that is marked; 8 when none is.
    @inlinable public var firstByte: Int { trailingZeroBitCount / 8 }
}

/// Looks at bytes that are text, eight at a time where nothing in them is special.
public enum ByteScan {
    /// The end of the printable ASCII from `start`: nearly all of a text. Of the last seven bytes nothing is
    /// skipped. A borrow or carry between bytes only ever marks bytes behind one that is marked with reason.
    @inlinable
    public static func endOfPlain(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let special = (word | (word &+ .ones)) & .signs | word.bytes(below: 0x20)
            if special != 0 { return index + special.firstByte }
            index += 8
        }
        return index
    }

    /// Whether a text can stand in a JSON string as it is: no quote, no backslash, no control character.
    public static func standsInJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index + 8 <= bytes.count {
            if isSpecialInJSON(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
                return false
            }
            index += 8
        }
        guard index < bytes.count else { return true }
        // The rest, with some of the bytes before it; a short text is looked at by itself.
        if bytes.count >= 8 {
            return !isSpecialInJSON(
                bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
        }
        return bytes.allSatisfy {
            $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
    }

    @inline(__always)
    private static func isSpecialInJSON(_ word: UInt64) -> Bool {
        word.bytes(0x22) | word.bytes(0x5C) | word.bytes(below: 0x20) != 0
    }

    /// The character of several bytes that starts at `index`; `nil` unless it is in shortest form and no
    /// surrogate.
    @inlinable
    public static func character(
        _ bytes: UnsafeRawBufferPointer, at index: Int
    ) -> (scalar: UInt32, length: Int)? {
        let lead = bytes[index]
        let (length, smallest): (Int, UInt32)
        switch lead {
        case 0xC2...0xDF: (length, smallest) = (2, 0x80)
        case 0xE0...0xEF: (length, smallest) = (3, 0x800)
        case 0xF0...0xF4: (length, smallest) = (4, 0x10000)
        default: return nil
        }
        guard index + length <= bytes.count else { return nil }
        var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for next in index + 1..<index + length {
            guard bytes[next] & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(bytes[next] & 0x3F)
        }
        guard scalar >= smallest, scalar <= 0x10FFFF, !(scalar >= 0xD800 && scalar <= 0xDFFF) else {
            return nil
        }
        return (scalar, length)
    }
}
