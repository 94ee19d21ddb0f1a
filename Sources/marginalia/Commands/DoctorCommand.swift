import ArgumentParser
import ContentIngest
import Glibc
import MarkupValidation
import SitePipeline

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what this program is built from, and which formats it reads.",
        discussion: """
            Example:
              marginalia doctor
            """)

    func run() {
        var lines = [
            "marginalia \(ToolVersion.current)",
            "  libxml2: \(Doctor.dotted(LibXML.runtimeVersion))",
            "  processors: \(sysconf(Int32(_SC_NPROCESSORS_ONLN)))",
        ]
        for format in AcceptedFormat.all {
            lines.append("")
            lines.append(format.name)
            lines += format.kinds.map { "  \($0)" }
            lines.append("  $ \(format.example)")
        }
        Console.standard.print(lines.joined(separator: "\n"))
    }

    /// `20914` as people write it: 2.9.14.
    private static func dotted(_ version: String) -> String {
        guard let number = Int(version.prefix { $0.isNumber }) else { return version }
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }
}
