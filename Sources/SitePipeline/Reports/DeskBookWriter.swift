import MarginModel
import MarginRules
import MarkupValidation
import PageRendering

/// Writes the book of a run beside its reports: `book.html`, `book.csv` and `book.json`.
///
/// The newest of a day has these names; one of an earlier clock is kept as `book-<clock>.…`.
struct DeskBookWriter: Sendable {
    static let name = "book"
    private static let formats: [ReportFormat] = [.html, .csv, .json]

    let settings: SiteSettings
    let template: CompiledTemplate<DeskBookPage>
    let style: ReportStyle
    let clock: Instant
    let shard: ReportShard?

    /// - Parameters:
    ///   - before: The day that accounts are missed from.
    ///   - store: `nil`: the page is made and checked, and not written.
    /// - Returns: What is wrong with the page; it is then not written.
    func write(
        _ book: DeskBook, before: CivilDate?, to store: PrivateStore?
    ) throws(Diagnostic) -> [Diagnostic] {
        let frame = DeskBookFrame(
            clock: clock, part: shard.map { "\($0.number) of \($0.count)" }, before: before)
        let page = page(book, frame)
        let problems = PageChecker().check(
            page, path: "private/\(Self.name).html", kind: .privateReport
        ).diagnostics
        guard let store, !problems.contains(where: { $0.severity == .error }) else {
            return problems
        }
        try store.keep(token: Self.name, clockIn: "\(Self.name).json", unless: clock)
        for format in Self.formats {
            let bytes =
                switch format {
                case .html: page
                case .csv: DeskBookCSV(book, frame).bytes
                default: DeskBookJSON(book, frame).bytes
                }
            try store.write(bytes, token: Self.name, fileExtension: format.rawValue)
        }
        return problems
    }

    private func page(_ book: DeskBook, _ frame: DeskBookFrame) -> [UInt8] {
        let text = DeskBookText(book, frame)
        let sheet = style.sheet(
            title: text.title, account: frame.part.map { "part \($0)" } ?? "", asOf: text.asOf,
            reference: nil, publisher: settings.publisher)
        return template.render(
            DeskBookPage(
                text, language: settings.language, publisher: settings.publisher, style: sheet,
                styleHash: Fingerprint.sourceHash(sheet)))
    }
}
