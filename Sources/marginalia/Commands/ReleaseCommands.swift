import ArgumentParser
import MarginModel
import MarkupValidation
import SitePipeline

struct Releases: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "List the releases, oldest first: the live one has a star, others say when they were.",
        discussion: """
            Example:
              marginalia releases
            """)

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() throws {
        do {
            let store = try folder.existingStore()
            let current = store.currentID()
            let history = store.liveHistory()
            for id in store.releaseIDs() {
                let past =
                    history.leftAt(id).map { "live until \($0)" }
                    ?? (history.isRecorded ? "never live" : "not known whether it was live")
                messages.console.print(id == current ? "* \(id)" : "  \(id)  \(past)")
            }
        } catch {
            messages.console.report([error])
            throw ExitStatus.configuration
        }
    }
}

struct Rollback: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an earlier release live again: the one live before, or the one you name.",
        discussion: """
            Example:
              marginalia rollback
              marginalia rollback 2026-02-01T16-30-00Z-1f2e3d4c

            The nights after it leave that release live until something but prices and news has \
            changed, and end with 9. nightly --accept-changes and build publish at once.
            """)

    @Argument(help: "The release; see marginalia releases.")
    var id: String?

    @Flag(help: "Also a release that never was live, as build --no-publish leaves one.")
    var unpublished = false

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Clock") var time: ClockOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func validate() throws {
        if unpublished, id == nil { throw ValidationError("--unpublished needs the release's ID") }
    }

    func run() throws {
        do {
            let store = try folder.existingStore()
            let lock = try OutputLock(of: store, startedAt: time.instant())
            defer { withExtendedLifetime(lock) {} }
            let live = try store.rollback(to: id, evenUnpublished: unpublished)
            messages.console.print("live: \(live)")
        } catch {
            messages.console.report([error])
            switch error.kind {
            case .lockHeld: throw ExitStatus.lockHeld
            case .outputAbsent: throw ExitStatus.configuration
            default: throw ExitStatus.writeFailed
            }
        }
    }
}

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a folder of pages, feeds and sitemaps by every rule.",
        discussion: """
            Example:
              marginalia check                        the live site
              marginalia check Output/current/site
              marginalia check /var/www/any-site
              marginalia check --format sarif > check.sarif

            Exit code 6 says that there are errors. marginalia explain H006 says what a rule means.
            """)

    @Argument(help: "The folder; the live site unless given.")
    var path: String?

    @Flag(help: "Warnings fail the check.")
    var strict = false

    @Option(help: "What is printed: text, json (one object a line) or sarif (2.1.0).")
    var format: FindingsFormat = .text

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Clock") var time: ClockOptions
    @OptionGroup(title: "Work") var work: WorkOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() async throws {
        let console = messages.console
        let root = path ?? SiteFolders.join(folder.folders.output, "current/site")
        let summary: FolderCheck.Summary
        do {
            if path == nil { _ = try folder.existingStore() }
            summary = try await folderCheck(of: root, console).run()
        } catch let error as Diagnostic {
            console.report([error])
            throw error.kind == .outputAbsent ? ExitStatus.configuration : ExitStatus.input
        }
        guard summary.checkedCount > 0 else {
            console.report([.nothingToCheck(root)])
            throw ExitStatus.input
        }
        let all = Diagnostics(summary.diagnostics)
        switch format {
        case .sarif: console.print(SARIFLog(all.sorted()).bytes)
        case .json:
            for diagnostic in all.sorted() { console.print(DiagnosticJSON.line(diagnostic)) }
        case .text:
            console.reportFindings(all.all)
            console.print(
                "\(root): \(summary.checkedCount) of \(summary.fileCount) files checked, "
                    + "\(all.errorCount) errors, \(all.warningCount) warnings")
        }
        if all.hasErrors || (strict && all.warningCount > 0) { throw ExitStatus.checkFailed }
    }

    /// By the site's settings; where there are none, every rule is as it is.
    private func folderCheck(of root: String, _ console: Console) throws -> FolderCheck {
        let folders = folder.folders
        guard FileReader().exists(folders.settings) else {
            return FolderCheck(path: root, queue: work.queue)
        }
        do {
            let settings = try ContentLoader.settings(in: folders).settings
            return FolderCheck(
                path: root, queue: work.queue,
                policy: CheckPolicy(
                    settings.check, today: time.instant(pinned: settings.clock).utc.date),
                contacts: [settings.contact], budgets: settings.check.budgets)
        } catch {
            console.report(error.all)
            throw ExitStatus.configuration
        }
    }
}

enum FindingsFormat: String, CaseIterable, ExpressibleByArgument { case text, json, sarif }

extension FolderOptions {
    /// The releases of a site that has some; asking for them never makes a folder.
    func existingStore() throws(Diagnostic) -> ReleaseStore {
        let output = folders.output
        guard FileReader().exists(SiteFolders.join(output, ".marginalia")) else {
            if !FileReader().exists(folders.settings) { throw .noSite(folders) }
            throw Diagnostic(
                id: "output-absent", kind: .outputAbsent, at: SourceLocation(file: output),
                message: "there are no releases here",
                hint: "Build the site first with marginalia nightly, or name its folder with -C.")
        }
        return try ReleaseStore(opening: output)
    }
}

extension Diagnostic {
    fileprivate static func nothingToCheck(_ root: String) -> Diagnostic {
        Diagnostic(
            id: "check-nothing", at: SourceLocation(file: root),
            message: "no page, feed, sitemap or SVG file is in this folder",
            hint: "Name the folder that is served: Output/current/site.")
    }
}
