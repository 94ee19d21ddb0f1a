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
        let folder = try Folder(opening: SiteFolders.parent(of: path))
        let name = SiteFolders.name(of: path)
        if let status = try folder.status(of: name),
            status.kind != .file || status.st_mode & 0o077 != 0
        {
            throw .tooOpen(path)
        }
        try folder.append(lines, to: name, mode: PrivateStore.fileMode)
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
            hint: "Run: chmod 600 \(path.shellQuoted)")
    }
}
