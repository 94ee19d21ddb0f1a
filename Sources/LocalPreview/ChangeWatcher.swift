import Glibc
package import MarginModel
import Synchronization

/// What changed on the disk.
package enum Change: Hashable, Sendable {
    /// A file below one of the watched folders.
    case sources
    /// The link to the live release.
    case release
}

/// Tells when an author saves a file, and when a build publishes a release.
///
/// Uses inotify, and looks every half second where that is not to be had (the kernel's limit of
/// watches, or file systems that do not tell). Names that start with a dot are passed over.
package final class ChangeWatcher: Sendable {
    /// A burst of changes is told once, this long after its last one.
    static let quietMilliseconds = 5
    /// A burst that does not end is told all the same.
    static let patienceMilliseconds = 1_000
    static let pollMilliseconds = 500

    package let changes: AsyncStream<Set<Change>>
    private let continuation: AsyncStream<Set<Change>>.Continuation
    /// Writing to it ends the thread.
    private let stopSignal: Int32

    /// Starts to watch. What changes after this returns is told.
    ///
    /// - Parameters:
    ///   - folders: Watched with all folders below them, but for the output folder.
    ///   - files: Told as sources too; they need not be there yet.
    ///   - outputFolder: The one that holds the link `current`. That it was removed or is back is told
    ///     as a change of the release.
    ///   - polling: Never use inotify.
    ///   - report: Is given a notice when polling replaces inotify.
    package init(
        folders: [String], files: [String] = [], outputFolder: String? = nil,
        polling: Bool = false, report: @escaping @Sendable (Diagnostic) -> Void = { _ in }
    ) throws(Diagnostic) {
        let places = WatchedPlaces(folders: folders, files: files, outputFolder: outputFolder)
        try places.check()
        (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        var pair: [Int32] = [0, 0]
        guard pipe2(&pair) else { throw .cannotWatch(code: errno) }
        stopSignal = pair[1]
        let source = Self.source(for: places, polling: polling, report: report)
        let loop = WatchLoop(
            source: source, places: places, stop: pair[0], continuation: continuation,
            report: report)
        guard loop.startThread() else {
            close(pair[1])
            throw .cannotWatch(code: EAGAIN)
        }
    }

    deinit { close(stopSignal) }

    /// Ends the stream of changes.
    package func stop() { continuation.finish() }

    private static func source(
        for places: WatchedPlaces, polling: Bool, report: (Diagnostic) -> Void
    ) -> any ChangeSource {
        if !polling {
            do {
                return try InotifySource(watching: places)
            } catch {
                report(.pollingInstead(code: error.code))
            }
        }
        return PollingSource(watching: places)
    }
}

/// A pipe whose ends are closed in child processes.
private func pipe2(_ pair: inout [Int32]) -> Bool {
    guard pipe(&pair) == 0 else { return false }
    for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return true
}

/// What to watch.
struct WatchedPlaces: Sendable {
    static let linkName = "current"

    /// A name in a folder: what bears it may be exchanged for something else.
    struct Named: Sendable {
        let folder: String
        let name: String
        /// What that means; `nil` for a folder, which is then watched anew.
        let change: Change?

        /// `nil` for a path like `..`, which names nothing that could be exchanged.
        init?(_ path: String, _ change: Change? = nil) {
            let path = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path[...]
            let slash = path.lastIndex(of: "/")
            name = String(slash.map { path[path.index(after: $0)...] } ?? path)
            folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
            self.change = change
            if ["", ".", ".."].contains(name) { return nil }
        }
    }

    let folders: [String]
    let files: [String]
    let outputFolder: String?
    let named: [Named]

    init(folders: [String], files: [String] = [], outputFolder: String?) {
        self.folders = folders
        self.files = files
        self.outputFolder = outputFolder
        let output = outputFolder.map { [$0] } ?? []
        named =
            (folders + output).compactMap { Named($0) } + files.compactMap { Named($0, .sources) }
            + output.compactMap { Named("\($0)/\(Self.linkName)", .release) }
    }

    /// Whether a folder is the output folder, which changes by being built and is not a source.
    func isOutput(_ folder: stat) -> Bool {
        var status = stat()
        guard let outputFolder, stat(outputFolder, &status) == 0 else { return false }
        return status.st_ino == folder.st_ino && status.st_dev == folder.st_dev
    }

    /// A misspelt folder would otherwise never change, without a word.
    func check() throws(Diagnostic) {
        let parents = named.filter { $0.change == .sources }.map(\.folder)
        for path in folders + parents + (outputFolder.map { [$0] } ?? []) {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw Diagnostic(
                    id: "watch-not-a-folder", at: SourceLocation(file: path),
                    message: "there is no such folder to watch", hint: "Check its name")
            }
        }
    }
}

extension Diagnostic {
    static func pollingInstead(code: Int32) -> Diagnostic {
        Diagnostic(
            .notice, id: "watch-polling", at: SourceLocation(file: "inotify"),
            message: "changes are looked for every half second, because the system does not tell "
                + "them: \(String(cString: strerror(code)))",
            hint: code == ENOSPC || code == EMFILE
                ? "Raise the limit: sysctl fs.inotify.max_user_watches=524288"
                : "Start again to have changes told at once.")
    }

    fileprivate static func cannotWatch(code: Int32) -> Diagnostic {
        Diagnostic(
            id: "watch-failed", at: SourceLocation(file: "inotify"),
            message: "cannot watch for changes: \(String(cString: strerror(code)))",
            hint: "Close some programs, then start again")
    }
}
