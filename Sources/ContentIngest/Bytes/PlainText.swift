/// Text without markup: runs of white space are one space, none at the ends.
enum PlainText {
    static func collapse(_ bytes: some Collection<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count) { text in
            var count = 0
            var pendingSpace = false
            for byte in bytes {
                if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                    pendingSpace = count > 0
                } else {
                    if pendingSpace {
                        text[count] = 0x20
                        count += 1
                    }
                    pendingSpace = false
                    text[count] = byte
                    count += 1
                }
            }
            return count
        }
    }

    /// Characters of Chinese and Japanese: kana and ideographs. They have three bytes or four in UTF-8.
    static func characterCount(_ bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        var next: UInt8 = 0
        // From the end, so that the byte behind each is known.
        for byte in bytes.reversed() {
            defer { next = byte }
            guard byte >= 0xE3 else { continue }
            switch byte {
            // U+3040 to U+30FF, and from U+3400 on.
            case 0xE3: if (0x81...0x83).contains(next) || next >= 0x90 { count += 1 }
            case 0xE4...0xE9: count += 1
            case 0xEF: if (0xA4...0xAB).contains(next) { count += 1 }
            case 0xF0: if (0xA0...0xB3).contains(next) { count += 1 }
            default: break
            }
        }
        return count
    }

    /// How many runs of bytes there are between white space, eight bytes at a time.
    static func wordCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { bytes in
            var count = 0
            // 0x80 when the byte before is a space; a text starts like one.
            var spaceBefore: UInt64 = 0x80
            var index = 0
            while index + 8 <= bytes.count {
                let word = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let spaces =
                    word.exactly(0x20) | word.exactly(0x0A) | word.exactly(0x09)
                    | word.exactly(0x0D)
                count += (~spaces & (spaces << 8 | spaceBefore) & .signs).nonzeroBitCount
                spaceBefore = spaces >> 56
                index += 8
            }
            var isAfterSpace = spaceBefore != 0
            for byte in bytes[index...] {
                let isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
                if !isSpace, isAfterSpace { count += 1 }
                isAfterSpace = isSpace
            }
            return count
        }
    }

}
