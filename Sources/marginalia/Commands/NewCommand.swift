import ArgumentParser
import MarginModel
import SitePipeline

struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin an article, a plan or a page: a file that builds, as a draft.",
        discussion: """
            Example:
              marginalia new article how-funding-works -C mysite
              marginalia new article how-prices-rise --folder

            docs/authoring.md has every key of its front matter.
            """)

    @Argument(help: "article, plan or page.")
    var kind: TextStarter.Kind

    @Argument(help: "Its name in addresses: small letters and digits of any script, and hyphens.")
    var name: String

    @Flag(name: .customLong("folder"), help: "Give it a folder to itself, for pictures beside it.")
    var hasFolder = false

    @OptionGroup(title: "Site") var site: FolderOptions
    @OptionGroup(title: "Clock") var time: ClockOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func validate() throws {
        if hasFolder, kind == .page { throw ValidationError("--folder acts on articles and plans") }
    }

    func run() throws {
        do {
            let folders = site.folders
            // What is wrong with the settings the next build says.
            let settings = try? ContentLoader.settings(in: folders).settings
            let clock = time.instant(pinned: settings?.clock)
            let file = try TextStarter(in: folders, clock: clock)
                .start(kind, named: name, hasFolder: hasFolder)
            messages.console.summarize(
                "\(file) is a draft.", "Look at it: marginalia serve --drafts\(folders.option)")
        } catch {
            messages.console.report([error])
            throw ExitStatus.configuration
        }
    }
}

extension TextStarter.Kind: ExpressibleByArgument {}
