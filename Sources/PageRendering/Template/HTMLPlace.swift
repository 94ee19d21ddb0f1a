/// A place in HTML or XML, followed byte by byte over what templates hold literally.
///
/// Only what escaping depends on is followed: tags, attributes, comments, and the elements whose
/// content is not markup. Whether elements nest properly is for the validator to say.
struct HTMLPlace: Equatable {
    private enum State: Equatable {
        case text
        /// After `<`, while the name is read.
        case tagName
        /// In a tag, between attributes.
        case tag
        case attributeName
        case afterAttributeName
        case beforeValue
        case quotedValue(quote: UInt8, AttributeKind)
        case unquotedValue
        case comment
        case cdata
        /// `<!DOCTYPE …>` and `<?xml …?>`.
        case declaration
        case rawText(RawTextPlace)
    }

    private let hasRawText: Bool
    private var state = State.text
    /// The name of the tag that is being read, in lower case; closing ones begin with `/`.
    private var tagName: [UInt8] = []
    private var attributeName: [UInt8] = []
    /// The value of a script's `type`, with 0 for what is not literal.
    private var scriptType: [UInt8] = []
    /// The last two bytes, for the ends of comments and CDATA sections.
    private var recent: (UInt8, UInt8) = (0, 0)

    /// - Parameter hasRawText: Whether `script` and `style` hold text that is not markup (HTML).
    init(hasRawText: Bool) { self.hasRawText = hasRawText }

    static func == (left: HTMLPlace, right: HTMLPlace) -> Bool {
        left.state == right.state && left.tagName == right.tagName
            && left.attributeName == right.attributeName && left.scriptType == right.scriptType
    }

    mutating func advance(over byte: UInt8) {
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") {
                state = .tagName
                tagName = []
            }
        case .tagName: advanceTagName(byte)
        case .tag, .attributeName, .afterAttributeName, .beforeValue, .unquotedValue:
            advanceTag(byte)
        case .quotedValue(let quote, var kind):
            if byte == quote {
                state = .tag
                attributeName = []
            } else {
                kind.advance(over: byte)
                state = .quotedValue(quote: quote, kind)
                if readsScriptType { scriptType.append(byte) }
            }
        case .comment: if byte == UInt8(ascii: ">"), recent == (0x2D, 0x2D) { leaveTag() }
        case .cdata: if byte == UInt8(ascii: ">"), recent == (0x5D, 0x5D) { leaveTag() }
        case .declaration: if byte == UInt8(ascii: ">") { leaveTag() }
        case .rawText(var raw):
            if raw.advance(over: byte) {
                state = .tagName
                tagName = [UInt8(ascii: "/")] + raw.element
            } else {
                state = .rawText(raw)
            }
        }
        recent = (recent.1, byte)
    }

    private mutating func advanceTagName(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): endTag()
        case _ where isTemplateSpace(byte):
            // `a < b` opens no tag; `<!DOCTYPE html` goes on.
            if tagName.isEmpty {
                state = .text
            } else {
                state = tagName[0] == UInt8(ascii: "!") ? .declaration : .tag
            }
        case UInt8(ascii: "?") where tagName.isEmpty: state = .declaration
        case UInt8(ascii: "/") where !tagName.isEmpty: state = .tag
        default:
            tagName.append(lowercased(byte))
            if tagName == Array("!--".utf8) {
                state = .comment
                recent = (0, 0)
            } else if tagName == Array("![cdata[".utf8) {
                state = .cdata
            }
        }
    }

    private mutating func advanceTag(_ byte: UInt8) {
        switch (state, byte) {
        case (_, UInt8(ascii: ">")): endTag()
        case (.beforeValue, UInt8(ascii: "\"")), (.beforeValue, UInt8(ascii: "'")):
            state = .quotedValue(quote: byte, AttributeKind(named: attributeName))
            if readsScriptType { scriptType = [] }
        case (.beforeValue, _): if !isTemplateSpace(byte) { state = .unquotedValue }
        case (.attributeName, UInt8(ascii: "=")), (.afterAttributeName, UInt8(ascii: "=")):
            state = .beforeValue
        case (.attributeName, _) where isTemplateSpace(byte): state = .afterAttributeName
        case (.attributeName, _) where byte != UInt8(ascii: "/"):
            attributeName.append(lowercased(byte))
        case (.afterAttributeName, _) where isTemplateSpace(byte): break
        case (.unquotedValue, _) where !isTemplateSpace(byte): break
        case (_, _) where isTemplateSpace(byte) || byte == UInt8(ascii: "/"):
            state = .tag
            attributeName = []
        default:
            state = .attributeName
            attributeName = [lowercased(byte)]
        }
    }

    private var readsScriptType: Bool {
        tagName == Array("script".utf8) && attributeName == Array("type".utf8)
    }

    private mutating func endTag() {
        let isJSON = scriptType == Array("application/ld+json".utf8)
        if hasRawText, let raw = RawTextPlace(element: tagName, isJSON: isJSON) {
            leaveTag()
            state = .rawText(raw)
        } else {
            leaveTag()
        }
    }

    private mutating func leaveTag() {
        state = .text
        tagName = []
        attributeName = []
        scriptType = []
    }

    mutating func advanceOverValue() {
        guard case .quotedValue(let quote, var kind) = state else { return }
        kind.advanceOverValue()
        state = .quotedValue(quote: quote, kind)
        if readsScriptType { scriptType.append(0) }
    }

    var encoding: TextEncoding? {
        switch state {
        case .text: .escaped(.markupText)
        case .quotedValue(_, let kind): kind.encoding
        case .rawText(let raw): raw.encoding
        case .tagName, .tag, .attributeName, .afterAttributeName, .beforeValue, .unquotedValue,
            .comment, .cdata, .declaration:
            nil
        }
    }

    var acceptsMarkup: Bool { state == .text }

    func joined(with other: HTMLPlace) -> HTMLPlace? {
        if self == other { return other }
        var joined = other
        switch (state, other.state) {
        case (.quotedValue(let quote, let left), .quotedValue(let otherQuote, let right)):
            // The URL may be at its beginning or further on: assume the worse.
            guard quote == otherQuote, let kind = left.joined(with: right) else { return nil }
            joined.state = .quotedValue(quote: quote, kind)
            return joined.withTag(of: self)
        case (.tagName, .tag), (.tag, .tagName):
            // `<p{{#id}} id="…"{{/id}}>`: the name is whole, an attribute may have followed.
            joined.state = .tag
            return joined.withTag(of: self)
        default: return nil
        }
    }

    /// `self`, if it is in the same tag and attribute as `other`.
    private func withTag(of other: HTMLPlace) -> HTMLPlace? {
        let isSame =
            tagName == other.tagName && attributeName == other.attributeName
            && scriptType == other.scriptType
        return isSame ? self : nil
    }

    var description: String {
        switch state {
        case .text: "text"
        case .tagName: "the name of a tag"
        case .tag, .attributeName, .afterAttributeName: "a tag, outside the values of attributes"
        case .beforeValue, .unquotedValue: "an attribute without quotes"
        case .quotedValue(_, let kind):
            kind.description(of: String(decoding: attributeName, as: UTF8.self))
        case .comment: "a comment"
        case .cdata: "a CDATA section"
        case .declaration: "a declaration"
        case .rawText(let raw): raw.description
        }
    }
}

func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}
