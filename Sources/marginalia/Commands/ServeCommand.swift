import ArgumentParser
import Dispatch
import Glibc
import LocalPreview
import MarginModel
import SitePipeline

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Look at the site on this machine while you write it.",
        discussion: """
            Example:
              marginalia serve
              marginalia serve --drafts       drafts and unpublishable texts too
              marginalia serve --reports      private reports too, to you alone
              marginalia serve --live         the live release, as it is

            After each change of Content or Templates it builds what the change reaches into a folder \
            of its own, and open pages reload; a changed stylesheet is exchanged without that. What is \
            wrong with a page is shown over it; only templates or settings that cannot be read leave all \
            pages as they were. The terminal tells what is new since the last save. Nothing is published.

            With --reports the address that opens them is printed with a token of this run; your \
            browser gets a cookie for it that no script can read. They are written anew when an \
            account, a price or a venue sheet changes. Listens on the loopback address only.
            """)

    @Option(help: "The port; 0 takes any that is free.")
    var port = 8_080

    @Flag(help: "Also drafts, and texts that may not be published.")
    var drafts = false

    @Flag(help: "Show the live release, and reload when another becomes live.")
    var live = false

    @Flag(help: "Show private reports, behind a token of this run.")
    var reports = false

    @Option(help: "With --reports: real accounts, as for nightly.")
    var accounts: String?

    @Flag(help: "Look for changes every half second, where the system does not tell of them.")
    var poll = false

    @OptionGroup var options: SiteOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes 0 to 65535") }
        if accounts != nil && !reports { throw ValidationError("--accounts needs --reports") }
        if live && drafts {
            throw ValidationError("drafts are never live; leave out one of the two")
        }
        if live && accounts != nil {
            throw ValidationError("--live writes no reports; leave out --accounts")
        }
    }

    func run() async throws {
        do {
            let folders = options.folder.folders
            guard
                options.folder.config != nil
                    || FileReader().exists(live ? folders.output : folders.settings)
            else { throw Diagnostic.noSite(folders) }
            try await live ? serveRelease() : servePreview()
        } catch let problem as Diagnostic {
            options.console.report([problem])
            throw ExitStatus.configuration
        }
    }

    // MARK: The live release

    private func serveRelease() async throws {
        let output = options.folder.folders.output
        let server = try await started(SiteFolders.join(output, "current/site"))
        let watcher = try watcher(of: [], output: output)
        let signals = endings(of: server)
        for await changes in watcher.changes where changes.contains(.release) { server.reload() }
        withExtendedLifetime(signals) {}
        try await server.stop()
    }

    // MARK: What is being written

    private func servePreview() async throws {
        let folders = options.folder.folders
        let start = options.time.instant()
        let preview = try PreviewBuild(in: folders.output)
        let accounts = accountPlaces
        let watcher = try watcher(
            of: [folders.content] + [folders.templates].filter(FileReader().exists)
                + accounts.folders, files: accounts.files,
            output: folders.output)
        let server = try await started(preview.sitePath)
        let signals = endings(of: server)
        var told: Told = ([], [])
        await update(preview, server, start, &told)
        for await changes in watcher.changes {
            // A release changes nothing here, unless the preview is being removed with all of them.
            if changes == [.release] {
                try await Task.sleep(for: .milliseconds(200))
                if await preview.isWhole { continue }
            }
            await update(preview, server, start, &told)
            // What was removed meanwhile may have been told already.
            for _ in 0..<3 where await !preview.isWhole {
                await update(preview, server, start, &told)
            }
        }
        withExtendedLifetime(signals) {}
        try await server.stop()
    }

    /// What the terminal was told after the last change.
    private typealias Told = (site: Set<Diagnostic>, reports: Set<Diagnostic>)

    private func tell(_ findings: [Diagnostic], since told: inout Set<Diagnostic>) {
        options.console.reportFindings(findings.filter { !told.contains($0) }, ofEachKind: 5)
        told = Set(findings)
    }

    private func update(
        _ preview: PreviewBuild, _ server: PreviewServer, _ start: Instant, _ told: inout Told
    ) async {
        let began = ContinuousClock.now
        do {
            var warnings: [Diagnostic] = []
            let build = try options.build(start: start, includesUnpublished: drafts) {
                warnings = $0
            }
            let update = try await preview.update(build)
            if update.isNew {
                server.reload(showing: update.findingsByPage)
            } else {
                server.show(errors: [])
            }
            let milliseconds = Int((ContinuousClock.now - began) / .milliseconds(1))
            tell(warnings + update.findings, since: &told.site)
            let all = Diagnostics(warnings + update.findings)
            let clock = build.clockPlace.map { ". " + SummaryText.pinned(build.clock, $0) } ?? ""
            options.console.summarize(
                "\(update.changedCount) of \(counted(update.pageCount, "file")) changed, \(milliseconds) ms"
                    + (all.errorCount > 0 ? ", \(counted(all.errorCount, "error"))" : "")
                    + (all.warningCount > 0 ? ", \(counted(all.warningCount, "warning"))" : "")
                    + clock)
            if let text = SummaryText.leftOut(update.leftOut, clock: build.clockPlace) {
                options.console.summarize(text)
            }
            if reports, changesReports(update.sources) {
                tell(try await writeReports(build), since: &told.reports)
                server.reload()
            }
        } catch let failure as RunFailure {
            options.console.reportFindings(failure.diagnostics.filter { !told.site.contains($0) })
            told.site.formUnion(failure.diagnostics)
            options.console.summarize(
                "\(counted(failure.diagnostics.count, "error")); the pages stay as they were")
            server.show(errors: failure.diagnostics.map(\.description))
        } catch let problem as Diagnostic {
            options.console.report([problem])
        } catch let problems as Diagnostics {
            options.console.report(problems.all)
        } catch {
            options.console.complain("the preview was not updated; save the file again")
        }
    }

    /// No source at all: a file of accounts has changed.
    private func changesReports(_ sources: Set<String>) -> Bool {
        sources.isEmpty
            || sources.contains { !$0.hasSuffix(".md") && !$0.contains("Templates/pages/") }
    }

    /// - Returns: What is wrong with accounts.
    private func writeReports(_ build: SiteBuild) async throws -> [Diagnostic] {
        let path = accounts ?? build.accountsPath
        return try await ReportRun(
            build: build,
            request: ReportRequest(
                accountsPath: path, includesSamples: true, allowsEmpty: path == nil),
            progress: nil
        ).run().problems
    }

    // MARK: Parts

    private func started(_ root: String) async throws -> PreviewServer {
        let listing = ReportListing(output: options.folder.folders.output)
        let server = PreviewServer(
            options: PreviewOptions(
                rootPath: root, port: port,
                reports: reports
                    ? PreviewOptions.Reports(folder: listing.folder) { listing.page } : nil))
        let bound = try await server.start()
        let console = options.console
        console.print("http://127.0.0.1:\(bound)/  (Ctrl-C ends it)")
        if let reference = server.reportsReference {
            console.print("http://127.0.0.1:\(bound)\(reference)  (private reports)")
        }
        return server
    }

    private func watcher(
        of folders: [String], files: [String] = [], output: String
    ) throws -> ChangeWatcher {
        let console = options.console
        return try ChangeWatcher(
            folders: folders, files: files, outputFolder: output, polling: poll
        ) {
            console.report([$0])
        }
    }

    /// The folder or the file of accounts.
    private var accountPlaces: (folders: [String], files: [String]) {
        // What is wrong with the settings is told by the first update.
        guard reports, let path = accounts ?? (try? options.build { _ in })?.accountsPath,
            path != "-"
        else { return ([], []) }
        return FileReader().exists(path + "/") ? ([path], []) : ([], [path])
    }

    /// Ends the streams of open pages, then the program, when a signal asks for it.
    private func endings(of server: PreviewServer) -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                Task {
                    // Whatever is left open, the system closes.
                    try? await server.stop()
                    _exit(128 + number)
                }
            }
            source.resume()
            return source
        }
    }
}
