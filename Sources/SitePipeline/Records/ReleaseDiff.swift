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
    /// In bytes, of files that are not in the new release.
    let removedSizes: [String: Int]
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
        let oldFiles = try old.map { (path) throws(Diagnostic) in try ReleaseFiles(of: path) }
        try self.init(
            from: previousID, oldFiles, to: releaseID, ReleaseFiles(of: new),
            causes: Self.causes(
                // A release without a readable manifest is compared by its bytes alone.
                from: old.flatMap { try? ReleaseVerification.record(of: $0) },
                to: (try? ReleaseVerification.record(of: new)).map { ($0.tool, $0.inputs) }))
    }

    /// The same for a release that was written a moment ago, by what the manifests of both say:
    /// neither folder is looked through, and only files that differ are read.
    init(
        from previousID: String?, at old: String?, to manifest: Manifest, at new: String
    ) throws(Diagnostic) {
        let record = old.flatMap { try? ReleaseVerification.record(of: $0) }
        let oldFiles = try old.map { (path) throws(Diagnostic) in
            guard let record else { return try ReleaseFiles(of: path) }
            return ReleaseFiles(of: path, record)
        }
        try self.init(
            from: previousID, oldFiles, to: manifest.id, ReleaseFiles(of: new, manifest.outputs),
            causes: Self.causes(
                from: record,
                to: (
                    ToolVersion.current,
                    manifest.inputs.map {
                        ReleaseRecord.File(
                            path: $0.path, sha256: $0.sha256, byteCount: nil, source: nil)
                    }
                )))
    }

    private init(
        from previousID: String?, _ oldFiles: ReleaseFiles?, to releaseID: String,
        _ newFiles: ReleaseFiles, causes: PageDifference.Causes
    ) throws(Diagnostic) {
        self.previousID = previousID
        self.releaseID = releaseID
        oldSize = oldFiles?.size ?? SiteSize(files: 0, bytes: 0)
        newSize = newFiles.size
        var entries: [Entry] = []
        var removedSizes: [String: Int] = [:]
        if let oldFiles {
            let difference = PageDifference(causes: causes)
            for path in oldFiles.paths {
                guard newFiles.has(path) else {
                    entries.append(Entry(path: path, change: .removed))
                    removedSizes[path] = oldFiles.byteCount(of: path)
                    continue
                }
                if oldFiles.isSameFile(path, in: newFiles) { continue }
                // A manifest may name what someone removed since.
                guard oldFiles.isThere(path) else {
                    entries.append(Entry(path: path, change: .added))
                    continue
                }
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
        self.removedSizes = removedSizes
    }

    /// Which inputs differ, as the manifests of both tell.
    private static func causes(
        from before: ReleaseRecord?, to after: (tool: String, inputs: [ReleaseRecord.File])?
    ) -> PageDifference.Causes {
        guard let before, let after else { return .unknown }
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
private struct ReleaseFiles {
    private struct File {
        let byteCount: Int
        /// Releases share a folder, and so a file system.
        var inode: UInt64?
        /// As the release's manifest tells.
        var sha256: String?
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
            written.map {
                ($0.path, File(byteCount: $0.byteCount, inode: $0.stamp?.inode, sha256: $0.sha256))
            }, uniquingKeysWith: { $1 })
    }

    init(of release: String, _ record: ReleaseRecord) {
        folder = SiteFolders.join(release, "site")
        files = Dictionary(
            record.outputs.map { ($0.path, File(byteCount: $0.byteCount ?? 0, sha256: $0.sha256)) },
            uniquingKeysWith: { $1 })
    }

    var paths: [String] { files.keys.sorted() }
    var size: SiteSize {
        SiteSize(files: files.count, bytes: files.values.reduce(0) { $0 + $1.byteCount })
    }

    func has(_ path: String) -> Bool { files[path] != nil }

    func byteCount(of path: String) -> Int? { files[path]?.byteCount }

    func isThere(_ path: String) -> Bool { FileReader().exists(SiteFolders.join(folder, path)) }

    func read(_ path: String) throws(Diagnostic) -> [UInt8] {
        try FileReader().read(SiteFolders.join(folder, path))
    }

    func isSameFile(_ path: String, in other: ReleaseFiles) -> Bool {
        if let hash = files[path]?.sha256, hash == other.files[path]?.sha256 { return true }
        guard let inode = files[path]?.inode else { return false }
        return inode == other.files[path]?.inode
    }
}
