import ContentIngest
import MarginModel
import PageRendering

/// Says which line of which template a place of a page comes from, and which byte of its content. Only
/// asked once a page is wrong: it is rendered again from templates and content that carry marks, which
/// are then taken out.
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
        /// Of the texts of the page's content, by offset: the bytes of the content's file.
        fileprivate(set) var texts: [(offset: Int, source: Int)] = []

        fileprivate mutating func append(_ byte: UInt8) { bytes.append(byte) }

        /// The template's line that a line and column of the page come from.
        func origin(line: Int, column: Int) -> SourceLocation? {
            guard let offset = offset(line: line, column: column) else { return nil }
            return marks.last { $0.offset <= offset }?.place
        }

        /// The byte of the content's file that a line and column of the page come from; `nil` for what
        /// a template wrote.
        func contentOffset(line: Int, column: Int) -> Int? {
            guard let offset = offset(line: line, column: column),
                let text = texts.last(where: { $0.offset <= offset })
            else { return nil }
            let isBehindContent = marks.contains { $0.offset > text.offset && $0.offset <= offset }
            return isBehindContent ? nil : text.source
        }

        private func offset(line: Int, column: Int) -> Int? {
            var offset = 0
            for _ in 1..<max(line, 1) {
                guard let feed = bytes[offset...].firstIndex(of: 0x0A) else { return nil }
                offset = feed + 1
            }
            return offset + column - 1
        }
    }

    func read(_ marked: [UInt8]) -> Page {
        var page = Page()
        var index = 0
        while index < marked.count {
            if let mark = SourceMark.read(marked, at: index) {
                if let source = mark.offset { page.texts.append((page.bytes.count, source)) }
                index += mark.length
                continue
            }
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
            // Behind markup from elsewhere the line goes on.
            let endsMarkup =
                !isText && source.bytes[..<(index + 1)].suffix(3).elementsEqual("}}}".utf8)
            if byte == 0x0A { line += 1 }
            if byte == 0x0A || endsMarkup { isMarked = false }
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
