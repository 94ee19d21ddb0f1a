import Foundation

/// Changes a small site at random, as authors, operators and importers do, and keeps it valid.
struct RandomEdits {
    enum Kind: CaseIterable {
        case body, title, tags, date, addition, deletion, rename, undo
        case template, partial, stylesheet
        case configuration, structuredData, twins, policy, ticker, sheet, account, news, candles,
            clock
    }

    private let site: SiteCopy
    private var numbers: SplitMix
    private var added = 0
    /// How far the clock is from the shipped one.
    private(set) var secondsLater: Int64 = 0
    private var removed: (file: String, text: String)?

    private static let tags = ["funding", "margin-ratio", "deleveraging", "venues"]

    init(_ site: SiteCopy, seed: UInt64) {
        self.site = site
        numbers = SplitMix(state: seed)
    }

    /// Makes the site small: a plan, a few articles, one account, one venue.
    mutating func prepare() throws {
        for name in try site.folder.names("Content/portfolios")
        where name != "sample-binance-healthy.json" {
            try site.remove("Content/portfolios/\(name)")
        }
        for name in ["bybit", "okx"] { try site.remove("Content/venues/\(name).json") }
        for name in try site.folder.names("Content/articles")
        where name != "how-to-handle-a-margin-call.md" {
            try site.remove("Content/articles/\(name)")
        }
        try site.replace(
            "exampleAccount: sample-binance-call", with: "exampleAccount: sample-binance-healthy",
            in: "Content/site.yml")
        for _ in 0..<6 { try add() }
    }

    mutating func make(_ kind: Kind) throws {
        switch kind {
        case .body: try edit(article(), "Body \\d+", "Body \(number())")
        case .title: try edit(article(), "title: .*", "title: Title \(number())")
        case .tags:
            try edit(
                article(), "tags: .*", "tags: [\(numbers.choose(Self.tags)), tag-\(number() % 9)]")
        case .date:
            let day = 1 + number() % 27
            try edit(article(), "date: .*", "date: 2026-01-\(day < 10 ? "0" : "")\(day)T08:00:00Z")
        case .addition: try add()
        case .deletion: try delete()
        case .rename:
            let old = try article()
            added += 1
            try site.folder.write(site.folder.text(old), to: "Content/articles/note-\(added).md")
            try site.remove(old)
        case .undo:
            if let removed { try site.folder.write(removed.text, to: removed.file) }
        case .template:
            try edit(
                "Templates/pages/\(numbers.choose(["article", "plan", "topic"])).html.mustache",
                "(?:<p>Edition \\d+</p>)?\\{\\{/main\\}\\}",
                "<p>Edition \(number())</p>{{/main}}")
            try edit(
                "Templates/pages/article.md.mustache", "^(?:Edition \\d+\n\n)?",
                "Edition \(number())\n\n")
        case .partial:
            try edit(
                "Templates/partials/\(numbers.choose(["footer", "header", "article-text"])).html.mustache",
                "^(?:<p>Part \\d+</p>\n)?", "<p>Part \(number())</p>\n")
        case .stylesheet:
            try edit(
                "Templates/assets/site.css", "(?:\n/\\* \\d+ \\*/)?\\z", "\n/* \(number()) */")
        case .configuration:
            try edit("Content/site.yml", "tagline: .*", "tagline: Line \(number())")
        case .structuredData:
            try edit(
                "Content/site.yml", "faq: (true|false)", "faq: \(number() % 2 == 0)")
        case .twins:
            try edit(
                "Content/site.yml", "markdownTwins: (true|false)",
                "markdownTwins: \(number() % 2 == 0)")
        case .policy:
            try edit(
                "Content/site.yml", "roundUpPercent: .*", "roundUpPercent: \(1 + number() % 9)")
        case .ticker:
            try edit(
                "Content/snapshots/2026-02-01T16-25-00Z.json", "\"price\": \"87\\d+",
                "\"price\": \"87\(100 + number() % 900)")
        case .sheet:
            try edit(
                "Content/venues/binance.json", "\"asOf\": \"2026-0\\d",
                // No month without a 29th day.
                "\"asOf\": \"2026-0\(3 + number() % 7)")
        case .account:
            try edit(
                "Content/portfolios/sample-binance-healthy.json", "\"walletBalance\": \"\\d+",
                "\"walletBalance\": \"\(20_000 + number() % 9_000)")
        case .news:
            try edit("Content/news.json", "\"title\": \".*?\"", "\"title\": \"News \(number())\"")
        case .candles:
            try edit("Content/history/bitcoin.csv", "\\.\\d+\n", ".\(1 + number() % 9)\n")
        case .clock: secondsLater = Int64(number() % 200_000) - 60
        }
    }

    // MARK: Articles

    private mutating func add() throws {
        added += 1
        let others = try (0..<2).map { _ in try slug() }
        try site.folder.write(
            """
            ---
            title: Note \(added)
            summary: "What note \(added) says."
            date: 2026-01-\(10 + added % 20)T08:00:00Z
            tags: [\(numbers.choose(Self.tags))]
            rights: own
            related: [\(others.joined(separator: ", "))]
            ---

            Body \(number()) of Bitcoin and Ethereum.

            ## Frequently Asked Questions

            ### Why is note \(added) here?

            Body \(number()).

            """, to: "Content/articles/note-\(added).md")
    }

    private mutating func delete() throws {
        let file = try article()
        guard try site.folder.names("Content/articles").count > 4 else { return try add() }
        removed = (file, try site.folder.text(file))
        try site.remove(file)
    }

    /// Any but the plan, whose steps the calculator refers to.
    private mutating func article() throws -> String {
        let names = try site.folder.names("Content/articles").filter { $0.hasPrefix("note-") }
        return "Content/articles/\(numbers.choose(names))"
    }

    private mutating func slug() throws -> String {
        String(numbers.choose(try site.folder.names("Content/articles")).dropLast(3))
    }

    // MARK: Text

    private mutating func number() -> Int { Int(numbers.next() % 1_000_000) }

    /// Replaces the first match.
    private func edit(_ file: String, _ pattern: String, _ replacement: String) throws {
        let text = try site.folder.text(file)
        let expression = try NSRegularExpression(pattern: pattern)
        let all = NSRange(text.startIndex..., in: text)
        guard let match = expression.firstMatch(in: text, range: all),
            let range = Range(match.range, in: text)
        else { throw EditError(file: file, pattern: pattern) }
        try site.folder.write(text.replacingCharacters(in: range, with: replacement), to: file)
    }

    struct EditError: Error {
        let file: String
        let pattern: String
    }
}

/// Numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// - Precondition: `elements` is not empty.
    mutating func choose<Element>(_ elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }
}
