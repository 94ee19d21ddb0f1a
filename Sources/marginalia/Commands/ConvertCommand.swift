import ArgumentParser
import ContentIngest
import MarginModel
import PageRendering
import SitePipeline

struct Convert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write whatever can be read as accounts of our own format, one a line.",
        discussion: """
            Example:
              marginalia convert positions.json wallet.json --id desk-7 > accounts.ndjson
              marginalia convert book.csv.gz | marginalia report --accounts -
              marginalia convert brackets.json --to sheet --output binance.json

            Assessing what it writes gives what assessing the original gives. What was passed over is \
            told on standard error, and the exit code is then 9. --output may name a file that is read: \
            it is replaced once all is written. A shell empties the file behind > before anything reads it.
            """)

    enum Target: String, ExpressibleByArgument, CaseIterable { case account, sheet }

    @Option(help: "account (marginalia/account/1 as NDJSON) or sheet (a venue sheet).")
    var to = Target.account

    @Option(
        name: .shortAndLong,
        help: "The file to write, which may be one that is read; standard output unless given.")
    var output: String?

    @OptionGroup var options: AccountOptions

    func run() async throws {
        guard let output else { return try await write() }
        let file: OutputFile
        do throws(Diagnostic) {
            file = try OutputFile(output)
        } catch {
            options.messages.console.report([error])
            throw ExitStatus.writeFailed
        }
        do {
            try await write()
        } catch let status as ExitStatus where status == .partial {
            try file.finish(options.messages.console)
            throw status
        } catch {
            file.discard()
            throw error
        }
        try file.finish(options.messages.console)
    }

    private func write() async throws {
        switch to {
        case .account: try await writeAccounts()
        case .sheet: try writeSheet()
        }
    }

    private func writeAccounts() async throws {
        let console = options.messages.console
        var records = RecordRun(options: options, reportsWarnings: true)
        var passedOver = false
        for input in try options.inputs() {
            switch input {
            case .records(let stream, let file):
                try await records.run(stream, file) { account, _ in
                    RecordAnswer(bytes: Self.bytes(account))
                }
            case .accounts(let lines, let warnings):
                records.count += lines.count
                for line in lines {
                    passedOver = passedOver || line.warnings.contains { $0.severity == .warning }
                    guard let account = records.account(of: line) else { continue }
                    console.print(Self.bytes(account) + [0x0A])
                }
                passedOver = passedOver || !warnings.isEmpty
            }
        }
        try records.finish()
        if passedOver || records.hasWarnings { throw ExitStatus.partial }
    }

    private static func bytes(_ account: Account) -> [UInt8] {
        AccountJSON(account, schema: AccountReader.schema).bytes(pretty: false)
    }

    private func writeSheet() throws {
        let console = options.messages.console
        let payload = options.payload
        guard payload.venue == nil, payload.id == nil, payload.accountMode == nil else {
            console.complain("--venue, --id and --account-mode are for accounts; a sheet has none")
            throw ExitStatus.usage
        }
        do {
            var parts: [VenueSheetPart] = []
            var warnings: [Diagnostic] = []
            for path in options.paths {
                let name = path == "-" ? "<stdin>" : path
                let bytes = try FileChunks(path).all()
                guard bytes.contains(where: { $0 > 0x20 }) else { throw Diagnostic.empty(name) }
                let read = try VenueSheetReader().readPart(bytes, file: name, asOf: payload.asOf)
                parts.append(read.part)
                warnings += read.warnings
            }
            let assembled = VenueSheetAssembler.assemble(parts)
            warnings += assembled.problems
            console.report(warnings)
            warnings = warnings.filter { $0.severity == .warning }
            if options.strict, !warnings.isEmpty { throw Diagnostics(warnings.map(\.asError)) }
            guard payload.asOf == nil || parts.contains(where: \.isDatedByOption) else {
                console.complain(
                    "--as-of is for an answer that does not say when it was given; these files do")
                throw ExitStatus.usage
            }
            guard let sheet = assembled.sheets.values.first, assembled.sheets.count == 1 else {
                console.complain("the files are of several venues; a sheet is of one")
                throw ExitStatus.usage
            }
            console.print(VenueSheetJSON(sheet).bytes + [0x0A])
            if !warnings.isEmpty { throw ExitStatus.partial }
        } catch let problem as Diagnostic {
            console.report([problem])
            throw ExitStatus.input
        } catch let problems as Diagnostics {
            console.report(problems.all)
            throw ExitStatus.input
        }
    }
}

extension Diagnostic {
    fileprivate static func empty(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "text-empty", kind: .form, at: SourceLocation(file: file),
            message: "the file is empty",
            hint:
                "A shell empties the file behind > before anything reads it; --output FILE does not."
        )
    }
}
