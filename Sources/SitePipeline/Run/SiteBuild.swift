package import MarginModel
import MarkupValidation
import PageRendering

/// Builds a site into a draft: reads, assembles, renders, checks, writes. Nothing live changes.
package struct SiteBuild: Sendable {
    let folders: SiteFolders
    let settings: SiteSettings
    let clock: Instant
    let queue: WorkQueue
    /// For a preview: drafts, and texts whose rights forbid publication.
    let includesUnpublished: Bool

    package init(
        folders: SiteFolders, settings: SiteSettings, clock: Instant, queue: WorkQueue,
        includesUnpublished: Bool = false
    ) {
        self.folders = folders
        self.settings = settings
        self.clock = clock
        self.queue = queue
        self.includesUnpublished = includesUnpublished
    }

    /// Where the settings say that real accounts are.
    package var accountsPath: String? { settings.accounts.map(folders.resolve) }

    /// Whether the settings let one bad account stop the nightly run.
    package var accountsMustAllBeRead: Bool { settings.nightly.failures.accounts == .fail }

    /// Everything that rendering needs.
    struct Prepared: Sendable {
        let content: SiteContent
        let templates: TemplateFolder
        let book: TemplateBook
        let inputs: [InputFile]
        let configuration: String
        let warnings: [Diagnostic]

        func releaseID(clock: Instant) -> String { ReleaseID.id(clock: clock, inputs: inputs) }
    }

    struct Result: Sendable {
        let draft: ReleaseDraft
        let manifest: Manifest
        let check: CheckReport
        /// What is not published, and why.
        let leftOut: [Diagnostic]
        let warnings: [Diagnostic]
    }

    /// A build whose check failed.
    struct Rejection: Error {
        let problems: Diagnostics
        /// The first complaint about pages of each file of content. Empty when other pages failed as
        /// well.
        let faults: [String: Diagnostic]
    }

    /// Reads templates and content; what is wrong with either is told in one run.
    ///
    /// - Parameter rescue: What happens to files of content that cannot be used; `nil`: they are
    ///   errors.
    func prepare(rescue: ContentRescue? = nil) async throws(RunFailure) -> Prepared {
        var problems = Diagnostics()
        var templates: (folder: TemplateFolder, book: TemplateBook)?
        do {
            let folder = try TemplateFolder(reading: folders.templates)
            templates = (folder, try TemplateBook(folder.sources))
        } catch {
            problems.append(contentsOf: error)
        }
        var loaded: (content: SiteContent, warnings: [Diagnostic])?
        do {
            loaded = try await ContentLoader(
                folders: folders, clock: clock, queue: queue, rescue: rescue
            ).load(settings)
        } catch {
            problems.append(contentsOf: error)
        }
        guard let templates, let loaded else { throw .content(Diagnostics(problems.sorted())) }
        let settingsFile = try settingsFile()
        let inputs = loaded.content.inputs + templates.folder.inputs + [settingsFile]
        return Prepared(
            content: loaded.content, templates: templates.folder, book: templates.book,
            inputs: relative(inputs), configuration: settingsFile.sha256,
            warnings: loaded.warnings)
    }

    private func settingsFile() throws(RunFailure) -> InputFile {
        do {
            let bytes = try FileReader().read(folders.settings)
            return InputFile(path: folders.settings, sha256: Fingerprint.sha256(bytes))
        } catch {
            throw .configuration(Diagnostics([error]))
        }
    }

    /// Paths as the site sees them: two clones in different folders give the same manifest.
    private func relative(_ inputs: [InputFile]) -> [InputFile] {
        let prefix = SiteFolders.join(folders.root, "")
        return inputs.map { input in
            guard !prefix.isEmpty, input.path.hasPrefix(prefix) else { return input }
            return InputFile(path: String(input.path.dropFirst(prefix.count)), sha256: input.sha256)
        }.sorted { $0.path < $1.path }
    }

    /// Renders, checks and writes every file of the site into `draft`.
    ///
    /// - Parameters:
    ///   - earlier: What the release that `draft` shares files with was made from.
    ///   - sample: Which of the pages that need no rendering are rendered all the same.
    ///
    /// A file that fails its check, or a link that leads nowhere, fails the build; all of them are
    /// in the `Rejection`. All else that is thrown is a `RunFailure`.
    func render(
        _ prepared: Prepared, into draft: ReleaseDraft, as id: String, since earlier: Ledger? = nil,
        sample: PageSample? = nil, progress: (any BuildProgress)?
    ) async throws -> Result {
        let assembly = try assembly(of: prepared, releaseID: id)
        let jobs = assembly.jobs
        let clashes = PageAddresses(
            articles: assembly.index.articles, topics: assembly.index.topics, jobs: jobs
        ).problems
        if clashes.hasErrors { throw RunFailure.content(clashes) }
        let writer = PageWriter(
            draft: draft, queue: queue, folder: "site", earlier: earlier, sample: sample)
        let written = await writer.write(jobs) { count in
            progress?.advance("pages", by: count, of: jobs.count)
        }
        var diagnostics = written.flatMap(\.diagnostics)
        let site = SiteChecker(baseURL: settings.baseURL)
        diagnostics += site.check(
            written.compactMap(\.facts), files: Set(written.map(\.path)))
        let problems = Diagnostics(diagnostics)
        let manifest = Manifest(
            id: id, clock: clock, configuration: prepared.configuration, inputs: prepared.inputs,
            outputs: written)
        let check = CheckReport(pageCount: written.count, diagnostics: diagnostics)
        do {
            try draft.write(manifest.bytes, to: "manifest.json")
            try draft.write(Ledger(written.compactMap(\.ledgerEntry)).bytes, to: Ledger.fileName)
        } catch {
            throw RunFailure.publish(error)
        }
        // A full disk is no fault of the pages.
        if let problem = problems.all.first(where: { $0.id.hasPrefix("io-") }) {
            throw RunFailure.publish(problem)
        }
        if problems.hasErrors {
            throw Rejection(problems: problems, faults: faults(problems, of: written))
        }
        return Result(
            draft: draft, manifest: manifest, check: check, leftOut: assembly.index.notices,
            warnings: prepared.warnings + assembly.index.notices + problems.all)
    }

    /// Which files of content the failed pages come from.
    private func faults(
        _ problems: Diagnostics, of written: [WrittenPage]
    ) -> [String: Diagnostic] {
        let sources = Dictionary(
            written.map { ($0.path, $0.source) }, uniquingKeysWith: { first, _ in first })
        let content = SiteFolders.join(folders.content, "")
        var faults: [String: Diagnostic] = [:]
        for problem in problems.sorted() where problem.severity == .error {
            guard let source = sources[problem.location.file], source.hasPrefix(content) else {
                return [:]
            }
            if faults[source] == nil { faults[source] = problem }
        }
        return faults
    }

    private func assembly(
        of prepared: Prepared, releaseID: String
    ) throws(RunFailure) -> SiteAssembly {
        let stylesheet: SiteAsset
        let searchScript: SiteAsset
        do {
            let foundation = try prepared.templates.asset("foundation.css")
            let site = try prepared.templates.asset("site.css")
            stylesheet = SiteAsset(
                source: site.file, name: "site.css",
                bytes: Stylesheets.site(foundation: foundation.bytes, site: site.bytes))
            let search = try prepared.templates.asset("search.js")
            searchScript = SiteAsset(source: search.file, name: "search.js", bytes: search.bytes)
        } catch {
            throw .content(error)
        }
        let assessor = AccountAssessor(
            sheets: prepared.content.sheets, policy: settings.policy, clock: clock,
            maximumAges: settings.maximumAges, candles: prepared.content.candles,
            betas: settings.betas)
        let index = SiteIndex(
            prepared.content.articles, pages: prepared.content.pages, news: prepared.content.news,
            clock: clock, includesUnpublished: includesUnpublished)
        return SiteAssembly(
            content: prepared.content, index: index,
            book: prepared.book,
            site: SiteView(
                settings: settings, stylesheet: "/" + stylesheet.path,
                integrity: stylesheet.integrity, clock: clock,
                pages: index.pages.map(StandingPage.link)),
            samples: SampleAccounts(
                prepared.content.samples, exampleID: settings.exampleAccount, assessor: assessor),
            stylesheet: stylesheet, searchScript: searchScript, releaseID: releaseID, clock: clock)
    }
}

/// Is told how far a run is.
package protocol BuildProgress: Sendable {
    func show(_ stage: String)
    func advance(_ stage: String, by count: Int, of total: Int)
}
