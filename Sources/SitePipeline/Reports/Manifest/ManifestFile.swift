import ContentIngest
import Glibc
import MarginModel
import PageRendering

/// A manifest on the disk, whose lines are read one by one.
final class ManifestFile: Sendable {
    let path: String
    private let file: Int32
    private static let pieceBytes = 1 << 18

    init(_ path: String) throws(Diagnostic) {
        self.path = path
        file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .refused("open the file", path, code: errno) }
    }

    deinit { close(file) }

    /// Gives each line with its number and where it begins. What a killed run left of its last line is
    /// none.
    func lines(
        _ body: (_ line: [UInt8], _ number: Int, _ offset: Int) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        var (rest, start, number): ([UInt8], Int, Int) = ([], 0, 0)
        while true {
            let piece = try bytes(at: start + rest.count, count: Self.pieceBytes, isWhole: false)
            guard !piece.isEmpty else { return }
            rest += piece
            var from = 0
            while let end = rest.firstIndex(of: 0x0A, from: from) {
                number += 1
                try body(Array(rest[from..<end]), number, start + from)
                from = end + 1
            }
            rest.removeFirst(from)
            start += from
        }
    }

    func record(
        _ line: [UInt8], number: Int
    ) throws(Diagnostic) -> ReportManifestReader.Record {
        do {
            return try ReportManifestReader.read(
                line, at: SourceLocation(file: path, line: number))
        } catch {
            throw error.all[0]
        }
    }

    func bytes(at offset: Int, count: Int, isWhole: Bool = true) throws(Diagnostic) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(
                    file, buffer.baseAddress?.advanced(by: filled), count - filled,
                    off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { code = errno }
                guard got > 0 else { return }
                filled += got
            }
        }
        guard code == 0 else { throw .refused("read the file", path, code: code) }
        guard !isWhole || bytes.count == count else {
            throw Diagnostic(
                id: "file-too-short", at: SourceLocation(file: path),
                message: "the file ends before what a manifest says it holds",
                hint: "It was cut or belongs to another manifest; make it again.")
        }
        return bytes
    }
}

/// The manifest of an earlier run: which accounts have a report already.
///
/// Of each it keeps some 40 bytes.
struct EarlierManifest: Sendable {
    let head: ReportManifest.Head
    private let file: ManifestFile
    private let places: [NameDigest: (offset: Int, byteCount: Int)]
    /// `nil`: its reports are in the folder.
    private let pack: ManifestFile?

    init(_ path: String) throws(Diagnostic) {
        file = try ManifestFile(path)
        var head: ReportManifest.Head?
        var places: [NameDigest: (offset: Int, byteCount: Int)] = [:]
        let manifest = file
        try manifest.lines { (line, number, offset) throws(Diagnostic) in
            switch try manifest.record(line, number: number) {
            case .head(let found): head = found
            case .account(let entry):
                guard let id = entry.id, entry.status.hasReport else { return }
                places[NameDigest(of: id)] = (offset, line.count)
            case .end: break
            }
        }
        guard let head else { throw .noManifest(path) }
        self.head = head
        self.places = places
        pack = try head.pack.map { (name) throws(Diagnostic) in
            try ManifestFile(SiteFolders.join(SiteFolders.parent(of: path), name))
        }
    }

    /// What it says of an account that was read from the same bytes.
    func entry(of id: String, from input: String) throws(Diagnostic) -> ReportManifest.Entry? {
        guard let place = places[NameDigest(of: id)] else { return nil }
        let line = try file.bytes(at: place.offset, count: place.byteCount)
        guard case .account(let entry) = try file.record(line, number: 1), entry.id == id,
            entry.input == input
        else { return nil }
        return entry
    }

    /// The bytes of a file, if they are as they were.
    func bytes(of file: ReportManifest.File, in folder: ReportFolder?) -> [UInt8]? {
        var bytes: [UInt8]?
        if let pack, let offset = file.offset {
            bytes = try? pack.bytes(at: offset, count: file.byteCount)
        } else if let folder {
            bytes = try? FileReader().read("\(folder.folder.path)/\(file.name)")
        }
        guard let bytes, Fingerprint.sha256(bytes) == file.sha256 else { return nil }
        return bytes
    }
}

/// Where the lines of a manifest go: to a file, or to standard output as they come.
final class ManifestOutput {
    private let file: PartialFile?

    /// - Parameter path: `-` for standard output.
    init(_ path: String, run: String) throws(Diagnostic) {
        file = path == "-" ? nil : try PartialFile(path, run: run)
    }

    func write(_ line: [UInt8]) throws(Diagnostic) {
        if let file { return try file.append(line + [0x0A]) }
        let code = Folder.writeAll(line + [0x0A], to: STDOUT_FILENO)
        guard code == 0 else { throw .refused("write the manifest", "<stdout>", code: code) }
    }

    func finish() throws(Diagnostic) { try file?.finish() }

    func discard() { file?.discard() }
}

extension Diagnostic {
    static func noManifest(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "manifest-without-head", at: SourceLocation(file: path),
            message: "this is no manifest of reports: it has no head",
            hint: "Name a file that report --manifest wrote.")
    }
}
