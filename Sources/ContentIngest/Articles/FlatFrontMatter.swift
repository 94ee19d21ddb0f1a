import MarginModel

/// Front matter of flat keys, read from bytes: `key: value`, quoted texts, `[inline, lists]`.
///
/// Everything else (nesting, block texts, anchors, escapes) is left to the YAML reader, so the two
/// can never disagree on what a file means.
struct FlatFrontMatter {
    private let bytes: [UInt8]
    private var nodes = [JSONNode(.object, 0..<0, at: 0)]
    /// Each key is compared with those before it; more of them are left to the YAML reader.
    private static let entryLimit = 100

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The keys and values, or `nil` when the text needs the YAML reader.
    mutating func document(in range: Range<Int>, file: String) -> JSONDocument? {
        var count = 0
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
            let text = trimmingEnd(start..<end)
            if !text.isEmpty, bytes[start] != UInt8(ascii: "#") {
                count += 1
                guard count <= Self.entryLimit, add(text) else { return nil }
            }
            start = end + 1
        }
        nodes[0].next = UInt32(nodes.count)
        guard JSONDuplicateKeys.find(in: nodes, of: bytes, object: 0).isEmpty else { return nil }
        return JSONDocument(.yaml, nodes: nodes, over: bytes, file: file)
    }

    private mutating func add(_ text: Range<Int>) -> Bool {
        guard let colon = bytes[text].firstIndex(of: UInt8(ascii: ":")), colon > text.lowerBound,
            bytes[text.lowerBound..<colon].allSatisfy(isKeyByte),
            colon + 1 == text.upperBound || bytes[colon + 1] == 0x20
        else { return false }
        var valueStart = colon + 1
        while valueStart < text.upperBound, bytes[valueStart] == 0x20 { valueStart += 1 }
        nodes.append(JSONNode(.bareText, text.lowerBound..<colon, at: nodes.count))
        let value = valueStart..<text.upperBound
        return bytes[value].first == UInt8(ascii: "[") ? addList(value) : addScalar(value)
    }

    private mutating func addList(_ range: Range<Int>) -> Bool {
        guard bytes[range.upperBound - 1] == UInt8(ascii: "]"), range.count > 1 else {
            return false
        }
        let list = nodes.count
        nodes.append(JSONNode(.array, range, at: list))
        var start = range.lowerBound + 1
        let end = range.upperBound - 1
        while start < end {
            var next = start
            while next < end, bytes[next] != UInt8(ascii: ",") { next += 1 }
            while start < next, bytes[start] == 0x20 { start += 1 }
            guard start < next, addScalar(trimmingEnd(start..<next), inList: true) else {
                return false
            }
            start = next + 1
        }
        nodes[list].next = UInt32(nodes.count)
        return true
    }

    /// A plain or quoted text on one line, without escapes or a comment.
    private mutating func addScalar(_ range: Range<Int>, inList: Bool = false) -> Bool {
        let isQuoted = bytes[range].first.map { "\"'".utf8.contains($0) } ?? false
        guard isQuoted ? isWholeQuote(range) : isPlain(range, inList: inList) else { return false }
        nodes.append(JSONNode(isQuoted ? .plainString : .bareText, range, at: nodes.count))
        return true
    }

    private func isWholeQuote(_ range: Range<Int>) -> Bool {
        let quote = bytes[range.lowerBound]
        guard range.count >= 2, bytes[range.upperBound - 1] == quote else { return false }
        let content = bytes[range.lowerBound + 1..<range.upperBound - 1]
        return !content.contains(quote) && !content.contains(UInt8(ascii: "\\"))
    }

    private func isPlain(_ range: Range<Int>, inList: Bool) -> Bool {
        guard let first = bytes[range].first else { return !inList }
        guard !"[]{}&*!|>%@`#,?:-".utf8.contains(first) else { return false }
        for index in range {
            let byte = bytes[index]
            let isColon = byte == UInt8(ascii: ":")
            if isColon, index + 1 == range.upperBound || bytes[index + 1] == 0x20 { return false }
            if byte == UInt8(ascii: "#"), bytes[index - 1] == 0x20 { return false }
            if byte == 0x09 || (inList && "[]{}\"'".utf8.contains(byte)) { return false }
        }
        return true
    }

    private func trimmingEnd(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D { end -= 1 }
        return range.lowerBound..<end
    }

    private func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
