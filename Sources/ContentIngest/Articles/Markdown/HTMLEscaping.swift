import MarginModel

/// Where in a page a text lands, which decides what must be escaped.
enum HTMLEscaping {
    /// Appends text for element content or a quoted attribute: `&`, `<`, `>`, `"` become
    /// references; line ends in attributes become spaces, as XML parsers would make of them.
    @inline(__always)
    static func append(
        _ text: UnsafeBufferPointer<UInt8>, to html: inout [UInt8], inAttribute: Bool = false
    ) {
        var runStart = 0
        var index = 0
        while index < text.count {
            if !inAttribute, index + 8 <= text.count, isPlain(text, at: index) {
                index += 8
                continue
            }
            let end = min(index + 8, text.count)
            while index < end {
                let replacement: StaticString?
                switch text[index] {
                case UInt8(ascii: "&"): replacement = "&amp;"
                case UInt8(ascii: "<"): replacement = "&lt;"
                case UInt8(ascii: ">"): replacement = "&gt;"
                case UInt8(ascii: "\""): replacement = "&quot;"
                case 0x09 where inAttribute, 0x0A where inAttribute, 0x0D where inAttribute:
                    replacement = " "
                default: replacement = nil
                }
                if let replacement {
                    html.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
                    html.append(replacement)
                    runStart = index + 1
                }
                index += 1
            }
        }
        html.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
    }

    /// Whether none of the eight bytes from `index` on is escaped in element content.
    @inline(__always)
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        let word = UnsafeRawBufferPointer(text).loadUnaligned(
            fromByteOffset: index, as: UInt64.self)
        // `<` and `>` differ in one bit.
        let angles = (word | .ones &* 0x02).bytes(UInt8(ascii: ">"))
        return angles | word.bytes(UInt8(ascii: "&")) | word.bytes(UInt8(ascii: "\"")) == 0
    }

    static func append(_ text: [UInt8], to html: inout [UInt8], inAttribute: Bool = false) {
        text.withUnsafeBufferPointer { append($0, to: &html, inAttribute: inAttribute) }
    }

    /// Appends a checked address for a quoted attribute, with percent signs where CommonMark's
    /// reference renderer puts them.
    static func appendURL(_ url: [UInt8], to html: inout [UInt8]) {
        var runStart = 0
        for index in url.indices where !plainInURLs[Int(url[index])] {
            html.append(contentsOf: url[runStart..<index])
            runStart = index + 1
            let byte = url[index]
            if byte == UInt8(ascii: "&") {
                html.append("&amp;")
            } else {
                html.append(UInt8(ascii: "%"))
                html.append(hexDigits[Int(byte >> 4)])
                html.append(hexDigits[Int(byte & 15)])
            }
        }
        html.append(contentsOf: url[runStart...])
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)

    /// For every byte: whether it stays as it is in an address.
    private static let plainInURLs: [Bool] = {
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        let plain = Set((letters + "-_.~!$'()*+,;=:@/?#%").utf8)
        return (0...255).map { plain.contains($0) }
    }()
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
