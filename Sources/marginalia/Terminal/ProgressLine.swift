import Glibc
import SitePipeline
import Synchronization

/// One line on a terminal that counts work done; with `--log-format json`, one object for each stage;
/// nothing anywhere else.
final class ProgressLine: BuildProgress {
    private let done = Mutex(0)
    private let isShown: Bool
    private let isLogged: Bool

    init(console: Console) {
        isLogged = console.logFormat == .json && !console.isQuiet
        isShown = isatty(STDERR_FILENO) == 1 && !console.isQuiet && console.logFormat == .text
    }

    func show(_ stage: String) {
        if isLogged { put(DiagnosticJSON.line(stage: stage) + "\n") }
        guard isShown else { return }
        done.withLock { $0 = 0 }
        put("\r\u{1B}[K\(stage) …")
    }

    func advance(_ stage: String, by count: Int, of total: Int) {
        guard isShown else { return }
        let now = done.withLock { value in
            value += count
            return value
        }
        put("\r\u{1B}[K\(stage) \(now)/\(total)")
    }

    func clear() {
        guard isShown else { return }
        put("\r\u{1B}[K")
    }

    private func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
