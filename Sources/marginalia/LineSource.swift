import ContentIngest
import Glibc
import MarginModel

/// Lines of a file or of standard input, in batches, without holding the whole.
final class LineSource {
    private let descriptor: Int32
    private var splitter = NDJSONSplitter()
    private var isFinished = false

    private static let chunkBytes = 1 << 18

    init(path: String) throws(Diagnostics) {
        guard path != "-" else {
            descriptor = STDIN_FILENO
            return
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Diagnostics([
                Diagnostic(
                    id: "io-open", at: SourceLocation(file: path),
                    message: "cannot open: \(String(cString: strerror(errno)))",
                    hint: "Check the path, or pass - to read standard input.")
            ])
        }
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The lines of the next chunk; `nil` at the end of the input.
    func nextBatch() -> [NDJSONSplitter.Line]? {
        while !isFinished {
            let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, count in
                count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
            }
            var lines: [NDJSONSplitter.Line]
            if chunk.isEmpty {
                isFinished = true
                lines = splitter.finish().map { [$0] } ?? []
            } else {
                lines = splitter.feed(chunk)
            }
            if !lines.isEmpty { return lines }
        }
        return nil
    }
}
