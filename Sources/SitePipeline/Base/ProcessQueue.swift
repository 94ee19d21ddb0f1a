import Glibc
import MarginModel

/// Works through jobs in processes of their own, so that a defect costs the job that met it: what traps,
/// overflows its stack or never ends takes no other job along.
///
/// A process is a fork of this one: it has all that this one has, nothing is sent to it, and what it says
/// of each job comes back at once. Only the thread that forks lives on in it, so the others must be at
/// rest; a server's or a test's may hold locks, and do without.
struct ProcessQueue: Sendable {
    let queue: WorkQueue
    /// `false`: everything is done in this process.
    let isIsolated: Bool
    /// What a process does first: gives up what only its parent may hold.
    var atStart: @Sendable () -> Void = {}
    /// Asked again and again: from `true` on no work is begun, and what is under way is finished.
    var isStopped: @Sendable () -> Bool = { false }

    /// For how long a job may say nothing. A thousand times what the slowest takes.
    private static let patience = Duration.seconds(300)

    /// - Parameters:
    ///   - next: The next jobs, which one process does in their order; `nil` at the end.
    ///   - work: Does one job. It must not suspend.
    ///   - take: Gets each job with its answer, in the order of the jobs; `nil` where a process has ended
    ///     at it twice.
    /// - Throws: What `next` throws, and when no process can be started.
    func run<Job: Sendable, State: SendableMetatype>(
        _ next: () throws(Diagnostic) -> [Job]?, state makeState: @escaping @Sendable () -> State,
        _ work: @escaping @Sendable (Job, inout State) -> [UInt8], take: (Job, [UInt8]?) -> Void
    ) async throws(Diagnostic) {
        guard isIsolated else {
            while !isStopped(), let jobs = try next() {
                let answers = await queue.map(jobs, state: makeState, work)
                for (job, answer) in zip(jobs, answers) { take(job, answer) }
            }
            return
        }
        try runInProcesses(next, makeState, work, take)
    }

    private func runInProcesses<Job, State>(
        _ next: () throws(Diagnostic) -> [Job]?, _ makeState: () -> State,
        _ work: (Job, inout State) -> [UInt8], _ take: (Job, [UInt8]?) -> Void
    ) throws(Diagnostic) {
        var batches: [Batch<Job>] = []
        var isRead = false
        while true {
            if isStopped() {
                isRead = true
                for batch in batches where batch.isWaiting { batch.endHere() }
            }
            while let first = batches.first {
                first.give(take)
                guard first.isDone else { break }
                batches.removeFirst()
            }
            while !isRead, batches.count < 2 * queue.workers {
                if let jobs = try next() { batches.append(Batch(jobs)) } else { isRead = true }
            }
            if batches.isEmpty { return }
            for batch in batches where batch.isWaiting {
                let running = batches.compactMap(\.process?.pipe)
                guard running.count < queue.workers else { break }
                try batch.start(closing: running) { jobs, send in
                    atStart()
                    var state = makeState()
                    for job in jobs { send(work(job, &state)) }
                }
            }
            Self.wait(for: batches.filter { $0.process != nil })
        }
    }

    /// Takes in what processes have said since, or waits a second for it.
    private static func wait<Job>(for batches: [Batch<Job>]) {
        var entries = batches.compactMap(\.process).map {
            pollfd(fd: $0.pipe, events: Int16(POLLIN), revents: 0)
        }
        guard !entries.isEmpty else { return }
        poll(&entries, nfds_t(entries.count), 1_000)
        for (entry, batch) in zip(entries, batches) {
            if entry.revents != 0 {
                batch.receive()
            } else if let process = batch.process, .now - process.lastSign > patience {
                kill(process.id, SIGKILL)
            }
        }
    }
}

/// Jobs that one process after the other works through, until each has its answer.
private final class Batch<Job> {
    private(set) var jobs: [Job]
    private var answers: [[UInt8]?] = []
    private var givenCount = 0
    private(set) var process: Fork?
    /// How many answers there were when the process began.
    private var begun = 0
    /// The process before ended at the job that this one began with.
    private var isRetry = false

    init(_ jobs: [Job]) { self.jobs = jobs }

