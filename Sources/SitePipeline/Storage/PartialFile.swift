import Glibc
import MarginModel

/// A file for its owner alone that has its name only once it is finished. Until then it is called after the
/// run and the process that write it.
final class PartialFile {
    let path: String
    private let partial: String
    private let file: Int32
    private var isOpen = true
    /// How many bytes are in it, whole pieces only.
    private(set) var byteCount = 0

    /// - Parameter run: Tells this run from others that write the same file.
    init(_ path: String, run: String) throws(Diagnostic) {
        self.path = path
        let folder = SiteFolders.parent(of: path)
        partial = SiteFolders.join(folder, Self.name(for: SiteFolders.name(of: path), run: run))
        file = open(
            partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, PrivateStore.fileMode)
        guard file >= 0 else { throw .refused("create the file", partial, code: errno) }
        guard fchmod(file, PrivateStore.fileMode) == 0 else {
            throw .refused("set the permissions of the file", partial, code: errno)
        }
    }

    deinit { if isOpen { discard() } }

    static let suffix = ".partial"

    static func name(for name: String, run: String) -> String {
        ".\(name).\(run)-\(getpid())\(suffix)"
    }

    /// Whether a file is one that a run is writing, or left when it was killed.
    static func isPartial(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(suffix) }

    /// Adds all bytes or none.
    func append(_ bytes: [UInt8]) throws(Diagnostic) {
        let code = Folder.writeAll(bytes, to: file)
        guard code == 0 else {
            if ftruncate(file, off_t(byteCount)) == 0 { lseek(file, off_t(byteCount), SEEK_SET) }
            throw .refused("write the file", path, code: code)
        }
        byteCount += bytes.count
    }

    /// Gives the file its name. A power cut leaves it as it is now, or as it was before.
    func finish() throws(Diagnostic) {
        guard fsync(file) == 0, rename(partial, path) == 0 else {
            throw .refused("write the file", path, code: errno)
        }
        close(file)
        isOpen = false
        if let folder = try? Folder(opening: SiteFolders.parent(of: path)) {
            try folder.synchronise()
        }
    }

    func discard() {
        guard isOpen else { return }
        close(file)
        unlink(partial)
        isOpen = false
    }
}
