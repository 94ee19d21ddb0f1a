/// Finds where a string ends, and refuses what may not stand in one.
struct JSONStringScanner {
    let bytes: [UInt8]
    let end: Int

    /// Scans the string whose opening quote is at `start`.
    ///
    /// - Returns: The offset just past the closing quote, and whether there were escapes.
    func scan(from start: Int) throws(JSONSyntaxError) -> (end: Int, hasEscapes: Bool) {
        var index = start + 1
        var hasEscapes = false
        while true {
            index = endOfPlainRun(from: index)
            guard index < end else { break }
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") { return (index + 1, hasEscapes) }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                index = try escape(at: index)
            } else if byte < 0x20 {
                throw JSONSyntaxError(problem: .controlCharacter, offset: index)
            } else if byte < 0x80 {
                index += 1
            } else {
                index += try sequenceLength(at: index)
            }
        }
        throw JSONSyntaxError(problem: .unexpectedEnd, offset: end)
    }

    /// The first byte from `start` on that is a quote, a backslash, a control character or not ASCII,
    /// eight at a time; the last ones are for the caller.
    @inline(__always)
    private func endOfPlainRun(from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            var index = start
            while index + 8 <= end {
                let word = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let special =
                    word.bytes(0x22) | word.bytes(0x5C) | word.bytes(below: 0x20) | word & .signs
                if special != 0 { return index + special.firstByte }
                index += 8
            }
            return index
        }
    }

    /// The offset just past the escape at `start`. A surrogate pair counts as one.
    private func escape(at start: Int) throws(JSONSyntaxError) -> Int {
        guard start + 1 < end else { throw JSONSyntaxError(problem: .unexpectedEnd, offset: end) }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            break
        default:
            throw JSONSyntaxError(problem: .badEscape, offset: start)
        }
        guard let unit = JSONText.codeUnit(at: start, in: bytes, end: end) else {
            throw JSONSyntaxError(problem: .badEscape, offset: start)
        }
        switch unit {
        case 0xD800...0xDBFF:
            guard let low = JSONText.codeUnit(at: start + 6, in: bytes, end: end),
                (0xDC00...0xDFFF).contains(low)
            else { throw JSONSyntaxError(problem: .loneSurrogate, offset: start) }
            return start + 12
        case 0xDC00...0xDFFF:
            throw JSONSyntaxError(problem: .loneSurrogate, offset: start)
        default:
            return start + 6
        }
    }

    /// The length of the well-formed UTF-8 sequence at `start` (table 3-7 of the Unicode standard).
    private func sequenceLength(at start: Int) throws(JSONSyntaxError) -> Int {
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[start] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw JSONSyntaxError(problem: .invalidUTF8, offset: start)
        }
        guard start + length <= end, second.contains(bytes[start + 1]),
            bytes[(start + 2)..<(start + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
        else { throw JSONSyntaxError(problem: .invalidUTF8, offset: start) }
        return length
    }
}
