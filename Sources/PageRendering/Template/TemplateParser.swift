import MarginModel

/// Text to nodes: tags are paired, lines that hold only a tag disappear, margins are set apart.
struct TemplateParser {
    private var scanner: TagScanner
    private var frames: [Frame] = [Frame(tag: nil)]
    private var problems: [Diagnostic] = []
    /// The white space read at the start of the line, while nothing else of the line is known.
    private var pendingMargin: [UInt8]?
    private var atLineStart = true

    private static let maximumDepth = 200

    /// A section, block or parent that is still open; the outermost has no tag.
    private struct Frame {
        let tag: TemplateTag?
        var nodes: [TemplateNode] = []
        /// The margin before the opening tag, if only white space stood before it.
        var margin: [UInt8]?
        var startsOnOwnLine = false
        var blocks: [TemplateBlock] = []
    }

    static func parse(_ source: TemplateSource) throws(Diagnostics) -> [TemplateNode] {
        var parser = TemplateParser(scanner: TagScanner(source))
        parser.parseAll()
        guard parser.problems.isEmpty else { throw Diagnostics(parser.problems) }
        return parser.frames[0].nodes
    }

    private init(scanner: TagScanner) { self.scanner = scanner }

    private mutating func parseAll() {
        var cursor = 0
        do {
            while true {
                let tagStart = scanner.nextTag(from: cursor)
                readText(from: cursor, to: tagStart)
                guard tagStart < scanner.bytes.count else { break }
                let tag = try scanner.readTag(at: tagStart)
                cursor = try read(tag)
            }
        } catch {
            problems.append(error)
            return
        }
        // White space after the last line end begins no line.
        if let rest = pendingMargin, !rest.isEmpty { append(.text(rest)) }
        for frame in frames.dropFirst() {
            if let tag = frame.tag { problems.append(.unclosed(tag.name)) }
        }
    }

    // MARK: Text

    private mutating func readText(from start: Int, to end: Int) {
        var cursor = start
        while cursor < end {
            if atLineStart {
                let margin = scanner.bytes[cursor..<end].prefix { $0 == 0x20 || $0 == 0x09 }
                pendingMargin = Array(margin)
                cursor += margin.count
                atLineStart = false
                if let lineEnd = blankLineEnd(from: cursor), lineEnd <= end, lineEnd > cursor {
                    // A blank line keeps its white space and gets no margin.
                    pendingMargin = nil
                    append(.text(Array(margin + scanner.bytes[cursor..<lineEnd])))
                    cursor = lineEnd
                    atLineStart = true
                }
                continue
            }
            flushMargin()
            let rest = scanner.bytes[cursor..<end]
            let lineEnd = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? end
            append(.text(Array(scanner.bytes[cursor..<lineEnd])))
            atLineStart = lineEnd > cursor && scanner.bytes[lineEnd - 1] == 0x0A
            cursor = lineEnd
        }
        if atLineStart {
            pendingMargin = []
            atLineStart = false
        }
    }

    /// The offset after the line end, if only white space stands between `offset` and it.
    private func blankLineEnd(from offset: Int) -> Int? {
        var cursor = offset
        while cursor < scanner.bytes.count {
            switch scanner.bytes[cursor] {
            case 0x20, 0x09, 0x0D: cursor += 1
            case 0x0A: return cursor + 1
            default: return nil
            }
        }
        return cursor
    }

    private mutating func flushMargin() {
        guard let margin = pendingMargin else { return }
        pendingMargin = nil
        append(.margin(margin))
    }

    private mutating func append(_ node: TemplateNode) {
        frames[frames.count - 1].nodes.append(node)
    }

    // MARK: Tags

