import ContentIngest
import Glibc
import MarginModel
import MarginRules
import PageRendering
import SitePipeline
import Synchronization

/// Reads accounts, applies one function to each, prints the results.
struct AccountRun {
    /// What a verb says of one account.
    struct Result: Sendable {
        var assessment: Assessment
        var plan: ActionPlan?
        var audit: AuditReport?

        func json(pretty: Bool, warnings: [Diagnostic]) -> [UInt8] {
            AssessmentJSON(assessment, plan: plan, audit: audit, warnings: warnings)
                .bytes(pretty: pretty)
        }
    }

    typealias Answer = @Sendable (AccountAssessor, Account) -> Result

    let options: AccountOptions
    var history: HistoryOptions?
    /// How engines run the verb, and what its answers are.
    var engine: (options: AnswerEngineOptions, form: String)?
    /// Whether the table of reported figures is wanted instead of the assessment.
    var isReconciling = false

    private var console: Console { options.messages.console }

    /// A fictional account is an example: unless a clock was given, it is measured at its own instant.
    private func answer(
        _ account: Account, _ assessor: AccountAssessor, _ answer: Answer
    ) -> Result {
        let isExample = account.isFictional && options.time.given == nil
        return answer(isExample ? assessor.atItsInstant(account) : assessor, account)
    }

    func run(_ answer: @escaping Answer) async throws {
        let assessor: AccountAssessor
        do {
            assessor = try await options.assessor(history: history)
        } catch let problems as Diagnostics {
            console.report(problems.all)
            throw ExitStatus.configuration
        }
        if let engine, engine.options.isUsed {
            return try await engine.options.run(
                options, form: engine.form, clock: assessor.clock, history: history?.history
            ) { account, warnings in
                let result = self.answer(account, assessor, answer)
                return (result.assessment, result.json(pretty: false, warnings: warnings))
            }
        }
        let inputs = try options.inputs()
        let words = options.json || isReconciling ? nil : try words()
        var isIncomplete = false
        var records = RecordRun(options: options)
        for input in inputs {
            switch input {
            case .records(let stream, let file):
                guard !isReconciling else {
                    console.complain(
                        "--reconcile prints a table of one account; JSON holds it as "
                            + "\"reconciliation\"")
                    throw ExitStatus.usage
                }
                try await records.run(stream, file) { account, warnings in
                    let result = self.answer(account, assessor, answer)
                    return RecordAnswer(
                        bytes: result.json(pretty: false, warnings: warnings),
                        isIncomplete: result.assessment.state == .incomplete)
                }
            case .accounts(let lines, let warnings):
                records.count += lines.count
                let isAlone = inputs.count == 1 && lines.count == 1
                for line in lines {
                    guard let account = records.account(of: line) else { continue }
                    let result = self.answer(account, assessor, answer)
                    isIncomplete = isIncomplete || result.assessment.state == .incomplete
                    let told = line.warnings.filter { $0.severity == .warning }
                    show(
                        result, isAlone: isAlone, warnings: told + (isAlone ? warnings : []),
                        words: words)
                }
            }
        }
        try records.finish()
        if isIncomplete { throw ExitStatus.stale }
    }

    /// Of words, which only a text is made of.
    private func words() throws -> Words {
        do {
            return try Installation.words()
        } catch {
            console.report(
                (error as? Diagnostics)?.all ?? [error as? Diagnostic].compactMap(\.self))
            throw ExitStatus.configuration
        }
    }

    private func show(
        _ result: Result, isAlone: Bool, warnings: [Diagnostic], words: Words?
    ) {
        if options.json {
            console.print(result.json(pretty: isAlone, warnings: warnings) + [0x0A])
        } else if isReconciling {
            console.print(ReconciliationText(assessment: result.assessment).text)
        } else if let words {
            console.print(
                AccountText(
                    result.assessment, plan: result.plan, audit: result.audit,
                    isLong: options.messages.verbose, words: words
                ).text)
        }
    }
}

/// What a verb makes of one account that streams by.
struct RecordAnswer {
    let bytes: [UInt8]
    var isIncomplete = false
}

/// Accounts that stream by: each gives one line, a bad one an error object in its place.
struct RecordRun {
    let options: AccountOptions
    /// Of all accounts that were read, those of other inputs included.
    var count = 0
    private var badCount = 0
    private var incompleteCount = 0
    /// Whether something was passed over while accounts were read.
    private(set) var hasWarnings = false
    /// Whether warnings go to standard error too: for a result that has no place for them.
    private let reportsWarnings: Bool

    init(options: AccountOptions, reportsWarnings: Bool = false) {
        self.options = options
        self.reportsWarnings = reportsWarnings
    }

