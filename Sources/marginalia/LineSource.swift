import ContentIngest
import Glibc
import MarginModel
import SitePipeline

/// Lines of a file or of standard input, in batches, without holding the whole.
final class LineSource {
    private let descriptor: Int32
    private let path: String
    private var buffer = [UInt8](repeating: 0, count: chunkBytes)
    private var splitter = NDJSONSplitter()
    private var isFinished = false

    private static let chunkBytes = 1 << 18

    init(path: String) throws(Diagnostic) {
        self.path = path
        guard path != "-" else {
            descriptor = STDIN_FILENO
            return
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Diagnostic(
                id: "io-open", at: SourceLocation(file: path),
                message: "cannot open: \(String(cString: strerror(errno)))",
                hint: "Check the path, or pass - to read standard input.")
        }
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The lines of the next chunk; `nil` at the end of the input.
    func nextBatch() throws(Diagnostic) -> [NDJSONSplitter.Line]? {
        while !isFinished {
            let count = try FileReader.read(
                from: descriptor, into: &buffer, upTo: Self.chunkBytes, path: path)
            isFinished = count == 0
            let lines =
                isFinished
                ? splitter.finish().map { [$0] } ?? [] : splitter.feed(Array(buffer[..<count]))
            if !lines.isEmpty { return lines }
        }
        return nil
    }
}
