/// Takes mail addresses out of a page's texts: public files show none but the publisher's own.
enum MailMask {
    static let mark = "mail address left out"

    /// `nil` where there is no address.
    static func masked(_ text: String) -> String? {
        var bytes = Array(text.utf8)
        var isMasked = false
        var at = bytes.count
        while let sign = bytes[..<at].lastIndex(of: UInt8(ascii: "@")) {
            at = sign
            var start = sign
            while start > 0, isPart(bytes[start - 1]) { start -= 1 }
            var end = sign + 1
            while end < bytes.count, isPart(bytes[end]) { end += 1 }
            while end > sign, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
            guard start < sign, bytes[sign..<end].contains(UInt8(ascii: ".")) else { continue }
            let isEnclosed =
                start > 0 && bytes[start - 1] == UInt8(ascii: "(")
                && end < bytes.count && bytes[end] == UInt8(ascii: ")")
            bytes.replaceSubrange(start..<end, with: (isEnclosed ? mark : "(\(mark))").utf8)
            at = start
            isMasked = true
        }
        return isMasked ? String(decoding: bytes, as: UTF8.self) : nil
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        default: "._%+-".utf8.contains(byte)
        }
    }
}
