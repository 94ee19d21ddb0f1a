import ArgumentParser
import ContentIngest
import MarginModel
import MarkupValidation
import SitePipeline

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Say what a rule or code means, why a page is absent, or why a figure is as it is.",
        discussion: """
            Example:
              marginalia explain no-tier                     a reason code
              marginalia explain H006                        a rule of the check
              marginalia explain /articles/my-article/       why a page is there, or was rendered again
              marginalia explain account.json ratio          the formula with its inputs

            Figures: \(FigureExplanation.figures.joined(separator: ", ")).
            """)

    @Argument(help: "A reason code, a rule, an article's page, file or slug, or an account's file.")
    var what: String

    @Argument(help: "A figure of the account.")
    var figure: String?

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Clock") var time: ClockOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() async throws {
        if let figure {
            try explain(figure)
        } else if let text = try await answer() {
            messages.console.print(text)
        } else {
            let known =
                ReasonCode.allCases.map(\.rawValue) + RuleCatalogue.all.map(\.id)
                + Diagnostic.sharedIDs.keys
            let nearest = nearestName(to: what, among: known)
            throw ValidationError(
                "'\(what)' is no reason code, no rule, no article and no page"
                    + (nearest.map { "; did you mean \($0)?" } ?? ""))
        }
    }

    private func answer() async throws -> String? {
        if let meaning { return meaning }
        return try await page()
    }

    private var meaning: String? {
        if let code = ReasonCode(rawValue: what) { return "\(code.rawValue): \(code.explanation)" }
        if let name = Diagnostic.renamedIDs[what] {
            let meaning = Diagnostic.sharedIDs[name].map { "\n\(name): \($0)" } ?? ""
            return "\(what) is called \(name) now, in JSON, YAML and CSV alike\(meaning)"
        }
        if let meaning = Diagnostic.sharedIDs[what] { return "\(what): \(meaning)" }
        return RuleCatalogue.rule(what).map {
            "\($0.id): \($0.what)\nWhy: \($0.why)\nCure: \($0.cure)\n"
                + "Fails: \($0.example)"
        }
    }

    private func page() async throws -> String? {
        let folders = folder.folders
        guard FileReader().exists(folders.settings) else { return nil }
        let settings = try refusing { try ContentLoader.settings(in: folders).settings }
        return await PageExplanation(
            folders: folders, clock: time.instant(pinned: settings.clock)
        ).text(of: what)
    }

    private func explain(_ figure: String) throws {
        let (settings, sheets) = try refusing {
            try folder.measures(messages.console)
        }
        do {
            let account = try AccountReader().read(FileReader().read(what), file: what).account
            let assessment = AccountAssessor(
                sheets: sheets, policy: settings?.policy ?? .standard,
                clock: time.instant(pinned: settings?.clock),
                maximumAges: settings?.maximumAges ?? .standard
            ).assess(account)
            let explanation = FigureExplanation(
                assessment: assessment, words: try Installation.words())
            guard let text = explanation.text(of: figure) else {
                throw ValidationError(
                    "no figure is called '\(figure)'; there are "
                        + FigureExplanation.figures.joined(separator: ", "))
            }
            messages.console.print(text)
        } catch let problem as Diagnostic {
            messages.console.report([problem])
            throw ExitStatus.input
        } catch let problems as Diagnostics {
            messages.console.report(problems.all)
            throw ExitStatus.input
        }
    }

    /// What cannot be read of settings and sheets is a fault of the configuration.
    private func refusing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let problems as Diagnostics {
            messages.console.report(problems.all)
            throw ExitStatus.configuration
        }
    }
}
