import Glibc

extension UnsafeBufferPointer<UInt8> {
    /// The next place of `byte` at or after `start`.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard let base = baseAddress, start < count,
            let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Where the tag that ends at `end` begins, and whether a line feed or tab stands in it. In no
    /// attribute of a well-formed tag stands another `<`.
    func tag(before end: Int) -> (start: Int, hasBreak: Bool) {
        var index = Swift.min(end, count)
        var breaks: UInt64 = 0
        while let word = word(at: index - 8) {
            let other = word ^ (.ones &* 0x3C)
            // Each byte that is equal is marked, and no other.
            let found = ~(((other & ~.signs) &+ ~.signs) | other | ~.signs)
            let low = word.bytes(below: 0x20)
            if found != 0 {
                let place = 7 - found.leadingZeroBitCount / 8
                breaks |= low >> UInt64(8 * place)
                return (index - 8 + place, breaks != 0)
            }
            breaks |= low
            index -= 8
        }
        while index > 0 {
            index -= 1
            if self[index] == 0x3C { return (index, breaks != 0) }
            if self[index] < 0x20 { breaks = 1 }
        }
        return (0, breaks != 0)
    }

    /// The eight bytes from `offset` as one number, the first lowest; `nil` where there are fewer.
    @inline(__always)
    func word(at offset: Int) -> UInt64? {
        guard offset >= 0, offset + 8 <= count else { return nil }
        return UInt64(
            littleEndian: UnsafeRawBufferPointer(self).loadUnaligned(
                fromByteOffset: offset, as: UInt64.self))
    }

    /// Whether these bytes stand at `offset`.
    func holds(_ text: StaticString, at offset: Int) -> Bool {
        guard let base = baseAddress, offset >= 0, offset + text.utf8CodeUnitCount <= count else {
            return false
        }
        return memcmp(base + offset, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// Below zero where the bytes at `first` come before those at `second`.
    func compare(_ first: Int, _ second: Int, count: Int) -> Int {
        guard let base = baseAddress else { return 0 }
        return Int(memcmp(base + first, base + second, count))
    }

    /// Whether both hold the same bytes, of which there are as many.
    func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = baseAddress, let start = other.baseAddress else { return isEmpty }
        return memcmp(base, start, count) == 0
    }

    /// Whether these bytes are all there are.
    func isText(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && holds(text, at: 0)
    }

    /// The place of `text` at or after `start`.
    func firstIndex(ofText text: StaticString, from start: Int) -> Int? {
        var position = start
        while let found = firstIndex(of: text.utf8Start.pointee, from: position) {
            if holds(text, at: found) { return found }
            position = found + 1
        }
        return nil
    }

    /// The place of `text` at or after `start`, and before the next `end`.
    func firstIndex(ofText text: StaticString, from start: Int, before end: UInt8) -> Int? {
        let end = firstIndex(of: end, from: start) ?? count
        return UnsafeBufferPointer(rebasing: self[..<end]).firstIndex(ofText: text, from: start)
    }

    /// The place of `text` at or after `start`.
    func firstIndex(ofBytes text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let base = baseAddress, let wanted = text.baseAddress, let first = text.first else {
            return start
        }
        var position = start
        while let found = firstIndex(of: first, from: position), found + text.count <= count {
            if memcmp(base + found, wanted, text.count) == 0 { return found }
            position = found + 1
        }
        return nil
    }

    /// The bytes of `range` as text; malformed UTF-8 becomes replacement characters.
    func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: self[range]), as: UTF8.self)
    }

    var hasNonSpace: Bool { contains { !$0.isMarkupSpace } }
}

/// Eight bytes at once. Of the bytes that a search marks the first is marked with reason; those behind
/// it may be marked by a borrow.
extension UInt64 {
    static var ones: UInt64 { 0x0101_0101_0101_0101 }
    static var signs: UInt64 { 0x8080_8080_8080_8080 }

    @inline(__always)
    func bytes(below limit: UInt8) -> UInt64 { (self &- .ones &* UInt64(limit)) & ~self & .signs }

    @inline(__always)
    func bytes(_ byte: UInt8) -> UInt64 { (self ^ .ones &* UInt64(byte)).bytes(below: 1) }

    /// Which byte is the first that is marked; 8 when none is.
    var firstByte: Int { trailingZeroBitCount / 8 }
}

extension UInt8 {
    /// Space, tab, line feed, form feed, carriage return: white space in HTML.
    var isMarkupSpace: Bool {
        self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
    }

    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isHexDigit: Bool { isDigit || self | 0x20 >= 0x61 && self | 0x20 <= 0x66 }
    var isCapital: Bool { self >= 0x41 && self <= 0x5A }
    var isLetter: Bool { isCapital || (self >= 0x61 && self <= 0x7A) }
    /// A letter, a digit, an underscore, or part of a character beyond ASCII.
    var isWordByte: Bool { isLetter || isDigit || self == 0x5F || self >= 0x80 }
}
