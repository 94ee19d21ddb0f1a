package import MarginModel

/// Reads the text of a scraped knowledge page: ticker, article, headlines, teasers.
///
/// Lines get a shape (`ScrapedLineReader`). What stands together tells where the parts of the page are
/// (`ScrapedOutline`); they are then read in the order of the page. What is left over is listed as
/// dropped; a page without such anchors is refused.
package struct ScrapedPageReader: Sendable {
    private let sourceID: String
    private let asOf: Instant
    private let universal: ScrapedDate.Universal

    /// - Parameters:
    ///   - asOf: When the prices held; the page itself does not say.
    ///   - universal: The instant of a time of the page, which is given as if it were UTC.
    package init(
        sourceID: String, asOf: Instant, universal: @escaping @Sendable (Instant) -> Instant
    ) {
        self.sourceID = sourceID
        self.asOf = asOf
        self.universal = universal
    }

    /// - Throws: When the text is not one that a page may hold, or nothing on it is recognised.
    package func read(_ source: [UInt8], file: String) throws(Diagnostics) -> ScrapedPage {
        let start = SourceLocation(file: file)
        var bytes = source
        // What begins with markup may still be the text of a page: what it is shows below.
        if FileSignature(source) != .xmlOrHTML {
            do {
                bytes = try SourceBytes.text(source, file: file, limit: Self.byteLimit)
            } catch {
                throw Diagnostics([error])
            }
        }
        if let fault = UnknownText.missingMark(in: bytes, file: file) { throw Diagnostics([fault]) }
        guard bytes.count <= Self.byteLimit else { throw Diagnostics([.tooLong(at: start)]) }
        if let defect = SourceText.defect(in: bytes, file: file) { throw Diagnostics([defect]) }
        let (lines, masked) = ScrapedLineReader(dates: ScrapedDate(universal: universal))
            .lines(of: bytes)
        guard lines.count <= Self.lineLimit else { throw Diagnostics([.tooLong(at: start)]) }
        let outline = ScrapedOutline(lines)
        let read = ScrapedPageAssembler(outline, file: file)
        let quotes = read.ticker.quotes
        let unknown = read.dropped.count { $0.reason == .notRecognised }
        let hasAnchor = !quotes.isEmpty || !read.headlines.isEmpty || !read.teasers.isEmpty
        guard outline.head?.date != nil || (hasAnchor && unknown * 3 <= lines.count) else {
            throw Diagnostics([.notRecognised(at: start)])
        }
        var warnings: [Diagnostic] = []
        if quotes.isEmpty { warnings.append(.noTicker(at: start)) }
        if let article = read.article, let head = outline.head {
            let place = SourceLocation(file: file, line: lines[head.title].number)
            if article.date == nil { warnings.append(.noDate(at: place)) }
            if article.summary.isEmpty { warnings.append(.noSummary(at: place)) }
        } else {
            warnings.append(.noArticle(at: start))
        }
        warnings += masked.map { .mailAddress(at: SourceLocation(file: file, line: $0)) }
        return ScrapedPage(
            snapshot: Snapshot(asOf: asOf, source: sourceID, quotes: quotes),
            market: read.ticker.market, article: read.article,
            headlines: read.headlines, teasers: read.teasers, dropped: read.dropped,
            parts: read.parts, warnings: warnings + read.warnings)
    }

    /// More than any page has; they keep time and memory bounded.
    private static let byteLimit = 1 << 20
    private static let lineLimit = 20_000
}

extension Diagnostic {
    fileprivate static func noTicker(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "scraped-no-ticker", at: location, message: "no line looks like a price",
            hint: "A price line reads: bitcoin $87000.5 USD. Was the whole page saved as text?")
    }

    fileprivate static func noArticle(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "scraped-no-article", at: location,
            message: "no article with a title was found",
            hint: "A title has a summary or a date below it. Was the whole page saved as text?")
    }

    fileprivate static func notRecognised(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "scraped-not-recognised", at: location,
            message: "this page has no ticker, no headlines, and no title with a date beside it",
            hint: "Import pages with a ticker, one article, headlines and related articles, saved "
                + "whole as text.")
    }

    fileprivate static func noDate(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "scraped-no-date", at: location,
            message: "the page does not date its article, which gets the instant of its prices",
            hint: "Write the article's own date into its front matter.")
    }

    fileprivate static func noSummary(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "scraped-no-summary", at: location,
            message: "the article has no summary, and its title stands in for it",
            hint: "Write one sentence as summary into its front matter.")
    }

    fileprivate static func mailAddress(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "scraped-mail-address", at: location,
            message: "a mail address was left out: pages show none but the site's own",
            hint: "The address that pages may show is contact in site.yml.")
    }

    fileprivate static func tooLong(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "scraped-too-long", at: location,
            message: "the page is longer than 1 MiB or 20,000 lines",
            hint: "Save the text of one page only.")
    }
}
