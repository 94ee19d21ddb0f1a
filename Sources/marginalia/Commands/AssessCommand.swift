import ArgumentParser
import MarginModel
import MarginRules
import PageRendering
import SitePipeline

struct Assess: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Say where an account stands by its venue's own margin rules.",
        discussion: """
            Example:
              marginalia assess Content/portfolios/sample-binance-call.json
              cat accounts.ndjson | marginalia assess - --venues Content/venues
              marginalia assess --venue binance positionRisk.json account.json

            With one account, exit code 5 says that it is incomplete: something that its state \
            depends on is missing or stale, and the reasons say what. A file that is not a valid \
            account, and an input without any, gives 4. With NDJSON each line gives one line of JSON; a bad line gives an \
            object with its number and what is wrong, the rest go on, and the exit code is 9.

            With --manifest it is one part of a night that an engine shares: docs/at-scale.md.
            """)

    @Flag(
        help: """
            Print the figures that the venue reports and our recomputation does not give, with the \
            cause where one was found, instead of the assessment.
            """)
    var reconcile = false

    @OptionGroup(title: "For engines") var engine: AnswerEngineOptions
    @OptionGroup var options: AccountOptions

    func validate() throws {
        if reconcile, engine.isUsed { throw ValidationError("--reconcile has no manifest") }
        guard reconcile, options.json else { return }
        throw ValidationError(
            "--reconcile prints a table of one account; JSON holds it as \"reconciliation\"")
    }

    func run() async throws {
        try await AccountRun(
            options: options, engine: (engine, "assessment"), isReconciling: reconcile
        ).run { assessor, account in
            AccountRun.Result(assessment: assessor.assess(account))
        }
    }
}
