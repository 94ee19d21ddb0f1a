import ArgumentParser
import ContentIngest
import MarginModel
import MarginRules
import SitePipeline

/// What `assess` and `plan` read beside the accounts.
struct AccountOptions: ParsableArguments {
    @Argument(
        help: """
            A file with one account, or with one a line (*.ndjson, *.jsonl), or - for NDJSON on \
            standard input.
            """)
    var path: String

    @Flag(help: "Print JSON: the shape is in `marginalia schema assessment` and `schema plan`.")
    var json = false

    @Option(help: "The folder of venue sheets; Content/venues in the site's folder unless given.")
    var venues: String?

    @Flag(
        help: """
            Where a mark price is missing, use the newest snapshot's spot price, labelled as \
            indicative.
            """)
    var allowIndicative = false

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Clock") var time: ClockOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    var isLines: Bool {
        path == "-" || path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl")
    }

    /// The one account of the file; what is wrong with it has been reported when this throws.
    func account() throws -> Account {
        let console = messages.console
        do {
            let bytes = try FileReader().read(path)
            let read = try AccountReader().read(bytes, file: path)
            console.report(read.warnings)
            return read.account
        } catch let problem as Diagnostic {
            console.report([problem])
            throw ExitStatus.input
        } catch let problems as Diagnostics {
            console.report(problems.all)
            throw ExitStatus.input
        }
    }

    /// The venue sheets, policy, ages and clock that accounts are measured with. A site's settings
    /// apply where there is a site; without one the standard ones do.
    ///
    /// - Parameter history: The folder of daily candles; `nil` reads none.
    func assessor(history: HistoryOptions? = nil) async throws -> AccountAssessor {
        let folders = folder.folders
        var settings: SiteSettings?
        if folder.config != nil || FileReader().exists(folders.settings) {
            settings = try ContentLoader.settings(in: folders).settings
        }
        let loaded = try VenueSheetFolder.load(
            venues ?? SiteFolders.join(folders.content, "venues"))
        messages.console.report(loaded.warnings)
        let clock = time.instant(pinned: settings?.clock)
        var indicative: Snapshot?
        if allowIndicative {
            indicative = try SnapshotFolder.newest(
                in: SiteFolders.join(folders.content, "snapshots"), notAfter: clock)
        }
        return AccountAssessor(
            sheets: loaded.sheets, policy: settings?.policy ?? .standard, clock: clock,
            maximumAges: settings?.maximumAges ?? .standard, indicative: indicative,
            candles: try history?.candles(in: folders) ?? [:], betas: settings?.betas)
    }
}

/// Where the audit of `plan` finds daily candles.
struct HistoryOptions: ParsableArguments {
    @Option(
        help: """
            The folder of daily candles (bitcoin.csv, or BTC.csv); Content/history in the site's \
            folder unless given.
            """)
    var history: String?

    /// A folder that was asked for must be there; the site's own may be missing.
    func candles(in folders: SiteFolders) throws -> [String: [Candle]] {
        if let history { return try HistoryFolder.load(history) }
        let own = SiteFolders.join(folders.content, "history")
        return FileReader().exists(own) ? try HistoryFolder.load(own) : [:]
    }
}
