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

    /// The venue sheets, policy, ages and clock that accounts are measured with. A site's settings
    /// apply where there is a site; without one the standard ones do.
    func assessor() async throws -> AccountAssessor {
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
            maximumAges: settings?.maximumAges ?? .standard, indicative: indicative)
    }
}
