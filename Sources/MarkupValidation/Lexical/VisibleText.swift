/// What a reader sees of a page: its characters without tags, scripts and white space.
///
/// It is read as far as it is asked for: what structured data repeats stands mostly near the top.
struct VisibleText {
    /// How much of the text is read at once.
    private static let chunkSize = 1024

    private let page: UnsafeBufferPointer<UInt8>
    /// How far the page has been read.
    private var pageIndex: Int
    private var bytes: [UInt8] = []
    /// Where the text that was asked for last ends.
    private var position = 0

    init(ofPage page: UnsafeBufferPointer<UInt8>) {
        self.page = page
        pageIndex = page.firstIndex(ofText: "<body", from: 0) ?? 0
    }

    /// White space does not count: blocks of a page stand on lines of their own.
    ///
    /// Texts asked for in the order of the page are each found where the last one ended.
    mutating func contains(_ text: String) -> Bool {
        let wanted = [UInt8](unsafeUninitializedCapacity: text.utf8.count) { wanted, count in
            for byte in text.utf8 where !byte.isMarkupSpace {
                wanted[count] = byte
                count += 1
            }
        }
        if let found = firstIndex(of: wanted, from: position) {
            position = found + wanted.count
            return true
        }
        // Names of the site and of its parts stand at the top of the page, and again at its end.
        if firstIndex(of: wanted, from: 0, before: min(position, Self.chunkSize)) != nil {
            return true
        }
        var start = max(position, bytes.count - wanted.count + 1)
        while readChunk() {
            if let found = firstIndex(of: wanted, from: start) {
                position = found + wanted.count
                return true
            }
            start = max(start, bytes.count - wanted.count + 1)
        }
        guard let found = firstIndex(of: wanted, from: 0) else { return false }
        position = found + wanted.count
        return true
    }

    /// - Parameter end: The text has to end before it; `nil`: before the end of what was read.
    private func firstIndex(of wanted: [UInt8], from start: Int, before end: Int? = nil) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            UnsafeBufferPointer(rebasing: bytes[..<(end ?? bytes.count)])
                .firstIndex(ofBytes: wanted, from: start)
        }
    }

    /// Returns false at the end of the page.
    private mutating func readChunk() -> Bool {
        guard pageIndex < page.count else { return false }
        let page = page
        var index = pageIndex
        bytes += [UInt8](unsafeUninitializedCapacity: Self.chunkSize + 4) { shown, count in
            while index < page.count, count < Self.chunkSize {
                let byte = page[index]
                // Letters, which most bytes are.
                if byte > UInt8(ascii: "<") {
                    shown[count] = byte
                    count += 1
                    index += 1
                } else if byte == UInt8(ascii: "<") {
                    index = Self.end(ofTagAt: index, in: page)
                } else if byte == UInt8(ascii: "&"),
                    let end = page.firstIndex(of: UInt8(ascii: ";"), from: index), end - index < 12
                {
                    for unit in Self.character(page.text((index + 1)..<end)).utf8 {
                        shown[count] = unit
                        count += 1
                    }
                    index = end + 1
                } else {
                    if !byte.isMarkupSpace {
                        shown[count] = byte
                        count += 1
                    }
                    index += 1
                }
            }
        }
        pageIndex = index
        return true
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
