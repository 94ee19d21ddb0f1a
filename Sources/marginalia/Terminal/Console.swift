import Glibc
import MarginModel

/// Results go to standard output, diagnostics to standard error, progress only to a terminal.
struct Console: Sendable {
    enum LogFormat: String, CaseIterable { case text, json }
    enum ColorMode: String, CaseIterable { case auto, always, never }

    var isQuiet = false
    var isVerbose = false
    var logFormat = LogFormat.text
    var color = ColorMode.auto

    static let standard = Console()

    private var usesColor: Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil
        }
    }

    /// A result, on standard output.
    func print(_ text: String) {
        print(Array((text.printable(keepsLines: true) + "\n").utf8))
    }

    /// A result as bytes, as they are. A result that is lost ends the program.
    func print(_ bytes: [UInt8]) {
        let code = write(bytes, to: STDOUT_FILENO)
        if code != 0 { end(for: code) }
    }

    /// Closes standard output: some file systems tell only then that they are full.
    func finish() {
        if close(STDOUT_FILENO) != 0, ![EBADF, EINTR].contains(errno) { end(for: errno) }
    }

    private func end(for code: Int32) -> Never {
        // The reader has what it wanted, and a shell sees what a program says that the signal ended.
        if code == EPIPE { exit(128 + SIGPIPE) }
        report([.outputLost(code)])
        exit(ExitStatus.writeFailed.rawValue)
    }

    /// A message that is no diagnostic, on standard error.
    func complain(_ text: String) {
        let line =
            logFormat == .json
            ? DiagnosticJSON.line(message: text)
            : text.printable(keepsLines: true)
        write(Array((line + "\n").utf8), to: STDERR_FILENO)
    }

    /// What a run did, line by line, on standard output: silent with `-q`.
    func summarize(_ lines: String...) { summarize(lines) }

    func summarize(_ lines: [String]) {
        guard !isQuiet else { return }
        print(lines)
    }

    /// Each stays one line, whatever the names of files in it hold.
    func print(_ lines: [String]) {
        print(lines.map { $0.printable(keepsLines: false) }.joined(separator: "\n"))
    }

    /// All of them, in the order of their places. Notices only with `-v`.
    func report(_ diagnostics: [Diagnostic]) {
        for diagnostic in Diagnostics(diagnostics).sorted() {
            guard diagnostic.severity != .notice || isVerbose else { continue }
            switch logFormat {
            case .json: printLine(DiagnosticJSON.line(diagnostic))
            case .text:
                let shown = diagnostic.printable
                printLine(usesColor ? colored(shown) : shown.description)
            }
        }
    }

    /// As `report`, for people of each rule and source the first, with how many more there are. All of
    /// them for programs and with `-v`.
    func reportFindings(_ diagnostics: [Diagnostic], ofEachKind most: Int = .max) {
        guard logFormat == .text, !isVerbose else { return report(diagnostics) }
        let text = FindingsText(diagnostics, ofEachKind: most)
        report(text.shown)
        for line in text.counts { complain(line) }
    }

    private func printLine(_ text: String) {
        write(Array((text + "\n").utf8), to: STDERR_FILENO)
    }

    private func colored(_ diagnostic: Diagnostic) -> String {
        let tint = diagnostic.severity == .error ? "31" : "33"
        let head =
            "\u{1B}[1m\(diagnostic.location):\u{1B}[0m \u{1B}[\(tint);1m\(diagnostic.severity):"
            + "\u{1B}[0m \(diagnostic.message) [\(diagnostic.id)]"
        return ([head] + diagnostic.details).joined(separator: "\n")
    }

    /// - Returns: 0, or the `errno` of what went wrong.
    @discardableResult
    private func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                offset += count
            } else if errno == EAGAIN {
                // Whoever shares the other end made it non-blocking.
                var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&place, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}

extension Diagnostic {
    /// The same with every text as a terminal may show it.
    fileprivate var printable: Diagnostic {
        let place = SourceLocation(
            file: location.file.printable(keepsLines: false), line: location.line,
            column: location.column)
        return Diagnostic(
            severity, id: id, kind: kind, at: place, message: message.printable(keepsLines: false),
            hint: hint?.printable(keepsLines: true), excerpt: excerpt, origins: origins)
    }

    fileprivate static func outputLost(_ code: Int32) -> Diagnostic {
        Diagnostic(
            id: "output-lost", at: SourceLocation(file: "<stdout>"),
            message: "cannot write to standard output: \(String(cString: strerror(code)))",
            hint: "Make room, or send the output elsewhere, and run again.")
    }
}
