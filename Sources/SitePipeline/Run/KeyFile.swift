import Glibc
import MarginModel

/// The secret that names of private reports are made with: 32 bytes in a file of mode 0600, outside
/// `Content/` and `Output/`.
///
/// `private/key-mark` tells which key made the reports that are there, without telling the key.
struct KeyFile {
    private static let markName = "key-mark"
    private static let byteCount = 32

    let path: String
    let folders: SiteFolders

    /// The key for reports in `store`, made of random bytes when there is neither one nor a report.
    ///
    /// - Parameter acceptsOther: Whether it may be another than the one of the reports that are there.
    func key(for store: ReleaseStore, acceptsOther: Bool) throws(Diagnostic) -> [UInt8] {
        let files = FileReader()
        let mark = "\(store.path)/\(PrivateStore.folderName)/\(Self.markName)"
        let known = files.exists(mark) ? try files.read(mark) : nil
        var key = try read()
        if key == nil {
            let hasReports = try known != nil ? true : PrivateStore.holdsReports(in: store)
            guard acceptsOther || !hasReports else {
                throw .unusable(
                    "key-lost", path, "the key of the reports in Output/private is gone")
            }
            key = try make()
        }
        let bytes = key ?? []
        let own = Array(Fingerprint.privateName("mark", key: bytes).utf8)
        guard known != own else { return bytes }
        guard known == nil || acceptsOther else {
            throw .unusable("key-changed", path, "the reports in Output/private have another key")
        }
        try PrivateStore.replace(Self.markName, with: own, in: store)
        return bytes
    }

    /// `nil` when there is none.
    func read() throws(Diagnostic) -> [UInt8]? {
        let files = FileReader()
        for forbidden in [folders.content, folders.output] where files.isInside(path, forbidden) {
            throw .insideSite(path)
        }
        guard files.exists(path) else { return nil }
        let key = try files.read(path)
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw .tooOpen(path)
        }
        guard key.count >= Self.byteCount else {
            throw .unusable("key-too-short", path, "the key file holds fewer than 32 bytes")
        }
        return key
    }

    /// Makes the key where there is none: for one that nothing older depends on.
    func readOrMade() throws(Diagnostic) -> [UInt8] {
        if let key = try read() { return key }
        return try make()
    }

    private func make() throws(Diagnostic) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let key = (0..<Self.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try Folder(opening: SiteFolders.parent(of: path)).replace(
            SiteFolders.name(of: path), with: key, mode: PrivateStore.fileMode, durably: true)
        return key
    }
}

extension Diagnostic {
    fileprivate static func insideSite(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "key-inside-site", at: SourceLocation(file: path),
            message: "the key file lies in Content or Output, where it could be published",
            hint: "Move it beside the site's folder and say so with keyFile in site.yml.")
    }

    fileprivate static func tooOpen(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "key-too-open", at: SourceLocation(file: path),
            message: "others may read the key file", hint: "Run: chmod 600 \(path.shellQuoted)")
    }

    fileprivate static func unusable(_ id: String, _ path: String, _ what: String) -> Diagnostic {
        Diagnostic(
            id: id, at: SourceLocation(file: path), message: what,
            hint:
                "Bring it back from a backup. If it is lost, remove what is left of it and run once "
                + "with --new-key: reports get other names, and what they compare with begins anew."
        )
    }
}
