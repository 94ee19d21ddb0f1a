import Glibc

/// Changes found by looking: for network mounts and where inotify is not to be had.
final class PollingSource: ChangeSource {
    private struct Stamp: Equatable {
        let inode: UInt64
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    private let places: WatchedPlaces
    private var files: [String: Stamp] = [:]
    private var release: [Stamp?] = []

    init(watching places: WatchedPlaces) {
        self.places = places
        files = stamps()
        release = releaseStamps()
    }

    var descriptor: Int32? { nil }

    func collect() -> Set<Change> {
        var changes: Set<Change> = []
        let (newFiles, newRelease) = (stamps(), releaseStamps())
        if newFiles != files { changes.insert(.sources) }
        if newRelease != release { changes.insert(.release) }
        (files, release) = (newFiles, newRelease)
        return changes
    }

    private func stamps() -> [String: Stamp] {
        var stamps: [String: Stamp] = [:]
        var status = stat()
        for file in places.files where stat(file, &status) == 0 {
            stamps[file] = Self.stamp(status)
        }
        var waiting = places.folders
        while let folder = waiting.popLast() {
            for entry in FolderEntry.list(folder) {
                if entry.isFolder {
                    if !places.isOutput(entry.status) { waiting.append(entry.path) }
                } else {
                    stamps[entry.path] = Self.stamp(entry.status)
                }
            }
        }
        return stamps
    }

    /// Of the link, and of the output folder as far as it is the same one.
    private func releaseStamps() -> [Stamp?] {
        guard let output = places.outputFolder else { return [] }
        var (link, folder) = (stat(), stat())
        let hasLink = lstat("\(output)/\(WatchedPlaces.linkName)", &link) == 0
        guard stat(output, &folder) == 0 else { return [] }
        let place = Stamp(inode: UInt64(folder.st_ino), size: 0, seconds: 0, nanoseconds: 0)
        return [place, hasLink ? Self.stamp(link) : nil]
    }

    private static func stamp(_ status: stat) -> Stamp {
        Stamp(
            inode: UInt64(status.st_ino), size: Int(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
}

/// A name in a watched folder. Links are not followed.
struct FolderEntry {
    let path: String
    let status: stat

    var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }

    /// The entries whose names do not start with a dot; none when the folder is gone.
    static func list(_ folder: String) -> [FolderEntry] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let path = "\(folder)/\(name)"
            var status = stat()
            if lstat(path, &status) == 0 {
                entries.append(FolderEntry(path: path, status: status))
            }
        }
        return entries
    }
}
