import ContentIngest
import Glibc
import MarginModel
import PageRendering

/// Hands the reports of a day to the program that `reports.deliver` names, each once.
///
/// The program reads lines of the manifest and answers, one line of JSON for each, `{"id": …, "status":
/// "ok"}`, as soon as a report is where it belongs. An answer is on the disk before the next one is read;
/// what has none goes out again in the next run. So does a report that a killed run had delivered and not
/// noted: the program is told of it by the same line, by which it can see that.
struct ReportDelivery: Sendable {
    static let stateName = "delivered.ndjson"

    let settings: DeliverySettings
    let clock: Instant
    var manifestName = DayManifest.name

    /// - Returns: What was not delivered, and why.
    func run(_ store: PrivateStore) throws(Diagnostic) -> Outcome {
        guard !settings.command.isEmpty, store.has(manifestName) else {
            return Outcome(delivered: 0, problems: [])
        }
        let waiting = try waiting(store)
        defer { close(waiting.file) }
        guard !waiting.keys.isEmpty else { return Outcome(delivered: 0, problems: []) }
        var open = waiting.keys
        var problems: [Diagnostic] = []
        do {
            try DeliveryProgram(settings: settings, folder: store.path).run(input: waiting.file) {
                (lines) throws(Diagnostic) in
                var notes: [UInt8] = []
                for line in lines {
                    // What cannot be read is no answer, and the report goes out again.
                    guard let answer = try? DeliveryAnswer(line: line), answer.isDelivered,
                        let key = open.removeValue(forKey: answer.id)
                    else { continue }
                    notes += note(answer.id, key)
                }
                if !notes.isEmpty { try store.append(notes, to: Self.stateName) }
            }
        } catch {
            problems.append(error)
        }
        if !open.isEmpty {
            problems.append(
                .undelivered(open.count, of: waiting.keys.count, by: settings.command[0]))
        }
        return Outcome(delivered: waiting.keys.count - open.count, problems: problems)
    }

    struct Outcome: Sendable {
        let delivered: Int
        let problems: [Diagnostic]
    }

    /// The lines of reports that were not delivered yet, in a file without a name, and their keys by id.
    private func waiting(
        _ store: PrivateStore
    ) throws(Diagnostic) -> (file: Int32, keys: [String: String]) {
        var known: Set<Substring> = []
        let state = "\(store.path)/\(Self.stateName)"
        if FileReader().exists(state) {
            try ReportIndex.lines(of: state) { line in
                let text = String(decoding: line, as: UTF8.self)
                guard let start = text.firstRange(of: "\"key\":\"")?.upperBound else { return }
                known.insert(text[start...].prefix { $0 != "\"" })
            }
        }
        let file = try store.unnamedFile()
        var keys: [String: String] = [:]
        do {
            try DayManifest.each(of: "\(store.path)/\(manifestName)") {
                (record) throws(Diagnostic) in
                guard case .account(let entry) = record, entry.status.hasReport, let id = entry.id
                else { return }
                let key = Fingerprint.sha256(entry.identity)
                guard !known.contains(key[...]) else { return }
                keys[id] = key
                let code = Folder.writeAll(ReportManifestJSON.line(entry) + [0x0A], to: file)
                guard code == 0 else {
                    throw .refused("keep what is to be delivered", store.path, code: code)
                }
            }
        } catch {
            close(file)
            throw error
        }
        lseek(file, 0, SEEK_SET)
        return (file, keys)
    }

    private func note(_ id: String, _ key: String) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("key", key)
            json.member("id", id)
            json.member("clock", clock.description)
        }
        return json.bytes + [0x0A]
    }
}

/// Runs the program that delivers, with the folder of the reports as its last argument, and reads what it
/// answers.
private struct DeliveryProgram {
    let settings: DeliverySettings
    let folder: String

    /// Longer than any answer.
    private static let longestLine = 1 << 16

    /// - Parameter take: Gets the lines of each piece of what the program prints.
    func run(
        input: Int32, take: ([[UInt8]]) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        let program = settings.command[0]
        var pipes: [Int32] = [0, 0]
        guard pipe(&pipes) == 0 else {
            throw .program(program, "cannot be started: \(String(cString: strerror(errno)))")
        }
        let (answers, end) = (pipes[0], pipes[1])
        for pipe in pipes { _ = fcntl(pipe, F_SETFD, FD_CLOEXEC) }
        defer { close(answers) }
        let (process, code) = spawn(settings.command + [folder]) { actions in
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
            posix_spawn_file_actions_adddup2(&actions, end, STDOUT_FILENO)
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        }
        close(end)
        guard code == 0 else {
            throw .program(program, "cannot be started: \(String(cString: strerror(code)))")
        }
        var status: Int32 = 0
        do throws(Diagnostic) {
            try read(answers, of: program, take)
        } catch {
            kill(-process, SIGKILL)
            waitpid(process, &status, 0)
            throw error
        }
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else {
            let signal = status & 0x7F
            throw .program(
                program,
                signal == 0
                    ? "ended with code \(status >> 8 & 0xFF)" : "was ended by signal \(signal)")
        }
    }

    private func read(
        _ answers: Int32, of program: String, _ take: ([[UInt8]]) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        let deadline = ContinuousClock.now + .seconds(settings.timeoutSeconds)
        var rest: [UInt8] = []
        while true {
            guard ContinuousClock.now < deadline else {
                throw .program(program, "was ended after \(settings.timeoutSeconds) s")
            }
            var entry = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, 200) > 0 else { continue }
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            let count = Glibc.read(answers, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest += piece.prefix(count)
            var lines = rest.split(separator: 0x0A, omittingEmptySubsequences: false).map(
                Array.init)
            rest = lines.removeLast()
            guard rest.count <= Self.longestLine else {
                throw .program(program, "printed what is no answer")
            }
            try take(lines)
        }
    }
}

extension Diagnostic {
    fileprivate static func program(_ program: String, _ what: String) -> Diagnostic {
        Diagnostic(
            id: "delivery-failed", at: SourceLocation(file: program),
            message: "the program that delivers reports \(what)",
            hint:
                "Run it by hand in the folder of the reports with lines of manifest.ndjson as its "
                + "standard input; the next run goes on with what was not answered.")
    }

    fileprivate static func undelivered(
        _ count: Int, of all: Int, by program: String
    ) -> Diagnostic {
        Diagnostic(
            id: "delivery-incomplete", at: SourceLocation(file: program),
            message: "\(count) of \(counted(all, "report")) have no answer that says ok",
            hint: "They go out again with the next run.")
    }
}
