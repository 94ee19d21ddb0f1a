import MarginModel
import PageRendering

/// Says which line of which template a place of a page comes from. Only asked once a page is wrong: it
/// is rendered again from templates that carry marks, which are then taken out.
struct TemplateTrace {
    /// Control characters, which no page may hold.
    private static let markStart: UInt8 = 0x01
    private static let markEnd: UInt8 = 0x02

    /// The templates with a mark before the text of each line.
    private(set) var sources: [TemplateSource] = []
    /// Of each mark, by its number.
    private var places: [SourceLocation] = []

    init(_ sources: [TemplateSource]) {
        for source in sources { self.sources.append(marked(source)) }
    }

    /// A page without its marks, and what they said.
    struct Page {
        private(set) var bytes: [UInt8] = []
        /// By offset.
        fileprivate(set) var marks: [(offset: Int, place: SourceLocation)] = []

        fileprivate mutating func append(_ byte: UInt8) { bytes.append(byte) }

        /// The template's line that a line and column of the page come from.
        func origin(line: Int, column: Int) -> SourceLocation? {
            var offset = 0
            for _ in 1..<max(line, 1) {
                guard let feed = bytes[offset...].firstIndex(of: 0x0A) else { return nil }
                offset = feed + 1
            }
            offset += column - 1
            return marks.last { $0.offset <= offset }?.place
        }
    }

    func read(_ marked: [UInt8]) -> Page {
        var page = Page()
        var index = 0
        while index < marked.count {
            guard marked[index] == Self.markStart,
                let end = marked[index...].prefix(12).firstIndex(of: Self.markEnd),
                let number = Int(String(decoding: marked[(index + 1)..<end], as: UTF8.self)),
                places.indices.contains(number)
            else {
                page.append(marked[index])
                index += 1
                continue
            }
            page.marks.append((page.bytes.count, places[number]))
            index = end + 1
        }
        return page
    }

    private mutating func marked(_ source: TemplateSource) -> TemplateSource {
        var bytes: [UInt8] = []
        var line = 1
        var tags = TemplateTagDepth()
        var isMarked = false
        for (index, byte) in source.bytes.enumerated() {
            let isText = tags.isText(at: index, of: source.bytes)
            // A line of tags alone disappears, and must go on doing so.
            if isText, !isMarked, byte != 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
                isMarked = true
                bytes += [Self.markStart] + Array(String(places.count).utf8) + [Self.markEnd]
                places.append(SourceLocation(file: source.file, line: line))
            }
            bytes.append(byte)
            if byte == 0x0A {
                line += 1
                isMarked = false
            }
        }
        return TemplateSource(name: source.name, file: source.file, bytes: bytes)
    }
}

/// Whether a byte of a template is text, seen from the bytes before it. Delimiters other than the
/// usual ones are taken for text; then the marks may not compile, and no line is named.
private struct TemplateTagDepth {
    private var tagEnd = 0

    mutating func isText(at index: Int, of bytes: [UInt8]) -> Bool {
        if index < tagEnd { return false }
        guard bytes[index...].starts(with: "{{".utf8) else { return true }
        let isTriple = bytes[index...].starts(with: "{{{".utf8)
        let close = Array((isTriple ? "}}}" : "}}").utf8)
        var end = index + close.count
        while end < bytes.count, !bytes[end...].starts(with: close) { end += 1 }
        tagEnd = min(end + close.count, bytes.count)
        return false
    }
}
