import Glibc
package import MarginModel

/// A regular file found by `FileReader.list`.
package struct ListedFile: Hashable, Sendable {
    /// Relative to the listed folder, with `/` between the parts.
    package let path: String
    package let byteCount: Int
    /// For telling whether a file changed; never the time of a price.
    package let modifiedNanoseconds: Int64
    /// The same for two names of one file (hard links), and for no other.
    let identity: FileIdentity
    /// The permission bits.
    let mode: UInt32
}

struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
}

/// Reads the inputs of a build.
package struct FileReader: Sendable {
    /// Larger files are refused before they are read.
    package let byteLimit: Int

    private static let deepestFolder = 32

    package init(byteLimit: Int = 1 << 30) { self.byteLimit = byteLimit }

    /// The bytes of a regular file, read into a buffer of its size.
    package func read(_ path: String) throws(Diagnostic) -> [UInt8] {
        // Without O_NONBLOCK, opening a named pipe would wait for its writer for ever.
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw .refused("open the file", path, code: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else {
            throw .refused("examine the file", path, code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
        guard status.st_size <= byteLimit else {
            throw .tooLarge(path, byteCount: Int(status.st_size), limit: byteLimit)
        }
        return try contents(of: file, expecting: Int(status.st_size), path: path)
    }

    /// The regular files below a folder, by path in byte order. Links are not followed, and names
    /// that start with a dot are passed over.
    package func list(_ path: String) throws(Diagnostic) -> [ListedFile] {
        var others: [String] = []
        return try list(path, others: &others)
    }

    /// - Parameter others: Gets the paths of what is neither a file nor a folder: links, pipes, devices.
    func list(_ path: String, others: inout [String]) throws(Diagnostic) -> [ListedFile] {
        var files: [ListedFile] = []
        try collect(Folder(opening: path), prefix: "", depth: 0, into: &files, others: &others)
        return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// One read, unless the file changes its length meanwhile: then what it holds at its end.
    private func contents(
        of file: Int32, expecting size: Int, path: String
    ) throws(Diagnostic) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(file, buffer.baseAddress?.advanced(by: count), size - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { code = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard code == 0 else { throw .refused("read the file", path, code: code) }
        return bytes
    }

    /// Reads what is there next: zero bytes are the end of the input, and nothing else is.
    ///
    /// An interrupted read starts again; one that would block, as of a terminal or a pipe that
    /// someone made non-blocking, waits.
    package static func read(
        from file: Int32, into buffer: UnsafeMutableRawPointer, upTo count: Int, path: String
    ) throws(Diagnostic) -> Int {
        while true {
            let got = Glibc.read(file, buffer, count)
            guard got < 0 else { return got }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var entry = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
                poll(&entry, 1, -1)
            default: throw .refused("read the file", path, code: errno)
            }
        }
    }

    private func collect(
        _ folder: Folder, prefix: String, depth: Int, into files: inout [ListedFile],
        others: inout [String]
    ) throws(Diagnostic) {
        guard depth < FileReader.deepestFolder else { throw .tooDeep(folder.path) }
        for name in try folder.names() where !name.hasPrefix(".") {
            guard let status = try folder.status(of: name) else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                files.append(
                    ListedFile(
                        path: prefix + name, byteCount: Int(status.st_size),
                        modifiedNanoseconds: status.modifiedNanoseconds,
                        identity: FileIdentity(
                            device: UInt64(status.st_dev), inode: UInt64(status.st_ino)),
                        mode: UInt32(status.st_mode & 0o7777)))
            case S_IFDIR:
                try collect(
                    folder.subfolder(name), prefix: "\(prefix)\(name)/", depth: depth + 1,
                    into: &files, others: &others)
            default: others.append(prefix + name)
            }
        }
    }
}

extension stat {
    /// Wraps around in the year 2262: it is compared, never shown.
    var modifiedNanoseconds: Int64 {
        Int64(st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(st_mtim.tv_nsec)
    }
}

extension Diagnostic {
    fileprivate static func notAFile(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "io-not-a-file", kind: .storage, at: SourceLocation(file: path),
            message: "this is a folder, a pipe or a device, not a file", hint: "Name a file")
    }

    fileprivate static func tooLarge(_ path: String, byteCount: Int, limit: Int) -> Diagnostic {
        Diagnostic(
            id: "io-too-large", kind: .storage, at: SourceLocation(file: path),
            message: "the file has \(byteCount) bytes, more than the \(limit) that are read",
            hint: "Split it")
    }

    fileprivate static func tooDeep(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "io-too-deep", kind: .storage, at: SourceLocation(file: path),
            message: "folders are nested more than 32 deep", hint: "Move them further up")
    }
}
