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
    private var link: Stamp?

    init(watching places: WatchedPlaces) {
        self.places = places
        files = stamps()
        link = linkStamp()
    }

    var descriptor: Int32? { nil }

    func collect() -> Set<Change> {
        var changes: Set<Change> = []
        let (newFiles, newLink) = (stamps(), linkStamp())
        if newFiles != files { changes.insert(.sources) }
        if newLink != link { changes.insert(.release) }
        (files, link) = (newFiles, newLink)
        return changes
    }

    private func stamps() -> [String: Stamp] {
        var stamps: [String: Stamp] = [:]
        var waiting = places.folders
        while let folder = waiting.popLast() {
            for entry in FolderEntry.list(folder) {
                if entry.isFolder {
                    waiting.append(entry.path)
                } else {
                    stamps[entry.path] = Self.stamp(entry.status)
                }
            }
        }
        return stamps
    }

    private func linkStamp() -> Stamp? {
        guard let output = places.outputFolder else { return nil }
        var status = stat()
        guard lstat("\(output)/\(WatchedPlaces.linkName)", &status) == 0 else { return nil }
        return Self.stamp(status)
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
