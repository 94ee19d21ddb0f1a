import Crypto
package import MarginModel

/// The signature of a day's manifest: `manifest.sha256` is what sha256sum prints for it, and
/// `manifest.sha256.sig` an Ed25519 signature of that text.
///
/// The key is 32 bytes in a file of the operator's. Its public half stands in `private/reports-key.pem`,
/// for those who check.
struct ManifestSeal {
    static let sumName = "manifest.sha256"
    static let signatureName = "manifest.sha256.sig"
    static let publicKeyName = "reports-key.pem"

    let key: Curve25519.Signing.PrivateKey

    /// - Parameter file: Made with random bytes where it is missing.
    init(_ file: KeyFile) throws(Diagnostic) {
        let bytes = try file.readOrMade()
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        } catch {
            throw Diagnostic(
                id: "signing-key-unusable", at: SourceLocation(file: file.path),
                message: "the signing key is not 32 bytes long",
                hint: "Bring the file back, or remove it: the next run makes another key.")
        }
    }

    /// - Parameter folder: Where the public half of the key goes.
    func sign(_ store: PrivateStore, keyIn folder: Folder) throws(Diagnostic) {
        let text = try Self.sum(of: store.path)
        let signature: [UInt8]
        do {
            signature = Array(try key.signature(for: text))
        } catch {
            throw Diagnostic(
                id: "signing-failed", at: SourceLocation(file: store.path),
                message: "the manifest could not be signed", hint: "Run again.")
        }
        try folder.replace(
            Self.publicKeyName, with: Self.pem(key.publicKey), mode: PrivateStore.fileMode)
        try store.write(text, token: DayManifest.token, fileExtension: "sha256")
        try store.write(signature, token: DayManifest.token, fileExtension: "sha256.sig")
    }

    static func sum(of folder: String) throws(Diagnostic) -> [UInt8] {
        let chunks = try FileChunks("\(folder)/\(DayManifest.name)")
        var hash = SHA256()
        while true {
            let piece = try chunks.next()
            guard !piece.isEmpty else { break }
            hash.update(data: piece)
        }
        return Array("\(Fingerprint.hexadecimal(hash.finalize()))  \(DayManifest.name)\n".utf8)
    }

    /// What stands before the 32 bytes of an Ed25519 key (RFC 8410, section 4).
    private static let prefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]
    private static let frame = ("-----BEGIN PUBLIC KEY-----\n", "\n-----END PUBLIC KEY-----\n")

    private static func pem(_ key: Curve25519.Signing.PublicKey) -> [UInt8] {
        Array((frame.0 + Fingerprint.base64(prefix + key.rawRepresentation) + frame.1).utf8)
    }

    /// `nil` when it is no Ed25519 key.
    static func publicKey(pem: [UInt8]) -> Curve25519.Signing.PublicKey? {
        let lines = String(decoding: pem, as: UTF8.self).split(separator: "\n")
        guard lines.count == 3, let bytes = Fingerprint.bytes(base64: String(lines[1])),
            bytes.starts(with: prefix)
        else { return nil }
        // Its length is the key's to judge.
        return try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst(prefix.count))
    }
}

extension SiteBuild {
    /// `nil` where the settings name no key. Asked for before the work begins: running again helps no key that
    /// cannot sign.
    func seal() throws(RunFailure) -> ManifestSeal? {
        guard let file = settings.reports.signingKeyFile else { return nil }
        do {
            return try ManifestSeal(KeyFile(path: folders.resolve(file), folders: folders))
        } catch {
            throw .configuration(Diagnostics([error]))
        }
    }
}

