import ArgumentParser
import MarginModel
import SitePipeline

struct Diff: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, html }

    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what one release changes against another, file by file.",
        discussion: """
            Example:
              marginalia diff                          the live release against the one before
              marginalia diff OLD                      the live release against OLD
              marginalia diff OLD NEW --format html > changes.html

            Each file is added, removed, content (words changed), price-only (figures and times did), \
            or template (markup did).
            """)

    @Argument(help: "The older release; the one before the live one unless given.")
    var old: String?

    @Argument(help: "The newer release; the live one unless given.")
    var new: String?

    @Option(help: "text, json or html.")
    var format: Format = .text

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() throws {
        do {
            let store = try folder.existingStore()
            let pair = try store.pair(old, new)
            let changes = try ReleaseDiff(
                from: pair.old, at: store.releasePath(of: pair.old), to: pair.new,
                at: store.releasePath(of: pair.new))
            switch format {
            case .text: messages.console.print(changes.text)
            case .json: messages.console.print(changes.json)
            case .html: messages.console.print(changes.html())
            }
        } catch {
            messages.console.report([error])
            throw error.kind == .outputAbsent ? ExitStatus.configuration : ExitStatus.input
        }
    }
}

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare a release with its manifest, byte for byte.",
        discussion: """
            Example:
              marginalia verify                        the live release
              marginalia verify 2026-02-01T16-30-00Z-1f2e3d4c
              marginalia verify --reports 2026-02-01   private reports, by their signed manifest
              marginalia verify --reports /srv/night   a night that merge finished

            Exit code 6 says that files are missing, changed, or not from a run.
            """)

    @Argument(help: "The release; the live one unless given.")
    var id: String?

    @Option(
        help: ArgumentHelp(
            "The day whose private reports are checked, or the folder of a merged night.",
            valueName: "date"))
    var reports: String?

    @Option(
        help: ArgumentHelp(
            "The key that must have signed them; else reports-key.pem beside them.",
            valueName: "file"))
    var publicKey: String?

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() throws {
        if let reports { return try verify(reportsOf: reports) }
        let summary: ReleaseVerification.Summary
        let release: String
        do {
            let store = try folder.existingStore()
            release = try store.known(id)
            summary = try ReleaseVerification(of: store.releasePath(of: release)).run()
        } catch {
            messages.console.report([error])
            throw error.kind == .outputAbsent ? ExitStatus.configuration : ExitStatus.input
        }
        messages.console.report(summary.problems)
        messages.console.print(
            "\(release): \(counted(summary.fileCount, "file")) in the manifest, "
                + counted(summary.problems.count, "problem"))
        if !summary.problems.isEmpty { throw ExitStatus.checkFailed }
    }

    private func verify(reportsOf day: String) throws {
        let summary: ReportVerification.Summary
        do {
            let verification =
                ReportVerification.isNight(day)
                ? ReportVerification(night: day, publicKey: publicKey)
                : ReportVerification(
                    output: try folder.existingStore().path, day: day, publicKey: publicKey)
            summary = try verification.run()
        } catch {
            messages.console.report([error])
            throw error.kind == .outputAbsent ? ExitStatus.configuration : ExitStatus.input
        }
        messages.console.report(summary.problems)
        messages.console.print(
            "\(day): \(counted(summary.reportCount, "report")) with "
                + "\(counted(summary.fileCount, "file")), "
                + (summary.isSigned ? "signed" : "not signed") + ", "
                + counted(summary.problems.count, "problem"))
        if summary.problems.contains(where: { $0.severity == .error }) {
            throw ExitStatus.checkFailed
        }
    }
}
