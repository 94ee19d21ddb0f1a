import ArgumentParser
import ContentIngest
import MarginModel
import PageRendering
import SitePipeline

struct Convert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write whatever can be read as accounts of our own format, one a line.",
        discussion: """
            Example:
              marginalia convert positions.json wallet.json --id desk-7 > accounts.ndjson
              marginalia convert book.csv.gz | marginalia report --accounts -
              marginalia convert leverageBracket.json --to sheet > Content/venues/binance.json

            Assessing what it writes gives what assessing the original gives. What was passed over is \
            told on standard error, and the exit code is then 9.
            """)

    enum Target: String, ExpressibleByArgument, CaseIterable { case account, sheet }

    @Option(help: "account (marginalia/account/1 as NDJSON) or sheet (a venue sheet).")
    var to = Target.account

    @OptionGroup var options: AccountOptions

    func run() async throws {
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
        do {
            var parts: [VenueSheetPart] = []
            var warnings: [Diagnostic] = []
            for path in options.paths {
                let read = try VenueSheetReader().readPart(try FileReader().read(path), file: path)
                parts.append(read.part)
                warnings += read.warnings
            }
            let assembled = VenueSheetAssembler.assemble(parts)
            warnings += assembled.problems
            console.report(warnings)
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