    /// Accounts are answered in batches, in parallel, and printed in order; what is held is one batch.
    mutating func run(
        _ stream: AccountStream, _ file: String,
        _ answer: @escaping @Sendable (Account, [Diagnostic]) -> RecordAnswer
    ) async throws {
        let queue = WorkQueue(workers: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let isStrict = options.strict
        while let lines = try options.nextBatch(of: stream) {
            let console = options.messages.console
            let printer = LinePrinter(console: console, reportsWarnings: reportsWarnings)
            let answers = await queue.map(Array(lines.enumerated()), state: { AccountReader() }) {
                job, reader in
                let answer = Self.answer(
                    reader.read(job.element, file: file), isStrict: isStrict, answer)
                printer.add(answer, at: job.offset)
                return (
                    isBad: answer.isBad, isIncomplete: answer.isIncomplete,
                    isWarned: !answer.warnings.isEmpty
                )
            }
            count += answers.count
            incompleteCount += answers.count { $0.isIncomplete }
            badCount += answers.count { $0.isBad }
            hasWarnings = hasWarnings || answers.contains { $0.isWarned }
        }
    }

    /// The account of a file that was read whole. Where it could not be read, that is counted and told: as
    /// an error object in its place where the result is machine-readable.
    mutating func account(of line: AccountLine) -> Account? {
        do throws(Diagnostics) {
            return try line.result.get()
        } catch {
            badCount += 1
            if options.json || reportsWarnings {
                options.messages.console.print(DiagnosticJSON.lineError(line, error) + [0x0A])
            } else {
                options.messages.console.report(error.all)
            }
            return nil
        }
    }

    /// Says what the exit code does not.
    func finish() throws {
        let console = options.messages.console
        if count == 0, !options.allowEmpty {
            console.report([.noAccounts(in: options.paths.joined(separator: ", "))])
            throw ExitStatus.input
        }
        if badCount > 0 {
            console.complain(
                "\(badCount) of \(counted(count, "account")) could not be read")
        }
        if incompleteCount > 0 {
            console.complain("\(incompleteCount) of \(counted(count, "account")) are incomplete")
        }
        if badCount + incompleteCount > 0 { throw ExitStatus.partial }
    }

    private static func answer(
        _ line: AccountLine, isStrict: Bool, _ answer: (Account, [Diagnostic]) -> RecordAnswer
    ) -> Answer {
        let warnings = line.warnings.filter { $0.severity == .warning }
        switch line.result {
        case .success where isStrict && !warnings.isEmpty:
            let errors = Diagnostics(warnings.map(\.asError))
            return Answer(bytes: DiagnosticJSON.lineError(line, errors), isBad: true)
        case .success(let account):
            #if DEBUG
            TestDefect.strike("assess", account.label)
            #endif
            let made = answer(account, warnings)
            return Answer(
                bytes: made.bytes, isIncomplete: made.isIncomplete, warnings: warnings)
        case .failure(let problems):
            return Answer(bytes: DiagnosticJSON.lineError(line, problems), isBad: true)
        }
    }

    fileprivate struct Answer: Sendable {
        let bytes: [UInt8]
        var isBad = false
        var isIncomplete = false
        var warnings: [Diagnostic] = []
    }
}

/// Prints the answers of a batch in their order, each as soon as those before it are printed: a defect
/// that ends the program loses no line that is finished.
private final class LinePrinter: Sendable {
    private let console: Console
    private let reportsWarnings: Bool
    private let state = Mutex((next: 0, waiting: [Int: RecordRun.Answer]()))

    init(console: Console, reportsWarnings: Bool) {
        self.console = console
        self.reportsWarnings = reportsWarnings
    }

    func add(_ answer: RecordRun.Answer, at index: Int) {
        state.withLock { state in
            state.waiting[index] = answer
            while let answer = state.waiting.removeValue(forKey: state.next) {
                if reportsWarnings { console.report(answer.warnings) }
                console.print(answer.bytes + [UInt8(ascii: "\n")])
                state.next += 1
            }
        }
    }
}

extension DiagnosticJSON {
    /// What stands in the place of an account that could not be read.
    fileprivate static func lineError(_ line: AccountLine, _ problems: Diagnostics) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("schema", "marginalia/error/1")
            json.member("line", line.number)
            json.optionalMember("id", line.id)
            json.list("diagnostics", problems.sorted()) { json, problem in
                json.member("severity", problem.severity.rawValue)
                json.member("id", problem.id)
                json.member("file", problem.location.file)
                json.member("line", problem.location.line)
                json.member("column", problem.location.column)
                json.member("message", problem.message)
                json.member("hint", problem.hint)
            }
        }
        return json.bytes
    }
}
