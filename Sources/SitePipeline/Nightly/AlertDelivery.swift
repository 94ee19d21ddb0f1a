import Glibc
import MarginModel

/// Takes alerts to where the settings say: a file that grows, a program that reads them.
struct AlertDelivery: Sendable {
    let settings: AlertSettings
    let folders: SiteFolders
    let store: ReleaseStore

    /// The alerts of the last run that had any, below `private/`.
    private static let lastName = "alerts.ndjson"

    /// Empty when everything went out. A failure here never undoes a release.
    func send(_ alerts: [Alert]) -> [Diagnostic] {
        guard !alerts.isEmpty else { return [] }
        let lines = alerts.flatMap(\.line)
        var problems: [Diagnostic] = []
        do {
            try PrivateStore.replace(Self.lastName, with: lines, in: store)
        } catch {
            problems.append(error)
        }
        if let file = settings.file {
            do {
                try append(lines, to: folders.resolve(file))
            } catch {
                problems.append(error)
            }
        }
        if !settings.command.isEmpty {
            do {
                try CommandRunner(
                    arguments: settings.command, timeoutSeconds: settings.timeoutSeconds
                ).run(input: "\(store.path)/\(PrivateStore.folderName)/\(Self.lastName)")
            } catch {
                problems.append(error)
            }
        }
        return problems
    }

    private func append(_ lines: [UInt8], to path: String) throws(Diagnostic) {
        let files = FileReader()
        for place in [folders.content, folders.output] where files.isInside(path, place) {
            throw .insideSite(path)
        }
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let file = open(path, flags, 0o600)
        guard file >= 0 else { throw .refused("open the file", path, code: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_mode & 0o077 == 0
        else { throw .tooOpen(path) }
        // One call, so that two writers never mix their lines.
        let written = lines.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard written == lines.count, fsync(file) == 0 else {
            throw .refused("write the file", path, code: errno)
        }
    }
}

extension Diagnostic {
    fileprivate static func insideSite(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "alerts-inside-site", at: SourceLocation(file: path),
            message: "the file for alerts lies in Content or Output, where it could be published",
            hint: "Name a file elsewhere with nightly.alerts.file in site.yml.")
    }

    fileprivate static func tooOpen(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "alerts-too-open", at: SourceLocation(file: path),
            message: "the file for alerts is not a plain file that its owner alone can read",
            hint: "Run: chmod 600 '\(path)'")
    }
}
