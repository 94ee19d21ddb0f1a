import Glibc
import MarginModel

/// An open folder. What is done through it stays in it, even when it is renamed meanwhile, and a
/// link inside it is never followed.
final class Folder: Sendable {
    let descriptor: Int32
    /// For messages only.
    let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Opens a folder by a path that the user chose: links on the way are followed.
    convenience init(opening path: String) throws(Diagnostic) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .refused("open the folder", path, code: errno) }
        self.init(descriptor: descriptor, path: path)
    }

    func subfolder(_ name: String) throws(Diagnostic) -> Folder {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let opened = openat(descriptor, name, flags)
        guard opened >= 0 else { throw refusal("open the folder", name, errno) }
        return Folder(descriptor: opened, path: "\(path)/\(name)")
    }

    /// Opens `name`, after creating it where it is missing, with exactly the permissions `mode`.
    func madeSubfolder(_ name: String, mode: mode_t) throws(Diagnostic) -> Folder {
        if mkdirat(descriptor, name, mode) != 0, errno != EEXIST {
            throw refusal("create the folder", name, errno)
        }
        let folder = try subfolder(name)
        try folder.setPermissions(mode)
        return folder
    }

    /// Whatever the `umask` takes away.
    func setPermissions(_ mode: mode_t) throws(Diagnostic) {
        if try permissions() != mode, fchmod(descriptor, mode) != 0 {
            throw .refused("set the permissions of the folder", path, code: errno)
        }
    }

    /// Refuses another user's folder: what is written there now could not be removed by its owner later.
    func requireOwner() throws(Diagnostic) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .refused("examine the folder", path, code: errno)
        }
        guard status.st_uid == geteuid() else { throw .owned(by: status.st_uid, path) }
    }

    /// The permission bits, as the `umask` left them when the folder was made.
    func permissions() throws(Diagnostic) -> mode_t {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .refused("examine the folder", path, code: errno)
        }
        return status.st_mode & 0o7777
    }

    /// What stands at `name`, not following a link; `nil` when nothing does.
    func status(of name: String) throws(Diagnostic) -> stat? {
        var status = stat()
        if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
        if errno == ENOENT { return nil }
        throw refusal("examine the file", name, errno)
    }

    /// What a name in a folder stands for.
    enum Kind {
        case file, folder
        /// A link, a pipe, a device.
        case other
    }

    /// The names in the folder in byte order, without `.` and `..`.
    func names() throws(Diagnostic) -> [String] {
        try entries().map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// What is in the folder, in any order. A file system need not tell kinds along with the names:
    /// then they are `nil`.
    func entries() throws(Diagnostic) -> [(name: String, kind: Kind?)] {
        // A second open, because reading a folder moves its descriptor's position.
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw .refused("open the folder", path, code: errno) }
        guard let stream = fdopendir(copy) else {
            let code = errno
            close(copy)
            throw .refused("list the folder", path, code: code)
        }
        defer { closedir(stream) }
        var entries: [(name: String, kind: Kind?)] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    String(validatingCString: $0)
                }
            }
            guard let name else { throw .nameIsNotText(in: path) }
            if name != ".", name != ".." {
                entries.append((name, Self.kind(Int(entry.pointee.d_type))))
            }
            errno = 0
        }
        guard errno == 0 else { throw .refused("list the folder", path, code: errno) }
        return entries
    }

    private static func kind(_ type: Int) -> Kind? {
        switch type {
        case Int(DT_UNKNOWN): nil
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        default: .other
        }
    }

    /// Renames in one step; whatever was at the new name is replaced.
    func rename(_ name: String, to newName: String) throws(Diagnostic) {
        guard renameat(descriptor, name, descriptor, newName) == 0 else {
            throw refusal("rename '\(name)'", newName, errno)
        }
    }

    /// Waits until the folder's own entries are on the disk.
    func synchronise() throws(Diagnostic) {
        guard fsync(descriptor) == 0 else {
            throw .refused("write to the disk", path, code: errno)
        }
    }

    /// Removes `name` and all below it, not following links. Missing is fine.
    func removeTree(_ name: String) throws(Diagnostic) {
        if unlinkat(descriptor, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw refusal("remove", name, errno) }
        let folder = try subfolder(name)
        for entry in try folder.names() { try folder.removeTree(entry) }
        guard unlinkat(descriptor, name, AT_REMOVEDIR) == 0 else {
            throw refusal("remove the folder", name, errno)
        }
    }

    func refusal(_ action: String, _ name: String, _ code: Int32) -> Diagnostic {
        .refused(action, "\(path)/\(name)", code: code)
    }
}

extension stat {
    var kind: Folder.Kind {
        switch st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }
}

extension Diagnostic {
    fileprivate static func owned(by user: uid_t, _ path: String) -> Diagnostic {
        let name = getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "#\(user)"
        return Diagnostic(
            id: "output-of-another-user", kind: .outputAbsent, at: SourceLocation(file: path),
            message: "the folder belongs to another user, \(name), so nothing is written here",
            hint: "Run the same as that user: sudo -u \(name) marginalia …")
    }

    fileprivate static func nameIsNotText(in folder: String) -> Diagnostic {
        Diagnostic(
            id: "io-name-not-utf8", kind: .storage, at: SourceLocation(file: folder),
            message: "the folder holds a name that is not UTF-8",
            hint: "Find and rename it: LC_ALL=C ls -b \(folder.shellQuoted)")
    }
}
