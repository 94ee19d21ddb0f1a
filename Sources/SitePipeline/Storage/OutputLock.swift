import Glibc
package import MarginModel
import Synchronization

/// The right to write in an output folder: one process at a time, given back when it ends, however
/// it ends.
package final class OutputLock: Sendable {
    private let file: Int32
    /// For processes that are forked, which have the lock's file open as well.
    private static let newest = Atomic<Int32>(-1)

    private static let name = "lock"
    private static let longestNote = 200

    /// Takes the lock or fails at once; the diagnostic `lock-held` names who has it.
    package init(of store: ReleaseStore) throws(Diagnostic) {
        let state = try store.state()
        let file = openat(
            state.descriptor, Self.name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
            PrivateStore.fileMode)
        guard file >= 0 else { throw state.refusal("open the file", Self.name, errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.note(in: file)
            close(file)
            guard code == EWOULDBLOCK else { throw state.refusal("lock", Self.name, code) }
            throw .held(by: holder, path: "\(state.path)/\(Self.name)")
        }
        // The note is for people; the lock itself is what counts, so a failure here changes nothing.
        let note = Array("pid \(getpid()), started \(SystemClock.now)\n".utf8)
        _ = ftruncate(file, 0)
        _ = pwrite(file, note, note.count, 0)
        self.file = file
        Self.newest.store(file, ordering: .relaxed)
    }

    /// In a forked process: leaves the lock to the one that took it, so that it ends with that one.
    static func leave() { close(newest.load(ordering: .relaxed)) }

    deinit {
        // So that a stranger who takes the lock next is not reported under our name.
        _ = ftruncate(file, 0)
        // Closing alone would leave the lock to a child process that is just being started.
        flock(file, LOCK_UN)
        close(file)
    }

    private static func note(in file: Int32) -> String {
        let bytes = [UInt8](unsafeUninitializedCapacity: longestNote) { buffer, count in
            count = max(0, pread(file, buffer.baseAddress, longestNote, 0))
        }
        let line = bytes.prefix { $0 >= 0x20 }
        return line.isEmpty ? "another process" : String(decoding: line, as: UTF8.self)
    }
}

extension Diagnostic {
    fileprivate static func held(by holder: String, path: String) -> Diagnostic {
        Diagnostic(
            id: "lock-held", kind: .lockHeld, at: SourceLocation(file: path),
            message: "another run is writing to this output folder (\(holder))",
            hint: "Wait until it ends, or write to another folder")
    }
}
