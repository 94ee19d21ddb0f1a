import Glibc

/// Changes as the kernel tells them.
final class InotifySource: ChangeSource {
    private static let fileEvents = UInt32(
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)

    private let places: WatchedPlaces
    private var inotify: Int32 = -1
    /// The path of each watched source folder, by the kernel's number for it.
    private var folders: [Int32: String] = [:]
    /// What may be exchanged as a whole, by the folder that holds it.
    private var named: [(watch: Int32, place: WatchedPlaces.Named)] = []
    private var buffer = [UInt8](repeating: 0, count: bufferSize)
    private static let bufferSize = 64 << 10

    init(watching places: WatchedPlaces) throws(WatchError) {
        self.places = places
        try watchAll()
    }

    deinit { close(inotify) }

    var descriptor: Int32? { inotify }

    func collect() throws(WatchError) -> Set<Change> {
        var changes: Set<Change> = []
        while true {
            let count = read(inotify, &buffer, Self.bufferSize)
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { return changes }
            guard count > 0 else { throw WatchError(code: errno) }
            for event in events(in: count) where try !note(event, in: &changes) {
                try watchAll()
                return [.sources, .release]
            }
        }
    }

    private struct Event {
        let watch: Int32
        let mask: UInt32
        let name: String

        func has(_ flag: some BinaryInteger) -> Bool { mask & UInt32(flag) != 0 }
    }

    private func events(in count: Int) -> [Event] {
        var events: [Event] = []
        var start = 0
        buffer.withUnsafeBytes { bytes in
            let headerSize = MemoryLayout<inotify_event>.size
            while start + headerSize <= count {
                let header = bytes.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
                let nameStart = start + headerSize
                let end = nameStart + Int(header.len)
                let name = bytes[nameStart..<end].prefix { $0 != 0 }
                events.append(
                    Event(
                        watch: header.wd, mask: header.mask,
                        name: String(decoding: name, as: UTF8.self)))
                start = end
            }
        }
        return events
    }

    /// - Returns: `false` when events were lost, or one of the folders to watch is another one now: then
    ///   all is to be watched anew.
    private func note(_ event: Event, in changes: inout Set<Change>) throws(WatchError) -> Bool {
        if event.has(IN_Q_OVERFLOW) { return false }
        if event.has(IN_IGNORED) { return try forget(event.watch) }
        if event.has(IN_MOVE_SELF) {
            return folders[event.watch].map(places.folders.contains) != true
        }
        for (watch, place) in named where watch == event.watch && place.name == event.name {
            guard let change = place.change else { return false }
            if change == .release || !event.has(IN_CREATE) { changes.insert(change) }
        }
        guard let folder = folders[event.watch], !event.name.hasPrefix("."), !event.name.isEmpty
        else { return true }
        let path = "\(folder)/\(event.name)"
        if event.has(IN_ISDIR) {
            try noteFolder(path, event, in: &changes)
        } else if !event.has(IN_CREATE) {
            // A file that was only just created is empty: its closing is the news.
            changes.insert(.sources)
        }
        return true
    }

    private func noteFolder(
        _ path: String, _ event: Event, in changes: inout Set<Change>
    ) throws(WatchError) {
        if event.has(IN_CREATE) || event.has(IN_MOVED_TO) {
            // It may have been filled before it was watched.
            if try watch(path) { changes.insert(.sources) }
        } else {
            for (watch, watched) in folders where watched == path || watched.hasPrefix(path + "/") {
                inotify_rm_watch(inotify, watch)
                folders[watch] = nil
            }
            changes.insert(.sources)
        }
    }

    /// A folder is gone. When the one that held a folder to watch is, nothing tells of its return, so
    /// that is looked for.
    private func forget(_ watch: Int32) throws(WatchError) -> Bool {
        if named.contains(where: { $0.watch == watch && $0.place.change != .release }) {
            throw WatchError(code: ENOENT)
        }
        return folders.removeValue(forKey: watch).map(places.folders.contains) != true
    }

    /// Begins anew. What happens before this returns need not be told.
    private func watchAll() throws(WatchError) {
        if inotify >= 0 { close(inotify) }
        inotify = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard inotify >= 0 else { throw WatchError(code: errno) }
        (folders, named) = ([:], [])
        for place in places.named {
            if let watch = try add(place.folder, Self.fileEvents) {
                named.append((watch, place))
            } else if place.change != .release {
                throw WatchError(code: errno)
            }
        }
        for folder in places.folders { _ = try watch(folder) }
    }

    /// - Returns: `nil` when the folder is gone, or not ours to read.
    private func add(_ path: String, _ events: UInt32) throws(WatchError) -> Int32? {
        // One folder may be watched for two reasons.
        let watch = inotify_add_watch(inotify, path, events | UInt32(IN_ONLYDIR | IN_MASK_ADD))
        if watch >= 0 { return watch }
        if errno == ENOENT || errno == ENOTDIR || errno == EACCES { return nil }
        throw WatchError(code: errno)
    }

    /// Watches a folder and those below it.
    ///
    /// - Returns: Whether there are files in them.
    private func watch(_ path: String) throws(WatchError) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else {
            // A link that leads nowhere: nothing tells when what it names comes back.
            if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
                throw WatchError(code: ENOENT)
            }
            return false
        }
        guard !places.isOutput(status),
            let number = try add(path, Self.fileEvents | UInt32(IN_MOVE_SELF))
        else { return false }
        folders[number] = path
        var hasFiles = false
        for entry in FolderEntry.list(path) {
            if entry.isFolder {
                if try watch(entry.path) { hasFiles = true }
            } else {
                hasFiles = true
            }
        }
        return hasFiles
    }
}
