/// A place in a Markdown template: as much of it as the escaping of values depends on.
struct MarkdownPlace: Equatable {
    private enum State: Equatable {
        /// Only markers of lists, quotes and headings stand before, if anything.
        case lineStart
        case text
        /// Between `](` and `)`.
        case destination(AttributeKind)
        /// Between backticks, where nothing can be escaped.
        case code
        /// After `<`: the beginning of an autolink or of raw HTML.
        case angle
    }

    private var state = State.lineStart
    private var previous: UInt8 = 0x0A

    static func == (left: MarkdownPlace, right: MarkdownPlace) -> Bool { left.state == right.state }

    mutating func advance(over byte: UInt8) {
        defer { previous = byte }
        switch (state, byte) {
        case (.code, UInt8(ascii: "`")): state = .text
        case (.code, _): break
        case (_, 0x0A): state = .lineStart
        case (_, UInt8(ascii: "`")): state = .code
        case (.destination, UInt8(ascii: ")")): state = .text
        case (.destination(var url), _):
            url.advance(over: byte)
            state = .destination(url)
        case (_, UInt8(ascii: "(")) where previous == UInt8(ascii: "]"):
            state = .destination(.url(.start))
        case (_, UInt8(ascii: "<")): state = .angle
        case (.lineStart, _) where Self.markers.contains(byte): break
        case (.angle, _): if byte == UInt8(ascii: ">") { state = .text }
        default: state = .text
        }
    }

    private static let markers = Set(" \t>-*+#.)0123456789".utf8)

    mutating func advanceOverValue() {
        previous = 0
        switch state {
        case .lineStart: state = .text
        case .destination(var url):
            url.advanceOverValue()
            state = .destination(url)
        case .text, .code, .angle: break
        }
    }

    mutating func advanceOverMarkup() {
        previous = 0
        state = .lineStart
    }

    var encoding: TextEncoding? {
        switch state {
        case .lineStart: .markdownLineStart
        case .text: .escaped(.markdown)
        case .destination(.url(.settled)): .escaped(.markdownURL)
        case .destination(.url(.unsafe)), .code, .angle: nil
        case .destination(.url(.start)): .url(.markdownURL, isContinuation: false)
        case .destination: .url(.markdownURL, isContinuation: true)
        }
    }

    var acceptsMarkup: Bool { state == .text || state == .lineStart }

    func joined(with other: MarkdownPlace) -> MarkdownPlace? {
        var joined = other
        switch (state, other.state) {
        case (let left, let right) where left == right: break
        case (.lineStart, .text), (.text, .lineStart): joined.state = .lineStart
        case (.destination(let left), .destination(let right)):
            guard let url = left.joined(with: right) else { return nil }
            joined.state = .destination(url)
        default: return nil
        }
        return joined
    }

    var description: String {
        switch state {
        case .lineStart, .text: "Markdown text"
        case .destination: "the URL of a link"
        case .code: "a code span"
        case .angle: "angle brackets"
        }
    }
}
