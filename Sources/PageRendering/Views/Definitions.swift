package import MarginModel

/// The glossary's entries, for texts that link to them: the first link to an entry in each section opens the
/// definition where the reader is, by the browser's own popovers. Feeds and Markdown keep the links.
package struct Definitions: Sendable {
    /// Markup of each entry's words, by the address of the entry.
    private let entries: [String: [UInt8]]

    package init(_ glossary: Article? = nil) {
        var entries: [String: [UInt8]] = [:]
        let path = glossary.map(StandingPage.path) ?? ""
        for section in glossary?.sections ?? [] {
            let address = path + "#" + AddressPath.encoded(section.id)
            var title: [UInt8] = []
            Escaper.markupText.append(section.title, to: &title)
            entries[address] =
                Array("<b>".utf8) + title + Array("</b>: ".utf8)
                + Self.words(section.introHTML)
        }
        self.entries = entries
    }

    /// All that it says, for what is kept of a page to depend on.
    var texts: [String] {
        entries.values.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    /// Opens definitions in the parts of a text, one section after another. Each definition stands once, behind
    /// the section that opens it first: it is no part of its text.
    struct Opener {
        let entries: [String: [UInt8]]
        private var seen: Set<String> = []
        private var definitions: [UInt8] = []
        /// The id of each definition that the page has.
        private var ids: [String: String] = [:]

        init(_ definitions: Definitions) { entries = definitions.entries }

        mutating func beginSection() { seen = [] }

        /// Those of what was opened since the last call.
        mutating func takeDefinitions() -> [UInt8] {
            defer { definitions = [] }
            return definitions
        }

        mutating func opened(_ html: [UInt8]) -> [UInt8] {
            guard !entries.isEmpty, html.firstRange(of: Self.start) != nil else { return html }
            var result: [UInt8] = []
            var rest = html[...]
            while let link = rest.firstRange(of: Self.start) {
                result += rest[..<link.lowerBound]
                let tail = rest[link.lowerBound...]
                rest = rest[link.upperBound...]
                let address = rest.prefix { $0 != UInt8(ascii: "\"") }
                let name = String(decoding: address, as: UTF8.self)
                let label = rest[address.endIndex...].dropFirst(2)
                guard let entry = entries[name],
                    rest[address.endIndex...].starts(with: "\">".utf8),
                    let end = label.firstRange(of: Array("</a>".utf8)), seen.insert(name).inserted
                else {
                    result += tail[..<link.upperBound]
                    continue
                }
                // No id of a text has two hyphens side by side.
                let id = ids[name] ?? "term--\(ids.count + 1)"
                result += "<button type=\"button\" class=\"term\" popovertarget=\"\(id)\">".utf8
                result += label[..<end.lowerBound] + Array("</button>".utf8)
                if ids.updateValue(id, forKey: name) == nil {
                    definitions +=
                        "<div class=\"definition\" id=\"\(id)\" popover=\"auto\">".utf8
                    definitions += entry + Array("</div>\n".utf8)
                }
                rest = rest[end.upperBound...]
            }
            return result + rest
        }

        private static let start = Array("<a href=\"".utf8)
    }

    /// The words of markup, without its tags; paragraphs end with a space.
    private static func words(_ html: [UInt8]) -> [UInt8] {
        var words: [UInt8] = []
        var isInTag = false
        for byte in html {
            switch byte {
            case UInt8(ascii: "<"): isInTag = true
            case UInt8(ascii: ">"): isInTag = false
            case _ where isInTag: break
            case 0x0A: words.append(0x20)
            default: words.append(byte)
            }
        }
        while words.last == 0x20 { words.removeLast() }
        return words
    }
}
