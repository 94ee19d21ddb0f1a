/// How a text is written in one kind of place. Chosen when a template is compiled.
enum TextEncoding: Sendable {
    case verbatim
    case escaped(Escaper)
    /// A URL, or the beginning of one; see `URLCheck`.
    case url(Escaper, isContinuation: Bool)
    /// Markdown at the beginning of a line, where more characters have a meaning.
    case markdownLineStart

    func append(_ text: String, to output: inout [UInt8]) {
        switch self {
        case .verbatim: output.append(contentsOf: text.utf8)
        case .escaped(let escaper): escaper.append(text, to: &output)
        case .url(let escaper, let isContinuation):
            let isSafe =
                isContinuation ? URLCheck.holdsNoScheme(text) : URLCheck.hasSafeScheme(text)
            if isSafe {
                escaper.append(text, to: &output)
            } else {
                output.append(contentsOf: URLCheck.blocked.utf8)
            }
        case .markdownLineStart: MarkdownLineStart.append(text, to: &output)
        }
    }
}
