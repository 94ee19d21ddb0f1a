import ArgumentParser
import MarginModel
import MarkupValidation
import SitePipeline

struct Releases: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "releases",
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
            let journal = store.journal()
            for id in store.releaseIDs() {
                let past =
                    switch (journal.knows(id), journal.wasLive(id)) {
                    case (false, _): "older than the journal"
                    case (_, nil): "never live"
                    case (_, let live?):
                        id == current
                            ? "live since \(live.since)"
                            : "live until \(live.until?.description ?? "an unknown time")"
                    }
                messages.console.print("\(id == current ? "*" : " ") \(id)  \(past)")
            }
            if let hold = journal.hold {
                messages.console.print(SummaryText.text(of: hold, in: folder.folders))
            }
        } catch {
            messages.console.report([error])
            throw ExitStatus.configuration
        }
    }
}

struct Rollback: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Make an earlier release live again: the one live before, or the one you name.",
        discussion: """
            Example:
              marginalia rollback
              marginalia rollback 2026-02-01T16-30-00Z-1f2e3d4c

            The nights after it leave that release live (release-held, exit 9) until articles, templates, \
            settings, sheets or samples have changed, or until marginalia release --resume. build \
            publishes at once.
            """)

    @Argument(help: "The release; see marginalia releases.")
    var id: String?

    @Flag(help: "Also a release that never was live, as build --no-publish leaves one.")
    var unpublished = false

    @Option(help: "Whether the nights after it leave it live: on or off.")
    var releaseHold: ReleaseHold = .on

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func validate() throws {
        if unpublished, id == nil { throw ValidationError("--unpublished needs the release's ID") }
    }

    func run() throws {
        try folder.changingReleases(messages.console) { store throws(Diagnostic) in
            let done = try store.rollback(
                to: id, evenUnpublished: unpublished, holding: releaseHold == .on)
            messages.console.print("live: \(done.live)")
            return done.problems
        }
    }
}

struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "End what holds the live release after a rollback; releases shows it.",
        discussion: """
            Example:
              marginalia release --resume     the next nightly run publishes again
            """)

    @Flag(help: "Let nightly publish again.")
    var resume = false

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func validate() throws {
        if !resume {
            throw ValidationError("release takes --resume; marginalia releases lists them")
        }
    }

    func run() throws {
        try folder.changingReleases(messages.console) { store throws(Diagnostic) in
            let held = try store.resume() != nil
            messages.console.print(held ? "The next night publishes again." : "Nothing held it.")
            return []
        }
    }
}

/// Whether a rollback holds.
enum ReleaseHold: String, CaseIterable, ExpressibleByArgument { case on, off }

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a folder of pages, feeds and sitemaps by every rule.",
        discussion: """
            Example:
              marginalia check                        the live site
              marginalia check Output/current/site
              marginalia check /var/www/any-site
              marginalia check --format sarif > check.sarif

            For pages that are HTML and well-formed XML at once, as marginalia writes them; plain HTML is
            refused with exit code 2. Exit code 6 says that there are errors. marginalia explain H006
            says what a rule means.
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
            switch error.kind {
            case .outputAbsent: throw ExitStatus.configuration
            case .form: throw ExitStatus.usage
            default: throw ExitStatus.input
            }
        }
        guard summary.checkedCount > 0 else {
            console.report(summary.diagnostics + [.nothingToCheck(root)])
            throw ExitStatus.input
        }
        let all = Diagnostics(summary.diagnostics)
        switch format {
        case .sarif: console.print(SARIFLog(all.sorted()).bytes)
        case .json:
            for diagnostic in all.sorted() { console.print(DiagnosticJSON.line(diagnostic)) }
        case .text:
            console.reportFindings(all.all)
            console.print([
                "\(root): \(summary.checkedCount) of \(counted(summary.fileCount, "file")) checked, "
                    + "\(counted(all.errorCount, "error")), \(counted(all.warningCount, "warning"))"
            ])
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
                contacts: [settings.contact], budgets: settings.check.budgets,
                baseURL: path == nil ? settings.baseURL : nil)
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
        return try ReleaseStore(reading: output)
    }

    /// Changes something about releases under the lock. What `body` returns went wrong when that was done.
    func changingReleases(
        _ console: Console, _ body: (ReleaseStore) throws(Diagnostic) -> [Diagnostic]
    ) throws {
        let problems: [Diagnostic]
        do {
            let store = try ReleaseStore(opening: existingStore().path)
            let lock = try OutputLock(of: store)
            defer { withExtendedLifetime(lock) {} }
            problems = try body(store)
        } catch {
            console.report([error])
            switch RunFailure(opening: error) {
            case .lockHeld: throw ExitStatus.lockHeld
            case .configuration where error.kind == .outputAbsent: throw ExitStatus.configuration
            // No such release: a retry does not help.
            case .configuration where error.kind == .fault: throw ExitStatus.input
            default: throw ExitStatus.writeFailed
            }
        }
        console.report(problems)
        if !problems.isEmpty { throw ExitStatus.partial }
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
