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

    /// The templates with a mark before the text of each line, and before markup from elsewhere.
    private(set) var sources: [TemplateSource] = []
    /// Of each mark, by its number.
    private var places: [Place] = []

    fileprivate struct Place {
        let location: SourceLocation
        /// Whether markup from elsewhere follows, not text of the template.
        let isMarkup: Bool
    }

    init(_ sources: [TemplateSource]) {
        for source in sources { self.sources.append(marked(source)) }
    }

    /// A page without its marks, and what they said.
    struct Page {
        private(set) var bytes: [UInt8] = []
        /// By offset.
        fileprivate var marks: [(offset: Int, place: Place)] = []
        /// Of the texts of the page's content, by offset: the bytes of the content's file.
        fileprivate var texts: [(offset: Int, source: Int)] = []
        /// The offsets at which lines begin.
        private var lines = [0]

        fileprivate mutating func append(_ part: Slice<UnsafeBufferPointer<UInt8>>) {
            for (place, byte) in part.enumerated() where byte == 0x0A {
                lines.append(bytes.count + place + 1)
            }
            bytes += part
        }

        /// The template's line that a line and column of the page come from.
        func origin(line: Int, column: Int) -> SourceLocation? {
            mark(line: line, column: column)?.location
        }

        /// Whether a line and column of the page are markup that no template wrote.
        func isMarkup(line: Int, column: Int) -> Bool {
            mark(line: line, column: column)?.isMarkup ?? false
        }

        private func mark(line: Int, column: Int) -> Place? {
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
            lines.indices.contains(line - 1) ? lines[line - 1] + column - 1 : nil
        }
    }

    func read(_ marked: [UInt8]) -> Page {
        var page = Page()
        marked.withUnsafeBufferPointer { bytes in
            // What stands from here on is not in the page yet.
            var start = 0
            var index = 0
            while let next = bytes[index...].firstIndex(of: Self.markStart) {
                guard let mark = mark(in: bytes, at: next) else {
                    index = next + 1
                    continue
                }
                page.append(bytes[start..<next])
                if let place = mark.place { page.marks.append((page.bytes.count, place)) }
                if let source = mark.source { page.texts.append((page.bytes.count, source)) }
                start = next + mark.length
                index = start
            }
            page.append(bytes[start...])
        }
        return page
    }

    /// A mark of a template has a place, one of content has a byte of its source or nothing.
    private func mark(
        in bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (length: Int, place: Place?, source: Int?)? {
        if let mark = SourceMark.read(bytes, at: index) { return (mark.length, nil, mark.offset) }
        var (end, number) = (index + 1, 0)
        while end < bytes.count, end - index < 11, (0x30...0x39).contains(bytes[end]) {
            number = number * 10 + Int(bytes[end] & 0x0F)
            end += 1
        }
        guard end > index + 1, end < bytes.count, bytes[end] == Self.markEnd,
            places.indices.contains(number)
        else { return nil }
        return (end + 1 - index, places[number], nil)
    }

    private mutating func marked(_ source: TemplateSource) -> TemplateSource {
        var bytes: [UInt8] = []
        var line = 1
        var tags = TemplateTagDepth()
        var isMarked = false
        func mark(isMarkup: Bool) -> [UInt8] {
            places.append(
                Place(
                    location: SourceLocation(file: source.file, line: line), isMarkup: isMarkup))
            return [Self.markStart] + Array(String(places.count - 1).utf8) + [Self.markEnd]
        }
        for (index, byte) in source.bytes.enumerated() {
            let isInTag = tags.isInTag(at: index)
            let isText = tags.isText(at: index, of: source.bytes)
            if !isText, !isInTag, source.bytes[index...].starts(with: "{{{".utf8) {
                bytes += mark(isMarkup: true)
            }
            // A line of tags alone disappears, and must go on doing so.
            if isText, !isMarked, byte != 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
                isMarked = true
                bytes += mark(isMarkup: false)
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

    func isInTag(at index: Int) -> Bool { index < tagEnd }

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
