import ContentIngest
import MarginModel
import SitePipeline

/// How fast text becomes values, in kilobytes, beside a plain read of the same bytes.
enum TextBench {
    static func run(_ files: FileReader, _ watch: Stopwatch) throws {
        let article = try files.read("Content/articles/how-the-margin-ratio-works.md")
        let page = try files.read("Content/inbox/margin-call-action-plan.txt")
        measure("every byte of an article, added up", article, watch) {
            article.reduce(0) { $0 &+ Int($1) }
        }
        measure("check an article's characters", article, watch) {
            SourceText.defect(in: article, file: "bench")
        }
        measure("Markdown into markup and structure", article, watch) {
            MarkdownReader().read(article, file: "bench")
        }
        let flat = frontMatter(tags: "tags: [margin, liquidation]")
        measure("front matter of flat keys", flat, watch) { read(flat) }
        let nested = frontMatter(tags: "tags:\n  - margin\n  - liquidation")
        measure("the same, but for a nested list (YAML)", nested, watch) { read(nested) }
        let reader = ScrapedPageReader(
            sourceID: "bench", asOf: Instant(secondsSinceEpoch: 0), universal: { $0 })
        measure("every byte of a scraped page, added up", page, watch) {
            page.reduce(0) { $0 &+ Int($1) }
        }
        measure("scraped page into its parts", page, watch) {
            try? reader.read(page, file: "bench")
        }
    }

    private static func measure<Result>(
        _ name: String, _ bytes: [UInt8], _ watch: Stopwatch, _ body: () -> Result
    ) {
        // At least one: a text of less than a kilobyte is repeated until it makes one.
        let times = max(1, 1_000 / bytes.count + 1)
        watch.measure(name, unit: "kB", per: times * bytes.count / 1_000) {
            for _ in 1..<times { withExtendedLifetime(body()) {} }
            return body()
        }
    }

    private static func read(_ bytes: [UInt8]) -> Article? {
        try? ArticleReader().read(bytes, file: "bench", slug: "bench").article
    }

    private static func frontMatter(tags: String) -> [UInt8] {
        Array(
            """
            ---
            title: "How the margin ratio works"
            summary: "What a ratio of one means at each venue, and which way it fails."
            date: 2026-02-01T13:59:00Z
            updated: 2026-02-01T14:59:00Z
            \(tags)
            source: "desk"
            rights: own
            ---

            """.utf8)
    }
}
