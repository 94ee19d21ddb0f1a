import MarginModel

/// One tag as the scanner found it.
struct TemplateTag {
    enum Kind {
        case variable, rawVariable, section, inverted, close, partial, comment, delimiters
        case block, parent
    }

    let kind: Kind
    let name: TemplateName
    /// The offset of the byte after the closing delimiter.
    let end: Int

    /// Whether the tag's line disappears when nothing else stands on it.
    var canStandAlone: Bool { kind != .variable && kind != .rawVariable }
}

/// The marks that begin and end a tag. `{{=<% %>=}}` changes them until the end of the file.
struct TemplateDelimiters {
    var open: [UInt8] = Array("{{".utf8)
    var close: [UInt8] = Array("}}".utf8)
}

/// Reads the tags of a template and knows the line and column of every byte.
struct TagScanner {
    let bytes: [UInt8]
    let file: String
    private var delimiters = TemplateDelimiters()

    init(_ source: TemplateSource) {
        bytes = source.bytes
        file = source.file
    }

    func location(of offset: Int) -> SourceLocation {
        .locating(offset, in: bytes, file: file)
    }

    /// The offset of the next tag at or after `offset`, or the end of the template.
    func nextTag(from offset: Int) -> Int {
        find(delimiters.open, from: offset) ?? bytes.count
    }

    /// Reads the tag at `start`, and adopts the delimiters if it sets them.
    mutating func readTag(at start: Int) throws(Diagnostic) -> TemplateTag {
        var cursor = skipSpace(from: start + delimiters.open.count)
        let sigil = cursor < bytes.count ? bytes[cursor] : 0
        let kind = Self.kinds[sigil] ?? .variable
        if kind != .variable { cursor += 1 }

        // Only the default delimiters have a third brace: `{{{name}}}`.
        var ending = delimiters.close
        if sigil == UInt8(ascii: "{") { ending.insert(UInt8(ascii: "}"), at: 0) }
        if kind == .delimiters { ending.insert(UInt8(ascii: "="), at: 0) }
        guard let nameEnd = find(ending, from: cursor) else {
            throw .unclosedTag(ending, at: location(of: start))
        }
        let end = nameEnd + ending.count
        let nameStart = min(skipSpace(from: cursor), nameEnd)
        let content = trimmed(bytes[nameStart..<nameEnd])
        let name = TemplateName(
            text: String(decoding: content, as: UTF8.self), location: location(of: nameStart))
        switch kind {
        case .comment: break
        case .delimiters: try adoptDelimiters(content, at: location(of: start))
        default: try checkName(name, kind, tagLocation: location(of: start))
        }
        return TemplateTag(kind: kind, name: name, end: end)
    }

    private static let kinds: [UInt8: TemplateTag.Kind] = [
        UInt8(ascii: "{"): .rawVariable, UInt8(ascii: "&"): .rawVariable,
        UInt8(ascii: "#"): .section, UInt8(ascii: "^"): .inverted, UInt8(ascii: "/"): .close,
        UInt8(ascii: ">"): .partial, UInt8(ascii: "!"): .comment, UInt8(ascii: "="): .delimiters,
        UInt8(ascii: "$"): .block, UInt8(ascii: "<"): .parent,
    ]

    private mutating func adoptDelimiters(
        _ content: ArraySlice<UInt8>, at location: SourceLocation
    ) throws(Diagnostic) {
        let marks = content.split(whereSeparator: isTemplateSpace)
        guard marks.count == 2, marks.allSatisfy({ !$0.contains(UInt8(ascii: "=")) }) else {
            throw .badDelimiters(at: location)
        }
        delimiters = TemplateDelimiters(open: Array(marks[0]), close: Array(marks[1]))
    }

    private func checkName(
        _ name: TemplateName, _ kind: TemplateTag.Kind, tagLocation: SourceLocation
    ) throws(Diagnostic) {
        guard !name.text.isEmpty else { throw .emptyTag(at: tagLocation) }
        let namesTemplate = kind == .partial || kind == .parent
        if namesTemplate, name.text.hasPrefix("*") { throw .dynamicName(name) }
        guard !name.text.utf8.contains(where: isTemplateSpace) else { throw .badName(name) }
        guard namesTemplate || kind == .close || name.text == "." else {
            // Empty parts: `a..b`, `.a`, `a.`.
            let parts = name.text.split(separator: ".", omittingEmptySubsequences: false)
            if parts.contains("") { throw .badName(name) }
            return
        }
    }

    private func skipSpace(from offset: Int) -> Int {
        var cursor = offset
        while cursor < bytes.count, isTemplateSpace(bytes[cursor]) { cursor += 1 }
        return cursor
    }

    private func trimmed(_ slice: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = slice
        while let last = slice.last, isTemplateSpace(last) { slice.removeLast() }
        return slice
    }

    private func find(_ wanted: [UInt8], from offset: Int) -> Int? {
        var index = offset
        while index + wanted.count <= bytes.count {
            if bytes[index] == wanted[0],
                bytes[index..<index + wanted.count].elementsEqual(wanted)
            {
                return index
            }
            index += 1
        }
        return nil
    }
}

func isTemplateSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}

extension Diagnostic {
    fileprivate static func unclosedTag(_ ending: [UInt8], at location: SourceLocation) -> Self {
        let ending = String(decoding: ending, as: UTF8.self)
        return Diagnostic(
            id: "template-unclosed-tag", at: location, message: "the tag has no '\(ending)'",
            hint: "End the tag with \(ending)")
    }

    fileprivate static func badDelimiters(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "template-bad-delimiters", at: location,
            message: "a delimiter tag holds two marks, without '=' in them",
            hint: "Write the opening and the closing mark with a space between: {{=<% %>=}}")
    }

    fileprivate static func emptyTag(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "template-empty-tag", at: location, message: "the tag holds no name",
            hint: "Write a name, or remove the tag")
    }

    fileprivate static func badName(_ name: TemplateName) -> Self {
        Diagnostic(
            id: "template-bad-name", at: name.location, message: "'\(name.text)' is not a name",
            hint: "Write one name without spaces, or names joined by single dots")
    }

    fileprivate static func dynamicName(_ name: TemplateName) -> Self {
        Diagnostic(
            id: "template-dynamic-name", at: name.location,
            message: "'\(name.text)' would choose the template while the page is written",
            hint: "Name one template; choose between several with sections")
    }
}
