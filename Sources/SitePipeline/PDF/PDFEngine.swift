import MarginModel

/// What an engine made of a page, and what it could not print as it is written.
typealias PrintedPage = (pdf: [UInt8], warning: String?)

/// One running engine: HTML in, PDF out, report after report.
protocol PDFEngine {
    /// - Parameter html: A page that needs nothing from anywhere.
    func print(_ html: [UInt8], until deadline: ContinuousClock.Instant) throws(EngineFailure)
        -> PrintedPage
}

extension PDFSettings {
    func start(until deadline: ContinuousClock.Instant) throws(EngineFailure) -> any PDFEngine {
        switch engine {
        case .weasyprint: try FrameEngine(command)
        case .chromium: try ChromiumEngine(command, until: deadline)
        }
    }
}

/// A program that reads `LENGTH\n` and so many bytes of HTML, and answers `ok LENGTH\n` and the PDF,
/// or `error LENGTH\n` and the reason. `warn LENGTH\n` and a text may go before `ok`.
///
/// It gets the page itself and no path, so it needs no file of ours.
struct FrameEngine: PDFEngine {
    private let process: ChildProcess

    init(_ command: [String]) throws(EngineFailure) {
        process = try ChildProcess(command, socketAs: [0, 1])
    }

    /// The longest first line of an answer: a word, a space, a length.
    private static let longestHead = 32

    func print(
        _ html: [UInt8], until deadline: ContinuousClock.Instant
    ) throws(EngineFailure) -> PrintedPage {
        try process.send(Array("\(html.count)\n".utf8) + html, until: deadline)
        var bytes: [UInt8] = []
        var warning: String?
        while true {
            let start = bytes.prefix(Self.longestHead + 1)
            guard let end = start.firstIndex(of: UInt8(ascii: "\n")) else {
                guard bytes.count <= Self.longestHead else { throw .ended("it answered nonsense") }
                bytes += try process.receive(until: deadline)
                continue
            }
            let head = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
            guard head.count == 2, let count = Int(head[1]), count >= 0 else {
                throw .ended("it answered nonsense")
            }
            var body = Array(bytes[(end + 1)...])
            while body.count < count { body += try process.receive(until: deadline) }
            switch head[0] {
            case "ok": return (body, warning)
            case "warn":
                warning = String(decoding: body[..<count], as: UTF8.self)
                bytes = Array(body[count...])
            default: throw .refused(String(decoding: body, as: UTF8.self))
            }
        }
    }
}
