package import MarginModel

/// What the site-wide pass needs to know of one document, so that nothing is parsed twice.
package struct PageFacts: Sendable, Hashable {
    /// One reference to another document, as written.
    package struct Link: Sendable, Hashable {
        package let target: String
        package let line: Int
        package let column: Int

        package init(target: String, line: Int, column: Int) {
            self.target = target
            self.line = line
            self.column = column
        }
    }

    /// What a browser loads for the document, or sends a form to.
    package struct Load: Sendable, Hashable {
        /// The part of a `Content-Security-Policy` that speaks of it: `img-src`.
        package let directive: String
        package let link: Link

        package init(directive: String, link: Link) {
            self.directive = directive
            self.link = link
        }
    }

    /// One line of the host's redirects.
    package struct Redirect: Sendable, Hashable {
        package let from: String
        package let to: String
        package let line: Int

        package init(from: String, to: String, line: Int) {
            self.from = from
            self.to = to
            self.line = line
        }
    }

    /// Relative to the site's folder, with `/` between its parts.
    package let path: String
    package let kind: DocumentKind
    /// The text of the title, white space collapsed; a feed's own title for feeds.
    package internal(set) var title: String?
    /// The place of the title's start tag.
    package internal(set) var titleLine = 1
    package internal(set) var titleColumn = 1
    package internal(set) var language: String?
    package internal(set) var summary: String?
    /// The first `link rel="canonical"`.
    package internal(set) var canonical: String?
    /// Whether `meta name="robots"` asks not to be listed.
    package internal(set) var isHiddenFromSearch = false
    /// Where a `meta http-equiv="refresh"` sends the reader.
    package internal(set) var redirect: String?
    /// In document order, each once.
    package internal(set) var ids = PackedList<String>()
    /// Every `href` and `src` that leaves the document (fragments of the document itself do not), and
    /// the addresses in feeds and sitemaps, in document order.
    package internal(set) var links = PackedList<Link>()
    package internal(set) var loads = PackedList<Load>()
    /// Of the host's file of redirects. Of its file of headers, from which pattern of addresses to which
    /// `Content-Security-Policy`.
    package internal(set) var redirects: [Redirect] = []

    package init(path: String, kind: DocumentKind) {
        self.path = path
        self.kind = kind
    }

    /// Facts that were kept from an earlier check of the same document.
    package init(
        path: String, kind: DocumentKind, title: String?, titleLine: Int, titleColumn: Int,
        language: String?, summary: String?, canonical: String?, isHiddenFromSearch: Bool,
        redirect: String?, ids: PackedList<String>, links: PackedList<Link>,
        redirects: [Redirect], loads: PackedList<Load>
    ) {
        self.path = path
        self.kind = kind
        self.title = title
        self.titleLine = titleLine
        self.titleColumn = titleColumn
        self.language = language
        self.summary = summary
        self.canonical = canonical
        self.isHiddenFromSearch = isHiddenFromSearch
        self.redirect = redirect
        self.ids = ids
        self.links = links
        self.redirects = redirects
        self.loads = loads
    }
}

/// The verdict on one document, and what the site-wide pass needs of it.
package struct CheckedDocument: Sendable {
    package let facts: PageFacts
    /// In the order of their places. At most `PageChecker.reportLimit`, then one that says so.
    package let diagnostics: [Diagnostic]

    package init(facts: PageFacts, diagnostics: [Diagnostic]) {
        self.facts = facts
        self.diagnostics = diagnostics
    }
}
