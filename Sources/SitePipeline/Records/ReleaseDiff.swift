import ContentIngest
package import MarginModel

/// What one release changes against another, file by file.
package struct ReleaseDiff: Sendable {
    package enum Change: String, Sendable, CaseIterable {
        case added, removed
        /// Words changed.
        case content
        /// Only figures and times did.
        case priceOnly = "price-only"
        /// Only the markup did.
        case template
    }

    package struct Entry: Hashable, Sendable {
        package let path: String
        package let change: Change
    }

    /// `nil` before the first release.
    package let previousID: String?
    package let releaseID: String
    /// By path. Files that did not change are not in it.
    package let entries: [Entry]
    let oldSize: SiteSize
    let newSize: SiteSize

    package func paths(_ change: Change) -> [String] {
        entries.filter { $0.change == change }.map(\.path)
    }

    package var added: [String] { paths(.added) }
    package var removed: [String] { paths(.removed) }
    package var changed: [String] {
        entries.filter { $0.change != .added && $0.change != .removed }.map(\.path)
    }

    /// Compares two release folders. A file that both share (a hard link) is not read.
    ///
    /// - Parameter old: The folder of the release `previousID`; `nil` before the first.
    package init(
        from previousID: String?, at old: String?, to releaseID: String, at new: String
    ) throws(Diagnostic) {
        try self.init(from: previousID, at: old, to: releaseID, at: new, SiteFiles(of: new))
    }

    /// The same for a release that was written a moment ago: only the old one is looked through.
    init(
        from previousID: String?, at old: String?, to releaseID: String, at new: String,
        written: [WrittenPage]
    ) throws(Diagnostic) {
        try self.init(
            from: previousID, at: old, to: releaseID, at: new, SiteFiles(of: new, written))
    }

    private init(
        from previousID: String?, at old: String?, to releaseID: String, at new: String,
        _ newFiles: SiteFiles
    ) throws(Diagnostic) {
        self.previousID = previousID
        self.releaseID = releaseID
        let oldFiles = try old.map { (path) throws(Diagnostic) in try SiteFiles(of: path) }
        oldSize = oldFiles?.size ?? SiteSize(files: 0, bytes: 0)
        newSize = newFiles.size
        var entries: [Entry] = []
        if let old, let oldFiles {
            let difference = PageDifference(causes: Self.causes(old, new))
            for path in oldFiles.paths {
                guard newFiles.has(path) else {
                    entries.append(Entry(path: path, change: .removed))
                    continue
                }
                if oldFiles.isSameFile(path, in: newFiles) { continue }
                let (before, after) = (try oldFiles.read(path), try newFiles.read(path))
                if before != after {
                    entries.append(
                        Entry(path: path, change: difference.change(from: before, to: after)))
                }
            }
        }
        for path in newFiles.paths where !(oldFiles?.has(path) ?? false) {
            entries.append(Entry(path: path, change: .added))
        }
        self.entries = entries.sorted { $0.path < $1.path }
    }

    /// Which inputs differ, as the manifests of both tell.
    private static func causes(_ old: String, _ new: String) -> PageDifference.Causes {
        // A release without a readable manifest is compared by its bytes alone.
        guard let before = try? ReleaseVerification.record(of: old),
            let after = try? ReleaseVerification.record(of: new)
        else { return .unknown }
        let changed = Set(before.inputs).symmetricDifference(after.inputs).map(\.path)
        let isTemplate = { (path: String) in path.hasPrefix("Templates/") }
        let isMarket = { (path: String) in
            path.hasPrefix("Content/snapshots/") || path.hasPrefix("Content/history/")
        }
        return PageDifference.Causes(
            templates: before.tool != after.tool || changed.contains(where: isTemplate),
            content: changed.contains { !isTemplate($0) && !isMarket($0) })
    }
}

/// How much a site holds.
struct SiteSize: Hashable, Sendable {
    let files: Int
    let bytes: Int
}

/// The files of one release's site.
private struct SiteFiles {
    private struct File {
        let byteCount: Int
        /// Releases share a folder, and so a file system.
        let inode: UInt64?
    }

    private let folder: String
    private let files: [String: File]

    init(of release: String) throws(Diagnostic) {
        folder = SiteFolders.join(release, "site")
        files = Dictionary(
            try FileReader().list(folder).map {
                ($0.path, File(byteCount: $0.byteCount, inode: $0.identity.inode))
            }, uniquingKeysWith: { $1 })
    }

    init(of release: String, _ written: [WrittenPage]) {
        folder = SiteFolders.join(release, "site")
        files = Dictionary(
            written.map { ($0.path, File(byteCount: $0.byteCount, inode: $0.stamp?.inode)) },
            uniquingKeysWith: { $1 })
    }

    var paths: [String] { files.keys.sorted() }
    var size: SiteSize {
        SiteSize(files: files.count, bytes: files.values.reduce(0) { $0 + $1.byteCount })
    }

    func has(_ path: String) -> Bool { files[path] != nil }

    func read(_ path: String) throws(Diagnostic) -> [UInt8] {
        try FileReader().read(SiteFolders.join(folder, path))
    }

    func isSameFile(_ path: String, in other: SiteFiles) -> Bool {
        guard let inode = files[path]?.inode else { return false }
        return inode == other.files[path]?.inode
    }
}
