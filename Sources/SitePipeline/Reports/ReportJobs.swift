import ContentIngest
import MarginModel

/// One report that is to be made.
struct ReportJob: Sendable {
    enum Subject: Sendable {
        case sample(Account)
        /// The account of this number in a piece, from 0.
        case real(AccountPiece, Int)
    }

    /// From 1; what messages call the report.
    let number: Int
    let subject: Subject

    var place: SourceLocation {
        switch subject {
        case .sample: SourceLocation(file: "Content/portfolios")
        case .real(let piece, _): piece.place
        }
    }
}

/// Goes through the accounts of a survey once more, for their reports.
final class ReportJobs {
    /// Files that are no longer as they were surveyed.
    private(set) var problems: [Diagnostic] = []
    private let survey: AccountSurvey
    private let share: Int
    private var number = 0
    private var pending: [ReportJob.Subject]
    private var source = 0
    /// The file that is being read, and how many of its records have been.
    private var stream: (stream: AccountStream, read: Int)?

    /// - Parameter share: How many reports one process makes.
    init(_ survey: AccountSurvey, share: Int) {
        self.survey = survey
        self.share = share
        pending = survey.samples.map { .sample($0) }
    }

    /// The jobs of one process; `nil` at the end.
    func next() -> [ReportJob]? {
        while pending.count < share, source < survey.sources.count { step() }
        guard !pending.isEmpty else { return nil }
        let subjects = pending.prefix(share)
        pending.removeFirst(subjects.count)
        return subjects.map { subject in
            number += 1
            return ReportJob(number: number, subject: subject)
        }
    }

    private func step() {
        let next = survey.sources[source]
        guard next.wanted.contains(true) else {
            source += 1
            return
        }
        guard next.isStream else {
            let piece = AccountPiece(
                source: source, file: next.files[0], content: .files(next.files))
            pending += next.wanted.indices.filter { next.wanted[$0] }.map { .real(piece, $0) }
            source += 1
            return
        }
        do {
            try readRecords(of: next)
        } catch {
            end(next)
        }
    }

    private func readRecords(of next: AccountSurvey.Source) throws(Diagnostic) {
        guard let open = stream else {
            let opened = try next.files[0].open()
            guard case .records = opened.shape else { return end(next) }
            stream = (opened.stream, 0)
            return
        }
        guard let lines = try open.stream.nextBatch() else { return end(next) }
        for (line, index) in zip(lines, open.read...)
        where index < next.wanted.count && next.wanted[index] {
            let piece = AccountPiece(source: source, file: next.files[0], content: .record(line))
            pending.append(.real(piece, 0))
        }
        stream = (open.stream, open.read + lines.count)
    }

    /// Of a file that has become shorter not all accounts have a report.
    private func end(_ next: AccountSurvey.Source) {
        if next.wanted.dropFirst(stream?.read ?? 0).contains(true) {
            problems.append(.changed(next.files[0].name))
        }
        stream = nil
        source += 1
    }
}
