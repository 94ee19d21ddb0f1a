/// Where in the page the compiler is, told by the literal bytes up to there.
enum Place: Equatable {
    case markup(HTMLPlace)
    case markdown(MarkdownPlace)
    case plainText

    init(_ language: TemplateLanguage) {
        switch language {
        case .html: self = .markup(HTMLPlace(hasRawText: true))
        case .xml: self = .markup(HTMLPlace(hasRawText: false))
        case .markdown: self = .markdown(MarkdownPlace())
        case .plainText: self = .plainText
        }
    }

    mutating func advance(over bytes: [UInt8]) {
        switch self {
        case .markup(var place):
            for byte in bytes { place.advance(over: byte) }
            self = .markup(place)
        case .markdown(var place):
            for byte in bytes { place.advance(over: byte) }
            self = .markdown(place)
        case .plainText: break
        }
    }

    mutating func advanceOverValue() {
        switch self {
        case .markup(var place):
            place.advanceOverValue()
            self = .markup(place)
        case .markdown(var place):
            place.advanceOverValue()
            self = .markdown(place)
        case .plainText: break
        }
    }

    /// After trusted markup, which is whole: text goes on where it did before.
    mutating func advanceOverMarkup() {
        if case .markdown(var place) = self {
            place.advanceOverMarkup()
            self = .markdown(place)
        }
    }

    /// How a text is escaped here; `nil` where no escaping is safe.
    var encoding: TextEncoding? {
        switch self {
        case .markup(let place): place.encoding
        case .markdown(let place): place.encoding
        case .plainText: .verbatim
        }
    }

    var acceptsMarkup: Bool {
        switch self {
        case .markup(let place): place.acceptsMarkup
        case .markdown(let place): place.acceptsMarkup
        case .plainText: true
        }
    }

    /// The place after a section that began here and ended at `other`, whether or not the section
    /// was written; `nil` if the two cannot be the same place.
    func joined(with other: Place) -> Place? {
        switch (self, other) {
        case (.markup(let left), .markup(let right)): left.joined(with: right).map(Place.markup)
        case (.markdown(let left), .markdown(let right)):
            left.joined(with: right).map(Place.markdown)
        case (.plainText, .plainText): .plainText
        default: nil
        }
    }

    var description: String {
        switch self {
        case .markup(let place): place.description
        case .markdown(let place): place.description
        case .plainText: "text"
        }
    }
}
