public import ArgumentParser
import MarginModel
import MarginRules
import SitePipeline

/// What engines give to `report`, `assess` and `plan`: where files go, and what must hold for a part of a night.
struct EngineOptions: ParsableArguments {
    @Option(
        help: """
            Write a file for each account and form below this folder, in 256 folders; reports go into \
            Output/private/DATE unless given.
            """)
    var output: String?

    @Option(
        help: """
            Write them all into this one file, whose offsets the manifest gives: reports as a tar, \
            answers of assess and plan as lines.
            """)
    var pack: String?

    @Option(
        help: """
            Write a line for each account: id, status, state, files with their hashes; - is standard \
            output. Unless given, reports of --output or --pack have Output/private/DATE/manifest.ndjson.
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

    var destination: ManifestRequest.Destination {
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
        try summary.tell(console, "report")
    }
}

extension ManifestSummary {
    /// - Throws: What the exit code says of the accounts.
    fileprivate func tell(_ console: Console, _ form: String) throws {
        console.report(warnings)
        if manifestPath != "-" {
            console.summarize("\(end.text(form)) in \(place); \(manifestPath)")
        }
        guard end.isComplete else { throw ExitStatus.terminated }
        try end.requireReports()
    }
}

/// What `assess` and `plan` take for a manifest besides the accounts.
struct AnswerEngineOptions: ParsableArguments {
    @Option(help: "The part of the accounts to take, like 2/8, with a manifest.")
    var shard: ReportShard?

    @Option(
        help: "How many workers run at once, with a manifest; the number of cores unless given.")
    var jobs: Int?

    @OptionGroup var engine: EngineOptions

    mutating func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 up") }
        guard isUsed else { return }
        if engine.manifest == nil || engine.output == nil && engine.pack == nil {
            throw ValidationError(
                "answers for engines need both: --manifest, and --pack or --output for what it tells of"
            )
        }
    }

    var isUsed: Bool { engine.isUsed || shard != nil || jobs != nil }

    func run(
        _ options: AccountOptions, form: String, clock: Instant, history: String?,
        _ answer: @escaping AnswerRun.Answer
    ) async throws {
        guard options.paths.count == 1, options.payload.isEmpty else {
            throw ValidationError("a manifest is of one file of accounts, or of standard input")
        }
        StopSignal.listen()
        let console = options.messages.console
        let folders = options.folder.folders
        let request = ManifestRequest(
            accountsPath: options.paths[0], destination: engine.destination,
            manifestPath: engine.manifest, formats: [], shard: shard, inputs: engine.inputs,
            expectedCount: engine.gate.expect, minimumShare: engine.gate.minShare,
            earlierPath: engine.since, allowsEmpty: options.allowEmpty, isIsolated: true)
        let summary: ManifestSummary
        do {
            let inputs: AnswerRun.Inputs
            do throws(Diagnostic) {
                inputs = try AnswerRun.Inputs(
                    form: form, clock: clock, options: options.marks,
                    settings: folders.settings, sheets: options.folder.sheets(options.venues),
                    content: [
                        folders.content + "/snapshots", history ?? folders.content + "/history",
                    ])
            } catch {
                throw RunFailure.configuration(Diagnostics([error]))
            }
            summary = try await AnswerRun(
                request: request, folders: folders, queue: WorkOptions.queue(jobs),
                isStrict: options.strict
            ).run(inputs, answer)
        } catch let failure as RunFailure {
            console.report(failure.diagnostics)
            throw ExitStatus(failure)
        }
        try summary.tell(console, "answer")
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

extension ReportManifest.End {
    /// - Parameter form: What an account has, in the singular.
    func text(_ form: String = "report") -> String {
        let reports = statuses.reduce(0) { $0 + ($1.key.hasReport ? $1.value : 0) }
        let others = ReportManifest.Status.allCases.compactMap { status -> String? in
            guard status != .ok, let count = statuses[status] else { return nil }
            return "\(count) \(status.rawValue)"
        }
        return ([counted(reports, form)] + others).joined(separator: ", ")
    }

    /// - Throws: `partial` where an account has no report, or one that is incomplete.
    func requireReports() throws(ExitStatus) {
        let lost = (statuses[.failed] ?? 0) + (statuses[.duplicate] ?? 0)
        guard lost + (states[.incomplete] ?? 0) == 0 else { throw .partial }
    }
}

extension Decimal: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
