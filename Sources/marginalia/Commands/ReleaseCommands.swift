import ArgumentParser
import MarginModel
import SitePipeline

struct Releases: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the releases, oldest first; the live one has a star.",
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
            for id in store.releaseIDs() {
                messages.console.print("\(id == current ? "*" : " ") \(id)")
            }
        } catch {
            messages.console.report([error])
            throw ExitStatus.configuration
        }
    }
}

struct Rollback: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an earlier release live again: the one before, or the one you name.",
        discussion: """
            Example:
              marginalia rollback
              marginalia rollback 2026-02-01T16-30-00Z-1f2e3d4c
            """)

    @Argument(help: "The release; see marginalia releases.")
    var id: String?

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Clock") var time: ClockOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() throws {
        do {
            let store = try folder.existingStore()
            let lock = try OutputLock(of: store, startedAt: time.instant())
            defer { withExtendedLifetime(lock) {} }
            let live = try store.rollback(to: id)
            messages.console.print("live: \(live)")
        } catch {
            messages.console.report([error])
            switch error.id {
            case "lock-held": throw ExitStatus.lockHeld
            case "output-absent": throw ExitStatus.configuration
            default: throw ExitStatus.publishFailed
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

            Exit code 6 says that there are errors. marginalia explain H006 says what a rule means.
            """)

    @Argument(help: "The folder; the live site unless given.")
    var path: String?

    @Flag(help: "Warnings fail the check.")
    var strict = false

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Work") var work: WorkOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func run() async throws {
        let console = messages.console
        let root = path ?? SiteFolders.join(folder.folders.output, "current/site")
        let summary: FolderCheck.Summary
        do {
            summary = try await FolderCheck(path: root, queue: work.queue).run()
        } catch {
            console.report([error])
            throw ExitStatus.input
        }
        guard summary.checkedCount > 0 else {
            console.report([.nothingToCheck(root)])
            throw ExitStatus.input
        }
        console.report(summary.diagnostics)
        let all = Diagnostics(summary.diagnostics)
        console.print(
            "\(root): \(summary.checkedCount) of \(summary.fileCount) files checked, "
                + "\(all.errorCount) errors, \(all.warningCount) warnings")
        if all.hasErrors || (strict && all.warningCount > 0) { throw ExitStatus.checkFailed }
    }
}

extension FolderOptions {
    /// The releases of a site that has some; asking for them never makes a folder.
    func existingStore() throws(Diagnostic) -> ReleaseStore {
        let output = folders.output
        guard FileReader().exists(SiteFolders.join(output, ".marginalia")) else {
            throw Diagnostic(
                id: "output-absent", at: SourceLocation(file: output),
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
