public import ArgumentParser
import MarginModel
import MarginRules
import SitePipeline

/// What engines give to `report`: where files go, and what must hold for a part of a night.
struct EngineOptions: ParsableArguments {
    @Option(
        help: "Write reports below this folder, in 256 folders, instead of Output/private/DATE.")
    var output: String?

    @Option(help: "Write all reports into this one tar, whose offsets the manifest gives.")
    var pack: String?

    @Option(
        help: """
            Write a line for each account: id, status, state, files with their hashes; - is standard \
            output. Unless given, and with --output or --pack: Output/private/DATE/manifest.ndjson.
            """)
    var manifest: String?

    @Option(
        help: ArgumentHelp(
            "Refuse to run (3) unless settings, sheets, templates, content, key, program, clock, formats and sections are those that the head of another manifest gives as inputs.",
            valueName: "digest"))
    var inputs: String?

    @OptionGroup var gate: GateOptions

    @Option(
        help: ArgumentHelp(
            "Skip accounts that this manifest has, from the same bytes and inputs, with files that stand.",
            valueName: "manifest"))
    var since: String?

    mutating func validate() throws {
        if output != nil, pack != nil {
            throw ValidationError("--output and --pack are two places; name one")
        }
    }

    private var destination: ManifestRequest.Destination {
        if let output { return .folder(output) }
        return pack.map(ManifestRequest.Destination.pack) ?? .ownFolder
    }

    var isUsed: Bool {
        output != nil || pack != nil || manifest != nil || inputs != nil || since != nil
            || gate.isUsed
    }

    func run(
        _ options: SiteOptions, accounts: String?, format: ReportFormats,
        sections: ReportExtent?, shard: ReportShard?, allowEmpty: Bool
    ) async throws {
        StopSignal.listen()
        let console = options.console
        let summary = try await options.exiting {
            let build = try options.build()
            guard let path = accounts ?? build.accountsPath else {
                throw ValidationError("a manifest is for real accounts: give --accounts")
            }
            let progress = ProgressLine(console: console)
            defer { progress.clear() }
            let request = ManifestRequest(
                accountsPath: path,
                destination: destination,
                manifestPath: manifest, formats: format.all, sections: sections, shard: shard,
                inputs: inputs, expectedCount: gate.expect, minimumShare: gate.minShare,
                earlierPath: since, allowsEmpty: allowEmpty, isIsolated: true)
            return try await ManifestRun(build: build, request: request, progress: progress).run()
        }
        console.report(summary.warnings)
        if manifest != "-" {
            console.summarize("\(summary.end.text) in \(summary.place); \(summary.manifestPath)")
        }
        guard summary.end.isComplete else { throw ExitStatus.terminated }
        try summary.end.requireReports()
    }
}

/// How many accounts must come.
struct GateOptions: ParsableArguments {
    @Option(help: "How many accounts must come; another number gives 5.")
    var expect: Int?

    @Option(
        help: ArgumentHelp(
            "How many percent of them, or of those that came, must get a report; fewer give 5.",
            valueName: "percent"))
    var minShare: Decimal?

    mutating func validate() throws {
        if let expect, expect < 0 { throw ValidationError("--expect takes a number from 0 up") }
        if let minShare, minShare.isNegative || minShare > 100 || minShare.scale > 6 {
            throw ValidationError("--min-share takes a percentage, as 99.5")
        }
    }

    var isUsed: Bool { expect != nil || minShare != nil }
}

struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put the manifests of the parts of a night together, and finish the night.",
        discussion: """
            Example:
              marginalia merge parts/*.ndjson --output /srv/night
              marginalia merge parts/*.ndjson --output /srv/night --accounts accounts.ndjson.gz

            Every part must be whole and of the same inputs, each account must occur once or with the same \
            bytes (4), and its files must be there. Temporary files of killed runs are removed; then come \
            manifest.ndjson, index.ndjson and, last, _SUCCESS. Where accounts have no report, or are \
            incomplete, it ends with 9.
            """)

    @Argument(help: "The manifests of all parts.")
    var manifests: [String]

    @Option(help: "The folder of the reports or packs, where the night's manifest goes.")
    var output: String

    @Option(
        help:
            "The accounts of the whole night: each of them must stand in a manifest, and no other.")
    var accounts: String?

    @OptionGroup var gate: GateOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() throws {
        let end: ReportManifest.End
        do throws(RunFailure) {
            end = try ManifestMerge(
                paths: manifests, output: output, accountsPath: accounts,
                expectedCount: gate.expect, minimumShare: gate.minShare
            ).run()
        } catch {
            messages.console.report(error.diagnostics)
            throw ExitStatus(error)
        }
        messages.console.summarize("\(end.text) in \(output); root \(end.root)")
        try end.requireReports()
    }
}

extension ReportManifest.End {
    fileprivate var text: String {
        let reports = statuses.reduce(0) { $0 + ($1.key.hasReport ? $1.value : 0) }
        let others = ReportManifest.Status.allCases.compactMap { status -> String? in
            guard status != .ok, let count = statuses[status] else { return nil }
            return "\(count) \(status.rawValue)"
        }
        return ([counted(reports, "report")] + others).joined(separator: ", ")
    }

    /// - Throws: `partial` where an account has no report, or one that is incomplete.
    fileprivate func requireReports() throws(ExitStatus) {
        let lost = (statuses[.failed] ?? 0) + (statuses[.duplicate] ?? 0)
        guard lost + (states[.incomplete] ?? 0) == 0 else { throw .partial }
    }
}

extension Decimal: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
