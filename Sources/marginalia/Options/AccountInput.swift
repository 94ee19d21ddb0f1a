import ContentIngest
import MarginModel
import SitePipeline

/// What the files named to `assess`, `plan` and `convert` hold.
enum AccountInput {
    /// One account after the other, however many.
    case records(AccountStream, file: String)
    /// Accounts of a file of its own, or the one account of a venue's answers, with what there is to say
    /// of the files.
    case accounts([AccountLine], warnings: [Diagnostic])
}

extension AccountOptions {
    /// Opens every file, and tells by its content what it is. What is wrong has been reported when this
    /// throws.
    func inputs() throws -> [AccountInput] {
        let console = messages.console
        do {
            var inputs: [AccountInput] = []
            var answers: [PayloadReader.File] = []
            for path in paths {
                let name = path == "-" ? "<stdin>" : path
                let stream = AccountStream(try FileChunks(path).next, file: name)
                switch try stream.open(prefersLines: AccountStream.promisesLines(path)) {
                case .records:
                    try report(stream.warnings)
                    inputs.append(.records(stream, file: name))
                case .whole(let text):
                    let file = PayloadReader.File(name: name, bytes: text)
                    if AccountSource.isOwn(text: text) {
                        inputs.append(try accounts(of: [file]))
                    } else {
                        answers.append(file)
                    }
                }
            }
            if let answer = answers.first {
                guard inputs.isEmpty else { throw Diagnostic.twoKinds(answer.name) }
                inputs.append(try accounts(of: answers))
            } else if !payload.isEmpty {
                console.complain(
                    "--venue, --id, --as-of and --account-mode are for a venue's responses; these "
                        + "accounts say them themselves")
                throw ExitStatus.usage
            }
            return inputs
        } catch let problem as Diagnostic {
            console.report([problem])
        } catch let problems as Diagnostics {
            console.report(problems.all)
        }
        throw ExitStatus.input
    }

    /// The next accounts of a stream; a failed read has been reported when this throws.
    func nextBatch(of stream: AccountStream) throws -> [NDJSONSplitter.Line]? {
        do {
            return try stream.nextBatch()
        } catch {
            messages.console.report([error])
            throw ExitStatus.input
        }
    }

    /// Tells what was passed over, and returns it; with `--strict` it is an error.
    @discardableResult
    private func report(_ warnings: [Diagnostic]) throws(Diagnostics) -> [Diagnostic] {
        messages.console.report(warnings)
        let warnings = warnings.filter { $0.severity == .warning }
        if strict, !warnings.isEmpty { throw Diagnostics(warnings.map(\.asError)) }
        return warnings
    }

    private func accounts(of files: [PayloadReader.File]) throws(Diagnostics) -> AccountInput {
        let read = try AccountSource.read(files, payload.options)
        let warnings = try report(read.warnings)
        for line in read.lines { try report(line.warnings) }
        let faults = read.lines.compactMap(\.fault)
        if faults.count == read.lines.count, !faults.isEmpty {
            throw Diagnostics(faults.flatMap(\.all))
        }
        if !messages.quiet {
            for line in read.summary { messages.console.complain(line) }
        }
        return .accounts(read.lines, warnings: warnings)
    }
}

extension Diagnostic {
    fileprivate static func twoKinds(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "files-of-two-kinds", at: SourceLocation(file: file),
            message: "this is no account of our own format, and other files are",
            hint: "Give a venue's responses in a run of their own: they are put together to one "
                + "account")
    }
}
