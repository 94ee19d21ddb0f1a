import ArgumentParser
import MarginModel
import SitePipeline

/// Flags of earlier versions that do nothing any more, and are taken for one version more.
private enum IdleFlags {
    static let help: ArgumentHelp = "Does nothing: every build renders every page."

    static func tell(_ flag: String?, _ console: Console) {
        guard let flag else { return }
        console.complain("\(flag) does nothing any more: every build renders every page")
    }
}

struct Build: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build the site into a release, check it, and make it current.",
        discussion: """
            Example:
              marginalia build
              marginalia build -C mysite --no-publish
            """)

    @Flag(help: "Keep the release without making it current.")
    var noPublish = false

    @Flag(help: IdleFlags.help)
    var verify = false

    @Flag(help: IdleFlags.help)
    var full = false

    @OptionGroup var options: SiteOptions

    func run() async throws {
        IdleFlags.tell(verify ? "--verify" : full ? "--full" : nil, options.console)
        let progress = ProgressLine(console: options.console)
        let summary = try await options.exiting {
            let run = SiteRun(
                build: try options.build(), publication: noPublish ? .keep : .publish,
                isStrict: options.strict, reports: nil, progress: progress)
            defer { progress.clear() }
            return try await run.run()
        }
        options.console.reportFindings(summary.warnings + summary.afterSwap)
        options.console.summarize(SummaryText(summary, folders: options.folder.folders).lines)
        if !summary.afterSwap.isEmpty { throw ExitStatus.partial }
    }
}

