import Glibc
import MarginModel

/// Runs one program, without a shell, for a limited time.
struct CommandRunner: Sendable {
    /// The program's full path and its arguments.
    let arguments: [String]
    let timeoutSeconds: Int64

    /// Between two looks at whether the program has ended.
    private static let pollMicroseconds: UInt32 = 20_000

    /// Waits until the program ends; ends it, and all that it started, when it takes too long.
    ///
    /// - Parameter input: The file that it reads as its standard input. What it prints is not kept:
    ///   it may repeat what it was told of accounts.
    func run(input: String) throws(Diagnostic) {
        guard let program = arguments.first else { return }
        let (process, code) = spawn(arguments) { actions in
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
            for output in [STDOUT_FILENO, STDERR_FILENO] {
                posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
            }
        }
        guard code == 0 else { throw .failed(program, "cannot be started", code: code) }
        let deadline = ContinuousClock.now + .seconds(timeoutSeconds)
        var status: Int32 = 0
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { break }
            guard ended == 0 || errno == EINTR else {
                throw .failed(program, "cannot be waited for", code: errno)
            }
            if ContinuousClock.now >= deadline {
                kill(-process, SIGKILL)
                waitpid(process, &status, 0)
                throw .tooSlow(program, seconds: timeoutSeconds)
            }
            usleep(Self.pollMicroseconds)
        }
        guard status == 0 else { throw .ended(program, status: status) }
    }
}

extension Diagnostic {
    private static let cure =
        "Run it by hand with Output/private/alerts.ndjson as its standard input; the next nightly "
        + "run tells again."

    fileprivate static func failed(_ program: String, _ what: String, code: Int32) -> Diagnostic {
        Diagnostic(
            id: "alert-command-failed", at: SourceLocation(file: program),
            message: "the alert command \(what): \(String(cString: strerror(code)))", hint: cure)
    }

    fileprivate static func tooSlow(_ program: String, seconds: Int64) -> Diagnostic {
        Diagnostic(
            id: "alert-command-slow", at: SourceLocation(file: program),
            message: "the alert command was ended after \(seconds) s", hint: cure)
    }

    /// - Parameter status: As `waitpid` gives it: the signal in the low seven bits, else the exit
    ///   code above them.
    fileprivate static func ended(_ program: String, status: Int32) -> Diagnostic {
        let signal = status & 0x7F
        return Diagnostic(
            id: "alert-command-failed", at: SourceLocation(file: program),
            message: signal == 0
                ? "the alert command ended with code \(status >> 8 & 0xFF)"
                : "the alert command was ended by signal \(signal)", hint: cure)
    }
}
