/// What search engines and browsers read before the page: title, description, language, canonical
/// address, encoding, robots.
struct HeadRules {
    /// What may stand in a head, and those around it.
    static let tags = Set(Category.metadata + [.html, .head])

    let kind: DocumentKind
    private var titleCount = 0
    private var summaryCount = 0
    private var canonicalCount = 0
    private var headChildren = 0
    private var head = 0

    init(kind: DocumentKind) { self.kind = kind }

    mutating func open(
        _ element: OpenElement, parent: Tag?, facts: inout PageFacts, into findings: inout Findings
    ) {
        if parent == .head { checkCharset(element, into: &findings) }
        switch element.tag {
        case .html:
            facts.language = element.value(.lang)
            if !element.isFilled(.lang) {
                findings.add(.pageLanguage, at: element.offset, "html has no lang")
            }
        case .head: head = element.offset
        case .title:
            titleCount += 1
            if titleCount > 1 { findings.add(.title, at: element.offset, "a second title") }
        case .meta: openMeta(element, facts: &facts, into: &findings)
        case .link where element.relations.contains(.canonical):
            openCanonical(element, facts: &facts, into: &findings)
        default: break
        }
    }

    func finish(_ facts: PageFacts, into findings: inout Findings) {
        if titleCount == 0 {
            findings.add(.title, at: head, "the page has no title")
        } else if facts.title?.isEmpty ?? true {
            findings.add(.title, at: head, "the title is empty")
        }
        if kind == .page, summaryCount == 0 {
            findings.add(.summary, at: head, "the page has no meta description")
        }
        if kind == .privateReport, !facts.isHiddenFromSearch {
            findings.add(.privateIndexed, at: head, "the report has no robots meta with noindex")
        }
    }

    private mutating func checkCharset(_ element: OpenElement, into findings: inout Findings) {
        headChildren += 1
        if headChildren > 1, element.has(.charset) {
            findings.add(.charsetMissing, at: element.offset, "a charset that is not first")
        }
        if headChildren == 1, !element.has(.charset) {
            findings.add(
                .charsetMissing, at: element.offset, "the head starts with \(element.rule.name)")
        }
    }

    private mutating func openMeta(
        _ element: OpenElement, facts: inout PageFacts, into findings: inout Findings
    ) {
        if element.isValue(.name, "description") {
            summaryCount += 1
            facts.summary = element.value(.content)
            if summaryCount > 1 || !element.isFilled(.content) {
                findings.add(
                    .summary, at: element.offset,
                    summaryCount > 1 ? "a second description" : "the description is empty")
            }
        } else if element.isValue(.name, "robots"), let value = element.value(.content) {
            if value.lowercased().contains("noindex") { facts.isHiddenFromSearch = true }
        } else if element.isValue(.httpEquiv, "refresh"), let value = element.value(.content) {
            facts.redirect = Self.address(ofRefresh: value)
            if value.prefix(while: { "0123456789".contains($0) }).contains(where: { $0 != "0" }) {
                findings.add(.timedRefresh, at: element.offset, "the page leaves after a while")
            }
        }
    }

    /// `0; url=/there/` leads to `/there/`.
    private static func address(ofRefresh value: String) -> String? {
        guard let start = value.lowercased().firstRange(of: "url=") else { return nil }
        let quotes: Set<Character> = ["'", "\"", " "]
        return value[start.upperBound...].trimmingPrefix { quotes.contains($0) }
            .split(whereSeparator: { quotes.contains($0) }).first.map { String($0) }
    }

    private mutating func openCanonical(
        _ element: OpenElement, facts: inout PageFacts, into findings: inout Findings
    ) {
        canonicalCount += 1
        let address = element.value(.href) ?? ""
        if canonicalCount > 1 {
            findings.add(.canonical, at: element.offset, "a second canonical link")
        } else if !address.hasPrefix("https://"), !address.hasPrefix("http://") {
            findings.add(.canonical, at: element.offset, "the canonical link is not absolute")
        } else {
            facts.canonical = address
        }
    }
}

extension Rule {
    static let charsetMissing = Rule(
        "H019-charset-not-first", "<meta charset=\"utf-8\"/> is the head's first child.",
        why: "Without it a browser may guess another encoding.", cure: "Put it first.",
        example: "<head><title>…</title><meta charset=\"utf-8\"/></head>")
    static let pageLanguage = Rule(
        "A004-page-without-language", "The html element has lang.",
        why: "Pronunciation and hyphenation depend on it.",
        cure: "Add lang=\"en\" or the page's language.",
        example: "<html xmlns=\"http://www.w3.org/1999/xhtml\">")
    static let timedRefresh = Rule(
        "A018-timed-refresh", "A page does not change or leave while somebody reads it.",
        why: "Who reads slowly, or by ear, is thrown back to the start.",
        cure: "Lead on at once, content=\"0; url=…\", or let the reader follow a link.",
        example: "<meta http-equiv=\"refresh\" content=\"30\"/>")
    static let title = Rule(
        "S001-title", "A page has one title with text.",
        why: "It is what results, tabs and bookmarks show.", cure: "Add one title to the head.",
        example: "<title></title>")
    static let summary = Rule(
        "S002-description", "A public page has one meta description with text.",
        why: "Results and shared links show it.",
        cure: "Add <meta name=\"description\" content=\"…\"/>.",
        example: "A head without <meta name=\"description\" content=\"…\"/>")
    static let canonical = Rule(
        "S003-canonical",
        "A page has at most one canonical link, and it is an absolute https or http address.",
        why: "Search engines ignore contradictory or relative ones.", cure: "Keep one, absolute.",
        example: "<link rel=\"canonical\" href=\"/faq/\"/>")
    static let privateIndexed = Rule(
        "S005-private-report-indexed", "A private report asks not to be indexed.",
        why: "It shows an account's positions.",
        cure: "Add <meta name=\"robots\" content=\"noindex\"/>.",
        example: "A report without <meta name=\"robots\" content=\"noindex\"/>")
}
