/// The `{#id}` that ends a heading or a step's first paragraph.
enum TrailingIdentifier {
    /// The id that ends `text`, and how many bytes to cut off, the spaces before it included.
    static func find(in text: ArraySlice<UInt8>) -> (id: String, length: Int)? {
        guard text.last == UInt8(ascii: "}") else { return nil }
        var index = text.endIndex - 2
        while index >= text.startIndex, isIdentifierByte(text[index]) { index -= 1 }
        guard index > text.startIndex, index < text.endIndex - 2, text[index] == UInt8(ascii: "#"),
            text[index - 1] == UInt8(ascii: "{")
        else { return nil }
        let id = String(decoding: text[(index + 1)..<(text.endIndex - 1)], as: UTF8.self)
        guard id.unicodeScalars.allSatisfy(isLetterOrASCII) else { return nil }
        var start = index - 1
        while start > text.startIndex, text[start - 1] == 0x20 { start -= 1 }
        return (id, text.endIndex - start)
    }

    /// Of other scripts letters, their marks and digits.
    private static func isLetterOrASCII(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
    }

    private static func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            0x80...:
            true
        default: false
        }
    }
}
