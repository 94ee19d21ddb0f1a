import Foundation
import Testing

/// Results that cannot be written, readers that go away, and what a crash leaves in a log.
@Suite struct OutputTests {
    private static let sample = "Content/portfolios/sample-binance-healthy.json"

    /// Many accounts, one a line: more than a pipe holds when they are assessed.
    private static let accounts: Result<URL, any Error> = Result {
        let file = try Program.temporaryFolder().appending(path: "accounts.ndjson")
        let text = try String(
            contentsOf: Program.repository.appending(path: sample), encoding: .utf8)
        let lines = (1...120).map { number in
            text.replacing("sample-binance-healthy", with: "made-\(number)")
                .replacing("\n", with: " ")
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        return file
    }

    private func shell(_ script: String) throws -> Program.Answer {
        try Program.command(
            "/bin/bash", ["-c", script],
            [
                "M": Program.executable.path(), "ACCOUNTS": try Self.accounts.get().path(),
                "SAMPLE": Self.sample,
            ])
    }

    @Test(arguments: [
        "assess $ACCOUNTS --json", "assess $SAMPLE", "plan $SAMPLE --json", "schema account",
        "version", "doctor", "--help", "help assess", "explain no-tier",
    ])
    func aResultThatIsLostIsAnError(arguments: String) throws {
        let full = try shell("\"$M\" \(arguments) > /dev/full")
        #expect(full.status == 8)
        #expect(full.errors.contains("cannot write to standard output: No space left on device"))
        let closed = try shell("\"$M\" \(arguments) >&-")
        #expect(closed.status == 8)
        #expect(closed.errors.contains("cannot write to standard output: Bad file descriptor"))
    }

    @Test func aReaderThatHasGoneEndsTheProgramQuietly() throws {
        for trap in ["", "trap '' PIPE;"] {
            let answer = try shell(
                "\(trap) \"$M\" assess $ACCOUNTS --json | head -n 1 | wc -l; echo ${PIPESTATUS[0]}")
            #expect(answer.output.split(separator: "\n").map(String.init) == ["1", "141"])
            #expect(answer.errors == "")
        }
    }

    @Test func waitsForAReaderBehindANonBlockingPipe() throws {
        let script = """
            import fcntl, os, subprocess, sys, time
            r, w = os.pipe()
            fcntl.fcntl(w, fcntl.F_SETFL, os.O_NONBLOCK)
            p = subprocess.Popen([sys.argv[1], "assess", sys.argv[2], "--json"], stdout=w)
            os.close(w)
            time.sleep(1)
            got = b""
            while data := os.read(r, 65536): got += data
            print(p.wait(), got.count(b"\\n"), len(got) > 65536)
            """
        let answer = try Program.command(
            "/usr/bin/python3",
            ["-c", script, Program.executable.path(), try Self.accounts.get().path()])
        #expect(answer.output == "0 120 True\n", "\(answer.errors)")
    }

    @Test(arguments: [SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE])
    func aCrashLeavesOneLine(signal: Int32) throws {
        let scratch = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: scratch) }
        let errors = scratch.appending(path: "err")
        try Data().write(to: errors)
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = Program.executable
        process.arguments = ["assess", "-", "--json"]
        process.currentDirectoryURL = Program.repository
        process.standardInput = input
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        // Once a line is answered, it waits for the next.
        let line = try Data(contentsOf: try Self.accounts.get()).prefix { $0 != 10 }
        try input.fileHandleForWriting.write(contentsOf: line + [10])
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 70)
        #expect(
            try String(contentsOf: errors, encoding: .utf8)
                == "marginalia: a defect of ours ended the program\n")
    }

    @Test func anInputWithoutAccountsIsAnErrorUnlessAllowed() throws {
        for verb in ["assess", "plan"] {
            let answer = try Program.run([verb, "-"], input: "")
            #expect(answer.status == 4)
            #expect(answer.errors.contains("accounts-none"))
            #expect(try Program.run([verb, "-", "--allow-empty"], input: "").status == 0)
        }
    }
}
