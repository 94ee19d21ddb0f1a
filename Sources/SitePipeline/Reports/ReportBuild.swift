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

/// One report of one account, under a name that no one can guess. A run holds one for each account.
package struct WrittenReport: Sendable {
    package let accountID: String
    package let isFictional: Bool
    package let state: AccountState
    /// What made the state; `nil` where it is incomplete.
    package let cause: StateCause?
    private let name: UInt128

    private static let digits = 32

    package var token: String {
        let hexadecimal = String(name, radix: 16)
        return String(repeating: "0", count: Self.digits - hexadecimal.count) + hexadecimal
    }

    /// `nil` when `token` is no name of a report.
    init?(
        accountID: String, isFictional: Bool, token: String, state: AccountState, cause: StateCause?
    ) {
        guard token.utf8.count == Self.digits, let name = UInt128(token, radix: 16) else {
            return nil
        }
        self.accountID = accountID
        self.isFictional = isFictional
        self.name = name
        self.state = state
        self.cause = cause
    }
}

/// Writes private reports: rendered, checked, then stored with owner-only permissions.
struct ReportBuild: Sendable {
    let assessor: AccountAssessor
    /// The ids of worked examples, which are assessed at their own instants.
    let sampleIDs: Set<String>
    let forms: ReportForms
    let key: [UInt8]
    let formats: [ReportFormat]
    let queue: ProcessQueue

    /// Where reports go, and what is remembered of accounts between runs.
    struct Stores: Sendable {
        let reports: PrivateStore
        let history: HistoryStore
    }

    init(
        assessor: AccountAssessor, sampleIDs: Set<String>, forms: ReportForms, key: [UInt8],
        formats: [ReportFormat], queue: ProcessQueue
    ) {
        self.assessor = assessor
        self.sampleIDs = sampleIDs
        self.forms = forms
        self.key = key
        let wanted = formats.contains(.pdf) ? formats + [.html] : formats
        self.formats = ReportFormat.allCases.filter { wanted.contains($0) && $0 != .pdf }
        self.queue = queue
    }

    /// How many reports one process makes: a hundred where that leaves no worker idle, as a process begins
    /// cold, which costs as much as one or two reports.
    static func share(of count: Int, workers: Int) -> Int {
        min(256, max(count / (4 * workers), min(100, count / workers)) + 1)
    }

    /// Writes a report of each account of a survey; without stores, only tries to. One that fails its
    /// check is not written; the problems say why, and the others are.
    ///
    /// - Returns: The reports in the order of their ids.
    /// - Throws: When no process can be started.
    func write(
        _ survey: AccountSurvey, to stores: Stores?, date: CivilDate,
        progress: (any BuildProgress)?
    ) async throws(Diagnostic) -> (reports: [WrittenReport], problems: [Diagnostic]) {
        let count = survey.wantedCount
        let jobs = ReportJobs(
            survey, share: Self.share(of: count, workers: queue.queue.workers))
        var reports: [WrittenReport] = []
        reports.reserveCapacity(count)
        var problems: [Diagnostic] = []
        try await queue.run({ () throws(Diagnostic) in jobs.next() }, state: { Worker() }) {
            job, worker in
            answer(job, of: count, survey, to: stores, date: date, &worker)
        } take: { job, answer in
            progress?.advance("reports", by: 1, of: count)
            guard let answer, let read = Answer(unpacking: answer) else {
                return problems.append(.defect(at: job.place))
            }
            problems += read.problems
            if let report = read.report { reports.append(report) }
        }
        reports.sort { $0.accountID < $1.accountID }
        return (reports, problems + jobs.problems)
    }

    /// What a worker keeps between reports.
    private struct Worker {
        let checker = PageChecker()
        /// The accounts of the file that was read last, by its place in the survey.
        var read: (source: Int, accounts: [Account])?

        /// The account of a job; `nil` where its file no longer holds it.
        mutating func account(of job: ReportJob, _ survey: AccountSurvey) -> Account? {
            switch job.subject {
            case .sample(let account): return account
            case .real(let piece, let index):
                if case .record = piece.content { read = nil }
                let accounts =
                    read?.source == piece.source ? read?.accounts ?? [] : piece.read().accounts
                read = (piece.source, accounts)
                guard accounts.indices.contains(index), survey.knows(accounts[index].id) else {
                    return nil
                }
                return accounts[index]
            }
        }
    }

    private func answer(
        _ job: ReportJob, of count: Int, _ survey: AccountSurvey, to stores: Stores?,
        date: CivilDate, _ worker: inout Worker
    ) -> [UInt8] {
        guard let account = worker.account(of: job, survey) else {
            return Answer(report: nil, problems: [.changed(job.place.file)]).packed
        }
        #if DEBUG
        TestDefect.strike("report", account.label)
        #endif
        let written = write(
            account, "report \(job.number) of \(count)", to: stores, date: date, worker.checker)
        return written.packed
    }

    /// What became of one account, as a process answers it.
    private struct Answer {
        /// `nil`: there is none.
        var report: WrittenReport?
        var problems: [Diagnostic]

        init(report: WrittenReport?, problems: [Diagnostic]) {
            self.report = report
            self.problems = problems
        }

        var packed: [UInt8] {
            var packer = Packer()
            packer.append(problems)
            packer.append(report == nil ? 0 : 1)
            if let report {
                packer.append(report.accountID)
                packer.append(report.isFictional ? 1 : 0)
                packer.append(report.token)
                packer.append(report.state.rawValue)
                packer.append(report.cause?.rawValue)
            }
            return packer.bytes
        }

        /// `nil`: they are damaged.
        init?(unpacking bytes: [UInt8]) {
            var unpacker = Unpacker(bytes)
            do throws(Unpacker.Fault) {
                problems = try unpacker.diagnostics()
                guard try unpacker.integer() == 1 else { return }
                let id = try unpacker.text()
                let isFictional = try unpacker.integer() == 1
                let token = try unpacker.text()
                guard let state = AccountState(rawValue: try unpacker.text()) else { return nil }
                report = WrittenReport(
                    accountID: id, isFictional: isFictional, token: token, state: state,
                    cause: try unpacker.optionalText().flatMap(StateCause.init(rawValue:)))
            } catch {
                return nil
            }
        }
    }

    /// - Parameter name: What messages call the report: its token in a log would lead to it.
    private func write(
        _ account: Account, _ name: String, to stores: Stores?, date: CivilDate,
        _ checker: PageChecker
    ) -> Answer {
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
        // It costs more than all the rest, and JSON holds it whatever is written out for people.
        let needsAudit = formats.contains(.json) || forms.extent(of: account) == .full
        let known = ReportForms.Account(
            assessment: assessment, plan: plan,
            audit: needsAudit ? assessor.audit(assessment, plan: plan) : nil,
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
        let report =
            diagnostics.contains { $0.severity == .error }
            ? nil
            : WrittenReport(
                accountID: account.id, isFictional: account.isFictional, token: token,
                state: assessment.state, cause: assessment.cause)
        return Answer(
            report: report, problems: diagnostics.map { $0.saying(name, insteadOf: token) })
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