struct Nightly: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nightly",
        abstract: "The whole nightly run, from the gates to alerts and the purge of what is old.",
        discussion: """
            Example:
              marginalia nightly
              marginalia nightly -C mysite --accounts /srv/accounts.ndjson

            Accounts that cannot be read are listed and left out, the rest go on, and the exit code \
            is 9, as it is where a real account is incomplete. Where there is none, or too many of the night before are gone, the run stops with \
            5. After a rollback it does all but publish (release-held, 9) until articles, templates, settings, \
            sheets or samples have changed, or until marginalia release --resume. Anything wrong with the site leaves the live one untouched. What may stand in for \
            bad content, who is alerted and where metrics go is under nightly in site.yml.
            """)

    @Option(help: "Real accounts: a JSON file, NDJSON (- is standard input), or a folder.")
    var accounts: String?

    @Flag(help: "Do all but publish, keep reports and send alerts.")
    var dryRun = false

    @Flag(
        help: """
            Publish although prices jumped, or prices, accounts or much of the site are gone.
            """)
    var acceptChanges = false

    @Flag(help: "Go on with another key than the one of the reports that are there.")
    var newKey = false

    @Option(help: "Whether a rollback keeps this run from publishing: on or off.")
    var releaseHold: ReleaseHold = .on

    @Flag(help: IdleFlags.help)
    var full = false

    @OptionGroup var options: SiteOptions

    func run() async throws {
        IdleFlags.tell(full ? "--full" : nil, options.console)
        let progress = ProgressLine(console: options.console)
        let summary = try await options.exiting {
            let build: SiteBuild
            do throws(RunFailure) {
                build = try options.build()
            } catch {
                if !dryRun { NightlyRun.fail(error, in: options.folder.folders) }
                throw error
            }
            let request = ReportRequest(
                accountsPath: accounts ?? build.accountsPath, includesSamples: true,
                stopsAtProblems: build.accountsMustAllBeRead, acceptsNewKey: newKey,
                isIsolated: true)
            defer { progress.clear() }
            return try await NightlyRun(
                SiteRun(
                    build: build, publication: dryRun ? .dryRun : .publish,
                    isStrict: options.strict, reports: request, acceptsChanges: acceptChanges,
                    holdsRollbacks: releaseHold == .on, progress: progress)
            ).run()
        }
        let console = options.console
        console.reportFindings(
            summary.run.warnings + summary.run.quarantined + summary.run.afterSwap
                + summary.problems)
        console.summarize(
            SummaryText(
                summary.run, folders: options.folder.folders, alerts: summary.alertCount,
                purgedDays: summary.purgedDays
            ).lines)
        if summary.isPartial { throw ExitStatus.partial }
    }
}

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write private reports, one for each account.",
        discussion: """
            Example:
              marginalia report                          all sample accounts
              marginalia report sample-binance-call      one of them
              marginalia report --accounts /srv/accounts.ndjson --format html,json
              marginalia report --accounts /srv/accounts.ndjson --shard 2/8
              marginalia report --sections full          with the audit, as an annex

            pdf runs the engine that site.yml names under pdf, on reports whose PDF is missing or old; no \
            other verb does.

            Reports lie under Output/private/DATE with names that no one can guess; index.ndjson there \
            says which is whose, for you alone. \
            book.html, book.csv and book.json there hold all accounts together, unless ids are given.

            For engines that share a night's accounts, with a manifest that says of each line what became \
            of it (docs/at-scale.md):
              … | marginalia report --accounts - --output DIR --manifest FILE
              marginalia merge FILE… --output DIR
            """)

    @Argument(help: "Ids of accounts; all unless given.")
    var ids: [String] = []

    @Option(help: "Real accounts: a JSON file, NDJSON (- is standard input), or a folder.")
    var accounts: String?

    @Option(help: "Forms to write, separated by commas: html, md, json, csv, pdf.")
    var format: ReportFormats = .usual

    @Option(
        help: ArgumentHelp(
            "What they write out: a statement of two sheets, or full. Else site.yml or the account says.",
            valueName: "statement|full"))
    var sections: ReportExtent?

    @Option(
        help: ArgumentHelp(
            "One of several parts of the accounts, about equal, so that machines share the work.",
            valueName: "i/n"))
    var shard: ReportShard?

    @Flag(help: "Go on with another key than the one of the reports that are there.")
    var newKey = false

    @Flag(help: "No account to report on is no error.")
    var allowEmpty = false

    @Flag(help: "Hand the reports to the program that reports.deliver in site.yml names.")
    var deliver = false

    @OptionGroup(title: "For engines") var engine: EngineOptions
    @OptionGroup var options: SiteOptions

    func validate() throws {
        guard engine.isUsed else { return }
        if !ids.isEmpty { throw ValidationError("with a manifest every account gets its line") }
        if newKey { throw ValidationError("--new-key is for report without a manifest") }
        if format.all.contains(.pdf) {
            throw ValidationError("PDF is made from the HTML, when it is asked for; leave pdf out")
        }
    }

    func run() async throws {
        if engine.isUsed {
            return try await engine.run(
                options, accounts: accounts, format: format, sections: sections, shard: shard,
                allowEmpty: allowEmpty)
        }
        let progress = ProgressLine(console: options.console)
        let written = try await options.exiting {
            let build = try options.build()
            let path = accounts ?? build.accountsPath
            var request = ReportRequest(
                accountsPath: path, includesSamples: path == nil, ids: ids, formats: format.all,
                sections: sections, shard: shard, allowsEmpty: allowEmpty, acceptsNewKey: newKey,
                isIsolated: true)
            request.delivers = deliver
            defer { progress.clear() }
            return try await ReportRun(build: build, request: request, progress: progress).run()
        }
        options.console.report(written.problems)
        options.console.summarize(
            "\(counted(written.reports.count, "report")) in \(written.folder ?? ""); index.ndjson there says whose"
                + (written.hasBook ? ", book.html shows them together" : ""))
        if !written.states.isEmpty {
            options.console.summarize(
                written.states.map { "\($0.count) \($0.state.rawValue)" }.joined(separator: ", "))
        }
        if let pdf = written.pdf {
            options.console.summarize(
                "\(counted(pdf.made, "PDF file")) made, \(pdf.kept) unchanged")
        }
        if let delivered = written.delivered {
            options.console.summarize("\(counted(delivered, "report")) delivered")
        }
        let errors = written.problems.filter { $0.severity == .error }
        if errors.contains(where: { $0.kind == .disk }) {
            throw ExitStatus.writeFailed
        }
        if written.reports.isEmpty, !errors.isEmpty { throw ExitStatus.input }
        let isIncomplete = written.reports.contains { $0.state == .incomplete && !$0.isFictional }
        if !errors.isEmpty || isIncomplete { throw ExitStatus.partial }
    }
}
