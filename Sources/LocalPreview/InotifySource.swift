import Glibc

/// Changes as the kernel tells them.
final class InotifySource: ChangeSource {
    private static let fileEvents = UInt32(
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)

    private let places: WatchedPlaces
    private let inotify: Int32
    /// The path of each watched source folder, by the kernel's number for it.
    private var folders: [Int32: String] = [:]
    private var outputWatch: Int32?
    private var buffer = [UInt8](repeating: 0, count: bufferSize)
    private static let bufferSize = 64 << 10

    init(watching places: WatchedPlaces) throws(WatchError) {
        self.places = places
        inotify = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard inotify >= 0 else { throw WatchError(code: errno) }
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
            for event in events(in: count) { try note(event, in: &changes) }
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

    private func note(_ event: Event, in changes: inout Set<Change>) throws(WatchError) {
        if event.has(IN_Q_OVERFLOW) {
            // Events were lost, so new folders may be unwatched.
            try watchAll()
            changes = [.sources, .release]
        } else if event.has(IN_IGNORED) {
            try forget(event.watch)
        } else if event.watch == outputWatch, event.name == WatchedPlaces.linkName {
            changes.insert(.release)
        }
        guard let folder = folders[event.watch], !event.name.hasPrefix("."), !event.name.isEmpty
        else { return }
        let path = "\(folder)/\(event.name)"
        if event.has(IN_ISDIR) {
            try noteFolder(path, event, in: &changes)
        } else if !event.has(IN_CREATE) {
            // A file that was only just created is empty: its closing is the news.
            changes.insert(.sources)
        }
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

    /// A folder is gone. Nothing tells when one of those to watch comes back, so that is looked for.
    private func forget(_ watch: Int32) throws(WatchError) {
        let path = folders.removeValue(forKey: watch)
        if watch == outputWatch || path.map(places.folders.contains) == true {
            throw WatchError(code: ENOENT)
        }
    }

    private func watchAll() throws(WatchError) {
        for folder in places.folders { _ = try watch(folder) }
        guard let output = places.outputFolder else { return }
        let mask = UInt32(IN_MOVED_TO | IN_CREATE | IN_ONLYDIR)
        // Added to a watch that is there when the output folder is a source folder too.
        outputWatch = inotify_add_watch(inotify, output, mask | UInt32(IN_MASK_ADD))
        if outputWatch == -1 { throw WatchError(code: errno) }
    }

    /// Watches a folder and those below it.
    ///
    /// - Returns: Whether there are files in them.
    private func watch(_ path: String) throws(WatchError) -> Bool {
        let number = inotify_add_watch(inotify, path, Self.fileEvents | UInt32(IN_ONLYDIR))
        guard number >= 0 else {
            // Gone again already, or not ours to read: nothing to watch there.
            if errno == ENOENT || errno == ENOTDIR || errno == EACCES { return false }
            throw WatchError(code: errno)
        }
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
