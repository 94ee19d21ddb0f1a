/// Search, and the lists of all titles behind it (`pages/search`).
///
/// A script finds what is typed. Without it, titles are listed by their first letter.
package struct SearchPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let entries: [SearchEntry]
    private let letters: [LinkView]
    private let count: Int
    private let script: (path: String, integrity: String)?
    private let pager: PagerView?

    package static let entriesPerPage = 200

    /// The page with the field. It lists every title where there are few, else their first letters.
    ///
    /// - Parameters:
    ///   - entries: In the order of the index.
    ///   - letters: Each group of titles and how many there are.
    ///   - script: Its path from the root.
    ///   - scriptIntegrity: Its digest as browsers check it.
    package init(
        entries: [SearchEntry], letters: [(letter: String, count: Int)], script: String,
        scriptIntegrity: String, site: SiteView, ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        count = entries.count
        let hasRoom = entries.count <= Self.entriesPerPage
        self.entries = hasRoom ? entries : []
        self.letters =
            hasRoom
            ? []
            : letters.map {
                LinkView(
                    title: site.words(
                        .searchLetterCount, .text(Self.name(of: $0.letter, site.words)),
                        .count($0.count)),
                    href: Self.path(ofLetter: $0.letter))
            }
        self.script = (script, scriptIntegrity)
        page = HeadView(
            title: site.words(.search),
            description: site.words(.searchDescription, .text(site.title)), path: "/search/",
            site: site)
        pager = nil
    }

    /// A page of the titles that begin with a letter.
    ///
    /// - Parameters:
    ///   - entries: Of this page.
    ///   - count: Of all pages of the letter.
    package init(
        letter: String, _ list: ListPlace, entries: [SearchEntry], count: Int, site: SiteView,
        ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.entries = entries
        self.count = count
        letters = []
        script = nil
        let name = Self.name(of: letter, site.words)
        page = HeadView(
            title: site.words(.searchLetterTitle, .text(name)),
            description: site.words(.searchLetterDescription, .text(site.title), .text(name)),
            list: list, site: site,
            parents: [LinkView(title: site.words(.search), href: "/search/")])
        pager = PagerView(list)
    }

    package static func path(ofLetter letter: String) -> String { "/search/\(letter)/" }

    private static func name(of letter: String, _ words: Words) -> String {
        if letter == "other" { return words(.searchOther) }
        return letter.count == 1 ? letter.uppercased() : letter
    }

    package static var shape: ViewShape<SearchPage> {
        ViewShape(
            "Search, or the titles that begin with a letter.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("entries", "The titles of this page.") { $0.entries },
                .flag("hasEntries", "Whether it lists any.") { !$0.entries.isEmpty },
                .list("letters", "The lists of titles, where there are too many for one.") {
                    $0.letters
                },
                .flag("hasLetters", "Whether there are.") { !$0.letters.isEmpty },
                .count("count", "How many titles there are, on all pages of the list.") {
                    $0.count
                },
                .record("pager", "The way to the list's other pages.", \.pager),
                .optional("script", "The script's path, on the page with the field.") {
                    $0.script?.path
                },
                .text("scriptIntegrity", "The script's digest.") { $0.script?.integrity ?? "" },
            ])
    }
}

/// A page, or a question, that can be found.
package struct SearchEntry: ViewModel {
    package let title: String
    package let href: String
    /// What kind of page it is, in a word or two.
    package let kind: String

    package init(title: String, href: String, kind: String) {
        self.title = title
        self.href = href
        self.kind = kind
    }

    /// The list that the title stands in: a letter, `0-9`, or `other` for other scripts.
    package var letter: String {
        for byte in title.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                return String(UnicodeScalar(byte | 0x20))
            case UInt8(ascii: "0")...UInt8(ascii: "9"): return "0-9"
            case 0x80...: return "other"
            default: continue
            }
        }
        return "other"
    }

    package static var shape: ViewShape<SearchEntry> {
        ViewShape(
            "A page that can be found.",
            [
                .text("title", "Its title.") { $0.title },
                .text("href", "Its path.") { $0.href },
                .text("kind", "What kind of page it is.") { $0.kind },
            ])
    }
}
