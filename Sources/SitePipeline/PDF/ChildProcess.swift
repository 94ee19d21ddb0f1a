import Glibc
import MarginModel

/// A program that is spoken to over one socket, without a shell.
///
/// It is ended, with all that it started, when this value goes. One caller at a time.
final class ChildProcess {
    private let socket: Int32
    private let process: pid_t

    /// - Parameter descriptors: Those under which the program has the socket.
    init(_ arguments: [String], socketAs descriptors: [Int32]) throws(EngineFailure) {
        var ends: [Int32] = [-1, -1]
        guard
            socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0
        else { throw .ended("no socket could be made") }
        // Out of the way of the descriptors that the program gets.
        let theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, 10)
        close(ends[1])
        defer { close(theirs) }
        socket = ends[0]
        let (process, code) = spawn(arguments) { actions in
            for standard in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
            where !descriptors.contains(standard) {
                posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0)
            }
            for descriptor in descriptors {
                posix_spawn_file_actions_adddup2(&actions, theirs, descriptor)
            }
        }
        guard code == 0 else {
            close(ends[0])
            throw .absent(String(cString: strerror(code)))
        }
        self.process = process
    }

    deinit {
        close(socket)
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// Writes all of `bytes`.
    func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) throws(EngineFailure) {
        var sent = 0
        while sent < bytes.count {
            try wait(for: POLLOUT, until: deadline)
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    socket, buffer.baseAddress?.advanced(by: sent), bytes.count - sent,
                    Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count > 0 { sent += count } else if errno != EAGAIN, errno != EINTR { throw .gone }
        }
    }

    /// What has come in since, at least a byte.
    func receive(until deadline: ContinuousClock.Instant) throws(EngineFailure) -> [UInt8] {
        while true {
            try wait(for: POLLIN, until: deadline)
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 { return Array(buffer.prefix(count)) }
            if count == 0 || (errno != EAGAIN && errno != EINTR) { throw .gone }
        }
    }

    private func wait(
        for event: Int32, until deadline: ContinuousClock.Instant
    ) throws(EngineFailure) {
        while true {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { throw .slow }
            var entry = pollfd(fd: socket, events: Int16(event), revents: 0)
            let ready = poll(&entry, 1, Int32(min(left + 1, 60_000)))
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw .gone }
        }
    }
}

/// Why an engine gave no PDF.
enum EngineFailure: Error {
    /// The program cannot be started.
    case absent(String)
    /// It ended, or closed its end.
    case ended(String)
    case slow
    /// It said so itself; it goes on with other reports.
    case refused(String)

    static let gone = EngineFailure.ended("it ended before it answered")

    /// Whether the next report needs a new process.
    var endsTheProcess: Bool {
        if case .refused = self { false } else { true }
    }

    var words: String {
        switch self {
        case .absent(let why): "cannot be started: \(why)"
        case .ended(let why): "gave nothing: \(why)"
        case .slow: "took too long and was ended"
        case .refused(let why): "refused: \(why)"
        }
    }
}
