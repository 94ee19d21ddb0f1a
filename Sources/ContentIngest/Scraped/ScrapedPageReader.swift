package import MarginModel

/// Reads the text of a scraped knowledge page: ticker, article, headlines, teasers.
///
/// Lines get a shape (`ScrapedLineReader`), roles that fit the page as a whole (`ScrapedRoles`),
/// and are put together (`ScrapedPageAssembler`). What is left over is listed as dropped; a page
/// of another kind is refused.
package struct ScrapedPageReader: Sendable {
    private let sourceID: String
    private let asOf: Instant
    private let zoneOffsetSeconds: Int

    /// - Parameters:
    ///   - asOf: When the prices held; the page itself does not say.
    ///   - zoneOffsetSeconds: How far east of UTC the zone of the page's times lies.
    package init(sourceID: String, asOf: Instant, zoneOffsetSeconds: Int) {
        self.sourceID = sourceID
        self.asOf = asOf
        self.zoneOffsetSeconds = zoneOffsetSeconds
    }

    /// - Throws: When the text is not one that a page may hold, or nothing on it is recognised.
    package func read(_ source: [UInt8], file: String) throws(Diagnostics) -> ScrapedPage {
        let start = SourceLocation(file: file)
        var bytes = source
        if FileSignature(source) == .gzip || TextEncoding(markOf: source) != nil {
            do {
                bytes = try SourceBytes.text(source, file: file, limit: Self.byteLimit)
            } catch {
                throw Diagnostics([error])
            }
        }
        guard bytes.count <= Self.byteLimit else { throw Diagnostics([.tooLong(at: start)]) }
        if let defect = SourceText.defect(in: bytes, file: file) { throw Diagnostics([defect]) }
        let dates = ScrapedDate(zoneOffsetSeconds: zoneOffsetSeconds)
        let lines = ScrapedLineReader(dates: dates).lines(of: bytes)
        guard lines.count <= Self.lineLimit else { throw Diagnostics([.tooLong(at: start)]) }
        let found = ScrapedRoles(lines)
        var assembler = ScrapedPageAssembler(file: file)
        assembler.assemble(lines, found.roles)
        let unknown = assembler.dropped.count { $0.reason == .notRecognised }
        let quotes = assembler.ticker.quotes
        let hasAnchor = !quotes.isEmpty || lines.contains { $0.isAnchor }
        let isKnown = hasAnchor && unknown * 3 <= lines.count
        let severity: Diagnostic.Severity = isKnown ? .warning : .error
        var warnings: [Diagnostic] = []
        if quotes.isEmpty { warnings.append(.noTicker(severity, at: start)) }
        if !isKnown || assembler.article == nil { warnings.append(.noArticle(severity, at: start)) }
        guard isKnown else {
            if !lines.isEmpty {
                warnings.append(.notRecognised(unknown, of: lines.count, at: start))
            }
            throw Diagnostics(warnings)
        }
        if let article = assembler.article, let title = found.roles.firstIndex(of: .title) {
            let place = SourceLocation(file: file, line: lines[title].number)
            if article.date == nil { warnings.append(.noDate(at: place)) }
            if article.summary.isEmpty { warnings.append(.noSummary(at: place)) }
        }
        return ScrapedPage(
            snapshot: Snapshot(asOf: asOf, source: sourceID, quotes: quotes),
            market: assembler.ticker.market, article: assembler.article,
            headlines: assembler.headlines, teasers: assembler.teasers,
            dropped: assembler.dropped.sorted { $0.line < $1.line },
            certainties: found.certainties(of: lines), warnings: warnings + assembler.warnings)
    }

    /// More than any page has; they keep time and memory bounded.
    private static let byteLimit = 1 << 20
    private static let lineLimit = 20_000
}

extension Diagnostic {
    fileprivate static func noTicker(_ severity: Severity, at location: SourceLocation) -> Self {
        Diagnostic(
            severity, id: "scraped-no-ticker", at: location, message: "no line looks like a price",
            hint: "A price line reads: bitcoin $87000.5 USD. Was the whole page saved as text?")
    }

    fileprivate static func noArticle(_ severity: Severity, at location: SourceLocation) -> Self {
        Diagnostic(
            severity, id: "scraped-no-article", at: location,
            message: "no article with a title was found",
            hint: "A title has a summary or a date below it. Was the whole page saved as text?")
    }

    fileprivate static func notRecognised(
        _ unknown: Int, of count: Int, at location: SourceLocation
    ) -> Self {
        Diagnostic(
            id: "scraped-not-recognised", at: location,
            message: "this is not a page with a ticker, an article or news: nothing on it says so"
                + (unknown > 0 ? ", and \(unknown) of \(count) lines fit nowhere" : ""),
            hint: "Import pages with a ticker, one article, headlines and related articles.")
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

    fileprivate static func tooLong(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "scraped-too-long", at: location,
            message: "the page is longer than 1 MiB or 20,000 lines",
            hint: "Save the text of one page only.")
    }
}
