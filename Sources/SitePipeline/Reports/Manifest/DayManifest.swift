import ContentIngest
import Glibc
import MarginModel
import PageRendering

/// The manifest of a day's reports, `manifest.ndjson` beside them. Lines are kept in a file without a name
/// until all are there, so that none of them is held.
///
/// The newest of a day has this name; one of an earlier clock is kept as `manifest-<clock>.ndjson`. Of a part
/// of the accounts it is `manifest-2-8.ndjson`, which `merge` puts together with those of the others.
final class DayManifest {
    static let token = "manifest"
    static let name = "manifest.ndjson"

    static func token(of shard: ReportShard?) -> String { token + (shard?.suffix ?? "") }

    static func name(of shard: ReportShard?) -> String { token(of: shard) + ".ndjson" }

    private let spool: Int32
    /// Where the file without a name lies, for messages.
    private let folder: String
    private var count = ManifestCount()
    private var piece: [UInt8] = []
    private static let pieceBytes = 1 << 16

    init(_ head: ReportManifest.Head, in store: ReleaseStore) throws(Diagnostic) {
        folder = store.path
        spool = try PrivateStore.unnamedFile(in: store)
        try append(ReportManifestJSON.line(head))
    }

    deinit { close(spool) }

    func add(_ entry: ReportManifest.Entry) throws(Diagnostic) {
        count.add(entry)
        try append(ReportManifestJSON.line(entry))
    }

    /// Puts the manifest into its place.
    func finish(in store: PrivateStore, as name: String) throws(Diagnostic) {
        try append(ReportManifestJSON.line(count.end(isComplete: true)))
        try flush()
        try store.write(copyOf: spool, as: name)
    }

    private func append(_ line: [UInt8]) throws(Diagnostic) {
        piece += line
        piece.append(UInt8(ascii: "\n"))
        if piece.count >= Self.pieceBytes { try flush() }
    }

    private func flush() throws(Diagnostic) {
        let code = Folder.writeAll(piece, to: spool)
        guard code == 0 else {
            throw .refused("keep the manifest of reports in a file of", folder, code: code)
        }
        piece.removeAll(keepingCapacity: true)
    }

    /// Gives the lines of a manifest.
    static func each(
        of path: String, _ body: (ReportManifestReader.Record) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        var number = 0
        try ReportIndex.lines(of: path) { (line) throws(Diagnostic) in
            number += 1
            let record: ReportManifestReader.Record
            do {
                record = try ReportManifestReader.read(
                    line, at: SourceLocation(file: path, line: number))
            } catch {
                // Its messages could show what an account holds.
                throw Diagnostic.unreadable(path, line: number)
            }
            try body(record)
        }
    }

    /// Writes the manifest anew with the PDF files that stand beside the reports by now.
    static func addPDF(
        of name: String, to store: PrivateStore, in releases: ReleaseStore
    ) throws(Diagnostic) {
        var manifest: DayManifest?
        try each(of: "\(store.path)/\(name)") { (record) throws(Diagnostic) in
            switch record {
            case .head(let head): manifest = try DayManifest(head, in: releases)
            case .account(var entry):
                if let first = entry.files.first,
                    let token = first.name.split(separator: ".").first.map(String.init),
                    !entry.files.contains(where: { $0.format == ReportFormat.pdf.rawValue }),
                    store.has("\(token).pdf")
                {
                    entry.files.append(
                        ReportManifest.File(
                            .pdf, name: "\(token).pdf", try store.read("\(token).pdf")))
                }
                try manifest?.add(entry)
            case .end: try manifest?.finish(in: store, as: name)
            }
        }
    }
}

extension ReportManifest.File {
    init(_ format: ReportFormat, name: String, _ bytes: [UInt8]) {
        self.init(
            format: format.rawValue, name: name, byteCount: bytes.count,
            sha256: Fingerprint.sha256(bytes), offset: nil)
    }
}

extension ReportManifest.Entry {
    /// Of something that has no report.
    init(failed problem: Diagnostic) {
        self.init(
            line: problem.location.line, id: nil,
            status: problem.id == "account-duplicate-id" ? .duplicate : .failed, input: nil)
        reasons = [.init(problem)]
    }
}

extension Diagnostic {
    fileprivate static func unreadable(_ path: String, line: Int) -> Diagnostic {
        Diagnostic(
            id: "manifest-unreadable", at: SourceLocation(file: path, line: line),
            message: "a line of the manifest of reports cannot be read",
            hint: "The next run of report or nightly writes it anew.")
    }
}
