import MarginModel
import MarginRules
import PageRendering

/// One account's report in every form: all are written from the same values.
struct ReportForms: Sendable {
    let settings: SiteSettings
    let style: ReportStyle
    let html: CompiledTemplate<ReportPage>
    let markdown: CompiledTemplate<ReportPage>
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
        case .html: html.render(page(account, .html))
        case .md: markdown.render(page(account, .markdown))
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

    private func page(_ account: Account, _ numbers: NumberFormat) -> ReportPage {
        let report = ReportView(
            assessment: account.assessment, plan: account.plan, audit: account.audit,
            sheet: account.sheet, history: account.history, reference: account.reference,
            links: links, settings: settings, extent: extent(of: account.assessment.account),
            numbers: numbers)
        let sheet = style.sheet(
            title: report.title, account: report.account,
            asOf: DateFormat.text(account.assessment.account.asOf), reference: account.reference,
            publisher: settings.publisher)
        return ReportPage(
            report: report, language: "en", publisher: settings.publisher,
            style: sheet, styleHash: Fingerprint.sourceHash(sheet))
    }
}
