import Glibc
import MarginModel

extension Folder {
    /// Writes a new file in one go, into folders that exist.
    ///
    /// - Parameters:
    ///   - enforced: Sets `mode` once more, for when the `umask` takes bits away.
    ///   - durably: Waits until the bytes are on the disk.
    /// - Returns: 0, or the `errno` of the `open` when that failed, for the caller to act on:
    ///   `EEXIST` when the name is taken, `ENOENT` when a folder is missing.
    func write(
        _ bytes: [UInt8], to path: String, mode: mode_t, enforced: Bool, durably: Bool = false
    ) throws(Diagnostic) -> Int32 {
        try write(to: path, mode: mode, enforced: enforced, durably: durably) { file in
            Self.writeAll(bytes, to: file)
        }
    }

    /// The same with a body that writes the bytes and returns 0 or an `errno`.
    private func write(
        to path: String, mode: mode_t, enforced: Bool, durably: Bool,
        _ body: (_ file: Int32) throws(Diagnostic) -> Int32
    ) throws(Diagnostic) -> Int32 {
        let file = openat(
            descriptor, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard file >= 0 else { return errno }
        var code: Int32
        do throws(Diagnostic) {
            code = try body(file)
        } catch {
            close(file)
            unlinkat(descriptor, path, 0)
            throw error
        }
        if code == 0, enforced, fchmod(file, mode) != 0 { code = errno }
        if code == 0, durably, fsync(file) != 0 { code = errno }
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
    ///
    /// - Parameter durably: A power cut leaves the old bytes or the new ones, too.
    func replace(
        _ name: String, with bytes: [UInt8], mode: mode_t, durably: Bool = false
    ) throws(Diagnostic) {
        try replace(name, mode: mode, durably: durably) { Self.writeAll(bytes, to: $0) }
    }

    /// The same line by line; no more than a piece of the file is held.
    func replace(
        _ name: String, mode: mode_t,
        lines body: (_ append: ([UInt8]) throws(Diagnostic) -> Void) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        try replace(name, mode: mode) { (file) throws(Diagnostic) in
            var piece: [UInt8] = []
            func flush() throws(Diagnostic) {
                let code = Self.writeAll(piece, to: file)
                guard code == 0 else { throw refusal("write the file", name, code) }
                piece.removeAll(keepingCapacity: true)
            }
            try body { (line) throws(Diagnostic) in
                piece += line
                piece.append(UInt8(ascii: "\n"))
                if piece.count >= 1 << 16 { try flush() }
            }
            try flush()
            return 0
        }
    }

    /// The same with a body that writes the bytes and returns 0 or an `errno`.
    func replace(
        _ name: String, mode: mode_t, durably: Bool = false,
        _ body: (_ file: Int32) throws(Diagnostic) -> Int32
    ) throws(Diagnostic) {
        let partial = ".\(name).partial"
        var code = try write(to: partial, mode: mode, enforced: true, durably: durably, body)
        if code == EEXIST {
            // What a killed run left may have other permissions, so it is not reused.
            unlinkat(descriptor, partial, 0)
            code = try write(to: partial, mode: mode, enforced: true, durably: durably, body)
        }
        guard code == 0 else { throw refusal("create the file", partial, code) }
        do {
            try rename(partial, to: name)
        } catch {
            unlinkat(descriptor, partial, 0)
            throw error
        }
        if durably { try synchronise() }
    }

    /// Adds whole lines to a file and waits until they are on the disk.
    ///
    /// What a run that was stopped left of a line is removed first. After a failure, the file is as long
    /// as it was.
    func append(_ lines: [UInt8], to name: String, mode: mode_t) throws(Diagnostic) {
        let flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let file = openat(descriptor, name, flags, mode)
        guard file >= 0 else { throw refusal("open the file", name, errno) }
        defer { close(file) }
        // Held while the end of the file is looked at, so that two writers never mix their lines.
        guard flock(file, LOCK_EX) == 0 else { throw refusal("lock the file", name, errno) }
        var status = stat()
        guard fstat(file, &status) == 0, status.kind == .file else {
            throw refusal("write the file", name, EINVAL)
        }
        let whole = Self.wholeLines(of: file, size: Int(status.st_size))
        var code: Int32 = 0
        if whole < status.st_size, ftruncate(file, off_t(whole)) != 0 { code = errno }
        if code == 0, whole == 0, fchmod(file, mode) != 0 { code = errno }
        if code == 0 { code = Self.writeAll(lines, to: file) }
        if code == 0, fsync(file) != 0 { code = errno }
        guard code == 0 else {
            _ = ftruncate(file, off_t(whole))
            throw refusal("write the file", name, code)
        }
        if whole == 0 { try synchronise() }
    }

    /// How many bytes of a file are whole lines. Of one whose last line is longer than any of ours, all.
    private static func wholeLines(of file: Int32, size: Int) -> Int {
        let start = max(0, size - 1 << 16)
        var tail = [UInt8](repeating: 0, count: size - start)
        let count = pread(file, &tail, tail.count, off_t(start))
        guard count == tail.count else { return size }
        guard let end = tail.lastIndex(of: UInt8(ascii: "\n")) else {
            return start == 0 ? 0 : size
        }
        return start + end + 1
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

    /// The bytes of a file, none where it cannot be read; `nil` where there is no file.
    func bytes(at name: String) -> [UInt8]? {
        let (files, file) = (FileReader(), "\(path)/\(name)")
        return files.exists(file) ? (try? files.read(file)) ?? [] : nil
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

    static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32 {
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
