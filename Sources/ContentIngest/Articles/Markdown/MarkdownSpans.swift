import CMD4C
import MarginModel

extension MarkdownBuilder {
    mutating func enter(_ type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
        if type == MD_SPAN_IMG {
            imageDepth += 1
            guard imageDepth == 1, let detail else { return }
            let values = detail.load(as: MD_SPAN_IMG_DETAIL.self)
            let offset = offset(of: values.src)
            if isMarked { markImage(at: offset) }
            image = ImageDraft(
                address: checked(values.src), title: decodedTitle(values.title), offset: offset)
            return
        }
        guard imageDepth == 0 else { return }
        paragraph.hasText = true
        openMark()
        if type == MD_SPAN_A, let outer = openSpans.lastIndex(of: .markdown(type)) {
            closeSpans(downTo: outer)
        }
        openSpans.append(.markdown(type))
        switch type {
        case MD_SPAN_EM: html.append("<em>")
        case MD_SPAN_STRONG: html.append("<strong>")
        case MD_SPAN_CODE: html.append("<code>")
        case MD_SPAN_DEL: html.append("<del>")
        case MD_SPAN_A:
            guard let detail else { return }
            let values = detail.load(as: MD_SPAN_A_DETAIL.self)
            html.append("<a href=\"")
            HTMLEscaping.appendURL(checked(values.href), to: &html)
            html.append("\"")
            appendTitle(decodedTitle(values.title))
            html.append(">")
        default: break
        }
    }

    mutating func leave(_ type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
        if type == MD_SPAN_IMG {
            guard imageDepth > 0 else { return }
            imageDepth -= 1
            if imageDepth == 0 { writeImage() }
            return
        }
        guard imageDepth == 0, let index = openSpans.lastIndex(of: .markdown(type))
        else { return }
        closeSpans(downTo: index)
    }

    /// Closes spans that are open, the innermost first.
    ///
    /// md4c 0.4.8 can lose an end where emphasis and a link's address overlap, so its ends are
    /// taken as hints: what is open is kept here, and every block closes what is left.
    mutating func closeSpans(downTo index: Int = 0) {
        while openSpans.count > index {
            html.append(contentsOf: openSpans.removeLast().end.utf8)
        }
    }

    mutating func add(_ type: MD_TEXTTYPE, _ text: UnsafeBufferPointer<UInt8>) {
        let start = UInt(bitPattern: text.baseAddress)
        guard start >= sourceBase, start < sourceBase + UInt(sourceCount) else {
            return add(type, text, from: nil)
        }
        let offset = Int(start - sourceBase)
        let place = source.fileRange(of: offset..<offset + text.count)
        sourceOffset = place.upperBound
        mark(place.lowerBound)
        let bytes = bytes
        bytes.withUnsafeBufferPointer {
            add(type, UnsafeBufferPointer(rebasing: $0[place]), from: place.lowerBound)
        }
    }

    private mutating func add(
        _ type: MD_TEXTTYPE, _ text: UnsafeBufferPointer<UInt8>, from place: Int?
    ) {
        if let place, !source.rules.isEmpty {
            noteRule(text, from: place, isCode: type == MD_TEXT_CODE)
        }
        switch type {
        case MD_TEXT_HTML:
            if !takesPlainTag(text), !takesDetails(text) { warnOfRawHTML(text) }
        case MD_TEXT_BR:
            if imageDepth == 0 { html.append("<br/>\n") }
            addSpace(toMarkup: false)
        case MD_TEXT_SOFTBR: addSpace(toMarkup: true)
        case MD_TEXT_ENTITY: addReference(text)
        case MD_TEXT_CODE where cellIsOpen: addCellCode(text)
        case MD_TEXT_NORMAL:
            if let place { addProse(text, from: place) } else { addText(text) }
        default: addText(text)
        }
    }

    /// In a table a pipe is escaped even inside code, and GFM takes that backslash off; md4c 0.4.8
    /// leaves it.
    private mutating func addCellCode(_ text: UnsafeBufferPointer<UInt8>) {
        var code: [UInt8] = []
        for byte in text {
            if byte == UInt8(ascii: "|"), code.last == UInt8(ascii: "\\") { code.removeLast() }
            code.append(byte)
        }
        code.withUnsafeBufferPointer { addText($0) }
    }

    mutating func addText(_ text: UnsafeBufferPointer<UInt8>) {
        if imageDepth > 0 {
            image.alternative.append(contentsOf: text)
        } else {
            paragraph.hasText = true
            HTMLEscaping.append(text, to: &html)
        }
        if isShown { plain.append(contentsOf: text) }
    }

    private mutating func addSpace(toMarkup: Bool) {
        if imageDepth > 0 {
            image.alternative.append(0x20)
        } else if toMarkup {
            html.append(0x0A)
        }
        if isShown { plain.append(0x20) }
    }

    /// A picture's alternative text is none that the page shows; of a heading it may be all there is.
    private var isShown: Bool { imageDepth == 0 || headingIsOpen }

