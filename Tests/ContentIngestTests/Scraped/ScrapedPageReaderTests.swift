import MarginModel
import Testing

@testable import ContentIngest

/// Our own words, in the layout of the pages that are imported.
private let page = """
    -
    bitcoin $50000.25 USD
    1.5% -
    bitcoin $50000.25 USD
    1.5% -
    moon-rock $3 USD
    -2.87%
    Menu
    What is a lantern? (Guide)
    A lantern, in one line.
    Feb 01, 2026 at 01:59 pm
    Light the lantern
    1. Take a match—slowly.
    2. Use * and <b> with 5% care.
    Hang it up
    1. 2024. was the year; find_a_hook
    Frequently Asked Questions
    Q: Does it burn? Always?A: Mostly. See A: the wick.
    Q: Who may carry it?
    A: Anyone.
    Disclaimer:desk@lantern.example
    Lanterns are hot.
    Write to us about rights.
    - Lanterns on the rise
    - 2026-02-01 16:25:01
    - Nothing below
    Related knowledge
    On wicks
    Feb 01,2026 at 04:19pm
    Wicks are woven from...
    On wicks
    Feb 01,2026 at 04:19pm
    Wicks are woven from...
    See all articles
    """

private func reader(zone: Int = 0) -> ScrapedPageReader {
    ScrapedPageReader(
        sourceID: "lantern", asOf: Instant(secondsSinceEpoch: 1_769_963_101),
        universal: { $0.advanced(bySeconds: -Int64(zone)) })
}

