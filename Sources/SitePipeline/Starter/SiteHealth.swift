import Glibc
package import MarginModel

/// What a machine lacks for running a site night after night.
package struct SiteHealth: Sendable {
    private let folders: SiteFolders
    private let settings: SiteSettings
    private let systemClock: Instant
    private let fontFolders: [String]

    /// Fewer watches than this are used up by a site of some size and an editor.
    private static let fewestWatches = 8_192

    /// - Parameter fontFolders: Where the system keeps its fonts.
    package init(
        folders: SiteFolders, settings: SiteSettings, systemClock: Instant,
        fontFolders: [String] = ["/usr/share/fonts", "/usr/local/share/fonts"]
    ) {
        self.folders = folders
        self.settings = settings
        self.systemClock = systemClock
        self.fontFolders = fontFolders
    }

    /// Warnings, each with its cure; none when all is well.
    package func problems() throws(Diagnostic) -> [Diagnostic] {
        let files = FileReader()
        guard files.exists(SiteFolders.join(folders.output, OutputMarker.name)) else {
            return [watches].compactMap { $0 } + pdf
        }
        let store = try ReleaseStore(opening: folders.output)
        return [
            try room(store), try secrecy(store), keyFile(files), clock(store), watches,
        ].compactMap { $0 } + pdf
    }

    /// Room for as many releases as are kept, should nothing be shared between them.
    private func room(_ store: ReleaseStore) throws(Diagnostic) -> Diagnostic? {
        guard let live = store.currentID() else { return nil }
        let size = try FileReader().list(store.releasePath(of: live)).reduce(0) {
            $0 + $1.byteCount
        }
        var status = statvfs()
        guard statvfs(store.path, &status) == 0 else { return nil }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        let needed = size * (settings.keptReleases + 1)
        guard free < needed else { return nil }
        return Diagnostic(
            .warning, id: "doctor-disk-room", at: SourceLocation(file: store.path),
            message: "\(free) bytes are free, and \(settings.keptReleases + 1) releases like the "
                + "live one may take \(needed)",
            hint: "Free some space, or lower keptReleases in site.yml.")
    }

    private func secrecy(_ store: ReleaseStore) throws(Diagnostic) -> Diagnostic? {
        guard let status = try store.root.status(of: PrivateStore.folderName),
            status.st_mode & 0o077 != 0
        else { return nil }
        return .tooOpen("\(store.path)/\(PrivateStore.folderName)", mode: "700")
    }

    private func keyFile(_ files: FileReader) -> Diagnostic? {
        let path = folders.resolve(settings.keyFile ?? ".marginalia-key")
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
        return .tooOpen(path, mode: "600")
    }

    private func clock(_ store: ReleaseStore) -> Diagnostic? {
        guard let live = store.currentID(), let completed = store.completionSeconds(of: live),
            systemClock.secondsSinceEpoch < completed
        else { return nil }
        return Diagnostic(
            .warning, id: "doctor-clock", at: SourceLocation(file: store.releasePath(of: live)),
            message:
                "the live release was completed after \(systemClock), which the system's clock "
                + "shows now",
            hint: "Set the clock: timedatectl set-ntp true")
    }

    /// What PDF files of reports need, where the settings ask for them: the engine, and fonts for it
    /// to draw with.
    private var pdf: [Diagnostic] {
        guard let pdf = settings.pdf else { return [] }
        var problems: [Diagnostic] = []
        let program = pdf.command.first ?? ""
        if access(program, X_OK) != 0 { problems.append(.noEngine(program)) }
        let hasFonts = fontFolders.contains { folder in
            // A folder that is not there holds none.
            let names = (try? FileReader().list(folder)) ?? []
            return names.contains { file in
                [".ttf", ".otf", ".ttc"].contains { file.path.lowercased().hasSuffix($0) }
            }
        }
        if !hasFonts { problems.append(.noFonts(in: fontFolders)) }
        return problems
    }

    /// What `serve` needs; the kernel says how many there are.
    private var watches: Diagnostic? {
        let path = "/proc/sys/fs/inotify/max_user_watches"
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = max(0, read(file, &buffer, buffer.count))
        let digits = String(decoding: buffer[..<count].prefix { $0 > 0x20 }, as: UTF8.self)
        guard let limit = Int(digits), limit < Self.fewestWatches else { return nil }
        return Diagnostic(
            .warning, id: "doctor-watches", at: SourceLocation(file: path),
            message: "only \(limit) folders can be watched for changes",
            hint: "As root: sysctl fs.inotify.max_user_watches=65536")
    }
}

extension Diagnostic {
    fileprivate static func noEngine(_ program: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "doctor-pdf-engine", at: SourceLocation(file: program),
            message: "the PDF engine that site.yml names is not a program that can be run",
            hint: "Install it, or give its full path under pdf.command.")
    }

    fileprivate static func noFonts(in folders: [String]) -> Diagnostic {
        Diagnostic(
            .warning, id: "doctor-fonts", at: SourceLocation(file: folders.first ?? ""),
            message: "there are no fonts, so PDF files would show boxes instead of letters",
            hint: "sudo apt-get install fonts-dejavu-core")
    }

    fileprivate static func tooOpen(_ path: String, mode: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "doctor-too-open", at: SourceLocation(file: path),
            message: "others may read what is private", hint: "Run: chmod \(mode) '\(path)'")
    }
}
