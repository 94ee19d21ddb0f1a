import CMD4C

/// Inline markup that is open: md4c's own, or a plain tag that the author wrote.
enum OpenSpan: Equatable {
    case markdown(MD_SPANTYPE)
    case tag(PlainTag)

    var end: String {
        switch self {
        case .markdown(MD_SPAN_EM): "</em>"
        case .markdown(MD_SPAN_STRONG): "</strong>"
        case .markdown(MD_SPAN_CODE): "</code>"
        case .markdown(MD_SPAN_DEL): "</del>"
        case .markdown: "</a>"
        case .tag(let tag): "</\(tag.rawValue)>"
        }
    }
}

/// The tags that a text of our own may write by hand, because Markdown has no form for them. They
/// take no attributes, carry no script and load nothing.
enum PlainTag: String, CaseIterable {
    case sub, sup, kbd, mark, small, samp, ins, del

    /// Reads `<sub>` or `</sub>`, in any case; anything else is no plain tag.
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> (tag: PlainTag, isEnd: Bool)? {
        guard text.count > 2, text.count <= 16, text.first == UInt8(ascii: "<"),
            text.last == UInt8(ascii: ">")
        else { return nil }
        let isEnd = text[1] == UInt8(ascii: "/")
        let name = text.dropFirst(isEnd ? 2 : 1).dropLast()
        return PlainTag(rawValue: String(decoding: name, as: UTF8.self).lowercased())
            .map { ($0, isEnd) }
    }
}
