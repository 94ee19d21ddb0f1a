import ArgumentParser
import MarginModel
import SitePipeline

struct Eject: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eject",
        abstract: "Copy a template or asset of the program into the site, to change it there.",
        discussion: """
            Example:
              marginalia eject                         what there is
              marginalia eject pages/article -C mysite
              marginalia eject assets/site.css

            A site's own file stands in front of the program's; what a site does not have comes from the \
            program, also after an update. marginalia schema templates lists the names that each may use.
            """)

    @Argument(help: "Its name; without one, all are listed.")
    var name: String?

    @OptionGroup(title: "Site") var site: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() throws {
        let ejection = TemplateEjection(for: site.folders)
        do {
            guard let name else {
                messages.console.print(try ejection.names().joined(separator: "\n"))
                return
            }
            let file = try ejection.eject(name)
            messages.console.summarize(
                "\(file) is the site's own now.",
                "Look at it: marginalia serve\(site.folders.option)")
        } catch {
            messages.console.report([error])
            throw ExitStatus.configuration
        }
    }
}
