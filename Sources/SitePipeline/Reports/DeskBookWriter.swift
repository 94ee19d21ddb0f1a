import MarginModel
import MarginRules
import MarkupValidation
import PageRendering

/// Writes the book of a run beside its reports: `book.html`, `book.csv` and `book.json`.
///
/// The newest of a day has these names; one of an earlier clock is kept as `book-<clock>.…`. Of a part of the
/// accounts it is `book-2-8.…`.
struct DeskBookWriter: Sendable {
    static let name = "book"

    /// What the page is made with.
    struct Design: Sendable {
        let settings: SiteSettings
        let template: CompiledTemplate<DeskBookPage>
        let words: Words
        let style: ReportStyle
    }

    /// `nil`: there is no page.
    let design: Design?
    let clock: Instant
    var shard: ReportShard?

    static func token(of shard: ReportShard?) -> String { name + (shard?.suffix ?? "") }

    /// - Parameters:
    ///   - before: The day that accounts are missed from.
    ///   - store: `nil`: the page is made and checked, and not written.
    /// - Returns: What is wrong with the page; it is then not written.
    func write(
        _ book: DeskBook, before: CivilDate?, to store: PrivateStore?
    ) throws(Diagnostic) -> [Diagnostic] {
        let frame = DeskBookFrame(
            clock: clock, part: shard.map { ($0.number, $0.count) }, before: before)
        let token = Self.token(of: shard)
        let page = design?.page(book, frame)
        let problems =
            page.map {
                PageChecker().check($0, path: "private/\(token).html", kind: .privateReport)
                    .diagnostics
            } ?? []
        guard let store, !problems.contains(where: { $0.severity == .error }) else {
            return problems
        }
        try store.keep(token: token, clockIn: "\(token).json", unless: clock)
        if let page { try store.write(page, token: token, fileExtension: "html") }
        try store.write(DeskBookCSV(book, frame).bytes, token: token, fileExtension: "csv")
        try store.write(DeskBookJSON(book, frame).bytes, token: token, fileExtension: "json")
        return problems
    }
}

extension DeskBookWriter.Design {
    fileprivate func page(_ book: DeskBook, _ frame: DeskBookFrame) -> [UInt8] {
        let text = DeskBookText(book, frame, words: words)
        let sheet = style.sheet(
            title: text.title, account: text.part.map { words(.bookPart, $0) } ?? "",
            asOf: text.asOf,
            reference: nil, publisher: settings.publisher, words: words)
        return template.render(
            DeskBookPage(
                text, language: settings.language, publisher: settings.publisher, style: sheet,
                styleHash: Fingerprint.sourceHash(sheet)))
    }
}
