import ContentIngest
package import MarginModel
import PageRendering

/// Turns scraped pages into content: tickers, articles, headlines and teasers.
///
/// Nothing of a page is written where its article cannot be. Tickers and news of one run are brought
/// together; a ticker that says otherwise than one that is there gets a number of its own.
package struct PageImport: Sendable {
    let content: String
    let source: String
    let asOf: Instant
    let universal: @Sendable (Instant) -> Instant
    let rights: Rights
    let replacesExisting: Bool

    /// - Parameter universal: The instant of a time of the pages, which is given as if it were UTC.
    package init(
        content: String, source: String, asOf: Instant,
        universal: @escaping @Sendable (Instant) -> Instant, rights: Rights,
        replacesExisting: Bool
    ) {
        self.content = content
        self.source = source
        self.asOf = asOf
        self.universal = universal
        self.rights = rights
        self.replacesExisting = replacesExisting
    }

    /// What a run wrote, page by page and in all.
    package struct Result: Sendable {
        package var pages: [Imported] = []
        /// Path and whether it was written or found unchanged.
        package var files: [(path: String, outcome: String)] = []
        package var problems = Diagnostics()
    }

    /// What one page became.
    package struct Imported: Sendable {
        package let file: String
        package let title: String?
        package let sections: [(title: String, steps: Int)]
        /// Figures of the market as a whole, as the page writes them.
        package let market: [String]
        /// What was found, and what a person should compare with the page.
        package let parts: [(name: String, count: Int, doubts: [(line: Int?, why: String)])]
        package let dropped: [(line: Int, excerpt: String, reason: String)]
        /// Whether reports will refer to its sections, or why not. `nil` for an article without steps.
        package let plan: String?
        package let warnings: [Diagnostic]
    }

    private typealias Output = (path: String, bytes: [UInt8])

    package func run(_ files: [String]) -> Result {
        var result = Result()
        var pages: [ScrapedPage] = []
        var articles: [Output] = []
        var standing = standingPlan
        for file in files {
            do throws(Diagnostics) {
                let page = try read(file)
                let (output, plan) = try article(of: page, among: articles, &standing, file)
                if let output { articles.append(output) }
                result.pages.append(imported(page, file, plan))
                pages.append(page)
            } catch {
                result.problems.append(contentsOf: error)
            }
        }
        do throws(Diagnostic) {
            let outputs = try tickers(of: pages) + articles + news(of: pages)
            let writer = ContentWriter(root: content, replacesExisting: true)
            for output in outputs {
                let outcome = try writer.write(output.bytes, to: output.path)
                result.files.append((place(output.path), outcome.rawValue))
            }
        } catch {
            result.problems.append(error)
        }
        return result
    }

    private func read(_ file: String) throws(Diagnostics) -> ScrapedPage {
        let bytes: [UInt8]
        do { bytes = try FileReader().read(file) } catch { throw Diagnostics([error]) }
        return try ScrapedPageReader(sourceID: source, asOf: asOf, universal: universal)
            .read(bytes, file: file)
    }

    private func place(_ path: String) -> String { SiteFolders.join(content, path) }

    // MARK: Articles

    /// - Parameter standing: The plan that reports refer to, where there is one.
    private func article(
        of page: ScrapedPage, among others: [Output], _ standing: inout String?, _ file: String
    ) throws(Diagnostics) -> (Output?, plan: String?) {
        guard let draft = page.article else { return (nil, nil) }
        let slug = Slug.of(draft.title, longest: 80)
        let path = "articles/\(slug.isEmpty ? "article" : slug).md"
        let isFirstPlan = standing == nil || standing == path
        let bytes = ArticleMarkdownWriter(source: source, rights: rights, asOf: asOf)
            .markdown(for: draft, isPlan: isFirstPlan)
        var plan: String?
        if draft.planParts != nil {
            plan =
                isFirstPlan
                ? "reports refer to its sections"
                : "reports go on to refer to \(place(standing ?? ""))"
            if isFirstPlan { standing = path }
        } else if draft.sections.contains(where: { !$0.steps.isEmpty }) {
            plan =
                "none that reports refer to: its headings are not those of a response, of funds, of "
                + "positions and of an audit, in this order"
        }
        if let other = others.first(where: { $0.path == path }) {
            if other.bytes == bytes { return (nil, plan) }
            throw Diagnostics([.sameName(path, at: SourceLocation(file: file))])
        }
        do throws(Diagnostic) {
            let files = FileReader()
            if !replacesExisting, files.exists(place(path)), try files.read(place(path)) != bytes {
                throw .exists(place(path))
            }
        } catch {
            throw Diagnostics([error])
        }
        return ((path, bytes), plan)
    }

    /// The path of the article that reports refer to today.
    private var standingPlan: String? {
        let files = FileReader()
        // Without the folder there is no article, and one that cannot be read is no plan: `build` says why.
        let names = (try? files.list(place("articles")))?.map(\.path) ?? []
        return names.sorted().first { name in
            guard name.hasSuffix(".md"), let bytes = try? files.read(place("articles/\(name)")),
                let read = try? ArticleReader().read(bytes, file: name, slug: "plan")
            else { return false }
            return read.article.kind == .plan
        }.map { "articles/\($0)" }
    }

    // MARK: Tickers and news

    private func tickers(of pages: [ScrapedPage]) throws(Diagnostic) -> [Output] {
        var snapshots: [Snapshot] = []
        for page in pages where !page.snapshot.quotes.isEmpty {
            if let index = snapshots.firstIndex(where: { $0.agrees(with: page.snapshot) }) {
                snapshots[index] = snapshots[index].joined(with: page.snapshot)
            } else {
                snapshots.append(page.snapshot)
            }
        }
        var outputs: [Output] = []
        for snapshot in snapshots {
            let bytes = SnapshotJSON(snapshot).bytes
            var number = 1
            var path: String {
                "snapshots/\(asOf.fileNameForm)-\(source)\(number > 1 ? "-\(number)" : "").json"
            }
            while try isTaken(path, by: bytes, outputs) { number += 1 }
            outputs.append((path, bytes))
        }
        return outputs
    }

    private func isTaken(
        _ path: String, by bytes: [UInt8], _ outputs: [Output]
    ) throws(Diagnostic) -> Bool {
        if outputs.contains(where: { $0.path == path }) { return true }
        let files = FileReader()
        guard !replacesExisting, files.exists(place(path)) else { return false }
        return try files.read(place(path)) != bytes
    }

    /// The pages' news beside those of the source that are there.
    private func news(of pages: [ScrapedPage]) throws(Diagnostic) -> [Output] {
        guard pages.contains(where: { !$0.headlines.isEmpty || !$0.teasers.isEmpty }) else {
            return []
        }
        let path = "news-\(source).json"
        var news = News(source: source, rights: rights)
        let files = FileReader()
        if !replacesExisting, files.exists(place(path)) {
            // What cannot be read is not replaced unasked.
            guard
                let standing = try? NewsReader().read(
                    try files.read(place(path)), file: path
                ).news, standing.rights == rights
            else { throw .exists(place(path)) }
            news = standing
        }
        for page in pages {
            news.headlines += page.headlines
            news.teasers += page.teasers
        }
        news.headlines = news.headlines.uniqued()
        news.teasers = news.teasers.uniqued()
        return [(path, NewsJSON(news).bytes)]
    }

    // MARK: What is told

    private func imported(_ page: ScrapedPage, _ file: String, _ plan: String?) -> Imported {
        Imported(
            file: file, title: page.article?.title,
            sections: page.article?.sections.map { ($0.title, $0.steps.count) } ?? [],
            market: page.market.map { figure in
                "\(figure.name) \(figure.value)" + (figure.change.map { " (\($0) %)" } ?? "")
            },
            parts: page.parts.map { part in
                (part.name.rawValue, part.count, part.doubts.map { ($0.line, $0.why) })
            },
            dropped: page.dropped.map { ($0.line, $0.excerpt, $0.reason.rawValue) },
            plan: plan, warnings: page.warnings)
    }
}

extension Snapshot {
    /// Whether no asset has another row.
    fileprivate func agrees(with other: Snapshot) -> Bool {
        let rows = Dictionary(quotes.map { ($0.asset, $0) }) { first, _ in first }
        return other.quotes.allSatisfy { rows[$0.asset] ?? $0 == $0 }
    }

    fileprivate func joined(with other: Snapshot) -> Snapshot {
        let known = Set(quotes.map(\.asset))
        return Snapshot(
            asOf: asOf, source: source,
            quotes: quotes + other.quotes.filter { !known.contains($0.asset) })
    }
}

extension Diagnostic {
    fileprivate static func sameName(_ path: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "import-exists", at: location,
            message: "another page of this run has the same title, and so the same file \(path)",
            hint: "Import it alone, under another title.")
    }
}
