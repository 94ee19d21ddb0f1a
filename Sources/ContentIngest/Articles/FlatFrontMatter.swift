import MarginModel

/// Front matter of flat keys, read from bytes: `key: value`, quoted texts, `[inline, lists]`.
///
/// Everything else (nesting, block texts, anchors, escapes) is left to the YAML reader, so the two
/// can never disagree on what a file means.
struct FlatFrontMatter {
    let bytes: [UInt8]
    let file: String
    /// Each key is compared with those before it; more of them are left to the YAML reader.
    private static let entryLimit = 100

    /// The entries, or `nil` when the text needs the YAML reader.
    func entries(in range: Range<Int>, firstLine: Int) -> [ConfigurationEntry]? {
        var entries: [ConfigurationEntry] = []
        var line = firstLine
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
            let text = trimmingEnd(start..<end)
            if !text.isEmpty, bytes[start] != UInt8(ascii: "#") {
                guard entries.count < Self.entryLimit, let entry = entry(text, line: line),
                    !entries.contains(where: { $0.key == entry.key })
                else { return nil }
                entries.append(entry)
            }
            start = end + 1
            line += 1
        }
        return entries
    }

    private func entry(_ text: Range<Int>, line: Int) -> ConfigurationEntry? {
        guard let colon = bytes[text].firstIndex(of: UInt8(ascii: ":")), colon > text.lowerBound,
            bytes[text.lowerBound..<colon].allSatisfy(isKeyByte),
            colon + 1 == text.upperBound || bytes[colon + 1] == 0x20
        else { return nil }
        var valueStart = colon + 1
        while valueStart < text.upperBound, bytes[valueStart] == 0x20 { valueStart += 1 }
        func place(_ offset: Int) -> SourceLocation {
            SourceLocation(file: file, line: line, column: offset - text.lowerBound + 1)
        }
        guard let value = value(valueStart..<text.upperBound, place: place) else { return nil }
        let key = String(decoding: bytes[text.lowerBound..<colon], as: UTF8.self)
        return ConfigurationEntry(key: key, keyLocation: place(text.lowerBound), value: value)
    }

    private func value(
        _ range: Range<Int>, place: (Int) -> SourceLocation
    ) -> ConfigurationNode? {
        let location = place(range.lowerBound)
        guard bytes[range].first == UInt8(ascii: "[") else {
            guard let text = scalar(range, inList: false) else { return nil }
            return ConfigurationNode(content: .scalar(text), location: location)
        }
        guard bytes[range.upperBound - 1] == UInt8(ascii: "]"), range.count > 1 else { return nil }
        var items: [ConfigurationNode] = []
        var start = range.lowerBound + 1
        let end = range.upperBound - 1
        while start < end {
            var next = start
            while next < end, bytes[next] != UInt8(ascii: ",") { next += 1 }
            while start < next, bytes[start] == 0x20 { start += 1 }
            guard start < next, let text = scalar(trimmingEnd(start..<next), inList: true) else {
                return nil
            }
            items.append(ConfigurationNode(content: .scalar(text), location: place(start)))
            start = next + 1
        }
        return ConfigurationNode(content: .list(items), location: location)
    }

    /// A plain or quoted text on one line, without escapes or a comment.
    private func scalar(_ range: Range<Int>, inList: Bool) -> String? {
        guard let first = bytes[range].first else { return inList ? nil : "" }
        var content = range
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            guard range.count >= 2, bytes[range.upperBound - 1] == first else { return nil }
            content = (range.lowerBound + 1)..<(range.upperBound - 1)
            guard !bytes[content].contains(first), !bytes[content].contains(UInt8(ascii: "\\"))
            else { return nil }
        } else {
            guard !"[]{}&*!|>%@`#,?:-".utf8.contains(first) else { return nil }
            for index in range {
                let byte = bytes[index]
                let isColon = byte == UInt8(ascii: ":")
                if isColon, index + 1 == range.upperBound || bytes[index + 1] == 0x20 { return nil }
                if byte == UInt8(ascii: "#"), bytes[index - 1] == 0x20 { return nil }
                if byte == 0x09 || (inList && "[]{}\"'".utf8.contains(byte)) { return nil }
            }
        }
        return String(decoding: bytes[content], as: UTF8.self)
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
