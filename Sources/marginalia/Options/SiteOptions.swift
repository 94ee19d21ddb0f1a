public import ArgumentParser
import MarginModel
import SitePipeline

/// What `build`, `report` and `nightly` share.
struct SiteOptions: ParsableArguments {
    @Flag(help: "Warnings fail the run.")
    var strict = false

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Clock") var time: ClockOptions
    @OptionGroup(title: "Work") var work: WorkOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    var console: Console { messages.console }

    /// - Parameters:
    ///   - start: The clock where neither the user nor the settings tell one; the system's unless
    ///     given.
    ///   - includesUnpublished: Also drafts and texts that may not be published.
    ///   - report: Is given what the settings are warned of; the console unless given.
    func build(
        start: Instant? = nil, includesUnpublished: Bool = false,
        report: (([Diagnostic]) -> Void)? = nil
    ) throws(RunFailure) -> SiteBuild {
        do {
            let folders = folder.folders
            let (settings, warnings) = try ContentLoader.settings(in: folders)
            (report ?? console.report)(warnings)
            return SiteBuild(
                folders: folders, settings: settings,
                clock: time.instant(pinned: settings.clock, start: start), queue: work.queue,
                clockPlace: time.given == nil ? settings.clockPlace : nil,
                includesUnpublished: includesUnpublished)
        } catch {
            throw .configuration(error)
        }
    }

    /// Runs `body`; a failure is reported and becomes the exit code of its class.
    func exiting<Result>(
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let failure as RunFailure {
            console.reportFindings(failure.diagnostics)
            let count = failure.diagnostics.count { $0.severity == .error }
            console.complain("\(counted(count, "error")); nothing was published")
            throw ExitStatus(failure)
        }
    }
}

extension ExitStatus {
    init(_ failure: RunFailure) {
        switch failure {
        case .content: self = .content
        case .configuration: self = .configuration
        case .input: self = .input
        case .stale: self = .stale
        case .check: self = .checkFailed
        case .lockHeld: self = .lockHeld
        case .publish: self = .writeFailed
        }
    }
}

/// `html,md` as an argument.
struct ReportFormats: ExpressibleByArgument {
    let all: [ReportFormat]

    static let usual = ReportFormats(ReportFormat.usual)

    init(_ all: [ReportFormat]) { self.all = all }

    init?(argument: String) {
        var formats: [ReportFormat] = []
        for name in argument.split(separator: ",") {
            guard let format = ReportFormat(rawValue: String(name)) else { return nil }
            formats.append(format)
        }
        guard !formats.isEmpty else { return nil }
        all = formats
    }

    var defaultValueDescription: String { all.map(\.rawValue).joined(separator: ",") }
}

extension ReportExtent: ExpressibleByArgument {}

extension ReportShard: ExpressibleByArgument {
    package init?(argument: String) { self.init(parsing: argument) }
}
