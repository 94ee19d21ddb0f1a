import ContentIngest
package import MarginModel
package import MarginRules
import MarkupValidation
import PageRendering

/// Which forms a report is written in. HTML comes first: a report whose check fails is then written
/// in no form.
package enum ReportFormat: String, Sendable, CaseIterable {
    case html, md, json, csv
    /// Made from the HTML by an engine of the operator's, after all reports are written.
    case pdf

    /// What is written unless something else is asked for.
    package static let usual: [ReportFormat] = [.html, .md, .json]
}

/// One report of one account, under a name that no one can guess.
package struct WrittenReport: Sendable {
    package let accountID: String
    package let isFictional: Bool
    package let token: String
    package let state: AccountState
    /// What made the state; `nil` where it is incomplete.
    package let cause: StateCause?
    package let diagnostics: [Diagnostic]
}

/// Writes private reports: rendered, checked, then stored with owner-only permissions.
struct ReportBuild: Sendable {
    let assessor: AccountAssessor
    /// The ids of worked examples, which are assessed at their own instants.
    let sampleIDs: Set<String>
    let forms: ReportForms
    let key: [UInt8]
    let formats: [ReportFormat]
    let queue: WorkQueue

    /// Where reports go, and what is remembered of accounts between runs.
    struct Stores: Sendable {
        let reports: PrivateStore
        let history: HistoryStore
    }

    init(
        assessor: AccountAssessor, sampleIDs: Set<String>, forms: ReportForms, key: [UInt8],
        formats: [ReportFormat], queue: WorkQueue
    ) {
        self.assessor = assessor
        self.sampleIDs = sampleIDs
        self.forms = forms
        self.key = key
        let wanted = formats.contains(.pdf) ? formats + [.html] : formats
        self.formats = ReportFormat.allCases.filter { wanted.contains($0) && $0 != .pdf }
        self.queue = queue
    }

    /// Writes a report of each account; without stores, only tries to. One that fails its check is
    /// not written; its diagnostics say why, and the others are.
    func write(
        _ accounts: [Account], to stores: Stores?, date: CivilDate,
        progress: (any BuildProgress)?
    ) async -> [WrittenReport] {
        await queue.map(
            Array(zip(accounts, 1...)), state: { PageChecker() }
        ) { count in
            progress?.advance("reports", by: count, of: accounts.count)
        } _: { job, checker in
            write(job.0, "report \(job.1) of \(accounts.count)", to: stores, date: date, checker)
        }
    }

    /// - Parameter name: What messages call the report: its token in a log would lead to it.
    private func write(
        _ account: Account, _ name: String, to stores: Stores?, date: CivilDate,
        _ checker: PageChecker
    ) -> WrittenReport {
        let assessor =
            sampleIDs.contains(account.id) ? assessor.atItsInstant(account) : assessor
        let assessment = assessor.assess(account)
        let plan = assessor.plan(assessment)
        let token = Fingerprint.privateName("\(account.id)\n\(date)", key: key)
        var diagnostics: [Diagnostic] = []
        var history: AccountHistory?
        do {
            history = try stores?.history.load(account.id)
        } catch {
            diagnostics.append(error)
        }
        let known = ReportForms.Account(
            assessment: assessment, plan: plan, audit: assessor.audit(assessment, plan: plan),
            sheet: assessor.sheets[account.venue], history: history,
            reference: reference(of: assessment))
        do {
            for format in formats {
                let bytes = forms.bytes(format, of: known)
                if format == .html {
                    diagnostics +=
                        checker.check(
                            bytes, path: "private/\(token).html", kind: .privateReport
                        ).diagnostics
                    if diagnostics.contains(where: { $0.severity == .error }) { break }
                }
                try stores?.reports.write(bytes, token: token, fileExtension: format.rawValue)
            }
            if let history, !diagnostics.contains(where: { $0.severity == .error }) {
                try stores?.history.save(history.adding(Standing(assessment)), of: account.id)
            }
        } catch {
            diagnostics.append(error)
        }
        return WrittenReport(
            accountID: account.id, isFictional: account.isFictional, token: token,
            state: assessment.state, cause: assessment.cause,
            diagnostics: diagnostics.map { $0.saying(name, insteadOf: token) })
    }

    /// Names the report in a letter or a call. It follows from what the report is about, so that
    /// writing it again gives the same.
    private func reference(of assessment: Assessment) -> String {
        let subject = assessment.account
        let code = Fingerprint.privateName(
            "reference\n\(subject.id)\n\(subject.asOf)\n\(assessment.provenance.clock)", key: key)
        return code.prefix(12).uppercased()
    }
}
