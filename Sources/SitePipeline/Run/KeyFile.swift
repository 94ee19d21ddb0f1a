import Glibc
package import MarginModel

/// The secret that names of private reports are made with: 32 bytes in a file of mode 0600, outside
/// `Content/` and `Output/`.
package enum KeyFile {
    /// The key at `path`, made of random bytes when there is none yet.
    package static func key(at path: String, folders: SiteFolders) throws(Diagnostic) -> [UInt8] {
        let files = FileReader()
        for forbidden in [folders.content, folders.output] where files.isInside(path, forbidden) {
            throw .insideSite(path)
        }
        guard files.exists(path) else { return try make(path) }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw .tooOpen(path)
        }
        let key = try files.read(path)
        guard key.count >= 32 else { throw .tooShort(path) }
        return key
    }

    private static func make(_ path: String) throws(Diagnostic) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .refused("create the key file", path, code: errno) }
        defer { close(file) }
        let written = key.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard written == key.count else { throw .refused("write the key file", path, code: errno) }
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
            message: "others may read the key file", hint: "Run: chmod 600 '\(path)'")
    }

    fileprivate static func tooShort(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "key-too-short", at: SourceLocation(file: path),
            message: "the key file holds fewer than 32 bytes",
            hint: "Remove it, and the next run makes a new one; names of reports will change.")
    }
}
