import Glibc
import MarginModel

/// A folder of reports, each form a file: `ab/<token>-<instant>.html`. Any number of runs on any machines
/// may write into it: a name never gets other bytes.
struct ReportFolder: Sendable {
    let folder: Folder
    /// Tells the temporary names of this run from those of others.
    let run: String

    /// - Parameter path: Made where it is missing.
    init(_ path: String, run: String) throws(Diagnostic) {
        guard mkdir(path, PrivateStore.folderMode) == 0 || errno == EEXIST else {
            throw .refused("create the folder", path, code: errno)
        }
        folder = try Folder(opening: path)
        self.run = run
    }

    /// Below the folder, which may hold millions.
    static func name(_ token: String, at asOf: Instant, _ format: ReportFormat) -> String {
        "\(token.prefix(2))/\(token)-\(asOf.fileNameForm).\(format.rawValue)"
    }

    /// - Throws: `report-name-taken` where other bytes have the name.
    func write(_ bytes: [UInt8], to name: String) throws(Diagnostic) {
        let parts = name.split(separator: "/").map(String.init)
        let part = try folder.madeSubfolder(parts[0], mode: PrivateStore.folderMode)
        let mode = PrivateStore.fileMode
        if part.holds(bytes, at: parts[1], mode: mode) { return }
        let partial = PartialFile.name(for: parts[1], run: run)
        let code = try part.write(bytes, to: partial, mode: mode, enforced: true)
        guard code == 0 else { throw part.refusal("create the file", partial, code) }
        defer { unlinkat(part.descriptor, partial, 0) }
        // A name is given once, whoever comes first.
        let linked = linkat(part.descriptor, partial, part.descriptor, parts[1], 0)
        guard linked != 0 else { return }
        guard errno == EEXIST else { throw part.refusal("name the file", parts[1], errno) }
        guard part.holds(bytes, at: parts[1], mode: mode) else { throw .nameTaken(part.path) }
    }
}

/// All files of a run in one uncompressed tar, or one after the other as lines, in the order of the accounts.
final class ReportPack {
    private let file: PartialFile
    /// When files of the tar were made; `nil`: it is no tar.
    private let clock: Instant?

    private static let blockBytes = 512

    init(_ path: String, run: String, clock: Instant?) throws(Diagnostic) {
        file = try PartialFile(path, run: run)
        self.clock = clock
    }

    /// - Returns: Where the bytes begin.
    func append(_ bytes: [UInt8], as name: String) throws(Diagnostic) -> Int {
        guard let clock else {
            let offset = file.byteCount
            try file.append(bytes + [0x0A])
            return offset
        }
        let offset = file.byteCount + Self.blockBytes
        let rest = (Self.blockBytes - bytes.count % Self.blockBytes) % Self.blockBytes
        try file.append(
            header(name, byteCount: bytes.count, clock) + bytes + [UInt8](repeating: 0, count: rest)
        )
        return offset
    }

    func finish() throws(Diagnostic) {
        if clock != nil { try file.append([UInt8](repeating: 0, count: 2 * Self.blockBytes)) }
        try file.finish()
    }

    func discard() { file.discard() }

    /// As POSIX calls it, ustar: names of ours are shorter than its hundred bytes.
    private func header(_ name: String, byteCount: Int, _ clock: Instant) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.blockBytes)
        func put(_ text: String, at place: Int) {
            block.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        }
        func octal(_ number: Int, digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: digits - text.count) + text
        }
        put(name, at: 0)
        put(octal(Int(PrivateStore.fileMode), digits: 7), at: 100)
        put(octal(0, digits: 7), at: 108)
        put(octal(0, digits: 7), at: 116)
        put(octal(byteCount, digits: 11), at: 124)
        put(octal(Int(max(0, clock.secondsSinceEpoch)), digits: 11), at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar\0" + "00", at: 257)
        put(octal(block.reduce(0) { $0 + Int($1) }, digits: 6) + "\0", at: 148)
        return block
    }
}

extension Diagnostic {
    static let nameTakenID = "report-name-taken"

    /// Says no name: it would lead to the report.
    fileprivate static func nameTaken(_ folder: String) -> Diagnostic {
        Diagnostic(
            id: nameTakenID, at: SourceLocation(file: folder),
            message: "a file that is there has the report's name and other bytes",
            hint: "Find out what wrote or changed it, remove it and run again.")
    }
}
