import ContentIngest
import Glibc
import MarginModel

/// A file that may hold accounts.
struct AccountFile: Hashable, Sendable {
    /// As messages call it.
    let name: String
    /// Where it is read: elsewhere than it is for what can be read only once.
    let path: String
    let isRegular: Bool

    func open() throws(Diagnostic) -> (stream: AccountStream, shape: AccountStream.Shape) {
        let stream = AccountStream(try FileChunks(path).next, file: name)
        return (stream, try stream.open(prefersLines: AccountStream.promisesLines(name)))
    }

    /// - Throws: Also where it is no longer something to be read whole.
    func text() throws(Diagnostic) -> PayloadReader.File {
        guard case .whole(let bytes) = try open().shape else { throw .changed(name) }
        return PayloadReader.File(name: name, bytes: bytes)
    }

    /// The name of its folder, which a venue's answers have for an id.
    var folder: String { name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "." }

    /// The files to read at `path`, by path in byte order. Links are followed and each file is read once;
    /// names that begin with a dot are passed over, as `README.md` is.
    ///
    /// - Parameter folders: Those of the site, which hold no accounts, are passed over too.
    /// - Parameter refused: Gets what cannot be looked at.
    /// - Throws: Where `path` itself cannot.
    static func list(
        _ path: String, spool: AccountSpool?, besides folders: [String],
        refused: (Diagnostic) -> Void
    ) throws(Diagnostic) -> [AccountFile] {
        if let spool { return [AccountFile(name: path, path: spool.path, isRegular: false)] }
        var files: [AccountFile] = []
        func identity(_ status: stat) -> FileIdentity {
            FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        }
        // One that is not there has nothing to read.
        var seen = Set(folders.compactMap { try? identity(status(of: $0)) })
        func add(_ file: String) throws(Diagnostic) {
            let status = try status(of: file)
            guard seen.insert(identity(status)).inserted else { return }
            if status.kind == .file {
                files.append(AccountFile(name: file, path: file, isRegular: true))
            }
            // A pipe could make the run wait for ever.
            if status.kind == .other { refused(.notRead(file)) }
            guard status.kind == .folder else { return }
            for name in try Folder(opening: file).names()
            where !name.hasPrefix(".") && name != "README.md" {
                do {
                    try add(SiteFolders.join(file, name))
                } catch {
                    refused(error)
                }
            }
        }
        try add(path)
        return files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// What `path` stands for, links followed.
    fileprivate static func status(of path: String) throws(Diagnostic) -> stat {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .refused("open the file", path, code: errno)
        }
        return status
    }
}

/// What can be read only once, standard input or a pipe, as a file without a name that goes with the run:
/// accounts are read twice.
final class AccountSpool: Sendable {
    private let file: Int32
    var path: String { "/proc/self/fd/\(file)" }

    /// Whether `path` can be read only once.
    static func isNeeded(for path: String) throws(Diagnostic) -> Bool {
        if path == "-" { return true }
        return try AccountFile.status(of: path).kind == .other
    }

    /// - Throws: `RunFailure.publish` where it cannot be written.
    init(of path: String, in store: ReleaseStore) throws(RunFailure) {
        let chunks: FileChunks
        do {
            chunks = try FileChunks(path)
        } catch {
            throw .input(Diagnostics([error]))
        }
        do {
            file = try PrivateStore.unnamedFile(in: store)
        } catch {
            throw .publish(error)
        }
        while true {
            let bytes: [UInt8]
            do {
                bytes = try chunks.next()
            } catch {
                throw .input(Diagnostics([error]))
            }
            if bytes.isEmpty { return }
            let code = Folder.writeAll(bytes, to: file)
            guard code == 0 else {
                throw .publish(
                    .refused("keep accounts in a file of", store.path, code: code))
            }
        }
    }

    deinit { close(file) }
}

extension Diagnostic {
    fileprivate static func notRead(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "io-not-a-file", kind: .storage, at: SourceLocation(file: file),
            message: "this is a pipe, a socket or a device, and is not read",
            hint: "Move it elsewhere, or write what comes out of it to a file")
    }

    /// Says no id: messages go to logs.
    static func changed(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "accounts-changed", at: SourceLocation(file: file),
            message: "the accounts have changed while they were read, and not all have a report",
            hint: "Put a new export in place by renaming it, and run again.")
    }
}
