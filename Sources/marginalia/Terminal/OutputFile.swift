import Glibc
import MarginModel
import SitePipeline

/// Standard output as a file, which has its name only once it is whole: a file of that name may be read
/// until then.
struct OutputFile {
    private let path: String
    /// `nil` for a device or a pipe, which is written as it is.
    private let partial: String?

    /// Sends what is printed from here on to the file. Links are followed.
    init(_ name: String) throws(Diagnostic) {
        path =
            realpath(name, nil).map { resolved in
                defer { free(resolved) }
                return String(cString: resolved)
            } ?? name
        var status = stat()
        let stands = stat(path, &status) == 0
        let isFile = !stands || status.st_mode & S_IFMT == S_IFREG
        partial = isFile ? "\(path).\(getpid()).partial" : nil
        let flags = O_WRONLY | O_CLOEXEC | (isFile ? O_CREAT | O_EXCL | O_NOFOLLOW : 0)
        let file = open(partial ?? path, flags, stands ? status.st_mode & 0o777 : 0o666)
        guard file >= 0 else { throw .notWritten(name, code: errno) }
        dup2(file, STDOUT_FILENO)
        close(file)
    }

    /// Gives the file its name.
    func finish(_ console: Console) throws {
        guard let partial else { return }
        guard fsync(STDOUT_FILENO) == 0, rename(partial, path) == 0 else {
            let code = errno
            discard()
            console.report([.notWritten(path, code: code)])
            throw ExitStatus.writeFailed
        }
    }

    func discard() { if let partial { unlink(partial) } }
}

extension Diagnostic {
    fileprivate static func notWritten(_ path: String, code: Int32) -> Diagnostic {
        Diagnostic(
            id: "output-lost", at: SourceLocation(file: path),
            message: "cannot write the file: \(String(cString: strerror(code)))",
            hint: "Make room, or name another file, and run again.")
    }
}
