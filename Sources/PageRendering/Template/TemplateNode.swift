import MarginModel

/// A template as its author wrote it: names are not resolved yet, partials not inlined.
indirect enum TemplateNode: Sendable {
    case text([UInt8])
    /// The white space that begins a line. Kept apart, so that indenting a partial or a block
    /// changes margins and never the inside of a line.
    case margin([UInt8])
    case variable(TemplateName, isRaw: Bool)
    case section(TemplateName, isInverted: Bool, [TemplateNode])
    /// `indentation` is that of a tag alone on its line, else `nil`.
    case partial(TemplateName, indentation: [UInt8]?)
    case block(TemplateBlock)
    case parent(TemplateName, blocks: [TemplateBlock], indentation: [UInt8]?)
}

/// A name in a tag, and where it stands.
struct TemplateName: Sendable {
    let text: String
    let location: SourceLocation

    /// Whether it is that of an entry of the words: `words.menu.search`.
    var isOfWords: Bool { text.hasPrefix("words.") }

    var wordsKey: String { String(text.dropFirst("words.".count)) }

    /// `site.title` as `site`, `title`; `.` as itself.
    var parts: [Substring] { text == "." ? ["."] : text.split(separator: ".") }
}

/// `{{$name}}…{{/name}}`: content that a child may replace, or, inside a parent tag, the
/// replacement.
struct TemplateBlock: Sendable {
    let name: TemplateName
    let nodes: [TemplateNode]
    /// Whether the opening tag ends its line, so that the content begins on a line of its own.
    let startsOnOwnLine: Bool
    /// The margin of the line that the opening tag stands on.
    let tagMargin: [UInt8]

    /// The indentation common to the block: that of its first line, else that of its tag.
    var intrinsicMargin: [UInt8] {
        guard startsOnOwnLine, case .margin(let margin)? = nodes.first else { return tagMargin }
        return margin
    }
}
