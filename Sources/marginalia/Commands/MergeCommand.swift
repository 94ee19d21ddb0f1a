import ArgumentParser
import MarginModel
import MarginRules
import SitePipeline

struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Put the manifests of the parts of a night together, and finish the night.",
        discussion: """
            Example:
              marginalia merge parts/*.ndjson --output /srv/night
              marginalia merge parts/*.ndjson --output /srv/night --accounts accounts.ndjson.gz -C site

            Every part must be whole and of the same inputs, each account must occur once or with the same \
            bytes (4), and its files must be there. Temporary files of killed runs are removed; then come \
            manifest.ndjson, index.ndjson, the desk's book and, last, _SUCCESS. The book is a page where there \
            is a site, whose settings may also name a key to sign with. Where accounts have no report, or are \
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

    @Flag(help: "Hand the reports to the program that reports.deliver in site.yml names.")
    var deliver = false

    @OptionGroup var gate: GateOptions
    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() throws {
        let console = messages.console
        let summary: ManifestMerge.Summary
        do throws(RunFailure) {
            summary = try ManifestMerge(
                paths: manifests, output: output, accountsPath: accounts,
                expectedCount: gate.expect, minimumShare: gate.minShare, site: site(),
                delivers: deliver
            ).run()
        } catch {
            console.report(error.diagnostics)
            throw ExitStatus(error)
        }
        console.report(summary.problems)
        let delivered = summary.delivered.map { ", \($0) delivered" } ?? ""
        let end = summary.end
        console.summarize("\(end.text())\(delivered) in \(output); root \(end.root)")
        if summary.problems.contains(where: { $0.severity == .error }) { throw ExitStatus.partial }
        try end.requireReports()
    }

    /// `nil` where there is none, which only matters for what needs one.
    private func site() throws(RunFailure) -> SiteBuild? {
        let folders = folder.folders
        let isNamed = deliver || folder.directory != "." || folder.config != nil
        guard isNamed || FileReader().exists(folders.settings) else {
            messages.console.report([.bookWithoutPage])
            return nil
        }
        do {
            let (settings, warnings) = try ContentLoader.settings(in: folders)
            messages.console.report(warnings)
            return SiteBuild(
                folders: folders, settings: settings, clock: settings.clock ?? SystemClock.now,
                queue: WorkQueue(workers: 1))
        } catch {
            throw .configuration(error)
        }
    }
}

extension Diagnostic {
    fileprivate static let bookWithoutPage = Diagnostic(
        .notice, id: "book-without-page", at: SourceLocation(file: "<arguments>"),
        message: "there is no site here, so the desk's book is CSV and JSON and not signed",
        hint: "Name the night's site with -C DIR.")
}
