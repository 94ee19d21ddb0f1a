import ContentIngest
import MarginModel
import MarginRules
import MarkupValidation
import PageRendering

/// Makes the report of one account and says in a line what became of it.
struct ManifestWorker: Sendable {
    /// Makes the files of an account that was read from a line, under a token.
    typealias Make =
        @Sendable (
            _ account: Account, _ line: AccountLine, _ token: String, _ checker: PageChecker
        ) -> ReportBuild.Rendered

    let make: Make
    let key: [UInt8]
    let head: ReportManifest.Head
    /// As messages call the input.
    let file: String
    /// `nil`: files go into a pack, which the parent process writes.
    let folder: ReportFolder?
    let earlier: EarlierManifest?

    /// What a process answers.
    struct Answer {
        /// The line of the manifest.
        var line: [UInt8] = []
        /// What is to stand in the pack, in the order of the line's files.
        var contents: [[UInt8]] = []
        /// Why the run cannot go on.
        var problems: [Diagnostic] = []

        init(problem: Diagnostic) { problems = [problem] }

        init(_ entry: ReportManifest.Entry, _ contents: [[UInt8]] = []) {
            line = ReportManifestJSON.line(entry)
            self.contents = contents
        }

        var packed: [UInt8] {
            var packer = Packer()
            packer.append(problems)
            packer.append(contents.count)
            for bytes in [line] + contents {
                packer.append(bytes.count)
                packer.append(packed: bytes)
            }
            return packer.bytes
        }

        /// `nil`: they are damaged.
        init?(unpacking bytes: [UInt8]) {
            var unpacker = Unpacker(bytes)
            do throws(Unpacker.Fault) {
                problems = try unpacker.diagnostics()
                let count = try unpacker.integer()
                line = Array(try unpacker.raw(try unpacker.integer()))
                for _ in 0..<count {
                    contents.append(Array(try unpacker.raw(try unpacker.integer())))
                }
            } catch {
                return nil
            }
        }
    }

    func answer(_ job: ManifestJob, _ checker: PageChecker) -> Answer {
        do throws(Diagnostic) {
            if let earlier = job.earlier, let answer = try skipped(earlier, at: job.line) {
                return answer
            }
            return try made(job, checker)
        } catch {
            return Answer(problem: error)
        }
    }

    /// The line of an account at which processes have ended.
    static func defect(_ job: ManifestJob, file: String) -> ReportManifest.Entry {
        var entry = ReportManifest.Entry(
            line: job.line, id: job.id, status: .failed, input: job.input)
        entry.reasons = [.init(.defect(at: SourceLocation(file: file, line: job.line)))]
        return entry
    }

    /// `nil` where its files are not there as they were.
    private func skipped(
        _ earlier: ReportManifest.Entry, at line: Int
    ) throws(Diagnostic) -> Answer? {
        var contents: [[UInt8]] = []
        for file in earlier.files {
            guard let bytes = self.earlier?.bytes(of: file, in: folder) else { return nil }
            contents.append(bytes)
        }
        var entry = earlier
        (entry.line, entry.status) = (line, .skipped)
        return try answer(entry, contents)
    }

    private func made(_ job: ManifestJob, _ checker: PageChecker) throws(Diagnostic) -> Answer {
        let read = job.read(file: file)
        var entry = ReportManifest.Entry(
            line: job.line, id: read.id, status: .failed, input: job.input)
        entry.meta = read.meta
        if let twin = job.twin {
            entry.status = .duplicate
            entry.reasons = [.init(of: twin)]
            return Answer(entry)
        }
        let account: Account
        do throws(Diagnostics) {
            account = try read.result.get()
        } catch {
            entry.reasons = error.sorted().map { .init($0) }
            return Answer(entry)
        }
        #if DEBUG
        TestDefect.strike("report", account.label)
        #endif
        // Of one account and the same inputs, so that a name has one content.
        let token = Fingerprint.privateName(
            "report\n\(account.id)\n\(head.inputs)\n\(job.input ?? "")", key: key)
        let rendered = make(account, read, token, checker)
        entry.describe(rendered.assessment)
        entry.reasons = (read.warnings + rendered.diagnostics).map { .init($0) } + entry.reasons
        guard !rendered.diagnostics.contains(where: { $0.severity == .error }) else {
            return Answer(entry)
        }
        entry.status = .ok
        entry.reference = rendered.reference
        entry.next = StandingsJSON.bytes(of: Standing(rendered.assessment))
        entry.record(
            rendered.assessment, since: AccountHistory(read.previous).last(before: account.asOf))
        entry.files = rendered.files.map { file in
            ReportManifest.File(
                format: file.format.rawValue,
                name: ReportFolder.name(token, at: account.asOf, file.format),
                byteCount: file.bytes.count, sha256: Fingerprint.sha256(file.bytes), offset: nil)
        }
        return try answer(entry, rendered.files.map(\.bytes))
    }

    /// With the files in their places, where the parent does not write them.
    private func answer(
        _ entry: ReportManifest.Entry, _ contents: [[UInt8]]
    ) throws(Diagnostic) -> Answer {
        guard let folder else { return Answer(entry, contents) }
        do {
            for (file, bytes) in zip(entry.files, contents) {
                try folder.write(bytes, to: file.name)
            }
        } catch {
            guard error.id == Diagnostic.nameTakenID else {
                // Its name in a log would lead to the report.
                throw Diagnostic(
                    error.severity, id: error.id, kind: error.kind,
                    at: SourceLocation(file: folder.folder.path), message: error.message,
                    hint: error.hint)
            }
            var entry = entry
            (entry.status, entry.files, entry.next) = (.failed, [], nil)
            entry.reasons = [.init(error)]
            return Answer(entry)
        }
        return Answer(entry)
    }
}

extension ReportManifest.Entry {
    mutating func describe(_ assessment: Assessment) {
        state = assessment.state
        asOf = assessment.account.asOf
        let pool = assessment.worstPool
        ratio = pool?.ratio?.description
        deficit = (pool?.deficit).map { max(.zero, $0).description }
        asset = pool?.asset
        reasons = assessment.reasons.map { reason in
            ReportManifest.Reason(
                code: reason.code.rawValue, severity: .warning, message: reason.message,
                place: reason.place)
        }
    }
}

extension ReportManifest.Reason {
    static let differs = "account-duplicate-differs"

    init(_ diagnostic: Diagnostic) {
        let place = diagnostic.location
        self.init(
            code: diagnostic.id, severity: diagnostic.severity, message: diagnostic.message,
            place: place.line > 0 ? "\(place.line):\(place.column)" : nil)
    }

    fileprivate init(of twin: ManifestJob.Twin) {
        switch twin {
        case .sameBytes:
            self.init(
                code: "account-duplicate-id", severity: .warning,
                message: "an account before this one has the same id and is the same", place: nil)
        case .otherBytes:
            self.init(
                code: Self.differs, severity: .error,
                message: "an account before this one has the same id and is another", place: nil)
        }
    }
}
