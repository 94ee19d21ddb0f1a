import Glibc
package import MarginModel

/// Reads a file, a pipe or standard input in pieces, to its end and no error less.
package final class FileChunks {
    private static let pieceBytes = 1 << 18

    private let descriptor: Int32
    private let name: String
    private var buffer = [UInt8](repeating: 0, count: pieceBytes)

    /// - Parameter path: `-` for standard input.
    /// - Throws: `io-…` where it cannot be opened.
    package init(_ path: String) throws(Diagnostic) {
        name = path == "-" ? "<stdin>" : path
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .refused("open the file", path, code: errno) }
    }

    /// All that is left; empty at the end.
    package func all() throws(Diagnostic) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let piece = try next()
            if piece.isEmpty { return bytes }
            bytes += piece
            guard bytes.count <= 1 << 30 else { return bytes }
        }
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The next piece, or nothing once `isStopped` says so: a pipe may be silent for long.
    func next(unless isStopped: () -> Bool) throws(Diagnostic) -> [UInt8] {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while !isStopped() {
            let count = poll(&entry, 1, 200)
            if count != 0, !(count < 0 && errno == EINTR) { return try next() }
        }
        return []
    }

    /// The next piece; empty at the end.
    ///
    /// - Throws: `io-…` for anything that is no end: a folder, a broken disk.
    package func next() throws(Diagnostic) -> [UInt8] {
        let count = try FileReader.read(
            from: descriptor, into: &buffer, upTo: Self.pieceBytes, path: name)
        return Array(buffer[..<count])
    }
}
