import ContentIngest
package import MarginModel
package import MarginRules
import PageRendering

/// Writes what a verb answers of accounts that stream by, as JSON, and a manifest of it: `assess` and `plan`
/// as engines run them. A pack has an answer on each line.
package struct AnswerRun: Sendable {
    /// All that answers depend on besides the accounts.
    package struct Inputs: Sendable {
        let form: String
        let clock: Instant
        /// What the program was told that changes answers.
        let options: [String]
        let settings: String
        let sheets: String
        let content: String

        /// - Parameters:
        ///   - form: `assessment` or `plan`.
        ///   - settings: A file; one that is missing stands for the usual settings.
        ///   - sheets: The folder of venue sheets.
        ///   - content: Folders of prices and candles, of which some may be missing.
        package init(
            form: String, clock: Instant, options: [String], settings: String, sheets: String,
            content: [String]
        ) throws(Diagnostic) {
            let files = FileReader()
            self.form = form
            self.clock = clock
            self.options = options
            self.settings = Fingerprint.sha256(
                files.exists(settings) ? try files.read(settings) : [])
            self.sheets = try Self.digest(of: [sheets])
            self.content = try Self.digest(of: content.filter(files.exists))
        }

        private static func digest(of folders: [String]) throws(Diagnostic) -> String {
            var lines = ""
            for (number, folder) in folders.enumerated() {
                for file in try FileReader().list(folder) {
                    let bytes = try FileReader().read(SiteFolders.join(folder, file.path))
                    lines += "\(number) \(Fingerprint.sha256(bytes)) \(file.path)\n"
                }
            }
            return Fingerprint.sha256(Array(lines.utf8))
        }

        func head(pack: String?) -> ReportManifest.Head {
            let parts = [
                "settings \(settings)", "sheets \(sheets)", "content \(content)",
                "program \(ToolVersion.current)", "clock \(clock)", "form \(form)",
            ]
            return ReportManifest.Head(
                inputs: Fingerprint.sha256(
                    Array((parts + options).joined(separator: "\n").utf8)),
                settings: settings, sheets: sheets, templates: Fingerprint.sha256([]),
                content: content, key: Fingerprint.privateName("key", key: []),
                program: ToolVersion.current, clock: clock, formats: [form], sections: nil,
                pack: pack)
        }
    }

    /// What a verb says of an account, and the JSON that says it.
    package typealias Answer =
        @Sendable (Account, [Diagnostic]) -> (assessment: Assessment, bytes: [UInt8])

    private let request: ManifestRequest
    private let folders: SiteFolders
    private let queue: WorkQueue
    /// Whether an account with a warning has no answer.
    private let isStrict: Bool

    package init(
        request: ManifestRequest, folders: SiteFolders, queue: WorkQueue, isStrict: Bool
    ) {
        self.request = request
        self.folders = folders
        self.queue = queue
        self.isStrict = isStrict
    }

    package func run(
        _ inputs: Inputs, _ answer: @escaping Answer
    ) async throws(RunFailure) -> ManifestSummary {
        try request.checkPlaces(folders)
        let place = ManifestPass.Place(request)
        let isStrict = isStrict
        return try await ManifestPass(request: request, place: place, queue: queue, progress: nil)
            .run(
                inputs.head(pack: place.pack.map(SiteFolders.name)), key: [], packsLines: true,
                make: { account, line, _, _ in
                    let warnings = line.warnings.filter { $0.severity == .warning }
                    let made = answer(account, warnings)
                    return ReportBuild.Rendered(
                        assessment: made.assessment, reference: nil,
                        files: [(.json, made.bytes)],
                        diagnostics: isStrict ? warnings.map(\.asError) : [])
                })
    }
}

extension Diagnostic {
    /// What `--strict` makes of a warning.
    package var asError: Diagnostic {
        Diagnostic(.error, id: id, at: location, message: message, hint: hint, excerpt: excerpt)
    }
}
