/// The program that makes PDF files from reports. Only the operator's settings name one.
public struct PDFSettings: Hashable, Sendable {
    /// How the program is spoken to.
    public enum Engine: String, Hashable, Sendable, CaseIterable {
        /// `Sources/pdf-worker/weasyprint_worker.py`, or anything that reads and answers as it does.
        case weasyprint
        /// A Chromium, by its debugging pipe.
        case chromium
    }

    public var engine: Engine
    /// The program's full path and its arguments, started without a shell.
    public var command: [String]
    /// After this many reports a process is replaced, because engines grow.
    public var reportsPerProcess: Int
    /// How long one report may take.
    public var timeoutSeconds: Int64

    public init(
        engine: Engine, command: [String], reportsPerProcess: Int = 200, timeoutSeconds: Int64 = 60
    ) {
        self.engine = engine
        self.command = command
        self.reportsPerProcess = reportsPerProcess
        self.timeoutSeconds = timeoutSeconds
    }
}
