import ContentIngest
package import MarginModel
package import MarginRules
import MarkupValidation
import PageRendering

/// Which forms a report is written in.
package enum ReportFormat: String, Sendable, CaseIterable {
    case html, md, json
}

/// One report of one account, under a name that no one can guess.
package struct WrittenReport: Sendable {
    package let accountID: String
    package let isFictional: Bool
    package let token: String
    package let state: AccountState
    package let diagnostics: [Diagnostic]
}

/// Writes private reports: rendered, checked, then stored with owner-only permissions.
struct ReportBuild: Sendable {
    let settings: SiteSettings
    let assessor: AccountAssessor
    let key: [UInt8]
    let formats: [ReportFormat]
    let queue: WorkQueue
    private let html: CompiledTemplate<ReportPage>
    private let markdown: CompiledTemplate<ReportPage>
    private let style: [UInt8]

    init(
        settings: SiteSettings, assessor: AccountAssessor, key: [UInt8], formats: [ReportFormat],
        queue: WorkQueue, book: TemplateBook, templates: TemplateFolder
    ) throws(Diagnostics) {
        self.settings = settings
        self.assessor = assessor
        self.key = key
        // HTML first: a report whose check fails is then written in no form.
        self.formats = ReportFormat.allCases.filter(formats.contains)
        self.queue = queue
        html = book.reportHTML
        markdown = book.reportMarkdown
        style = Stylesheets.reportElement(
            foundation: try templates.asset("foundation.css").bytes)
    }

    /// Writes a report of each account; without a store, only tries to. One that fails its check is not written; its diagnostics
    /// say why, and the others are.
    func write(
        _ accounts: [Account], to store: PrivateStore?, date: CivilDate,
        progress: (any BuildProgress)?
    ) async -> [WrittenReport] {
        await queue.map(accounts, state: { PageChecker() }) { count in
            progress?.advance("reports", by: count, of: accounts.count)
        } _: { account, checker in
            write(account, to: store, date: date, checker)
        }
    }

    private func write(
        _ account: Account, to store: PrivateStore?, date: CivilDate, _ checker: PageChecker
    ) -> WrittenReport {
        let assessment = assessor.assess(account)
        let plan = assessor.plan(assessment)
        let audit = assessor.audit(assessment, plan: plan)
        let token = Fingerprint.privateName("\(account.id)\n\(date)", key: key)
        var diagnostics: [Diagnostic] = []
        for format in formats {
            let bytes = render(format, assessment, plan, audit)
            if format == .html {
                diagnostics +=
                    checker.check(
                        bytes, path: "private/\(token).html", kind: .privateReport
                    ).diagnostics
                if diagnostics.contains(where: { $0.severity == .error }) { break }
            }
            do {
                try store?.write(bytes, token: token, fileExtension: format.rawValue)
            } catch {
                diagnostics.append(error)
            }
        }
        return WrittenReport(
            accountID: account.id, isFictional: account.isFictional, token: token,
            state: assessment.state, diagnostics: diagnostics)
    }

    private func render(
        _ format: ReportFormat, _ assessment: Assessment, _ plan: ActionPlan,
        _ audit: AuditReport
    ) -> [UInt8] {
        switch format {
        case .html: html.render(page(assessment, plan, audit, .html))
        case .md: markdown.render(page(assessment, plan, audit, .markdown))
        case .json: AssessmentJSON(assessment, plan: plan, audit: audit).bytes(pretty: true)
        }
    }

    private func page(
        _ assessment: Assessment, _ plan: ActionPlan, _ audit: AuditReport,
        _ numbers: NumberFormat
    ) -> ReportPage {
        ReportPage(
            report: ReportView(
                assessment: assessment, plan: plan, audit: audit,
                sheet: assessor.sheets[assessment.account.venue],
                disclaimer: settings.disclaimer, numbers: numbers),
            language: settings.language, publisher: settings.publisher, style: style)
    }
}
