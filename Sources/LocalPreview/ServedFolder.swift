import Glibc
import MarginModel

/// The open root of what is served. Names are resolved from its descriptor, one part at a time and
/// without following links, so nothing outside of it can be reached.
final class ServedFolder: Sendable {
    private let descriptor: Int32

    enum Found {
        case file(ServedFile)
        case folder
        case nothing
    }

    init(opening path: String) throws(Diagnostic) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotServe(path, code: errno) }
    }

    deinit { close(descriptor) }

    /// Whether nothing can come back at its place without being opened anew.
    var isRemoved: Bool {
        var status = stat()
        return fstat(descriptor, &status) != 0 || status.st_nlink == 0
    }

    func find(_ parts: [String]) -> Found {
        guard let name = parts.last else { return .folder }
        var folder = descriptor
        defer { if folder != descriptor { close(folder) } }
        for part in parts.dropLast() {
            let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
            let next = openat(folder, part, flags)
            if folder != descriptor { close(folder) }
            folder = next
            guard folder >= 0 else {
                folder = descriptor
                return .nothing
            }
        }
        // Without O_NONBLOCK, opening a named pipe would wait for its writer for ever.
        let opened = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else { return .nothing }
        return Self.kind(of: opened)
    }

    private static func kind(of opened: Int32) -> Found {
        var status = stat()
        guard fstat(opened, &status) == 0 else {
            close(opened)
            return .nothing
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(ServedFile(descriptor: opened, status: status))
        case S_IFDIR:
            close(opened)
            return .folder
        default:
            close(opened)
            return .nothing
        }
    }
}

/// An open regular file and what is known of it.
final class ServedFile: Sendable {
    let size: Int
    let modified: Instant
    /// Strong: a change within the same second, to the same length, changes it too.
    let entityTag: String
    private let descriptor: Int32

    fileprivate init(descriptor: Int32, status: stat) {
        self.descriptor = descriptor
        size = Int(status.st_size)
        let seconds = Int64(status.st_mtim.tv_sec)
        modified = Instant(secondsSinceEpoch: seconds)
        let nanoseconds = seconds &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        entityTag = [Int64(status.st_ino), Int64(size), nanoseconds]
            .map { String($0, radix: 36) }.joined(separator: "-")
    }

    deinit { close(descriptor) }

    /// Up to `range.count` bytes; fewer when the file was cut short, none when it cannot be read.
    func read(_ range: Range<Int>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let target = buffer.baseAddress?.advanced(by: count)
                let got = pread(descriptor, target, range.count - count, range.lowerBound + count)
                if got < 0 && errno == EINTR { continue }
                if got <= 0 { return }
                count += got
            }
        }
    }
}

extension Diagnostic {
    fileprivate static func cannotServe(_ path: String, code: Int32) -> Diagnostic {
        Diagnostic(
            id: "preview-no-site", at: SourceLocation(file: path),
            message: "there is no folder to serve: \(String(cString: strerror(code)))",
            hint: "Run: marginalia build")
    }
}
