import ArgumentParser
import LocalPreview
import MarginModel
import SitePipeline

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the site on this machine; pages reload after a build.",
        discussion: """
            Example:
              marginalia serve
              marginalia serve --watch        rebuilds when a source changes
              marginalia serve --reports      shows private reports too, to you alone

            Listens on the loopback address only. Serves the live release; with --watch a build runs \
            after each change of Content or Templates, errors are shown over the page, and the last \
            good page stays. A changed stylesheet is exchanged without loading the page anew. Drafts, \
            and texts that may not be published, show with --drafts, which builds into a folder of its \
            own.

            With --reports the address that opens them is printed with a token of this run; your \
            browser gets a cookie for it that no script can read. With --watch or --drafts they are \
            written anew when an account or a venue sheet changes.
            """)

    @Option(help: "The port; 0 takes any that is free.")
    var port = 8_080

    @Flag(help: "Rebuild and publish when Content or Templates change.")
    var watch = false

    @Flag(help: "Preview everything, drafts and unpublishable texts included, and watch it.")
    var drafts = false

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
        if watch && drafts { throw ValidationError("--drafts watches already; leave out --watch") }
    }

    func run() async throws {
        let folders = options.folder.folders
        let output = drafts ? SiteFolders.join(folders.output, ".state/preview") : folders.output
        if drafts { try await options.exiting { try await rebuild(into: output) } }
        let console = options.console
        let listing = ReportListing(output: output)
        let server = PreviewServer(
            options: PreviewOptions(
                rootPath: SiteFolders.join(output, "current/site"), port: port,
                reports: reports
                    ? PreviewOptions.Reports(folder: listing.folder) { listing.page } : nil))
        do {
            let bound = try await server.start()
            console.print("http://127.0.0.1:\(bound)/  (Ctrl-C ends it)")
            if let reference = server.reportsReference {
                console.print("http://127.0.0.1:\(bound)\(reference)  (private reports)")
            }
            try await follow(server, output: output)
        } catch let problem as Diagnostic {
            console.report([problem])
            throw ExitStatus.configuration
        }
    }

    /// Tells open pages to reload when the release changes; rebuilds first when sources do.
    private func follow(_ server: PreviewServer, output: String) async throws {
        let folders = options.folder.folders
        let rebuilds = watch || drafts
        let console = options.console
        let sources = [folders.content, folders.templates] + accountFolders
        let watcher = try ChangeWatcher(
            folders: rebuilds ? sources : [], outputFolder: output, polling: poll
        ) { console.report([$0]) }
        for await changes in watcher.changes {
            if changes.contains(.sources) {
                let isBuilt = await rebuild(into: output, showing: server)
                // New reports need not come with a new release.
                if reports, isBuilt { server.reload() }
            }
            if changes.contains(.release) { server.reload() }
        }
        try await server.stop()
    }

    /// Whether all went well.
    private func rebuild(into output: String, showing server: PreviewServer) async -> Bool {
        do {
            try await rebuild(into: output)
            options.console.summarize("rebuilt")
            return true
        } catch let failure as RunFailure {
            options.console.report(failure.diagnostics)
            server.show(errors: failure.diagnostics.map(\.description))
        } catch {
            options.console.complain("\(error)")
        }
        return false
    }

    private func rebuild(into output: String) async throws {
        let summary = try await SiteRun(
            build: try options.build(output: output, includesUnpublished: drafts),
            publication: .publish, isStrict: options.strict, reports: nil, progress: nil
        ).run()
        options.console.report(summary.warnings)
        if reports { try await writeReports(into: output) }
    }

    private func writeReports(into output: String) async throws {
        let build = try options.build(output: output, includesUnpublished: drafts)
        let path = accounts ?? build.accountsPath
        let written = try await ReportRun(
            build: build,
            request: ReportRequest(accountsPath: path, includesSamples: true), progress: nil
        ).run()
        options.console.report(written.problems)
    }

    /// The folder of accounts, or the one that their file lies in.
    private var accountFolders: [String] {
        guard reports, let path = accounts ?? (try? options.build())?.accountsPath, path != "-"
        else { return [] }
        if (try? FileReader().list(path)) != nil { return [path] }
        let end = path.lastIndex(of: "/")
        return [end.map { String(path[..<$0]) } ?? "."]
    }
}
