import Glibc
import MarginModel

extension Diagnostic {
    /// What the operating system refused: which file, which call in words, its reason, a cure.
    ///
    /// - Parameters:
    ///   - action: What was tried, as in "cannot *open* the file".
    ///   - code: The value of `errno` right after the call.
    static func refused(_ action: String, _ path: String, code: Int32) -> Diagnostic {
        let (id, hint) = cause(of: code, path: path)
        let isDisk = [ENOSPC, EDQUOT, EIO].contains(code)
        return Diagnostic(
            id: id, kind: isDisk ? .disk : .storage, at: SourceLocation(file: path),
            message: "cannot \(action): \(String(cString: strerror(code)))", hint: hint)
    }

    private static func cause(of code: Int32, path: String) -> (id: String, hint: String) {
        switch code {
        case ENOENT:
            ("io-not-found", "Check the spelling of the path, and the folder it starts from")
        case EACCES, EPERM:
            ("io-denied", "Give this user access; see who has it with: ls -ld \(path.shellQuoted)")
        case EROFS:
            ("io-denied", "The file system is mounted read-only; choose another folder")
        case ENOSPC, EDQUOT:
            ("io-disk-full", "Free some space or raise the quota, then run again")
        case EEXIST, ENOTEMPTY:
            ("io-exists", "Move what is there out of the way, then run again")
        case ELOOP, ENOTDIR:
            ("io-not-a-folder", "A link or a file stands where a folder is needed; replace it")
        case EISDIR:
            ("io-not-a-file", "Name a file, not a folder")
        case EMFILE, ENFILE:
            ("io-too-many-open", "Raise the limit of open files: ulimit -n 4096")
        case ENAMETOOLONG:
            ("io-name-too-long", "Shorten the name to 255 bytes or fewer")
        default:
            ("io-failed", "Look for disk errors in the system log, then run again")
        }
    }
}
