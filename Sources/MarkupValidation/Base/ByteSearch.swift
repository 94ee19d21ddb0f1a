import Glibc

extension UnsafeBufferPointer<UInt8> {
    /// The next place of `byte` at or after `start`.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard let base = baseAddress, start < count,
            let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Whether these bytes stand at `offset`.
    func holds(_ text: StaticString, at offset: Int) -> Bool {
        guard let base = baseAddress, offset >= 0, offset + text.utf8CodeUnitCount <= count else {
            return false
        }
        return memcmp(base + offset, text.utf8Start, text.utf8CodeUnitCount) == 0
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
    func firstIndex(ofBytes text: [UInt8], from start: Int) -> Int? {
        guard let base = baseAddress, let first = text.first else { return start }
        var position = start
        while let found = firstIndex(of: first, from: position), found + text.count <= count {
            if memcmp(base + found, text, text.count) == 0 { return found }
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
