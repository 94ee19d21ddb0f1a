import ArgumentParser
import ContentIngest
import MarginModel
import MarginRules
import PageRendering
import SitePipeline

struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Derive the action plan of an account: what to deposit, close and protect.",
        discussion: """
            Example:
              marginalia plan Content/portfolios/sample-binance-call.json
              marginalia plan account.json --venues Content/venues --json
              marginalia plan positions.json wallet.json info.json     a venue's own responses
              marginalia plan account.json --path prices.csv --every 30s

            Every step is applied to a copy of the account, which is assessed again; "verified" \
            says that the account ends at or under its target, and no nearer to liquidation than \
            targetDistancePercent of the policy. An audit follows the plan: funding, stress, sizes, \
            venues side by side. With --path the account is assessed along a file of prices \
            (time,BTCUSDT,ETHUSDT or base assets) instead, while the plan's deposits land as they \
            confirm. Exit codes are those of assess.
            """)

    @OptionGroup(title: "For engines") var engine: AnswerEngineOptions
    @OptionGroup var options: AccountOptions
    @OptionGroup var history: HistoryOptions

    @Option(help: "A CSV of prices (time,BTCUSDT,…) to walk the account along.")
    var path: String?

    @Option(help: "The time between two steps of --path: 30s, 5m or 1h.")
    var every: StepLength?

    mutating func validate() throws {
        if path != nil, engine.isUsed { throw ValidationError("--path has no manifest") }
        if every != nil, path == nil { throw ValidationError("--every needs --path") }
    }

    func run() async throws {
        if let path { return try await walk(along: path) }
        try await AccountRun(
            options: options, history: history, engine: (engine, "plan")
        ).run { assessor, account in
            let assessment = assessor.assess(account)
            let plan = assessor.plan(assessment)
            return AccountRun.Result(
                assessment: assessment, plan: plan,
                audit: assessor.audit(assessment, plan: plan))
        }
    }

    private func walk(along file: String) async throws {
        let console = options.messages.console
        let assessor: AccountAssessor
        do {
            assessor = try await options.assessor()
        } catch let problems as Diagnostics {
            console.report(problems.all)
            throw ExitStatus.configuration
        }
        let accounts = try options.accounts()
        guard accounts.count == 1, let account = accounts.first else {
            console.complain("--path takes one account; the files hold \(accounts.count)")
            throw ExitStatus.usage
        }
        let prices: PricePath
        do {
            prices = try PricePathReader().read(try FileReader().read(file), file: file)
        } catch let problem as Diagnostic {
            console.report([problem])
            throw ExitStatus.input
        } catch let problems as Diagnostics {
            console.report(problems.all)
            throw ExitStatus.input
        }
        let assessment = assessor.assess(account)
        let result = assessor.simulate(
            assessment, plan: assessor.plan(assessment), path: prices,
            everySeconds: (every ?? .thirtySeconds).seconds)
        if options.json {
            console.print(
                String(
                    decoding: PathJSON(accountID: account.id, result).bytes(pretty: true),
                    as: UTF8.self))
        } else {
            console.print(PathText(result).text)
        }
        guard let report = result.finding,
            report.steps.contains(where: { $0.state != .incomplete })
        else { throw ExitStatus.stale }
    }
}

/// The time between two steps, written like `30s`.
struct StepLength: ExpressibleByArgument {
    static let thirtySeconds = StepLength(seconds: 30)

    let seconds: Int64

    private init(seconds: Int64) { self.seconds = seconds }

    /// Whole seconds, minutes or hours, up to a week.
    init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600]
        guard let last = argument.last, let unit = units[last],
            let count = Int64(argument.dropLast()), (1...604_800).contains(count),
            count * unit <= 604_800
        else { return nil }
        seconds = count * unit
    }
}