    var isDone: Bool { answers.count == jobs.count && process == nil }
    var isWaiting: Bool { answers.count < jobs.count && process == nil }

    func start(
        closing pipes: [Int32], _ body: (ArraySlice<Job>, @escaping ([UInt8]) -> Void) -> Void
    ) throws(Diagnostic) {
        begun = answers.count
        process = try Fork(closing: pipes) { send in body(jobs[begun...], send) }
    }

    /// Gives each answer once, as soon as it is there.
    func give(_ take: (Job, [UInt8]?) -> Void) {
        while givenCount < answers.count {
            take(jobs[givenCount], answers[givenCount])
            answers[givenCount] = nil
            givenCount += 1
        }
    }

    /// Leaves the jobs that have no answer yet.
    func endHere() { jobs.removeSubrange(answers.count...) }

    func receive() {
        guard let process else { return }
        let isOpen = process.receive()
        answers += process.takeAnswers()
        guard !isOpen else { return }
        self.process = nil
        guard answers.count < jobs.count else { return }
        // Each job has its own second try.
        let hasFailedTwice = isRetry && answers.count == begun
        if hasFailedTwice { answers.append(nil) }
        isRetry = !hasFailedTwice
    }
}

/// A fork of this process, which answers over a pipe. It is ended when this value goes.
private final class Fork {
    let id: pid_t
    let pipe: Int32
    private(set) var lastSign = ContinuousClock.now
    private var bytes: [UInt8] = []

    private static let pieceBytes = 1 << 16
    private static let lengthBytes = 4

    /// - Parameter pipes: What only this process reads.
    init(
        closing pipes: [Int32], _ body: (_ send: @escaping ([UInt8]) -> Void) -> Void
    ) throws(Diagnostic) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw .noProcess(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let parent = getpid()
        id = fork()
        if id == 0 {
            for pipe in pipes + [ends[0]] { close(pipe) }
            // What the runtime says of a defect could show what an account holds.
            let null = open("/dev/null", O_RDWR)
            for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] { dup2(null, stream) }
            body { answer in
                // Nobody waits for the answers of a run that was killed, and another may begin.
                guard getppid() == parent, Self.send(answer, to: ends[1]) else { _exit(1) }
            }
            _exit(0)
        }
        let code = errno
        close(ends[1])
        pipe = ends[0]
        guard id > 0 else { throw .noProcess(code) }
    }

    deinit {
        close(pipe)
        guard id > 0 else { return }
        kill(id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
    }

    private static func send(_ answer: [UInt8], to pipe: Int32) -> Bool {
        let length = (0..<lengthBytes).map { UInt8(truncatingIfNeeded: answer.count >> (8 * $0)) }
        let frame = length + answer
        var sent = 0
        while sent < frame.count {
            let count = frame[sent...].withUnsafeBytes { write(pipe, $0.baseAddress, $0.count) }
            if count > 0 { sent += count } else if errno != EINTR { return false }
        }
        return true
    }

    /// - Returns: Whether more can come.
    func receive() -> Bool {
        lastSign = .now
        var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
        let count = read(pipe, &buffer, buffer.count)
        if count > 0 { bytes += buffer.prefix(count) }
        return count > 0 || (count < 0 && errno == EINTR)
    }

    /// The answers that have come in whole.
    func takeAnswers() -> [[UInt8]] {
        var answers: [[UInt8]] = []
        var start = 0
        while bytes.count - start >= Self.lengthBytes {
            let body = start + Self.lengthBytes
            let end = body + bytes[start..<body].reversed().reduce(0) { $0 << 8 | Int($1) }
            guard bytes.count >= end else { break }
            answers.append(Array(bytes[body..<end]))
            start = end
        }
        bytes.removeFirst(start)
        return answers
    }
}

extension Diagnostic {
    fileprivate static func noProcess(_ code: Int32) -> Diagnostic {
        Diagnostic(
            id: "io-no-process", kind: .disk, at: SourceLocation(file: "<workers>"),
            message: "cannot start a process for accounts: \(String(cString: strerror(code)))",
            hint: "Make room for processes (ulimit -u) and memory, then run again.")
    }
}
