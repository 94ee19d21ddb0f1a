import ArgumentParser
import Glibc
import MarginModel
import SitePipeline

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new site, or the systemd units that build one every night.",
        discussion: """
            Example:
              marginalia init mysite && marginalia nightly -C mysite
              marginalia init meine --language de
              marginalia init mysite --systemd --user www-data --at 04:30

            The new site has settings, the action plan, standing pages, venue sheets, and one sample \
            account, which is in a margin call. Templates come from the program; marginalia eject copies \
            one to change it. It lives on today's clock; its ticker is shown as an example until a real \
            one is imported.
            """)

    @Argument(help: "The site's folder; made where it is missing.")
    var directory = "."

    @Flag(help: "Write systemd/marginalia.service and .timer for a site that is there.")
    var systemd = false

    @Option(help: "With --systemd: who runs it.")
    var user: String?

    @Option(help: "With --systemd: when, as hours and minutes; 04:30 unless given.")
    var at: String?

    @Option(
        help:
            "The folder with the Content to start from; beside the program unless given."
    )
    var from: String?

    @Option(help: "What the new site speaks: en, de or zh-Hans.")
    var language: String?

    @OptionGroup(title: "Messages") var messages: MessageOptions

    mutating func validate() throws {
        if !systemd, user != nil || at != nil {
            throw ValidationError("--user and --at act with --systemd only")
        }
        if systemd, from != nil || language != nil {
            throw ValidationError("--from and --language act without --systemd only")
        }
        if let at, !Self.isTime(at) { throw ValidationError("--at takes a time like 04:30") }
    }

    func run() throws {
        do {
            if systemd { try writeUnits() } else { try start() }
        } catch let problem as Diagnostic {
            messages.console.report([problem])
            throw ExitStatus.configuration
        } catch let problems as Diagnostics {
            messages.console.report(problems.all)
            throw ExitStatus.configuration
        }
    }

    private func start() throws {
        let count = try SiteStarter(from: from ?? Installation.site, language: language ?? "en")
            .start(in: directory)
        messages.console.summarize(
            "\(counted(count, "file")) in \(directory).",
            "Next: marginalia nightly -C \(directory.shellQuoted), then marginalia serve -C \(directory.shellQuoted)"
        )
    }

    private func writeUnits() throws {
        let site = try Installation.fullPath(directory)
        let (settings, warnings) = try ContentLoader.settings(in: SiteFolders(root: site))
        messages.console.report(warnings)
        let files = try SystemdUnits(
            program: Installation.program, site: site, user: user ?? "marginalia",
            time: at ?? SystemdUnits.defaultTime, settings: settings
        ).write()
        messages.console.summarize(
            files + [
                "Next, as root:",
                "  cp \(files.map(\.shellQuoted).joined(separator: " ")) /etc/systemd/system/",
                "  systemctl daemon-reload", "  systemctl enable --now marginalia.timer",
            ])
    }

    private static func isTime(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1])
        else { return false }
        return (0..<24).contains(hour) && (0..<60).contains(minute)
    }
}
