/// A mark in the markup of an article that is read to find out which line of its file a fault comes
/// from: the byte of the file that the text behind it begins at. No page holds one.
package enum SourceMark {
    /// Control characters, which no text may hold, around a letter and eight hexadecimal digits.
    static let length = 11
    private static let start: UInt8 = 0x01
    private static let kind = UInt8(ascii: "c")
    private static let end: UInt8 = 0x02

    /// - Parameter offset: `nil` for a mark whose text is still to come.
    static func bytes(_ offset: Int?) -> [UInt8] {
        var digits = [UInt8](repeating: UInt8(ascii: "-"), count: 8)
        if let offset {
            let text = Array(String(offset, radix: 16).utf8.suffix(8))
            digits = [UInt8](repeating: UInt8(ascii: "0"), count: 8 - text.count) + text
        }
        return [start, kind] + digits + [end]
    }

    /// The mark that begins at `index`: how long it is, and its offset where it has one.
    package static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (length: Int, offset: Int?)? {
        guard index + length <= bytes.count, bytes[index] == start, bytes[index + 1] == kind,
            bytes[index + length - 1] == end
        else { return nil }
        let digits = String(decoding: bytes[(index + 2)..<(index + length - 1)], as: UTF8.self)
        return (length, Int(digits, radix: 16))
    }
}

extension MarkdownBuilder {
    /// Leaves room for a mark before what opens here: its first text will tell where it stands.
    mutating func openMark() {
        guard isMarked, imageDepth == 0 else { return }
        openMarks.append(html.count)
        html += SourceMark.bytes(nil)
    }

    /// Marks what is to be written, and what opened since the text before.
    mutating func mark(_ offset: Int) {
        guard isMarked else { return }
        fillMarks(with: offset)
        if imageDepth == 0 { html += SourceMark.bytes(offset) }
    }

    /// An image is written when it ends: its text is in an attribute, where no mark may stand.
    mutating func markImage(at offset: Int) {
        fillMarks(with: offset)
        html += SourceMark.bytes(offset)
    }

    private mutating func fillMarks(with offset: Int) {
        for place in openMarks where place + SourceMark.length <= html.count {
            html.replaceSubrange(
                place..<place + SourceMark.length, with: SourceMark.bytes(offset))
        }
        openMarks = []
    }
}