/// Whether the reports of a day are those of their manifest, and the manifest is signed.
package struct ReportVerification: Sendable {
    private let folder: String
    private let publicKey: String?
    private let besideKey: String

    package struct Summary: Sendable {
        package let reportCount: Int
        package let fileCount: Int
        package let isSigned: Bool
        package let problems: [Diagnostic]
    }

    /// - Parameters:
    ///   - output: The site's output.
    ///   - publicKey: A file from whoever signs; `nil`: the one that lies beside the reports.
    package init(output: String, day: String, publicKey: String?) {
        let base = SiteFolders.join(output, PrivateStore.folderName)
        folder = SiteFolders.join(base, day)
        self.publicKey = publicKey
        besideKey = SiteFolders.join(base, ManifestSeal.publicKeyName)
    }

    /// - Parameters:
    ///   - folder: Where `merge` put a night.
    ///   - publicKey: As above.
    package init(night folder: String, publicKey: String?) {
        self.folder = folder
        self.publicKey = publicKey
        besideKey = SiteFolders.join(folder, ManifestSeal.publicKeyName)
    }

    /// Whether a night that `merge` finished lies in a folder.
    package static func isNight(_ folder: String) -> Bool {
        FileReader().exists(SiteFolders.join(folder, DayManifest.name))
    }

    /// - Throws: When there is no manifest, or it cannot be read.
    package func run() throws(Diagnostic) -> Summary {
        let files = FileReader()
        var problems: [Diagnostic] = []
        let isSigned = try checkSignature(into: &problems)
        var count = ManifestCount()
        var (reportCount, fileCount) = (0, 0)
        var isEnded = false
        var packs: [String: ManifestFile] = [:]
        var unknown = Set(try files.list(folder).map(\.path).filter(Self.isReport))
        try DayManifest.each(of: path(DayManifest.name)) { (record) throws(Diagnostic) in
            switch record {
            case .head: break
            case .account(let entry):
                count.add(entry)
                if entry.status.hasReport { reportCount += 1 }
                for file in entry.files {
                    fileCount += 1
                    unknown.remove(file.name)
                    guard let bytes = try bytes(of: file, &packs) else {
                        problems.append(.missing(entry, in: path(DayManifest.name)))
                        continue
                    }
                    if bytes.count != file.byteCount || Fingerprint.sha256(bytes) != file.sha256 {
                        problems.append(.altered(entry, in: path(DayManifest.name)))
                    }
                }
            case .end(let end):
                isEnded = true
                if end != count.end(isComplete: true) {
                    problems.append(.wrongEnd(path(DayManifest.name)))
                }
            }
        }
        if !isEnded { problems.append(.wrongEnd(path(DayManifest.name))) }
        if !unknown.isEmpty { problems.append(.strangers(unknown.count, in: folder)) }
        return Summary(
            reportCount: reportCount, fileCount: fileCount, isSigned: isSigned,
            problems: problems)
    }

    /// - Parameter packs: Those that are open.
    /// - Returns: `nil` where they are gone.
    private func bytes(
        of file: ReportManifest.File, _ packs: inout [String: ManifestFile]
    ) throws(Diagnostic) -> [UInt8]? {
        guard let offset = file.offset, let name = file.pack else {
            let place = path(file.name)
            return FileReader().exists(place) ? try FileReader().read(place) : nil
        }
        let place = name.hasPrefix("/") ? name : path(name)
        guard FileReader().exists(place) else { return nil }
        let pack: ManifestFile
        if let open = packs[name] { pack = open } else { pack = try ManifestFile(place) }
        packs[name] = pack
        return try pack.bytes(at: offset, count: file.byteCount, isWhole: false)
    }

    private func path(_ name: String) -> String { SiteFolders.join(folder, name) }

    /// Whether a file would have to stand in the manifest: reports alone are named by 32 digits.
    private static func isReport(_ path: String) -> Bool {
        let name = SiteFolders.name(of: path)
        let token = name.prefix { $0.isHexDigit }
        guard token.utf8.count == 32, let mark = name.dropFirst(32).first,
            mark == "." || mark == "-",
            let dot = name.lastIndex(of: ".")
        else { return false }
        return ReportFormat(rawValue: String(name[dot...].dropFirst())) != nil
    }

    private func checkSignature(into problems: inout [Diagnostic]) throws(Diagnostic) -> Bool {
        let files = FileReader()
        guard files.exists(path(ManifestSeal.signatureName)) else {
            if let publicKey { problems.append(.unsigned(folder, by: publicKey)) }
            return false
        }
        let keyFile = publicKey ?? besideKey
        guard let key = ManifestSeal.publicKey(pem: try files.read(keyFile)) else {
            throw .noPublicKey(keyFile)
        }
        let sum = try ManifestSeal.sum(of: folder)
        let isOwn = try files.read(path(ManifestSeal.sumName)) == sum
        let signature = try files.read(path(ManifestSeal.signatureName))
        if !isOwn || !key.isValidSignature(signature, for: sum) {
            problems.append(.badSignature(path(ManifestSeal.signatureName), key: keyFile))
        }
        return true
    }
}

extension Diagnostic {
    private static let cure =
        "Find out who changed it; the next run of report or nightly makes the reports again."

    /// Names no file: its name would lead to the report.
    private static func of(
        _ entry: ReportManifest.Entry, _ id: String, _ what: String, in manifest: String
    ) -> Diagnostic {
        Diagnostic(
            id: id, at: SourceLocation(file: manifest),
            message: "\(what) of line \(entry.line) of the accounts", hint: cure)
    }

    fileprivate static func missing(
        _ entry: ReportManifest.Entry, in manifest: String
    ) -> Diagnostic {
        of(entry, "report-file-missing", "a file is gone from the report", in: manifest)
    }

    fileprivate static func altered(
        _ entry: ReportManifest.Entry, in manifest: String
    ) -> Diagnostic {
        of(
            entry, "report-file-altered", "a file is not the one that was made for the report",
            in: manifest)
    }

    fileprivate static func strangers(_ count: Int, in folder: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "report-file-unknown", at: SourceLocation(file: folder),
            message: "the manifest does not name \(counted(count, "file")) of reports",
            hint: "An earlier run of the day made them, or one for ids alone.")
    }

    fileprivate static func wrongEnd(_ manifest: String) -> Diagnostic {
        Diagnostic(
            id: "manifest-incomplete", at: SourceLocation(file: manifest),
            message: "the manifest's last line is missing, or is not the sum of the others",
            hint: cure)
    }

    fileprivate static func unsigned(_ folder: String, by key: String) -> Diagnostic {
        Diagnostic(
            id: "manifest-unsigned", at: SourceLocation(file: folder),
            message: "the manifest has no signature that \(key) could check",
            hint: "Name a key file with reports.sign in site.yml, and run again.")
    }

    fileprivate static func badSignature(_ file: String, key: String) -> Diagnostic {
        Diagnostic(
            id: "manifest-signature", at: SourceLocation(file: file),
            message: "the signature is not one of this manifest by the key in \(key)", hint: cure)
    }

    fileprivate static func noPublicKey(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "signing-key-unusable", at: SourceLocation(file: file),
            message: "this is no public Ed25519 key in PEM form",
            hint: "Take \(ManifestSeal.publicKeyName) of whoever signs the reports.")
    }
}
