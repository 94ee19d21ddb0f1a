import ContentIngest
import Glibc
import MarginModel
import MarginRules
import PageRendering
import SitePipeline

/// Reads accounts, applies one function to each, prints the results.
struct AccountRun {
    /// What a verb says of one account.
    struct Result: Sendable {
        var assessment: Assessment
        var plan: ActionPlan?
        var audit: AuditReport?

        func json(pretty: Bool) -> [UInt8] {
            AssessmentJSON(assessment, plan: plan, audit: audit).bytes(pretty: pretty)
        }
    }

    typealias Answer = @Sendable (AccountAssessor, Account) -> Result

    let options: AccountOptions
    var history: HistoryOptions?
    /// Whether the table of reported figures is wanted instead of the assessment.
    var isReconciling = false

    private var console: Console { options.messages.console }

    func run(_ answer: @escaping Answer) async throws {
        let assessor: AccountAssessor
        do {
            assessor = try await options.assessor(history: history)
        } catch let problems as Diagnostics {
            console.report(problems.all)
            throw ExitStatus.configuration
        }
        guard let path = options.lines else { return try runFiles(assessor, answer) }
        do {
            try await runLines(path, assessor, answer)
        } catch let problem as Diagnostic {
            console.report([problem])
            throw ExitStatus.input
        }
    }

    private func runFiles(_ assessor: AccountAssessor, _ answer: Answer) throws {
        let accounts = try options.accounts()
        if accounts.isEmpty { try refuseEmpty(options.paths.joined(separator: ", ")) }
        var isIncomplete = false
        for account in accounts {
            let result = answer(assessor, account)
            isIncomplete = isIncomplete || result.assessment.state == .incomplete
            if options.json {
                console.print(
                    String(decoding: result.json(pretty: accounts.count == 1), as: UTF8.self))
            } else if isReconciling {
                console.print(ReconciliationText(assessment: result.assessment).text)
            } else {
                console.print(
                    AccountText(result.assessment, plan: result.plan, audit: result.audit).text)
            }
        }
        if isIncomplete { throw ExitStatus.stale }
    }

    /// Lines are answered in batches, in parallel, and printed in order; what is held is one batch.
    private func runLines(
        _ path: String, _ assessor: AccountAssessor, _ answer: @escaping Answer
    ) async throws {
        let source = try LineSource(path: path)
        let queue = WorkQueue(workers: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let file = path == "-" ? "<stdin>" : path
        var badLines = 0
        var count = 0
        while let lines = try source.nextBatch() {
            let answers = await queue.map(lines, state: { AccountReader() }) { line, reader in
                Self.answer(reader.read(line, file: file), assessor, answer)
            }
            var output: [UInt8] = []
            count += answers.count
            for result in answers {
                if result.isBad { badLines += 1 }
                output += result.bytes
                output.append(UInt8(ascii: "\n"))
            }
            console.print(output)
        }
        if count == 0 { try refuseEmpty(path) }
        if badLines > 0 {
            console.complain("\(badLines) line(s) could not be read; each has an error object")
            throw ExitStatus.partial
        }
    }

    private func refuseEmpty(_ path: String) throws {
        guard !options.allowEmpty else { return }
        console.report([.noAccounts(in: path)])
        throw ExitStatus.input
    }

    private static func answer(
        _ line: AccountLine, _ assessor: AccountAssessor, _ answer: Answer
    ) -> (bytes: [UInt8], isBad: Bool) {
        switch line.result {
        case .success(let account):
            return (answer(assessor, account).json(pretty: false), false)
        case .failure(let problems):
            return (DiagnosticJSON.lineError(line.number, problems), true)
        }
    }
}

extension DiagnosticJSON {
    /// What stands in the place of a line that could not be read.
    static func lineError(_ line: Int, _ problems: Diagnostics) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("schema", "marginalia/error/1")
            json.member("line", line)
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
