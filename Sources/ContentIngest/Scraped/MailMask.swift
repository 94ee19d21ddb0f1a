/// Takes mail addresses out of a page's texts: public files show none but the publisher's own.
enum MailMask {
    static let mark = "mail address left out"

    /// `nil` where there is no address.
    static func masked(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var start = 0
        for sign in bytes.indices where bytes[sign] == UInt8(ascii: "@") && sign >= start {
            var from = sign
            while from > start, isPart(bytes[from - 1]) { from -= 1 }
            var end = sign + 1
            while end < bytes.count, isPart(bytes[end]) { end += 1 }
            while bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
            guard from < sign, bytes[sign..<end].contains(UInt8(ascii: ".")) else { continue }
            let isEnclosed =
                from > 0 && bytes[from - 1] == UInt8(ascii: "(")
                && end < bytes.count && bytes[end] == UInt8(ascii: ")")
            kept += bytes[start..<from]
            kept += (isEnclosed ? mark : "(\(mark))").utf8
            start = end
        }
        return start == 0 ? nil : String(decoding: kept + bytes[start...], as: UTF8.self)
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        default: "._%+-".utf8.contains(byte)
        }
    }
}
