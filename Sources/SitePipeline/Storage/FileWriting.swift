import Glibc
import MarginModel

extension Folder {
    /// Writes a new file in one go, into folders that exist.
    ///
    /// - Parameter enforced: Sets `mode` once more, for when the `umask` takes bits away.
    /// - Returns: 0, or the `errno` of the `open` when that failed, for the caller to act on:
    ///   `EEXIST` when the name is taken, `ENOENT` when a folder is missing.
    func write(
        _ bytes: [UInt8], to path: String, mode: mode_t, enforced: Bool
    ) throws(Diagnostic) -> Int32 {
        let file = openat(
            descriptor, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard file >= 0 else { return errno }
        var code = Self.writeAll(bytes, to: file)
        if code == 0, enforced, fchmod(file, mode) != 0 { code = errno }
        // A full disk may show only here.
        if close(file) != 0, code == 0 { code = errno }
        guard code == 0 else {
            // Half a file must not stay under a name that looks finished.
            unlinkat(descriptor, path, 0)
            throw refusal("write the file", path, code)
        }
        return 0
    }

    /// Replaces a file: readers see the old bytes or the new ones, never a part.
    func replace(_ name: String, with bytes: [UInt8], mode: mode_t) throws(Diagnostic) {
        let partial = ".\(name).partial"
        var code = try write(bytes, to: partial, mode: mode, enforced: true)
        if code == EEXIST {
            // What a killed run left may have other permissions, so it is not reused.
            unlinkat(descriptor, partial, 0)
            code = try write(bytes, to: partial, mode: mode, enforced: true)
        }
        guard code == 0 else { throw refusal("create the file", partial, code) }
        try rename(partial, to: name)
    }

    /// Whether a regular file with these permissions holds exactly `bytes`.
    func holds(_ bytes: [UInt8], at path: String, mode: mode_t) -> Bool {
        let file = openat(descriptor, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode == S_IFREG | mode,
            status.st_size == bytes.count
        else { return false }
        var buffer = [UInt8](repeating: 0, count: min(bytes.count, 1 << 16))
        var offset = 0
        while offset < bytes.count {
            let count = read(file, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0, offset + count <= bytes.count,
                buffer[..<count] == bytes[offset..<offset + count]
            else { return false }
            offset += count
        }
        return true
    }

    /// `nil` unless there is a regular file with these permissions.
    func stamp(of path: String, mode: mode_t) -> FileStamp? {
        var status = stat()
        guard fstatat(descriptor, path, &status, AT_SYMLINK_NOFOLLOW) == 0,
            status.st_mode == S_IFREG | mode
        else { return nil }
        return FileStamp(
            inode: UInt64(status.st_ino), modifiedNanoseconds: status.modifiedNanoseconds,
            byteCount: Int(status.st_size))
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(
                    file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                written += count
            }
            return 0
        }
    }
}