    /// Takes the tag in and returns the offset at which reading goes on.
    private mutating func read(_ tag: TemplateTag) throws(Diagnostic) -> Int {
        // Inside a parent tag only blocks count, so one may begin or end anywhere on a line.
        let insideParent = frames.last?.tag?.kind == .parent
        let closesInsideParent =
            tag.kind == .close && frames.dropLast().last?.tag?.kind == .parent
        let closesParent = tag.kind == .close && insideParent
        if insideParent, tag.kind == .block, pendingMargin == nil { pendingMargin = [] }
        if closesParent { pendingMargin = frames.last?.margin }

        let lineEnd = blankLineEnd(from: tag.end)
        let margin = pendingMargin
        let standsAlone =
            tag.canStandAlone && margin != nil && (lineEnd != nil || closesInsideParent)
        if tag.kind == .parent {
            // Whether a parent stands alone is known at its end, so its margin waits there.
            pendingMargin = nil
        } else if standsAlone {
            pendingMargin = nil
        } else if !closesParent {
            flushMargin()
        } else {
            pendingMargin = nil
        }

        switch tag.kind {
        case .comment, .delimiters: break
        case .variable: append(.variable(tag.name, isRaw: false))
        case .rawVariable: append(.variable(tag.name, isRaw: true))
        case .partial:
            append(.partial(tag.name, indentation: standsAlone ? margin : nil))
        case .section, .inverted, .block, .parent:
            guard frames.count <= Self.maximumDepth else { throw .tooDeep(tag.name) }
            let startsLine = standsAlone && lineEnd != nil
            frames.append(Frame(tag: tag, margin: margin, startsOnOwnLine: startsLine))
        case .close: try close(tag, standsAlone: standsAlone)
        }
        guard standsAlone, let lineEnd else { return tag.end }
        atLineStart = true
        return lineEnd
    }

    private mutating func close(_ tag: TemplateTag, standsAlone: Bool) throws(Diagnostic) {
        guard frames.count > 1, let frame = frames.last, let opening = frame.tag else {
            throw .unexpectedClose(tag.name)
        }
        guard opening.name.text == tag.name.text else {
            throw .mismatchedClose(tag.name, opening: opening.name)
        }
        frames.removeLast()
        switch opening.kind {
        case .block:
            let block = TemplateBlock(
                name: opening.name, nodes: frame.nodes, startsOnOwnLine: frame.startsOnOwnLine,
                tagMargin: frame.margin ?? lastMargin())
            if frames.last?.tag?.kind == .parent {
                try addOverride(block)
            } else {
                append(.block(block))
            }
        case .parent:
            if !standsAlone, let margin = frame.margin { append(.margin(margin)) }
            append(
                .parent(
                    opening.name, blocks: frame.blocks,
                    indentation: standsAlone ? frame.margin : nil))
        default:
            append(.section(opening.name, isInverted: opening.kind == .inverted, frame.nodes))
        }
    }

    private mutating func addOverride(_ block: TemplateBlock) throws(Diagnostic) {
        let known = frames[frames.count - 1].blocks
        guard !known.contains(where: { $0.name.text == block.name.text }) else {
            throw .duplicateBlock(block.name)
        }
        frames[frames.count - 1].blocks.append(block)
    }

    /// The margin of the line being read, when something already stands on it.
    private func lastMargin() -> [UInt8] {
        for node in frames.last?.nodes.reversed() ?? [] {
            if case .margin(let margin) = node { return margin }
        }
        return []
    }
}

extension Diagnostic {
    fileprivate static func unclosed(_ name: TemplateName) -> Self {
        Diagnostic(
            id: "template-unclosed-section", at: name.location,
            message: "'\(name.text)' is opened here and never closed",
            hint: "Write {{/\(name.text)}} where it ends")
    }

    fileprivate static func unexpectedClose(_ name: TemplateName) -> Self {
        Diagnostic(
            id: "template-unexpected-close", at: name.location,
            message: "nothing is open that '\(name.text)' could close",
            hint: "Remove the tag, or open the section before it")
    }

    fileprivate static func mismatchedClose(
        _ name: TemplateName, opening: TemplateName
    ) -> Self {
        let place = "\(opening.location.line):\(opening.location.column)"
        return Diagnostic(
            id: "template-mismatched-close", at: name.location,
            message: "'\(name.text)' is closed, but '\(opening.text)' of \(place) is open",
            hint: "Close '\(opening.text)' first")
    }

    fileprivate static func duplicateBlock(_ name: TemplateName) -> Self {
        Diagnostic(
            id: "template-duplicate-block", at: name.location,
            message: "the block '\(name.text)' is replaced twice in one parent tag",
            hint: "Keep one of the two")
    }

    fileprivate static func tooDeep(_ name: TemplateName) -> Self {
        Diagnostic(
            id: "template-too-deep", at: name.location,
            message: "sections are nested more than 200 deep",
            hint: "Close sections where they end, or move the inner ones to a partial")
    }
}
