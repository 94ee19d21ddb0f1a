import Glibc
import MarginModel
import Synchronization

/// The one folder that a preview shows. Nothing in it changes before a build has succeeded; then
/// only the files that differ are replaced, each in one step.
final class PreviewFolder: PageSink {
    private let folder: Folder
    private let pending = Mutex<[String: [UInt8]]>([:])
    /// What is shown, as far as commits know it; empty before the first.
    private let shown = Mutex<Set<String>>([])

    private static let fileMode: mode_t = 0o644
    private static let folderMode: mode_t = 0o755

    /// Opens `<output>/.state/preview`, and refuses when another process shows it.
    init(in output: String) throws(Diagnostic) {
        let store = try ReleaseStore(opening: output, durably: false)
        folder = try store.state().madeSubfolder("preview", mode: Self.folderMode)
        _ = try folder.madeSubfolder("site", mode: Self.folderMode)
        guard flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw .inUse(folder.path)
        }
    }

    var sitePath: String { folder.path + "/site" }
    var takesFailedPages: Bool { true }

    /// Whether the folder still lies where it was opened.
    var isInPlace: Bool {
        var (here, there) = (stat(), stat())
        return fstat(folder.descriptor, &here) == 0 && stat(folder.path, &there) == 0
            && here.st_ino == there.st_ino && here.st_dev == there.st_dev
    }

    /// Whether it holds all that is shown: who removes it while files are replaced in it leaves some.
    var isWhole: Bool {
        shown.withLock(\.self).allSatisfy { faccessat(folder.descriptor, $0, F_OK, 0) == 0 }
    }

    // MARK: A build

    func link(_ path: String, as stamp: FileStamp) throws(Diagnostic) -> Bool {
        self.stamp(of: path) == stamp
    }

    func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
        let checked = try RelativePath(checking: path).text
        guard !folder.holds(bytes, at: checked, mode: Self.fileMode) else { return }
        pending.withLock { $0[checked] = bytes }
    }

    func stamp(of path: String) -> FileStamp? {
        guard pending.withLock({ $0[path] }) == nil else { return nil }
        return folder.stamp(of: path, mode: Self.fileMode)
    }

    /// Forgets what was written since the last commit.
    func discard() { pending.withLock { $0 = [:] } }

    /// Shows what was written, and removes every file that is not among `paths`.
    ///
    /// - Returns: How many files changed.
    func commit(keeping paths: Set<String>) throws(Diagnostic) -> Int {
        let files = pending.withLock { files in
            defer { files = [:] }
            return files
        }
        var known = shown.withLock(\.self)
        // A process before this one may have left more.
        if known.isEmpty { known = Set(try FileReader().list(sitePath).map { "site/" + $0.path }) }
        known.formUnion(files.keys)
        // Also where the rest of this fails.
        shown.withLock { $0 = known }
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) { try replace(path, bytes) }
        let stale = known.subtracting(paths).sorted()
        for path in stale {
            guard unlinkat(folder.descriptor, path, 0) == 0 || errno == ENOENT else {
                throw folder.refusal("remove", path, errno)
            }
            removeEmptyFolders(above: path)
        }
        shown.withLock { $0 = paths }
        return files.count + stale.count
    }

    private func replace(_ path: String, _ bytes: [UInt8]) throws(Diagnostic) {
        let checked = try RelativePath(checking: path)
        var place = folder
        for name in checked.folders.compactMap({ $0.split(separator: "/").last }) {
            place = try place.madeSubfolder(String(name), mode: Self.folderMode)
        }
        let name = checked.text.split(separator: "/").last.map(String.init) ?? checked.text
        try place.replace(name, with: bytes, mode: Self.fileMode)
    }

    private func removeEmptyFolders(above path: String) {
        // The path was listed a moment ago, so it is a good one.
        let folders = (try? RelativePath(checking: path))?.folders ?? []
        for name in folders.reversed() where name != "site" {
            // A folder that still holds something stays.
            guard unlinkat(folder.descriptor, name, AT_REMOVEDIR) == 0 else { return }
        }
    }
}

extension Diagnostic {
    fileprivate static func inUse(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "preview-in-use", at: SourceLocation(file: path),
            message: "another marginalia serve shows this site already",
            hint: "Use that one, or end it first.")
    }
}
