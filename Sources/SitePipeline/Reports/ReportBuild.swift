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
    /// Of the account: a second report of a day that is about a later account stands beside the first.
    package let asOf: Instant
    private let name: UInt128

    private static let digits = 32

    package var token: String {
        let hexadecimal = String(name, radix: 16)
        return String(repeating: "0", count: Self.digits - hexadecimal.count) + hexadecimal
    }

    /// `nil` when `token` is no name of a report.
    init?(
        accountID: String, isFictional: Bool, token: String, state: AccountState,
        cause: StateCause?, asOf: Instant
    ) {
        guard token.utf8.count == Self.digits, let name = UInt128(token, radix: 16) else {
            return nil
        }
        self.accountID = accountID
        self.isFictional = isFictional
        self.name = name
        self.state = state
        self.cause = cause
        self.asOf = asOf
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
    /// Whether samples count in the book: only where there are no real accounts.
    let watchesSamples: Bool

    /// Where reports go, and what is remembered of accounts between runs.
    struct Stores: Sendable {
        let reports: PrivateStore
        let history: HistoryStore
    }

    init(
        assessor: AccountAssessor, sampleIDs: Set<String>, forms: ReportForms, key: [UInt8],
        formats: [ReportFormat], queue: ProcessQueue, watchesSamples: Bool
    ) {
        self.assessor = assessor
        self.sampleIDs = sampleIDs
        self.forms = forms
        self.key = key
        let wanted = formats.contains(.pdf) ? formats + [.html] : formats
        self.formats = ReportFormat.allCases.filter { wanted.contains($0) && $0 != .pdf }
        self.queue = queue
        self.watchesSamples = watchesSamples
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
        manifest: (ReportManifest.Entry) throws(Diagnostic) -> Void,
        progress: (any BuildProgress)?
    ) async throws(Diagnostic) -> (
        reports: [WrittenReport], book: DeskBook, problems: [Diagnostic]
    ) {
        let count = survey.wantedCount
        let jobs = ReportJobs(
            survey, share: Self.share(of: count, workers: queue.queue.workers))
        var reports: [WrittenReport] = []
        reports.reserveCapacity(count)
        var problems: [Diagnostic] = []
        var book = DeskBook()
        var fault: Diagnostic?
        func note(_ entry: ReportManifest.Entry) {
            do {
                if fault == nil { try manifest(entry) }
            } catch {
                fault = error
            }
        }
        try await queue.run({ () throws(Diagnostic) in jobs.next() }, state: { Worker() }) {
            job, worker in
            answer(job, of: count, survey, to: stores, date: date, &worker)
        } take: { job, answer in
            progress?.advance("reports", by: 1, of: count)
            guard let answer, let read = Answer(unpacking: answer) else {
                let defect = Diagnostic.defect(at: job.place)
                book.fail(DeskFailure(defect))
                note(.init(failed: defect))
                return problems.append(defect)
            }
            problems += read.problems
            let entry = read.entry
            if let entry { note(entry) }
            if let written = read.written {
                reports.append(written)
                if let own = entry?.deskBook { book.add(own) }
            } else if let error = read.problems.first(where: { $0.severity == .error }) {
                book.fail(DeskFailure(error, of: job.place))
            }
        }
        reports.sort { $0.accountID < $1.accountID }
        for problem in survey.failures + jobs.problems {
            book.fail(DeskFailure(problem))
            note(.init(failed: problem))
        }
        if let fault { throw fault }
        return (reports, book, problems + jobs.problems)
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
            return Answer(nil, problems: [.changed(job.place.file)]).packed
        }
        #if DEBUG
        TestDefect.strike("report", account.label)
        #endif
        let line: Int =
            if case .real(let piece, _) = job.subject { piece.place.line } else { job.number }
        let written = write(
            account, at: line, "report \(job.number) of \(count)", to: stores, date: date,
            worker.checker)
        return written.packed
    }

    /// What became of one account, as a process answers it.
    private struct Answer {
        /// `nil`: there is none.
        var written: WrittenReport?
        var problems: [Diagnostic]
        /// Of the manifest; empty where the account could not be read again.
        var line: [UInt8] = []

        init(
            _ written: WrittenReport?, problems: [Diagnostic],
            _ entry: ReportManifest.Entry? = nil
        ) {
            self.written = written
            self.problems = problems
            line = entry.map(ReportManifestJSON.line) ?? []
        }

        var packed: [UInt8] {
            var packer = Packer()
            packer.append(problems)
            packer.append(line.count)
            packer.append(packed: line)
            packer.append(written == nil ? 0 : 1)
            if let report = written {
                packer.append(report.accountID)
                packer.append(report.isFictional ? 1 : 0)
                packer.append(report.token)
                packer.append(report.state.rawValue)
                packer.append(report.cause?.rawValue)
                packer.append(report.asOf.description)
            }
            return packer.bytes
        }

        /// What the manifest says of the account.
        var entry: ReportManifest.Entry? {
            let place = SourceLocation(file: "<answer>")
            // What is no line of ours is damaged, and has no entry.
            guard case .account(let entry) = try? ReportManifestReader.read(line, at: place) else {
                return nil
            }
            return entry
        }

        /// `nil`: they are damaged.
        init?(unpacking bytes: [UInt8]) {
            var unpacker = Unpacker(bytes)
            do throws(Unpacker.Fault) {
                problems = try unpacker.diagnostics()
                line = Array(try unpacker.raw(try unpacker.integer()))
                guard try unpacker.integer() == 1 else { return }
                let id = try unpacker.text()
                let isFictional = try unpacker.integer() == 1
                let token = try unpacker.text()
                guard let state = AccountState(rawValue: try unpacker.text()) else { return nil }
                written = WrittenReport(
                    accountID: id, isFictional: isFictional, token: token, state: state,
                    cause: try unpacker.optionalText().flatMap(StateCause.init(rawValue:)),
                    asOf: try unpacker.instant())
            } catch {
                return nil
            }
        }
    }

    /// A report in its forms, checked and not yet written.
    struct Rendered {
        let assessment: Assessment
        /// `nil`: it is an answer, and no page.
        let reference: String?
        let files: [(format: ReportFormat, bytes: [UInt8])]
        /// With an error among them, no file is written.
        let diagnostics: [Diagnostic]
    }

    /// - Parameters:
    ///   - history: How it stood before; `nil` where that is not known.
    ///   - token: Stands for the report in messages.
    func render(
        _ account: Account, history: AccountHistory?, token: String, _ checker: PageChecker
    ) -> Rendered {
        let assessor =
            sampleIDs.contains(account.id) ? assessor.atItsInstant(account) : assessor
        let assessment = assessor.assess(account)
        let plan = assessor.plan(assessment)
        // It costs more than all the rest, and JSON holds it whatever is written out for people.
        let needsAudit = formats.contains(.json) || forms.extent(of: account) == .full
        let reference = reference(of: assessment)
        let known = ReportForms.Account(
            assessment: assessment, plan: plan,
            audit: needsAudit ? assessor.audit(assessment, plan: plan) : nil,
            sheet: assessor.sheets[account.venue], history: history, reference: reference)
        var diagnostics =
            forms.languageWarning(of: account, in: "private/\(token).html").map { [$0] } ?? []
        var files: [(format: ReportFormat, bytes: [UInt8])] = []
        for format in formats {
            let bytes = forms.bytes(format, of: known)
            if format == .html {
                diagnostics +=
                    checker.check(
                        bytes, path: "private/\(token).html", kind: .privateReport
                    ).diagnostics
                if diagnostics.contains(where: { $0.severity == .error }) { break }
            }
            files.append((format, bytes))
        }
        return Rendered(
            assessment: assessment, reference: reference, files: files, diagnostics: diagnostics)
    }

    /// - Parameter name: What messages call the report: its token in a log would lead to it.
    private func write(
        _ account: Account, at line: Int, _ name: String, to stores: Stores?, date: CivilDate,
        _ checker: PageChecker
    ) -> Answer {
        let token = Fingerprint.privateName(
            "\(account.id)\n\(date)\n\(account.asOf)", key: key)
        var entry = ReportManifest.Entry(line: line, id: account.id, status: .failed, input: nil)
        var diagnostics: [Diagnostic] = []
        var history: AccountHistory?
        do {
            history = try stores?.history.load(account.id)
        } catch {
            diagnostics.append(error)
        }
        let rendered = render(account, history: history, token: token, checker)
        diagnostics += rendered.diagnostics
        let assessment = rendered.assessment
        do {
            if !diagnostics.contains(where: { $0.severity == .error }) {
                for file in rendered.files {
                    try stores?.reports.write(
                        file.bytes, token: token, fileExtension: file.format.rawValue)
                    entry.files.append(
                        .init(file.format, name: "\(token).\(file.format.rawValue)", file.bytes))
                }
                if let history {
                    try stores?.history.save(history.adding(Standing(assessment)), of: account.id)
                }
            }
        } catch {
            diagnostics.append(error)
        }
        let report =
            diagnostics.contains { $0.severity == .error }
            ? nil
            : WrittenReport(
                accountID: account.id, isFictional: account.isFictional, token: token,
                state: assessment.state, cause: assessment.cause, asOf: account.asOf)
        let problems = diagnostics.map { $0.saying(name, insteadOf: token) }
        entry.describe(assessment)
        entry.reference = rendered.reference
        entry.reasons = problems.map { .init($0) } + entry.reasons
        if report != nil {
            entry.status = .ok
            entry.next = StandingsJSON.bytes(of: Standing(assessment))
            if !account.isFictional || watchesSamples {
                entry.record(assessment, since: history?.last(before: account.asOf))
            }
        } else {
            entry.files = []
        }
        return Answer(report, problems: problems, entry)
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

extension DeskFailure {
    /// - Parameter place: Where the account stands, if the message tells of its report.
    init(_ diagnostic: Diagnostic, of place: SourceLocation? = nil) {
        self.init(
            place: place ?? diagnostic.location, code: diagnostic.id, message: diagnostic.message)
    }
}
