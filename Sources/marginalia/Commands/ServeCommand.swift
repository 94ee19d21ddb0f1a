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

            Listens on the loopback address only. Serves the live release; with --watch a build runs \
            after each change of Content or Templates, errors are shown over the page, and the last \
            good page stays. Drafts, and texts that may not be published, show with --drafts, which \
            builds into a folder of its own.
            """)

    @Option(help: "The port; 0 takes any that is free.")
    var port = 8_080

    @Flag(help: "Rebuild and publish when Content or Templates change.")
    var watch = false

    @Flag(help: "Preview everything, drafts and unpublishable texts included, and watch it.")
    var drafts = false

    @OptionGroup var options: SiteOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes 0 to 65535") }
        if watch && drafts { throw ValidationError("--drafts watches already; leave out --watch") }
    }

    func run() async throws {
        let folders = options.folder.folders
        let output = drafts ? SiteFolders.join(folders.output, ".state/preview") : folders.output
        if drafts { try await options.exiting { try await rebuild(into: output) } }
        let console = options.console
        let server = PreviewServer(
            options: PreviewOptions(
                rootPath: SiteFolders.join(output, "current/site"), port: port))
        do {
            let bound = try await server.start()
            console.print("http://127.0.0.1:\(bound)/  (Ctrl-C ends it)")
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
        let watcher = try ChangeWatcher(
            folders: rebuilds ? [folders.content, folders.templates] : [], outputFolder: output
        ) { console.report([$0]) }
        for await changes in watcher.changes {
            if changes.contains(.sources) { await rebuild(into: output, showing: server) }
            if changes.contains(.release) { server.reload() }
        }
        try await server.stop()
    }

    private func rebuild(into output: String, showing server: PreviewServer) async {
        do {
            try await rebuild(into: output)
            options.console.summarize("rebuilt")
        } catch let failure as RunFailure {
            options.console.report(failure.diagnostics)
            server.show(errors: failure.diagnostics.map(\.description))
        } catch {
            options.console.complain("\(error)")
        }
    }

    private func rebuild(into output: String) async throws {
        let summary = try await SiteRun(
            build: try options.build(output: output, includesUnpublished: drafts),
            publication: .publish, isStrict: options.strict, reports: nil, progress: nil
        ).run()
        options.console.report(summary.warnings)
    }
}
