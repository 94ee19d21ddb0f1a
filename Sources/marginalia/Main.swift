import ArgumentParser
import Glibc
import MarginModel
import SitePipeline

/// Arguments in, exit code out. Everything else lies in the libraries.
@main
struct Main {
    static func main() async {
        Crash.catchAll()
        holdStandardStreams()
        signal(SIGPIPE, SIG_IGN)
        // The runtime reads the arguments there: without it a night would end well that never was.
        guard access("/proc/self/cmdline", R_OK) == 0 else {
            Console.standard.complain("/proc is not mounted; mount it: mount -t proc proc /proc")
            exit(ExitStatus.configuration.rawValue)
        }
        do {
            var command = try Marginalia.parsed()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            Console.standard.finish()
        } catch let status as ExitStatus {
            Console.standard.finish()
            exit(status.rawValue)
        } catch {
            let message = Marginalia.fullMessage(for: error)
            let code = Marginalia.exitCode(for: error)
            if code == .success {
                Console.standard.print(message)
                Console.standard.finish()
                exit(ExitStatus.done.rawValue)
            }
            Console.standard.complain(message)
            exit(
                code == .validationFailure ? ExitStatus.usage.rawValue : ExitStatus.defect.rawValue)
        }
    }

    /// Opens what is closed of input, output and errors the wrong way round: results would go to the
    /// first file that is opened, which gets the number that is free.
    private static func holdStandardStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(stream, F_GETFD) < 0 {
            _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}

/// What is left of a defect of ours in a log: one line. A backtrace or a core file would show what
/// accounts hold.
private enum Crash {
    static func catchAll() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        // A stack that has overflowed has no room for a handler.
        let size = 1 << 16
        var stack = stack_t()
        stack.ss_sp = .allocate(byteCount: size, alignment: 16)
        stack.ss_size = size
        sigaltstack(&stack, nil)
        var action = sigaction()
        // Only what POSIX allows in a handler.
        action.__sigaction_handler.sa_handler = { _ in
            let line: StaticString = "marginalia: a defect of ours ended the program\n"
            _ = write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
            _exit(70)
        }
        action.sa_flags = SA_ONSTACK
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS] {
            sigaction(number, &action, nil)
        }
        // The runtime makes a backtrace of this one too, which is no defect.
        signal(SIGQUIT, SIG_DFL)
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
              marginalia plan account.json
                                          what one account has to do now
            Each verb's help shows an example: marginalia help VERB

            Exit codes: 0 done; 1 content or templates; 2 arguments; 3 settings, folders, permissions or \
            the key; 4 an input; 5 stale or missing input; 6 a check; 7 another run; 8 \(ExitStatus.writeFailedText); \
            9 published, with something to look at; 70 a defect.
            """,
        version: "marginalia \(ToolVersion.current)",
        subcommands: [
            Init.self, New.self, Eject.self, Import.self, Build.self, Report.self, Merge.self,
            Assess.self,
            Plan.self,
            Convert.self,
            Check.self, Serve.self,
            Nightly.self, Releases.self, Release.self, Rollback.self, Diff.self, Verify.self,
            Explain.self,
            Schema.self, WordsCommand.self, Doctor.self, Version.self,
        ])

    /// The verb with its arguments.
    static func parsed() throws -> any ParsableCommand {
        let arguments = CommandLine.arguments.dropFirst()
        guard let word = arguments.first, !word.hasPrefix("-") else { return try parseAsRoot() }
        let verbs = configuration.subcommands.map { verb in
            (name: verb.configuration.commandName ?? "\(verb)".lowercased(), verb: verb)
        }
        if let verb = verbs.first(where: { $0.name == word })?.verb {
            // Alone it is parsed in half the time; what it does not take, the whole says better.
            return try (try? verb.parse(Array(arguments.dropFirst()))) ?? parseAsRoot()
        }
        if word != "help" { throw unknown(word, among: verbs.map(\.name) + ["help"]) }
        return try parseAsRoot()
    }

    /// Names the nearest verb to one that there is not.
    private static func unknown(_ word: String, among verbs: [String]) -> ValidationError {
        let nearest = nearestName(to: word, among: verbs).map { "; did you mean \($0)?" } ?? "."
        return ValidationError(
            "there is no verb '\(word)'\(nearest) All verbs: marginalia --help")
    }
}
