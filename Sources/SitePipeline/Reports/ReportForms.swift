import MarginModel
import MarginRules
import PageRendering
import Synchronization

/// What reports in one language are made with.
struct ReportTemplates: Sendable {
    let html: CompiledTemplate<ReportPage>
    let markdown: CompiledTemplate<ReportPage>
    let words: Words
}

/// Reports in the languages besides the site's that an account may ask for: made when one first does, as
/// most nights ask for none. A language whose words are in error has none: it is told of where a site
/// speaks it.
final class OtherReports: Sendable {
    let languages: [String]
    private let make: @Sendable (String) -> ReportTemplates?
    private let made = Mutex<[String: ReportTemplates?]>([:])

    init(_ languages: [String], _ make: @escaping @Sendable (String) -> ReportTemplates?) {
        self.languages = languages
        self.make = make
    }

    func templates(in language: String) -> ReportTemplates? {
        made.withLock { made in
            if let known = made[language] { return known }
            let templates = make(language)
            made.updateValue(templates, forKey: language)
            return templates
        }
    }
}

/// One account's report in every form: all are written from the same values.
struct ReportForms: Sendable {
    let settings: SiteSettings
    let style: ReportStyle
    let templates: ReportTemplates
    let otherTemplates: OtherReports
    let links: ArticleLinks
    /// What the operator asked for, before what the site and the account say.
    let extent: ReportExtent?

    /// What is known of one account.
    struct Account: Sendable {
        let assessment: Assessment
        let plan: ActionPlan
        /// `nil` where no form of the report holds any of it.
        let audit: AuditReport?
        let sheet: VenueSheet?
        let history: AccountHistory?
        /// The report's id, which tells nothing of the account.
        let reference: String
    }

    func extent(of account: MarginModel.Account) -> ReportExtent {
        extent ?? account.reportSections ?? settings.report.sections
    }

    /// - Precondition: `format` is one that is rendered: PDF is made from the HTML.
    func bytes(_ format: ReportFormat, of account: Account) -> [UInt8] {
        switch format {
        case .html: templates(for: account.assessment.account).html.render(page(account, .html))
        case .md:
            templates(for: account.assessment.account).markdown.render(page(account, .markdown))
        case .json:
            AssessmentJSON(
                account.assessment, plan: account.plan, audit: account.audit,
                extent: extent(of: account.assessment.account)
            ).bytes(pretty: true)
        case .csv:
            ReportCSV(
                account.assessment, plan: account.plan,
                extent: extent(of: account.assessment.account)
            ).bytes
        case .pdf: preconditionFailure("PDF is made from the HTML")
        }
    }

    /// What is told of a report that is not in the language that its account asks for.
    func languageWarning(of account: MarginModel.Account, in file: String) -> Diagnostic? {
        guard let tag = account.language else { return nil }
        let language = templates(for: account).words.language
        guard Words.language(for: tag, among: [language]) == nil else { return nil }
        let known = Set(otherTemplates.languages + [templates.words.language])
        return Diagnostic(
            .warning, id: "account-language", at: SourceLocation(file: file),
            message:
                "the account asks for a language that there are no words for, or whose words are in "
                + "error; the report is in the site's, \(language)",
            hint: "There are: \(known.sorted().joined(separator: ", ")). Another is a file in "
                + "Templates/words.")
    }

    private func templates(for account: MarginModel.Account) -> ReportTemplates {
        account.language.flatMap { tag in
            Words.language(for: tag, among: otherTemplates.languages).flatMap {
                otherTemplates.templates(in: $0)
            }
        } ?? templates
    }

    private func page(_ account: Account, _ medium: NumberFormat.Medium) -> ReportPage {
        let words = templates(for: account.assessment.account).words
        let report = ReportView(
            assessment: account.assessment, plan: account.plan, audit: account.audit,
            sheet: account.sheet, history: account.history, reference: account.reference,
            links: links, settings: settings, extent: extent(of: account.assessment.account),
            numbers: words.numbers(medium))
        let sheet = style.sheet(
            title: report.title, account: report.account,
            asOf: words.instant(account.assessment.account.asOf), reference: account.reference,
            publisher: settings.publisher, words: words)
        return ReportPage(
            report: report, language: words.language, publisher: settings.publisher,
            style: sheet, styleHash: Fingerprint.sourceHash(sheet))
    }
}
