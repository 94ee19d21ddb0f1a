/// Where in a page a text lands, which decides what must be escaped.
enum HTMLEscaping {
    /// Appends text for element content or a quoted attribute: `&`, `<`, `>`, `"` become
    /// references; line ends in attributes become spaces, as XML parsers would make of them.
    @inline(__always)
    static func append(
        _ text: UnsafeBufferPointer<UInt8>, to html: inout [UInt8], inAttribute: Bool = false
    ) {
        var runStart = 0
        for index in 0..<text.count {
            let replacement: StaticString
            switch text[index] {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">"): replacement = "&gt;"
            case UInt8(ascii: "\""): replacement = "&quot;"
            case 0x09 where inAttribute, 0x0A where inAttribute, 0x0D where inAttribute:
                replacement = " "
            default: continue
            }
            html.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
            html.append(replacement)
            runStart = index + 1
        }
        html.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
    }

    static func append(_ text: [UInt8], to html: inout [UInt8], inAttribute: Bool = false) {
        text.withUnsafeBufferPointer { append($0, to: &html, inAttribute: inAttribute) }
    }

    /// Appends a checked address for a quoted attribute, with percent signs where CommonMark's
    /// reference renderer puts them.
    static func appendURL(_ url: [UInt8], to html: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in url {
            switch byte {
            case UInt8(ascii: "&"): html.append("&amp;")
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                html.append(byte)
            case _ where "-_.~!$'()*+,;=:@/?#%".utf8.contains(byte):
                html.append(byte)
            default:
                html.append(UInt8(ascii: "%"))
                html.append(digits[Int(byte >> 4)])
                html.append(digits[Int(byte & 15)])
            }
        }
    }
}

extension [UInt8] {
    /// Appends markup that this program wrote itself.
    @inline(__always)
    mutating func append(_ markup: StaticString) {
        append(
            contentsOf: UnsafeBufferPointer(
                start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }
}
