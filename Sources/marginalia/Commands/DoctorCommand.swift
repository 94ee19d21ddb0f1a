import ArgumentParser
import ContentIngest
import Glibc
import MarginModel
import MarkupValidation
import SitePipeline

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what this program is built from, what it reads, and what a site here lacks.",
        discussion: """
            Example:
              marginalia doctor
              marginalia doctor -C mysite

            Of a site it looks at the room on its disk, who can read what is private, the clock, \
            the limits of watching, and the engine and fonts for PDF. Exit code 3 says that there \
            is something to mend.
            """)

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() throws {
        var lines = [
            "marginalia \(ToolVersion.current)",
            "  libxml2: \(Doctor.dotted(LibXML.runtimeVersion))",
            "  processors: \(sysconf(Int32(_SC_NPROCESSORS_ONLN)))",
        ]
        let site = try examineSite()
        lines += site.lines
        for format in AcceptedFormat.all {
            lines.append("")
            lines.append(format.name)
            lines += format.kinds.map { "  \($0)" }
            lines.append("  $ \(format.example)")
        }
        Console.standard.print(lines)
        messages.console.report(site.problems)
        if !site.problems.isEmpty { throw ExitStatus.configuration }
    }

    /// What was seen of the site, where there is one, and what to mend.
    private func examineSite() throws -> (lines: [String], problems: [Diagnostic]) {
        let folders = folder.folders
        guard FileReader().exists(folders.settings) else {
            return (["", "There is no site here; marginalia init DIR makes one."], [])
        }
        do {
            let findings = try SiteHealth(
                folders: folders, settings: ContentLoader.settings(in: folders).settings,
                systemClock: SystemClock.now
            ).findings()
            let lines = findings.map {
                "  \($0.name): \($0.seen)\($0.problem == nil ? "" : " (see below)")"
            }
            return (["", "Site \(folders.root)"] + lines, findings.compactMap(\.problem))
        } catch let found as Diagnostics {
            return ([], found.all)
        } catch let problem as Diagnostic {
            return ([], [problem])
        }
    }

    /// `20914` as people write it: 2.9.14.
    private static func dotted(_ version: String) -> String {
        guard let number = Int(version.prefix { $0.isNumber }) else { return version }
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }
}
