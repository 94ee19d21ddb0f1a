import ContentIngest
import MarginModel
import PageRendering

/// Makes PDF files from written reports: several engines at once, many reports each.
///
/// A report whose PDF was made from the same HTML is left as it is, so a run that was stopped goes
/// on where it stood.
struct PDFRun: Sendable {
    let settings: PDFSettings
    let store: PrivateStore
    let queue: WorkQueue
    let progress: (any BuildProgress)?

    struct Outcome: Sendable {
        let made: Int
        let kept: Int
        let problems: [Diagnostic]
    }

    private enum Step: Sendable {
        case made(warning: Diagnostic?)
        case kept
        case failed(Diagnostic)
    }

    /// Fails at once where the engine is not there, before any report is tried.
    static func check(_ settings: PDFSettings?) throws(Diagnostic) -> PDFSettings {
        guard let settings else { throw .notConfigured }
        guard let program = settings.command.first, FileReader().isProgram(program) else {
            throw .absent(settings.command.first ?? "")
        }
        return settings
    }

    func run(_ tokens: [String]) async -> Outcome {
        let steps = await queue.map(tokens, state: { EngineSlot(settings) }) { count in
            progress?.advance("PDF files", by: count, of: tokens.count)
        } _: { token, slot in
            make(token, slot)
        }
        var made = 0
        var kept = 0
        var problems: [Diagnostic] = []
        for (number, (step, token)) in zip(1..., zip(steps, tokens)) {
            let name = "report \(number) of \(tokens.count)"
            switch step {
            case .made(let warning):
                made += 1
                if let warning { problems.append(warning.saying(name, insteadOf: token)) }
            case .kept: kept += 1
            case .failed(let problem):
                problems.append(problem.saying(name, insteadOf: token))
            }
        }
        return Outcome(made: made, kept: kept, problems: problems)
    }

    private func make(_ token: String, _ slot: EngineSlot) -> Step {
        do throws(Diagnostic) {
            let html = try store.read("\(token).html")
            let source = Array(Fingerprint.sha256(html).utf8)
            let note = "\(token).pdf-source"
            if store.has("\(token).pdf"), store.has(note), try store.read(note) == source {
                return .kept
            }
            do throws(EngineFailure) {
                let printed = try slot.print(html)
                guard printed.pdf.starts(with: "%PDF-".utf8) else {
                    throw .refused("what it gave is no PDF")
                }
                try write(printed.pdf, source, token, note)
                return .made(warning: printed.warning.map { .boxes(token, $0) })
            } catch {
                return .failed(.failed(token, settings, error))
            }
        } catch {
            return .failed(error)
        }
    }

    /// The note comes last: without it a PDF is made again.
    private func write(
        _ pdf: [UInt8], _ source: [UInt8], _ token: String, _ note: String
    ) throws(EngineFailure) {
        do {
            try store.write(pdf, token: token, fileExtension: "pdf")
            try store.write(source, token: token, fileExtension: "pdf-source")
        } catch {
            throw .refused(error.message)
        }
    }
}

/// One worker's engine: started when first needed, replaced when it is old or has failed.
private final class EngineSlot {
    private let settings: PDFSettings
    private var engine: (any PDFEngine)?
    private var count = 0

    init(_ settings: PDFSettings) { self.settings = settings }

    func print(_ html: [UInt8]) throws(EngineFailure) -> PrintedPage {
        let deadline = ContinuousClock.now + .seconds(settings.timeoutSeconds)
        if count >= settings.reportsPerProcess { engine = nil }
        let engine: any PDFEngine
        if let running = self.engine {
            engine = running
        } else {
            engine = try settings.start(until: deadline)
            count = 0
        }
        self.engine = engine
        count += 1
        do {
            return try engine.print(html, until: deadline)
        } catch {
            if error.endsTheProcess { self.engine = nil }
            throw error
        }
    }
}

extension Diagnostic {
    fileprivate static let notConfigured = Diagnostic(
        id: "pdf-not-configured", at: SourceLocation(file: "<arguments>"),
        message: "there is no PDF engine: site.yml names none under pdf",
        hint: "Run make pdf-tools, which installs one and says what to write; the HTML of a report "
            + "prints the same from a browser.")

    fileprivate static func absent(_ program: String) -> Diagnostic {
        Diagnostic(
            id: "pdf-engine-absent", at: SourceLocation(file: program),
            message: "the PDF engine that site.yml names is not there, or is no program",
            hint: "Install it (make pdf-tools installs WeasyPrint), or mend pdf: command:.")
    }

    fileprivate static func boxes(_ token: String, _ words: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "pdf-glyph-absent", at: SourceLocation(file: "private/\(token).pdf"),
            message: "boxes stand for letters: \(words)",
            hint:
                "Install a font that has them (fonts-noto-core, fonts-noto-cjk), and remove the file "
                + "to make it again.")
    }

    fileprivate static func failed(
        _ token: String, _ settings: PDFSettings, _ failure: EngineFailure
    ) -> Diagnostic {
        Diagnostic(
            id: "pdf-failed", at: SourceLocation(file: "private/\(token).html"),
            message: "\(settings.engine.rawValue) \(failure.words)",
            hint: "The report's other forms are written; run report --format pdf again to try the "
                + "missing ones.")
    }
}