    private mutating func addReference(_ reference: UnsafeBufferPointer<UInt8>) {
        if let decoded = CharacterReference.decode(reference) {
            decoded.withUnsafeBufferPointer { addText($0) }
            return
        }
        if mayReport() {
            document.diagnostics.append(
                .unknownReference(
                    String(decoding: reference, as: UTF8.self),
                    at: location(of: sourceOffset - reference.count)))
        }
        addText(reference)
    }

    /// A tag of the allow-list, inside a paragraph of a text of our own. An end without its start is
    /// left out like other raw HTML; a start without its end is closed with what holds it.
    private mutating func takesPlainTag(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard allowsPlainTags, rawBlockIsReported == nil, imageDepth == 0,
            let (tag, isEnd) = PlainTag.parse(text)
        else { return false }
        if isEnd {
            guard let index = openSpans.lastIndex(of: .tag(tag)) else { return false }
            closeSpans(downTo: index)
        } else {
            openSpans.append(.tag(tag))
            html.append(contentsOf: "<\(tag.rawValue)>".utf8)
        }
        return true
    }

    /// One warning a block or line; comments go without a word.
    private mutating func warnOfRawHTML(_ text: UnsafeBufferPointer<UInt8>) {
        if rawBlockIsReported == true { return }
        let shown = outsideComments(text)
        if shown.isEmpty || !mayReport() { return }
        if rawBlockIsReported == false { rawBlockIsReported = true }
        let place = location(of: sourceOffset - text.count + shown.startIndex)
        guard place.line != warnedLine else { return }
        warnedLine = place.line
        let excerpt = String(decoding: shown.prefix(40), as: UTF8.self)
        document.diagnostics.append(.rawHTML(excerpt, at: place))
    }

    /// What stands first in a piece of raw HTML that is no comment; a comment may span several pieces.
    private mutating func outsideComments(
        _ text: UnsafeBufferPointer<UInt8>
    ) -> Slice<UnsafeBufferPointer<UInt8>> {
        var rest = text[...]
        while true {
            if rawCommentIsOpen {
                while !rest.isEmpty, !rest.starts(with: "-->".utf8) { rest.removeFirst() }
                guard !rest.isEmpty else { return rest }
                rest.removeFirst(3)
                rawCommentIsOpen = false
            }
            rest = rest.drop { $0 <= 0x20 }
            guard rest.starts(with: "<!--".utf8) else { return rest }
            rest.removeFirst(2)  // `<!-->` is a whole comment.
            rawCommentIsOpen = true
        }
    }

    /// The attribute's address, or an empty one and an error when it may not stand in a page.
    private mutating func checked(_ attribute: MD_ATTRIBUTE) -> [UInt8] {
        guard mayBeAttribute(attribute) else { return [] }
        let address = MD4C.decode(attribute)
        if LinkAddress.isAllowed(address) { return address }
        guard mayReport() else { return [] }
        document.diagnostics.append(
            .address(
                String(decoding: address, as: UTF8.self), at: location(of: offset(of: attribute))))
        return []
    }

    /// Where an address stands. One with escapes or references was copied by md4c, so the next
    /// `](` is looked for.
    private func offset(of attribute: MD_ATTRIBUTE) -> Int {
        let start = UInt(bitPattern: attribute.text)
        if start >= sourceBase, start < sourceBase + UInt(sourceCount) {
            return source.fileOffset(of: Int(start - sourceBase))
        }
        let next = bytes.indices.dropFirst(sourceOffset).dropLast(2).first {
            bytes[$0] == UInt8(ascii: "]") && bytes[$0 + 1] == UInt8(ascii: "(")
        }
        return next.map { $0 + 2 } ?? sourceOffset
    }

    private func decodedTitle(_ attribute: MD_ATTRIBUTE) -> [UInt8] {
        guard mayBeAttribute(attribute) else { return [] }
        return MD4C.decode(attribute)
    }

    mutating func appendTitle(_ title: [UInt8]) {
        guard !title.isEmpty else { return }
        html.append(" title=\"")
        HTMLEscaping.append(title, to: &html, inAttribute: true)
        html.append("\"")
    }
}

extension Diagnostic {
    fileprivate static func rawHTML(_ text: String, at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-raw-html", at: location,
            message: "raw HTML is left out: \(text)",
            hint: "Write it in Markdown, or put a backslash before < to show it as text. In a text "
                + "with `rights: own`, "
                + PlainTag.allCases.map { "<\($0.rawValue)>" }.joined(separator: " ")
                + " may stand inside a paragraph, and <details>, <summary>…</summary> and </details> on "
                + "lines of their own.")
    }

    fileprivate static func address(_ address: String, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "markdown-address", at: location,
            message: "'\(address)' is not an address that a page may link to",
            hint: "Use https, http, mailto, a path or a #fragment.")
    }

    fileprivate static func unknownReference(
        _ reference: String, at location: SourceLocation
    ) -> Self {
        Diagnostic(
            .warning, id: "markdown-unknown-reference", at: location,
            message: "\(reference) is not a known character, and is shown as written",
            hint: "Write the character itself, or its number: &#8212;.")
    }
}
