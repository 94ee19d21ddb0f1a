import ArgumentParser
import Glibc

/// Arguments in, exit code out. Everything else lies in the libraries.
@main
struct Main {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Marginalia.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let status as ExitStatus {
            exit(status.rawValue)
        } catch {
            let message = Marginalia.fullMessage(for: error)
            let code = Marginalia.exitCode(for: error)
            if code == .success {
                Console.standard.print(message)
                exit(ExitStatus.done.rawValue)
            }
            Console.standard.complain(message)
            exit(
                code == .validationFailure ? ExitStatus.usage.rawValue : ExitStatus.defect.rawValue)
        }
    }
}

struct Marginalia: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "marginalia",
        abstract:
            "Market data, articles and derivatives accounts in; checked pages and reports out.",
        discussion: """
            A first look:
              marginalia nightly          build the site and the reports, check and publish them
              marginalia serve            look at the published site
              marginalia plan account.json --venues Content/venues
                                          what one account has to do now
            Each verb's help shows an example: marginalia help VERB
            """,
        subcommands: [
            Init.self, Import.self, Build.self, Report.self, Assess.self, Plan.self, Check.self,
            Serve.self,
            Nightly.self, Releases.self, Rollback.self, Diff.self, Verify.self, Explain.self,
            Schema.self, Doctor.self, Version.self,
        ])
}
