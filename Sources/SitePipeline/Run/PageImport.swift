import ContentIngest
package import MarginModel
import PageRendering

/// Turns scraped pages into content: a ticker, an article, headlines and teasers.
package struct PageImport: Sendable {
    let content: String
    let source: String
    let asOf: Instant
    let zoneOffsetSeconds: Int
    let rights: Rights
    let replacesExisting: Bool

    package init(
        content: String, source: String, asOf: Instant, zoneOffsetSeconds: Int, rights: Rights,
        replacesExisting: Bool
    ) {
        self.content = content
        self.source = source
        self.asOf = asOf
        self.zoneOffsetSeconds = zoneOffsetSeconds
        self.rights = rights
        self.replacesExisting = replacesExisting
    }

    /// What one page became.
    package struct Imported: Sendable {
        package let page: ScrapedPageCounts
        /// Path and whether it was written or found unchanged.
        package let files: [(path: String, outcome: String)]
        package let dropped: [(line: Int, excerpt: String, reason: String)]
        /// How sure the reader is of each part, and which line is in doubt most.
        package let certainties: [(part: String, lines: Int, percent: Int, line: Int)]
        package let warnings: [Diagnostic]
    }

    package struct ScrapedPageCounts: Sendable {
        package let tickerRows: Int
        /// Figures of the market as a whole, as the page writes them.
        package let market: [String]
        /// `nil` where the page holds no article.
        package let title: String?
        package let sections: [(title: String, steps: Int)]
        package let questions: Int
        package let hasSummary: Bool
        package let hasDisclaimer: Bool
        package let headlines: Int
        package let teasers: Int
    }

    package func run(_ file: String) throws(Diagnostics) -> Imported {
        let page: ScrapedPage
        do {
            let bytes = try FileReader().read(file)
            page = try ScrapedPageReader(
                sourceID: source, asOf: asOf, zoneOffsetSeconds: zoneOffsetSeconds
            ).read(bytes, file: file)
        } catch let error as Diagnostics {
            throw error
        } catch let error as Diagnostic {
            throw Diagnostics([error])
        } catch {
            preconditionFailure("nothing else is thrown")
        }
        let outputs = outputs(of: page)
        let writer = ContentWriter(root: content, replacesExisting: replacesExisting)
        var files: [(path: String, outcome: String)] = []
        var problems = Diagnostics()
        for output in outputs {
            do {
                let outcome = try writer.write(output.bytes, to: output.path)
                files.append((SiteFolders.join(content, output.path), outcome.rawValue))
            } catch {
                problems.append(error)
            }
        }
        guard !problems.hasErrors else { throw problems }
        return Imported(
            page: counts(of: page), files: files,
            dropped: page.dropped.map { ($0.line, $0.excerpt, $0.reason.rawValue) },
            certainties: page.certainties.map { ($0.part, $0.lineCount, $0.percent, $0.line) },
            warnings: page.warnings)
    }

    private func outputs(of page: ScrapedPage) -> [(path: String, bytes: [UInt8])] {
        var outputs: [(path: String, bytes: [UInt8])] = []
        if !page.snapshot.quotes.isEmpty {
            outputs.append(
                (
                    "snapshots/\(asOf.fileNameForm)-\(source).json",
                    SnapshotJSON(page.snapshot).bytes
                ))
        }
        if let article = page.article {
            let markdown = ArticleMarkdownWriter(source: source, rights: rights, asOf: asOf)
                .markdown(for: article)
            let slug = Slug.of(article.title, longest: 80)
            outputs.append(("articles/\(slug.isEmpty ? "article" : slug).md", markdown))
        }
        if !page.headlines.isEmpty || !page.teasers.isEmpty {
            let news = News(
                source: source, rights: rights, headlines: page.headlines, teasers: page.teasers)
            outputs.append(("news-\(source).json", NewsJSON(news).bytes))
        }
        return outputs
    }

    private func counts(of page: ScrapedPage) -> ScrapedPageCounts {
        let article = page.article
        return ScrapedPageCounts(
            tickerRows: page.snapshot.quotes.count,
            market: page.market.map { figure in
                "\(figure.name) \(figure.value)" + (figure.change.map { " (\($0) %)" } ?? "")
            },
            title: article?.title,
            sections: article?.sections.map { ($0.title, $0.steps.count) } ?? [],
            questions: article?.faq.count ?? 0, hasSummary: article?.summary.isEmpty == false,
            hasDisclaimer: article?.disclaimer.isEmpty == false, headlines: page.headlines.count,
            teasers: page.teasers.count)
    }
}
