/// A list of all titles, which a script narrows down to what is typed (`pages/search`).
package struct SearchPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let entries: [SearchEntry]
    package let script: String
    package let scriptIntegrity: String

    /// - Parameters:
    ///   - entries: In the order of the index.
    ///   - script: Its path from the root.
    ///   - scriptIntegrity: Its digest as browsers check it.
    package init(
        entries: [SearchEntry], script: String, scriptIntegrity: String, site: SiteView,
        ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.entries = entries
        self.script = script
        self.scriptIntegrity = scriptIntegrity
        page = HeadView(
            title: "Search", description: "Everything on \(site.title), by title.",
            path: "/search/", site: site)
    }

    package static var shape: ViewShape<SearchPage> {
        ViewShape(
            "The search page.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("entries", "Every page, in the order of the index.") { $0.entries },
                .text("count", "How many there are.") { String($0.entries.count) },
                .text("script", "The script's path.") { $0.script },
                .text("scriptIntegrity", "The script's digest.") { $0.scriptIntegrity },
            ])
    }
}

/// A page that can be found.
package struct SearchEntry: ViewModel {
    package let title: String
    package let href: String
    /// What kind of page it is, in a word or two.
    package let kind: String
    /// What else it is found by: summary, headings, topics.
    package let words: String

    package init(title: String, href: String, kind: String, words: String = "") {
        self.title = title
        self.href = href
        self.kind = kind
        self.words = words
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