@Suite struct ScrapedPageReaderTests {
    @Test func readsTickerArticleHeadlinesAndTeasers() throws {
        let result = try reader().read(Array(page.utf8), file: "p.txt")
        #expect(result.snapshot.quotes.map(\.asset) == ["bitcoin", "moon-rock"])
        #expect(result.snapshot.quotes.map(\.price) == [Decimal("50000.25"), 3])
        #expect(result.snapshot.quotes.map(\.change24h) == [Decimal("1.5"), Decimal("-2.87")])
        #expect(result.snapshot.quotes.map(\.ticker) == ["BTC", nil])
        let article = try #require(result.article)
        #expect(article.title == "What is a lantern? (Guide)")
        #expect(article.summary == "A lantern, in one line.")
        #expect(article.date?.description == "2026-02-01T13:59:00Z")
        #expect(article.sections.map(\.title) == ["Light the lantern", "Hang it up"])
        #expect(article.sections.map(\.steps.count) == [2, 1])
        #expect(
            article.faq == [
                DraftQuestion(
                    question: "Does it burn? Always?", answer: "Mostly. See A: the wick."),
                DraftQuestion(question: "Who may carry it?", answer: "Anyone."),
            ])
        // The address alone is no text.
        #expect(article.disclaimer == ["Lanterns are hot.", "Write to us about rights."])
        #expect(result.headlines.map(\.at.description) == ["2026-02-01T16:25:01Z"])
        #expect(result.teasers.map(\.at.description) == ["2026-02-01T16:19:00Z"])
    }

    @Test func unpacksAndDecodesAsOtherReadersDo() throws {
        let plain = try reader().read(Array(page.utf8), file: "p.txt")
        let wide: [UInt8] = page.utf16.reduce(into: [0xFF, 0xFE]) { bytes, unit in
            bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        #expect(try reader().read(wide, file: "p.txt") == plain)
        let error = try #require(throws: Diagnostics.self) {
            try reader().read([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], file: "p.txt")
        }
        #expect(error.all.map(\.id) == ["gzip-cut-short"])
    }

    @Test func listsWhatItLeftOutAndWhy() throws {
        let result = try reader().read(Array(page.utf8), file: "p.txt")
        #expect(
            result.dropped.map { "\($0.line) \($0.reason.rawValue)" } == [
                "1 navigation", "4 duplicate", "8 navigation", "26 its other half is missing",
                "27 heading of a list", "31 duplicate", "34 navigation",
            ])
        #expect(
            result.warnings.map { "\($0.id) \($0.location.line)" } == [
                "scraped-mail-address 21", "not-mapped 6",
            ])
    }

    @Test func readsTimesInTheDeclaredZone() throws {
        let result = try reader(zone: 3_600).read(Array(page.utf8), file: "p.txt")
        #expect(result.article?.date?.description == "2026-02-01T12:59:00Z")
        #expect(result.headlines.first?.at.description == "2026-02-01T15:25:01Z")
    }

    @Test(arguments: [
        "", "Dear all,\nthe meeting is at noon.\nYours",
        "T\nS\nFeb 30, 2026 at 01:59 pm\nof no month\nbitcoin $1 USD\n1%",
    ])
    func refusesPagesOfAnotherKind(text: String) throws {
        let error = try #require(throws: Diagnostics.self) {
            try reader().read(Array(text.utf8), file: "p.txt")
        }
        #expect(error.all.map(\.id) == ["scraped-not-recognised"])
    }

    @Test func keepsARowWhosePriceCannotBeRead() throws {
        let text = page.split(separator: "$3 USD").joined(separator: "$n/a USD")
        let result = try reader().read(Array(text.utf8), file: "p.txt")
        #expect(result.snapshot.quotes.map(\.price) == [Decimal("50000.25"), nil])
        #expect(
            result.warnings.map(\.id) == ["scraped-mail-address", "scraped-price", "not-mapped"])
        let ticker = try #require(result.parts.first { $0.name == .ticker })
        #expect(ticker.doubts.map(\.line) == [6])
    }

    @Test func writesMarkdownThatReadsBackTheSame() throws {
        let draft = try #require(
            try reader().read(Array(page.utf8), file: "p.txt").article)
        let markdown = ArticleMarkdownWriter(
            source: "lantern", rights: .unknown, asOf: Instant(secondsSinceEpoch: 0)
        ).markdown(for: draft)
        let (article, warnings) = try ArticleReader().read(
            markdown, file: "lantern.md", slug: "lantern")
        #expect(warnings.isEmpty)
        #expect(article.title == draft.title)
        #expect(article.summary == draft.summary)
        #expect(article.date == draft.date)
        #expect(article.kind == .article)
        #expect(article.rights == .unknown)
        #expect(article.sections.map(\.id) == ["light", "hang"])
        #expect(article.sections.map(\.title) == draft.sections.map(\.title))
        #expect(article.sections.map { $0.steps.map(\.plainText) } == draft.sections.map(\.steps))
        #expect(article.faq.map(\.id) == ["faq-burn", "faq-may"])
        #expect(article.faq.map(\.answerText) == draft.faq.map(\.answer))
        #expect(article.disclaimer == draft.disclaimer.joined(separator: " "))
    }

    @Test(arguments: [
        "# not a heading", "- not a list", "+ nor this", "1) nor that", "~~~", "a {#id}",
        "<script>alert(1)</script>", "[x](javascript:y)", "&lt; stays", "a | b", "___", "===",
        "back\\slash", "![i](j)", "~~a~~ ~b", "a[^1]", "[^1]: b", "{{< c >}} [d][e] [f](g h)",
        "[x] i", "quote \" and ' marks", "key: value # no comment", "12. dozen",
    ])
    func escapesTextThatLooksLikeMarkup(text: String) throws {
        let draft = ArticleDraft(
            title: text, summary: text, date: Instant(secondsSinceEpoch: 0),
            sections: [
                DraftSection(
                    title: text, blocks: [.paragraph(text), .steps([text, text], first: 1)])
            ],
            faq: [DraftQuestion(question: text, answer: text)])
        let markdown = ArticleMarkdownWriter(
            source: text, rights: .own, asOf: Instant(secondsSinceEpoch: 0)
        ).markdown(for: draft)
        let (article, warnings) = try ArticleReader().read(markdown, file: "a.md", slug: "a")
        #expect(warnings.isEmpty)
        #expect(article.title == text && article.source == text)
        #expect(article.sections.map(\.title) == [text])
        #expect(article.sections.first?.steps.map(\.plainText) == [text, text])
        #expect(article.faq.map(\.question) == [text])
        #expect(article.faq.map(\.answerText) == [text])
    }

    @Test func namesASectionOfAnotherScriptByItsLetters() throws {
        let sections = ["第一步", "第二步", "!?"].map { DraftSection(title: $0, blocks: []) }
        let draft = ArticleDraft(title: "T", summary: "S.", date: nil, sections: sections)
        let markdown = ArticleMarkdownWriter(
            source: "x", rights: .own, asOf: Instant(secondsSinceEpoch: 0)
        ).markdown(for: draft)
        let article = try ArticleReader().read(markdown, file: "a.md", slug: "a").article
        #expect(article.sections.map(\.id) == ["第一步", "第二步", "section"])
        #expect(article.sections.map(\.title) == ["第一步", "第二步", "!?"])
    }

    /// Found by fuzzing: the second section was named `back-2`, as the second step is.
    @Test func namesNoSectionLikeAStep() throws {
        let section = DraftSection(
            title: "The back", blocks: [.steps(["One.", "Two."], first: 1)])
        let draft = ArticleDraft(
            title: "Title of it", summary: "S.", date: nil, sections: [section, section])
        let markdown = ArticleMarkdownWriter(
            source: "x", rights: .own, asOf: Instant(secondsSinceEpoch: 0)
        ).markdown(for: draft)
        let (article, warnings) = try ArticleReader().read(markdown, file: "a.md", slug: "a")
        #expect(warnings.isEmpty)
        #expect(article.sections.map(\.id) == ["back", "back-3"])
        #expect(article.sections.last?.steps.map(\.id) == ["back-3-1", "back-3-2"])
    }

    @Test func pointsAtTheTextBehindAGluedHeading() throws {
        let line = "1. Count the HoursAn engine that ran for long costs less than one that did not."
        let glued = try #require(GluedHeading(line))
        #expect(glued.heading == "Count the Hours")
        #expect(glued.offset == 18)
        #expect(glued.rest.hasPrefix("An engine"))
    }

    @Test(arguments: [
        "Why MicroStrategy buys when all the others in the market sell theirs",
        "How DeFi and OpenSea came to be what they are in the year of 2026",
        "1. BitMEX liquidates in steps. The engine takes over the position at the trigger.",
        "Short titleThe end",
        "Bitcoin ETFs and Market Liquidity1. Bitcoin ETFs bring capital directly into...",
    ])
    func leavesNamesWithCapitalsInsideWhole(line: String) {
        #expect(GluedHeading(line) == nil)
    }

    @Test(arguments: [
        ("1", "1"), ("81,470.0271", "81470.0271"), ("1,234,567", "1234567"), ("0.0...01214", "-"),
        ("0.1…", "-"), ("81,47", "-"), (",100", "-"), ("1,2345", "-"), ("-5", "-"), ("0", "-"),
        ("", "-"), ("1e3", "1000"),
    ])
    func readsOnlyPricesThatAreWhole(text: String, amount: String) {
        #expect((PriceShape.amount(text)?.description ?? "-") == amount)
    }

    @Test func warnsOfNamesThatMixAlphabets() throws {
        let text = "B\u{456}tcoin\n$5\n1% -\nBitcoin\n$6\n1% -\n"
        let result = try reader().read(Array(text.utf8), file: "p.txt")
        #expect(result.snapshot.quotes.map(\.ticker) == [nil, "BTC"])
        #expect(
            result.warnings.map { "\($0.id) \($0.location.line)" } == [
                "scraped-no-article 1", "not-mapped 1", "scraped-mixed-scripts 1",
            ])
    }

    @Test func saysWhichPartsAPersonShouldLookAt() throws {
        let whole = try reader().read(Array(page.utf8), file: "p.txt")
        #expect(
            whole.parts.map(\.name) == [
                .ticker, .title, .summary, .date, .text, .questions, .disclaimer, .headlines,
                .related,
            ])
        #expect(whole.parts.flatMap { $0.doubts.map(\.why) }.isEmpty)
        // Two headings in a row, and a line that is neither prose nor surely a heading.
        let text = """
            A lamp in the window
            It burns all night.
            Feb 01, 2026 at 01:59 pm
            Why Lamps Burn
            How Lamps Burn
            The oil rises in the wick.
            blue or yellow
            """
        let doubtful = try reader().read(Array(text.utf8), file: "p.txt")
        #expect(doubtful.parts.last?.name == .text)
        #expect(doubtful.parts.last?.doubts.map(\.line) == [5, 7])
    }

    @Test func givesSectionsTheNamesThatReportsReferTo() throws {
        func draft(_ titles: [String]) -> ArticleDraft {
            ArticleDraft(
                title: "T of it", summary: "S.", date: nil,
                sections: titles.map {
                    DraftSection(title: $0, blocks: [.steps(["One.", "Two."], first: 1)])
                })
        }
        let writer = ArticleMarkdownWriter(
            source: "x", rights: .own, asOf: Instant(secondsSinceEpoch: 0))
        func read(_ draft: ArticleDraft, isPlan: Bool = true) throws -> Article {
            try ArticleReader().read(
                writer.markdown(for: draft, isPlan: isPlan), file: "a.md", slug: "a"
            ).article
        }
        let plan = draft([
            "What a Call Means", "First Response", "Bring in Funds", "Cut Positions",
            "Review of the Risk",
        ])
        let article = try read(plan)
        #expect(article.kind == .plan)
        #expect(article.sections.map(\.id) == ["call", "response", "fund", "adjust", "audit"])
        #expect(article.sections.last?.steps.map(\.id) == ["audit-1", "audit-2"])
        #expect(try read(plan, isPlan: false).kind == .article)
        // Out of order, or one of them missing, it is no plan.
        #expect(try read(draft(["Funds", "Response", "Positions", "Review"])).kind == .article)
        #expect(try read(draft(["Response", "Funds", "Positions"])).kind == .article)
    }

    @Test(arguments: [
        ("mail desk@a.example now", "mail (mail address left out) now"),
        ("(a.b+c@d-e.co.example)", "(mail address left out)"),
        ("x@y.example, z@y.example.", "(mail address left out), (mail address left out)."),
    ])
    func leavesMailAddressesOut(text: String, masked: String) {
        #expect(MailMask.masked(text) == masked)
    }

    @Test(arguments: ["@handle", "a@b", "price @ 5.5", "100 %"])
    func keepsWhatIsNoMailAddress(text: String) { #expect(MailMask.masked(text) == nil) }

    @Test(arguments: [
        ("1. A one. 2. A two.3. A three.", ["1. A one. ", "2. A two.", "3. A three."]),
        ("You need:• a• b", ["You need:", "• a", "• b"]),
        ("1. Of 2. 5 parts", ["1. Of 2. 5 parts"]), ("1. One. 3. Three.", ["1. One. 3. Three."]),
        ("1. One. 2. Tw...", ["1. One. 2. Tw..."]),
    ])
    func findsLostLineEnds(text: String, pieces: [String]) {
        #expect(LostLineEnds.pieces(of: text) == pieces)
    }

    /// Each line is looked at a few times, whatever stands below it.
    @Test(arguments: [
        "some words here\n", "1. some words\nand more of them\n", "x@y.example \n",
        "x$1 USD\n", "Q: Why?\nno end\n",
    ])
    func readsManyLinesOfOneKindInTime(piece: String) throws {
        let head =
            "bitcoin $1 USD\n1%\nA title of it\nA summary of it.\n"
            + "Feb 01, 2026 at 01:59 pm\n"
        let text = head + String(repeating: piece, count: 9_000)
        let article = try reader().read(Array(text.utf8), file: "p.txt").article
        #expect(article?.title == "A title of it")
    }

    @Test(arguments: [
        (String(repeating: "a\n", count: 20_001), "scraped-too-long"),
        (String(repeating: "a", count: 1 << 20 + 1), "scraped-too-long"),
        ("bitcoin $1 USD\n1%\u{0}", "text-forbidden-character"),
        ("bitcoin $1 USD\n\u{202E}1%", "bidi-control"),
    ])
    func refusesHostilePagesQuickly(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) {
            try reader().read(Array(text.utf8), file: "p.txt")
        }
        #expect(error.all.map(\.id) == [id])
    }

    /// A page is text of any encoding that says which it is; what is none is named.
    @Test func readsMarkedEncodingsAndNamesWhatIsNoText() throws {
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in page.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let article = try reader().read(wide, file: "p.txt").article
        #expect(article?.title == "What is a lantern? (Guide)")
        for (bytes, id, words) in [
            (Array("PK".utf8) + [3, 4, 20, 0], "not-text", "zip"),
            (Array("%PDF-1.7\n".utf8), "not-text", "PDF"),
            (Array(wide.dropFirst(2)), "text-not-utf8", "UTF-16"),
        ] {
            let error = try #require(throws: Diagnostics.self) {
                try reader().read(bytes, file: "p.txt")
            }
            #expect(error.all.map(\.id) == [id])
            #expect(error.all.first?.message.contains(words) == true)
        }
    }
}
