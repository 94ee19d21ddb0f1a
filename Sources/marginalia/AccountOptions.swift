import ArgumentParser
import ContentIngest
import MarginModel
import MarginRules
import SitePipeline

/// What `assess` and `plan` read beside the accounts.
struct AccountOptions: ParsableArguments {
    @Argument(
        help: """
            A file with one account, with one a line (*.ndjson, *.jsonl) or with one position a row \
            (*.csv), or - for NDJSON on standard input; or the venue's own responses, several \
            files for one account.
            """)
    var paths: [String]

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

    @Flag(help: "An input that holds no account is no error.")
    var allowEmpty = false

    @OptionGroup(title: "Venue responses") var payload: PayloadOptions
    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Clock") var time: ClockOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    /// The one stream of lines to read, when that is what was given.
    var lines: String? {
        guard paths.count == 1, let path = paths.first else { return nil }
        return path == "-" || path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") ? path : nil
    }

    mutating func validate() throws {
        if paths.count > 1, paths.contains("-") {
            throw ValidationError("- is a stream of accounts and stands alone")
        }
        if lines != nil, !payload.isEmpty {
            throw ValidationError(
                "--venue, --id, --as-of and --account-mode are for a venue's responses; an account "
                    + "of a stream says them itself")
        }
    }

    /// The accounts of the files; what is wrong with them has been reported when this throws.
    func accounts() throws -> [Account] {
        let console = messages.console
        do {
            let files = try paths.map { path in
                PayloadReader.File(name: path, bytes: try FileReader().read(path))
            }
            let read = try AccountSource.read(files, payload.options)
            console.report(read.warnings)
            if !messages.quiet {
                for line in read.summary { console.complain(line) }
            }
            return read.accounts
        } catch let problem as Diagnostic {
            console.report([problem])
        } catch let problems as Diagnostics {
            console.report(problems.all)
        }
        throw ExitStatus.input
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
            let newest = try SnapshotFolder.newest(in: folders.content, notAfter: clock)
            messages.console.report(newest.warnings)
            indicative = newest.snapshot
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
