package import ContentIngest
package import MarginModel

/// Whether a release still holds, byte for byte, what its manifest says.
package struct ReleaseVerification: Sendable {
    private let release: String

    /// - Parameter release: The release's folder.
    package init(of release: String) { self.release = release }

    package struct Summary: Sendable {
        package let fileCount: Int
        /// One error for each file that is missing, changed, or not in the manifest.
        package let problems: [Diagnostic]
    }

    package func run() throws(Diagnostic) -> Summary {
        let record = try Self.record(of: release)
        let files = FileReader()
        let site = SiteFolders.join(release, "site")
        var unseen = Set(try files.list(site).map(\.path))
        var problems: [Diagnostic] = []
        for output in record.outputs {
            let file = SiteFolders.join(site, output.path)
            guard unseen.remove(output.path) != nil else {
                problems.append(.missing(file))
                continue
            }
            if Fingerprint.sha256(try files.read(file)) != output.sha256 {
                problems.append(.altered(file))
            }
        }
        problems += unseen.map { .stranger(SiteFolders.join(site, $0)) }
        return Summary(
            fileCount: record.outputs.count, problems: Diagnostics(problems).sorted())
    }

    /// The manifest of a release's folder.
    package static func record(of release: String) throws(Diagnostic) -> ReleaseRecord {
        let file = SiteFolders.join(release, Manifest.fileName)
        let bytes = try FileReader().read(file)
        do {
            return try ReleaseRecordReader().read(bytes, file: file)
        } catch {
            throw error.all.first ?? .unreadable(file)
        }
    }
}

extension Diagnostic {
    private static let cure = "Go back with marginalia rollback, or build again."

    fileprivate static func missing(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "release-file-missing", at: SourceLocation(file: file),
            message: "the manifest names this file, and it is not there", hint: cure)
    }

    fileprivate static func altered(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "release-file-altered", at: SourceLocation(file: file),
            message: "the file is not the one that was published", hint: cure)
    }

    fileprivate static func stranger(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "release-file-unknown", at: SourceLocation(file: file),
            message: "the manifest does not name this file",
            hint: "Find out who put it there; nothing but a run writes into releases.")
    }

    fileprivate static func unreadable(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "release-manifest-unreadable", at: SourceLocation(file: file),
            message: "the manifest cannot be read", hint: cure)
    }
}
