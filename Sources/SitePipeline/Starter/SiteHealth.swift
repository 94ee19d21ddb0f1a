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

    /// One thing that was looked at.
    package struct Finding: Sendable {
        package let name: String
        /// What was seen.
        package let seen: String
        /// What to mend; `nil` when all is well.
        package let problem: Diagnostic?

        fileprivate init(_ name: String, _ seen: String, _ problem: Diagnostic? = nil) {
            self.name = name
            self.seen = seen
            self.problem = problem
        }
    }

    /// What was looked at, in a fixed order.
    package func findings() throws(Diagnostic) -> [Finding] {
        var findings: [Finding?] = []
        if FileReader().exists(SiteFolders.join(folders.output, OutputMarker.name)) {
            let store = try ReleaseStore(reading: folders.output)
            findings = [try room(store), try secrecy(store), keyFile, clock(store)]
        } else {
            findings = [Finding("releases", "none yet: marginalia nightly makes the first")]
        }
        return (findings + [pinnedClock, watches] + pdf).compactMap { $0 }
    }

    /// Room for as many releases as are kept, should nothing be shared between them.
    private func room(_ store: ReleaseStore) throws(Diagnostic) -> Finding? {
        guard let live = store.currentID() else { return nil }
        let size = try FileReader().list(store.releasePath(of: live)).reduce(0) {
            $0 + $1.byteCount
        }
        var status = statvfs()
        guard statvfs(store.path, &status) == 0 else { return nil }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        let count = settings.keptReleases + 1
        let needed = size * count
        let seen =
            "\(megabytes(free)) free; \(count) releases like the live one may take "
            + megabytes(needed)
        guard free < needed else { return Finding("disk", seen) }
        return Finding(
            "disk", seen,
            Diagnostic(
                .warning, id: "doctor-disk-room", at: SourceLocation(file: store.path),
                message: seen, hint: "Free some space, or lower keptReleases in site.yml."))
    }

    private func megabytes(_ bytes: Int) -> String { "\((bytes + 999_999) / 1_000_000) MB" }

    private func secrecy(_ store: ReleaseStore) throws(Diagnostic) -> Finding? {
        guard let status = try store.root.status(of: PrivateStore.folderName) else { return nil }
        return secrecy(
            "private reports", "\(store.path)/\(PrivateStore.folderName)", status.st_mode, "700")
    }

    private var keyFile: Finding? {
        let path = folders.resolve(settings.keyFile ?? ".marginalia-key")
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return secrecy("key of report names", path, status.st_mode, "600")
    }

    private func secrecy(
        _ name: String, _ path: String, _ mode: mode_t, _ right: String
    ) -> Finding {
        guard mode & 0o077 != 0 else { return Finding(name, "their owner alone can read them") }
        return Finding(name, "others can read them", .tooOpen(path, mode: right))
    }

    private func clock(_ store: ReleaseStore) -> Finding? {
        guard let live = store.currentID(), let since = store.journal().liveSince else {
            return nil
        }
        let seen = "\(systemClock); the live release was published before"
        guard systemClock < since else { return Finding("clock", seen) }
        return Finding(
            "clock", "\(systemClock)",
            Diagnostic(
                .warning, id: "doctor-clock",
                at: SourceLocation(file: store.releasePath(of: live)),
                message:
                    "the live release was published after \(systemClock), which the system's clock "
                    + "shows now",
                hint: "Set the clock: timedatectl set-ntp true"))
    }

    private var pinnedClock: Finding? {
        guard let clock = settings.clock, let place = settings.clockPlace else { return nil }
        return Finding(
            "pinned clock", "\(clock) (\(place.file):\(place.line)) stands for the time of today")
    }

    /// What PDF files of reports need, where the settings ask for them: the engine, and fonts for it
    /// to draw with.
    private var pdf: [Finding?] {
        guard let pdf = settings.pdf else {
            return [Finding("PDF", "no engine is set in site.yml; reports are HTML and Markdown")]
        }
        let program = pdf.command.first ?? ""
        let hasFonts = fontFolders.contains { folder in
            // A folder that is not there holds none.
            let names = (try? FileReader().list(folder)) ?? []
            return names.contains { file in
                [".ttf", ".otf", ".ttc"].contains { file.path.lowercased().hasSuffix($0) }
            }
        }
        return [
            Finding("PDF engine", program, access(program, X_OK) == 0 ? nil : .noEngine(program)),
            Finding(
                "fonts", hasFonts ? "there are some" : "there are none",
                hasFonts ? nil : .noFonts(in: fontFolders)),
        ]
    }

    /// What `serve` needs; the kernel says how many there are.
    private var watches: Finding? {
        let path = "/proc/sys/fs/inotify/max_user_watches"
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = max(0, read(file, &buffer, buffer.count))
        let digits = String(decoding: buffer[..<count].prefix { $0 > 0x20 }, as: UTF8.self)
        guard let limit = Int(digits) else { return nil }
        let seen = "\(limit) folders can be watched for changes"
        guard limit < Self.fewestWatches else { return Finding("watching", seen) }
        return Finding(
            "watching", seen,
            Diagnostic(
                .warning, id: "doctor-watches", at: SourceLocation(file: path),
                message: "only \(seen)",
                hint: "As root: sysctl fs.inotify.max_user_watches=65536"))
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
            message: "others may read what is private",
            hint: "Run: chmod \(mode) \(path.shellQuoted)")
    }
}
