import Glibc

extension UnsafeBufferPointer<UInt8> {
    /// The next place of `byte` at or after `start`.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard let base = baseAddress, start < count,
            let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Where the tag that ends at `end` begins: in no attribute of a well-formed tag stands another `<`.
    ///
    /// - Parameter guess: Where it begins if nothing but a tag or text came before it.
    func tagStart(before end: Int, guess: Int) -> Int {
        if guess >= 0, guess < end, guess + 1 < count, self[guess] == 0x3C, self[guess + 1] != 0x21,
            self[guess + 1] != 0x3F
        {
            return guess
        }
        return self[..<Swift.min(end, count)].lastIndex(of: 0x3C) ?? 0
    }

    /// Whether a control character stands in `range`, such as a tab or a line feed.
    func hasControl(in range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index + 8 <= range.upperBound, let word = word(at: index) {
            if word.bytes(below: 0x20) != 0 { return true }
            index += 8
        }
        while index < range.upperBound {
            if self[index] < 0x20 { return true }
            index += 1
        }
        return false
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
