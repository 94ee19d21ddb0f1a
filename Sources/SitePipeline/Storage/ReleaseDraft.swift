import Glibc
package import MarginModel
import Synchronization

/// A release being written, in a folder that no one sees until it is published.
///
/// Many workers may write at once. The folder is locked for as long as this object lives, so that
/// another process can tell a draft in progress from one that a killed process left.
package final class ReleaseDraft: Sendable {
    /// The id that was asked for, with `-2`, `-3`, … when that one is taken.
    package let id: String

    let folder: Folder
    /// The live release: a file that has not changed is linked from it, so its inode and time stay.
    private let live: Folder?
    private let mustSetModes: Bool
    /// What is in the folder when it was a release before: most of what the new one shares with the
    /// live one is there. `nil`: the folder is new.
    private let recycled: FolderTree?
    /// In a recycled folder, which files of the old release may stay until they are replaced, and
    /// which belong to the new one.
    private let expected = Mutex<Set<String>>([])
    private let claimed = Mutex<Set<String>>([])
    private let isClosed = Atomic(false)

    private static let fileMode: mode_t = 0o644
    private static let folderMode: mode_t = 0o755

    /// - Parameters:
    ///   - folder: The draft's folder, locked by the caller: new and empty, or recycled.
    ///   - recycled: What it holds of a release that is gone. `expect` has to come before any file.
    ///   - live: The release to share unchanged files with.
    init(
        id: String, in folder: Folder, recycled: FolderTree? = nil, sharing live: Folder?
    ) throws(Diagnostic) {
        self.id = id
        self.folder = folder
        self.recycled = recycled
        self.live = live
        // A umask shows in the first folder it touches. With the usual one, two system calls per
        // page are saved.
        mustSetModes = try folder.permissions() != Self.folderMode
        try Self.setMode(of: ".", in: folder, needed: mustSetModes)
    }

    /// Where the draft stands now, for checks that read it back.
    package var path: String { folder.path }

    /// Removes what a recycled folder holds besides these files, each of which is still to be written
    /// or linked.
    func expect(_ paths: Set<String>) throws(Diagnostic) {
        guard let recycled else { return }
        expected.withLock { $0 = paths }
        try folder.removeAll(of: recycled, except: paths)
    }

    /// Ends the writing. Of a recycled folder's old files none is left.
    func finish() throws(Diagnostic) {
        close()
        let left = expected.withLock(\.self).subtracting(claimed.withLock(\.self))
        for path in left where unlinkat(folder.descriptor, path, 0) != 0 && errno != ENOENT {
            throw folder.refusal("remove", path, errno)
        }
    }

    /// Writes `site/faq/index.html` or `manifest.json` into the release. No path is written twice.
    package func write(_ bytes: [UInt8], to relativePath: String) throws(Diagnostic) {
        let path = try RelativePath(checking: relativePath)
        guard !isClosed.load(ordering: .acquiring) else { throw .closed(relativePath, of: id) }
        guard claim(path.text) else { throw .writtenTwice(relativePath) }
        var code = try create(path.text, bytes)
        if code == ENOENT {
            try makeFolders(path)
            code = try create(path.text, bytes)
        }
        switch code {
        case 0: return
        case EEXIST, EISDIR: throw .writtenTwice(relativePath)
        default: throw folder.refusal("create the file", relativePath, code)
        }
    }

    private var isRecycled: Bool { recycled != nil }

    /// Puts the live release's file into this one, when it is still the one that `stamp` tells of.
    ///
    /// - Returns: Whether it is there now. When not, nothing has changed.
    func link(_ relativePath: String, as stamp: FileStamp) throws(Diagnostic) -> Bool {
        let path = try RelativePath(checking: relativePath)
        guard let live, !isClosed.load(ordering: .acquiring),
            live.stamp(of: path.text, mode: Self.fileMode) == stamp, claim(path.text)
        else { return false }
        if share(path.text, with: live) { return true }
        if errno == ENOENT {
            try makeFolders(path)
            if share(path.text, with: live) { return true }
        }
        _ = claimed.withLock { $0.remove(path.text) }
        return false
    }

    func lastBytes(of relativePath: String) -> [UInt8]? { live?.bytes(at: relativePath) }

    /// Whether nothing of this release stands there yet. In a new folder the file system tells.
    private func claim(_ path: String) -> Bool {
        !isRecycled || claimed.withLock { $0.insert(path).inserted }
    }

    /// - Returns: Whether the live release's file is there now; when not, `errno` says why.
    private func share(_ path: String, with live: Folder) -> Bool {
        if isRecycled {
            if let stamp = stamp(of: path), stamp == live.stamp(of: path, mode: Self.fileMode) {
                return true
            }
            unlinkat(folder.descriptor, path, 0)
        }
        return linkat(live.descriptor, path, folder.descriptor, path, 0) == 0
    }

    /// What tells later whether a file that was written is still the same. `nil` when it is gone.
    func stamp(of relativePath: String) -> FileStamp? {
        folder.stamp(of: relativePath, mode: Self.fileMode)
    }

    /// Removes all that was written. The release never existed.
    package func discard() throws(Diagnostic) {
        close()
        for name in try folder.names() { try folder.removeTree(name) }
        guard rmdir(folder.path) == 0 else {
            throw .refused("remove the folder", folder.path, code: errno)
        }
    }

    /// From here on every write is refused.
    func close() { isClosed.store(true, ordering: .releasing) }

    private func create(_ path: String, _ bytes: [UInt8]) throws(Diagnostic) -> Int32 {
        if let live, live.holds(bytes, at: path, mode: Self.fileMode) {
            // Some file systems cannot link, and a file has only so many links: then it is written.
            if share(path, with: live) { return 0 }
        }
        if isRecycled { unlinkat(folder.descriptor, path, 0) }
        return try folder.write(
            bytes, to: path, mode: Self.fileMode, enforced: mustSetModes)
    }

    /// Most parents are there already, so the innermost is tried first. Another worker may make the
    /// same folders at the same time: whoever comes second is content.
    private func makeFolders(_ path: RelativePath) throws(Diagnostic) {
        var missing: [String] = []
        for name in path.folders.reversed() {
            if try makeFolder(name) { break }
            missing.append(name)
        }
        for name in missing.reversed() where try !makeFolder(name) {
            throw folder.refusal("create the folder", name, ENOENT)
        }
    }

    /// `false` when its parent is missing.
    private func makeFolder(_ name: String) throws(Diagnostic) -> Bool {
        if mkdirat(folder.descriptor, name, Self.folderMode) == 0 {
            try Self.setMode(of: name, in: folder, needed: mustSetModes)
            return true
        }
        let code = errno
        guard code == EEXIST || code == ENOENT else {
            throw folder.refusal("create the folder", name, code)
        }
        return code == EEXIST
    }

    private static func setMode(
        of name: String, in folder: Folder, needed: Bool
    ) throws(Diagnostic) {
        guard needed, fchmodat(folder.descriptor, name, folderMode, 0) != 0 else { return }
        throw folder.refusal("set the permissions of the folder", name, errno)
    }
}

extension Diagnostic {
    fileprivate static func writtenTwice(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "output-path-taken", at: SourceLocation(file: path),
            message: "two pages would be written to this path",
            hint: "Give one of them another slug or alias")
    }

    fileprivate static func closed(_ path: String, of id: String) -> Diagnostic {
        Diagnostic(
            id: "release-closed", at: SourceLocation(file: path),
            message: "release '\(id)' is finished: nothing can be added to it",
            hint: "Write it before the release is published")
    }
}
