import ContentIngest
import MarginModel
import PageRendering
import SitePipeline

/// An article page of about 17.7 KB, as large publishers' pages are: how long its text takes from
/// Markdown to markup, and the page from its views to bytes.
enum PageBench {
    static func run(_ files: FileReader, clock: Instant, _ watch: Stopwatch) throws {
        let body = markdown
        watch.measure("Markdown of that page's \(body.count) bytes", unit: "pages") {
            MarkdownReader().read(body, file: "bench", allowsPlainTags: true)
        }
        let (template, page) = try article(clock)
        var buffer: [UInt8] = []
        template.render(page, into: &buffer)
        watch.measure("render an article page of \(buffer.count) bytes", unit: "pages") {
            buffer.removeAll(keepingCapacity: true)
            template.render(page, into: &buffer)
        }
    }

    /// The page's bytes.
    static func bytes(clock: Instant) throws -> [UInt8] {
        let (template, page) = try article(clock)
        var buffer: [UInt8] = []
        template.render(page, into: &buffer)
        return buffer
    }

    private static func article(_ clock: Instant) throws -> (
        CompiledTemplate<ArticlePage>, ArticlePage
    ) {
        let article = try ArticleReader().read(
            frontMatter + markdown, file: "bench.md", slug: "bench"
        ).article
        let templates = try TemplateFolder(reading: "Templates", defaults: nil)
        let words = try templates.words.words(for: "en")
        let template = try TemplateLibrary(templates.sources, words: words).compile(
            "pages/article", for: ArticlePage.self)
        let page = ArticlePage(
            article: article, site: site(clock, words), ticker: ticker(clock),
            related: Array(repeating: ArticleCard(article), count: 6))
        return (template, page)
    }

    private static let frontMatter = Array(
        """
        ---
        title: "How the margin ratio works & what it says"
        summary: "What a ratio of one means at each venue, and which way it fails."
        date: 2026-02-01T13:59:00Z
        updated: 2026-02-01T14:59:00Z
        tags: [margin, liquidation]
        source: "desk"
        rights: own
        ---

        """.utf8)

    /// Five sections of eight steps, and four questions.
    private static var markdown: [UInt8] {
        var text = "A lead that says **what** the page is for, and for whom.\n"
        for section in 1...5 {
            text +=
                "\n## Section \(section) {#part-\(section)}\n\nWhat its steps have in common.\n\n"
            for step in 1...8 {
                text +=
                    "\(step). Compare the *requirement* with equity at the mark price, step "
                    + "\(step): below `0.8` there is room, & at 1 the [venue](/venues/) acts.\n"
            }
        }
        text += "\n## Frequently Asked Questions\n"
        for question in 1...4 {
            text +=
                "\n### Is question \(question) answered?\n\nIt is, in a sentence or two that "
                + "quote \"one figure\" and give its source.\n"
        }
        return Array(text.utf8)
    }

    private static func site(_ clock: Instant, _ words: Words) -> SiteView {
        SiteView(
            settings: SiteSettings(
                title: "Marginalia", tagline: "Margin, explained", baseURL: "https://example.org",
                publisher: "The desk", contact: "desk@example.org",
                disclaimer: "For education. It is not advice to trade."),
            words: words, stylesheet: "/static/site.0123456789ab.css", integrity: "sha256-AAAA",
            dataTime: clock)
    }

    private static func ticker(_ clock: Instant) -> TickerStripView {
        TickerStripView(
            Snapshot(
                asOf: clock, source: "bench",
                quotes: (1...15).map { number in
                    Quote(
                        asset: "asset-\(number)", ticker: "A\(number)", name: "Asset \(number)",
                        price: Decimal(significand: Int128(number) * 123_457, scale: 2),
                        change24h: Decimal(significand: Int128(number) - 8, scale: 1))
                }), clock: clock)
    }
}
