package import MarginModel

/// Reads the text of a scraped knowledge page: ticker, article, headlines, teasers.
///
/// Tolerant of what lies between them, which is listed as dropped; a page of another kind is
/// refused.
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

    package func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> ScrapedPage {
        if let defect = SourceText.defect(in: bytes, file: file) { throw Diagnostics([defect]) }
        let start = SourceLocation(file: file)
        guard bytes.count <= Self.byteLimit else { throw Diagnostics([.tooLong(at: start)]) }
        let classifier = ScrapedLineClassifier(
            dates: ScrapedDate(zoneOffsetSeconds: zoneOffsetSeconds))
        let lines = classifier.lines(of: String(decoding: bytes, as: UTF8.self))
        var assembler = ScrapedPageAssembler(file: file)
        assembler.assemble(lines)
        var problems: [Diagnostic] = []
        if assembler.quotes.isEmpty { problems.append(.noTicker(at: start)) }
        if assembler.article == nil { problems.append(.noArticle(at: start)) }
        let unknown = assembler.dropped.count { $0.reason == .notRecognised }
        let certain = lines.count { $0.confidence > .low }
        if unknown * 3 > lines.count || certain * 3 < lines.count {
            problems.append(
                .notRecognised(lines.count - certain, of: lines.count, at: start))
        }
        guard problems.isEmpty, let article = assembler.article else {
            throw Diagnostics(problems)
        }
        return ScrapedPage(
            snapshot: Snapshot(asOf: asOf, source: sourceID, quotes: assembler.quotes),
            article: article, headlines: assembler.headlines, teasers: assembler.teasers,
            dropped: assembler.dropped.sorted { $0.line < $1.line },
            warnings: assembler.warnings)
    }

    /// Duplicates are looked for among everything read before, so pages are bounded.
    private static let byteLimit = 1 << 20
}

extension Diagnostic {
    fileprivate static func noTicker(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "scraped-no-ticker", at: location, message: "no line looks like a price",
            hint: "A price line reads: bitcoin $87000.5 USD. Was the whole page saved as text?")
    }

    fileprivate static func noArticle(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "scraped-no-article", at: location,
            message: "no title with a date below it was found",
            hint: "A date line reads: Feb 01, 2026 at 01:59 pm. Was the whole page saved as text?")
    }

    fileprivate static func notRecognised(
        _ unsure: Int, of count: Int, at location: SourceLocation
    ) -> Self {
        Diagnostic(
            id: "scraped-not-recognised", at: location,
            message: "\(unsure) of \(count) lines look like nothing that this page should hold",
            hint: "Import pages with a ticker, one article, headlines and related articles.")
    }

    fileprivate static func tooLong(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "scraped-too-long", at: location, message: "the page is longer than 1 MiB",
            hint: "Save the text of one page only.")
    }
}
