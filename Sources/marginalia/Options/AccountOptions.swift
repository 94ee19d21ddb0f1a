import ArgumentParser
import ContentIngest
import MarginModel
import MarginRules
import SitePipeline

/// What `assess` and `plan` read beside the accounts.
struct AccountOptions: ParsableArguments {
    @Argument(
        help: """
            Files of accounts, or - for standard input: JSON with one account or a list, one account \
            a line, or CSV with one position a row, also as gzip; or the venue's own responses, \
            several files for one account. What a file is shows in its content.
            """)
    var paths: [String]

    @Flag(help: "Print JSON: the shape is in `marginalia schema assessment` and `schema plan`.")
    var json = false

    @Option(
        help: """
            The folder of venue sheets; unless given, Content/venues in the site's folder, and where \
            there is no site the sheets that came with the program.
            """)
    var venues: String?

    @Flag(
        help: """
            Where a mark price is missing, use the newest snapshot's spot price, labelled as \
            indicative.
            """)
    var allowIndicative = false

    @Flag(help: "An input that holds no account is no error.")
    var allowEmpty = false

    @Flag(help: "Take warnings for errors.")
    var strict = false

    @OptionGroup(title: "Venue responses") var payload: PayloadOptions
    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Clock") var time: ClockOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    mutating func validate() throws {
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("- is standard input, which can be read once")
        }
    }

    /// The accounts of all files at once, for what takes a single one; what is wrong with them has been
    /// reported when this throws.
    func accounts() throws -> [Account] {
        var lines: [AccountLine] = []
        for input in try inputs() {
            switch input {
            case .accounts(let read, _): lines += read
            case .records(let stream, let file):
                while let batch = try nextBatch(of: stream) {
                    lines += batch.map { AccountReader().read($0, file: file) }
                }
            }
        }
        do throws(Diagnostics) {
            return try lines.map { line throws(Diagnostics) in try line.result.get() }
        } catch {
            messages.console.report(error.all)
            throw ExitStatus.input
        }
    }

    /// What a manifest's inputs hold of these options besides files and clock.
    var marks: [String] {
        [allowIndicative ? "allow-indicative" : nil, strict ? "strict" : nil].compactMap(\.self)
    }

    /// The venue sheets, policy, ages and clock that accounts are measured with.
    ///
    /// - Parameter history: The folder of daily candles; `nil` reads none.
    func assessor(history: HistoryOptions? = nil) async throws -> AccountAssessor {
        let folders = folder.folders
        let (settings, sheets) = try folder.measures(from: venues, messages.console)
        let clock = time.instant(pinned: settings?.clock)
        // Marks are held against the site's ticker, where there is one that can be read.
        let ticker = Result {
            try SnapshotFolder.newest(in: folders.content, settings: settings, clock: clock)
        }
        let market = (try? ticker.get())?.snapshot
        if allowIndicative { messages.console.report(try ticker.get().warnings) }
        return AccountAssessor(
            sheets: sheets, policy: settings?.policy ?? .standard, clock: clock,
            maximumAges: settings?.maximumAges ?? .standard,
            indicative: allowIndicative ? market : nil, market: market,
            candles: try history?.candles(in: folders) ?? [:],
            betas: settings?.betas)
    }
}

extension FolderOptions {
    /// The settings and venue sheets that accounts are measured with: the site's. Where there is no
    /// site the settings are `nil`, for the standard ones, and the sheets those that came with the
    /// program, whose dates are told.
    ///
    /// - Parameter venues: The folder of sheets, where one was named.
    func measures(
        from venues: String? = nil, _ console: Console
    ) throws -> (settings: SiteSettings?, sheets: [Venue: VenueSheet]) {
        let folders = folders
        let files = FileReader()
        let settings =
            config != nil || files.exists(folders.settings)
            ? try ContentLoader.settings(in: folders).settings : nil
        let isOutside = settings == nil && venues == nil && !files.exists(folders.content)
        if isOutside, !isOutsideAnySite { throw Diagnostics([.noSite(folders)]) }
        let loaded = try VenueSheetFolder.load(sheets(venues))
        console.report(loaded.warnings)
        if isOutside, !console.isQuiet { console.complain(Self.dates(of: loaded.sheets)) }
        return (settings, loaded.sheets)
    }

    /// A program that lies alone has no sheets, and a folder that was named was to be a site.
    private var isOutsideAnySite: Bool {
        directory == "." && config == nil && !FileReader().exists(folders.content)
            && (try? Installation.site) != nil
    }

    /// The folder of venue sheets: the one that was named, the site's, or the one that came with the program.
    func sheets(_ venues: String?) -> String {
        let own = isOutsideAnySite ? try? Installation.site : nil
        return venues ?? SiteFolders.join(own ?? folders.root, "Content/venues")
    }

    /// One line: of each venue the first and the last day that its tiers are of.
    private static func dates(of sheets: [Venue: VenueSheet]) -> String {
        let venues = Venue.allCases.compactMap { venue -> String? in
            let dates = Set((sheets[venue]?.symbols ?? []).map(\.asOf)).sorted()
            guard let first = dates.first, let last = dates.last else { return nil }
            return venue.displayName + " " + (first == last ? "\(first)" : "\(first) to \(last)")
        }
        return "No site here; the tiers came with the program: " + venues.joined(separator: ", ")
            + ". --venues DIR names others."
    }
}

/// Where the audit of `plan` finds daily candles.
struct HistoryOptions: ParsableArguments {
    @Option(
        help: """
            The folder of daily candles (bitcoin.csv, or BTC.json.gz); Content/history in the \
            site's folder unless given.
            """)
    var history: String?

    /// A folder that was asked for must be there; the site's own may be missing.
    func candles(in folders: SiteFolders) throws -> [String: [Candle]] {
        if let history { return try HistoryFolder.load(history) }
        let own = SiteFolders.join(folders.content, "history")
        return FileReader().exists(own) ? try HistoryFolder.load(own) : [:]
    }
}
