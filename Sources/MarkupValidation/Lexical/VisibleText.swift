/// What a reader sees of a page: its characters without tags, scripts and white space.
struct VisibleText {
    private let bytes: [UInt8]

    init(ofPage page: UnsafeBufferPointer<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(page.count / 2)
        var index = page.firstIndex(ofText: "<body", from: 0) ?? 0
        while index < page.count {
            let byte = page[index]
            if byte == UInt8(ascii: "<") {
                index = Self.end(ofTagAt: index, in: page)
            } else if byte == UInt8(ascii: "&"),
                let end = page.firstIndex(of: UInt8(ascii: ";"), from: index), end - index < 12
            {
                bytes.append(contentsOf: Self.character(page.text((index + 1)..<end)).utf8)
                index = end + 1
            } else {
                if !byte.isMarkupSpace { bytes.append(byte) }
                index += 1
            }
        }
        self.bytes = bytes
    }

    /// White space does not count: blocks of a page stand on lines of their own.
    func contains(_ text: String) -> Bool {
        let wanted = text.utf8.filter { !$0.isMarkupSpace }
        return bytes.withUnsafeBufferPointer { $0.contains(text: wanted, from: 0) }
    }

    private static func end(ofTagAt start: Int, in page: UnsafeBufferPointer<UInt8>) -> Int {
        if page.holds("<!--", at: start) {
            return page.firstIndex(ofText: "-->", from: start).map { $0 + 3 } ?? page.count
        }
        if page.holds("<script", at: start) {
            return page.firstIndex(ofText: "</script>", from: start).map { $0 + 9 } ?? page.count
        }
        if page.holds("<style", at: start) {
            return page.firstIndex(ofText: "</style>", from: start).map { $0 + 8 } ?? page.count
        }
        var index = start
        while index < page.count, page[index] != UInt8(ascii: ">") {
            if page[index] == UInt8(ascii: "\"") || page[index] == UInt8(ascii: "'") {
                index = page.firstIndex(of: page[index], from: index + 1) ?? page.count
            }
            index += 1
        }
        return index + 1
    }

    private static func character(_ name: String) -> String {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let isHexadecimal = name.hasPrefix("#x")
            let number = UInt32(
                name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
            return number.flatMap { Unicode.Scalar($0) }.map { String(Character($0)) } ?? ""
        }
    }
}
