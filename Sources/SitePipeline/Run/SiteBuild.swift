package import MarginModel
import MarkupValidation
import PageRendering

/// Builds a site into a draft: reads, assembles, renders, checks, writes. Nothing live changes.
package struct SiteBuild: Sendable {
    let folders: SiteFolders
    let settings: SiteSettings
    package let clock: Instant
    let queue: WorkQueue
    /// For a preview: drafts, and texts whose rights forbid publication.
    let includesUnpublished: Bool
    /// Where the settings pin the clock, when they do and nothing goes before them.
    package let clockPlace: SourceLocation?
    /// What a build before this one parsed and computed; only a preview has one.
    var memory: BuildMemory?
    /// Ids of the real accounts of this run; `nil`: it has none.
    var accountNames: PrivateNames?
    /// Takes prices that changed too much, and all else that a nightly run stops at.
    var acceptsChanges = false
    /// A preview shows all that can be shown: what would stop a release is told beside it.
    private var isPreview: Bool { memory != nil }

    package init(
        folders: SiteFolders, settings: SiteSettings, clock: Instant, queue: WorkQueue,
        clockPlace: SourceLocation? = nil, includesUnpublished: Bool = false
    ) {
        self.folders = folders
        self.settings = settings
        self.clock = clock
        self.queue = queue
        self.includesUnpublished = includesUnpublished
        self.clockPlace = clockPlace
    }

    /// What the names of private reports are made with.
    var keyFile: KeyFile {
        KeyFile(path: folders.resolve(settings.keyFile ?? ".marginalia-key"), folders: folders)
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
        /// Of a preview, also what is wrong with the content that it goes without.
        let warnings: [Diagnostic]

        func releaseID(clock: Instant) -> String { ReleaseID.id(clock: clock, inputs: inputs) }
    }

    struct Result: Sendable {
        let manifest: Manifest
        /// The same in bytes.
        let manifestBytes: [UInt8]
        /// What is known of its files, in bytes but for what holds for all of them.
        let facts: [[UInt8]]
        let checks: String
        let check: CheckReport
        /// Says of which accounts pages were not searched for the id.
        let unsearched: Diagnostic?
        /// What is not published, and why.
        let leftOut: [Diagnostic]
        let leftOutCounts: [LeftOutReason: Int]
        let redirects: Redirects
        /// Rules for web servers: for people who set one up, and no part of the site.
        let serverFiles: [(name: String, bytes: [UInt8])]
        let warnings: [Diagnostic]
        /// Files of the live release that had lost their bytes.
        let damage: [Diagnostic]

        /// The files of a release beside its site that a build makes.
        var records: [(path: String, bytes: [UInt8])] {
            [(path: Manifest.fileName, bytes: manifestBytes)]
                + serverFiles.map { (path: "server/" + $0.name, bytes: $0.bytes) }
        }
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
        async let compiled = compiledTemplates()
        var problems = Diagnostics()
        var loaded: (content: SiteContent, warnings: [Diagnostic])?
        do {
            loaded = try await ContentLoader(
                folders: folders, clock: clock, queue: queue, rescue: rescue, memory: memory,
                acceptsChanges: acceptsChanges
            ).load(settings)
        } catch {
            problems.append(contentsOf: error)
        }
        let templates = await compiled
        if case .failure(let faults) = templates {
            // The one fault of a template that the settings are to blame for.
            if faults.all.contains(where: { $0.id == Diagnostic.noWordsID }) {
                throw .configuration(faults)
            }
            problems.append(contentsOf: faults)
        }
        guard case .success(let templates) = templates, let loaded else {
            throw .content(Diagnostics(problems.sorted()))
        }
        let found = Diagnostics(
            templates.book.problems(
                of: loaded.content.articles, loaded.content.pages, templates: templates.folder))
        guard !found.hasErrors || isPreview else { throw .content(Diagnostics(found.sorted())) }
        let settingsFile = try settingsFile()
        let inputs = loaded.content.inputs + templates.folder.inputs + [settingsFile]
        return Prepared(
            content: loaded.content, templates: templates.folder, book: templates.book,
            inputs: relative(inputs), configuration: settingsFile.sha256,
            warnings: loaded.warnings + found.sorted())
    }

    /// Compiling takes as long as reading a thousand articles, and needs none of them.
    func compiledTemplates()
        -> Swift.Result<(folder: TemplateFolder, book: TemplateBook), Diagnostics>
    {
        do throws(Diagnostics) {
            let folder = try TemplateFolder(
                reading: folders.templates, defaults: folders.defaultTemplates)
            return .success((folder, try book(of: folder)))
        } catch {
            return .failure(error)
        }
    }

    /// What the page of the desk's book is made with.
    func bookDesign(
        _ templates: TemplateFolder, _ book: TemplateBook
    ) throws(Diagnostics) -> DeskBookWriter.Design {
        let foundation =
            try templates.asset("foundation.css").bytes + templates.asset("book.css").bytes
        return DeskBookWriter.Design(
            settings: settings, template: book.deskBook, words: book.words,
            style: ReportStyle(foundation: foundation, paper: settings.paper))
    }

    private func book(of folder: TemplateFolder) throws(Diagnostics) -> TemplateBook {
        let make = { () throws(Diagnostics) in
            try TemplateBook(
                folder.sources,
                words: folder.words.words(for: settings.language, at: settings.languagePlace),
                others: folder.words,
                parameters: settings.parameters)
        }
        guard let memory else { return try make() }
        return try memory.value(
            of: "templates in \(settings.language) of \(settings.parameters)", from: folder.inputs,
            make)
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

    /// Every file of a site, rendered, checked and handed to a sink.
    struct Pages: Sendable {
        let written: [WrittenPage]
        let assembly: SiteAssembly
        /// A hash of what the checks were made with, besides the pages.
        let checks: String
        let unsearched: Diagnostic?
        /// What would have stopped a release before any page was rendered.
        let problems: Diagnostics
    }

    /// - Parameters:
    ///   - live: What is known of the files that `sink` can take over.
    ///   - tenth: Which of those are read.
    func renderPages(
        _ prepared: Prepared, into sink: some PageSink, as id: String, since live: ReleaseFacts?,
        tenth: NightlyTenth? = nil, progress: (any BuildProgress)? = nil
    ) async throws(RunFailure) -> Pages {
        let assembly = try await assembly(of: prepared, releaseID: id)
        var jobs = assembly.jobs
        var problems = PageAddresses(
            index: assembly.index, jobs: jobs, menus: settings.menus, redirects: settings.redirects,
            topics: settings.topics
        ).problems
        problems.append(contentsOf: Diagnostics(assembly.codeProblems))
        if problems.hasErrors {
            guard isPreview else { throw .content(problems) }
            var taken: Set<String> = []
            jobs = jobs.filter { taken.insert($0.path).inserted }
        }
        var names = PrivateNames()
        do {
            names = try privateNames(prepared)
        } catch {
            guard isPreview else { throw .publish(error) }
            problems.append(error)
        }
        let checks = checks(for: names)
        let writer = PageWriter(
            sink: sink, queue: queue, folder: "site", live: live, checks: checks, tenth: tenth,
            policy: policy,
            publicText: PublicText(contacts: [settings.contact], secrets: names.searched))
        do {
            try sink.expect(Set(jobs.map(writer.place)))
        } catch {
            throw .publish(error)
        }
        let jobCount = jobs.count
        let written = await writer.write(jobs) { count in
            progress?.advance("pages", by: count, of: jobCount)
        }
        return Pages(
            written: written, assembly: assembly, checks: checks, unsearched: names.warning,
            problems: problems)
    }

    /// A hash of what pages are checked with.
    private func checks(for names: PrivateNames) -> String {
        let secrets = names.searched.sorted().map { "\($0.value)" }
        return Fingerprint.sha256(
            Array(([settings.contact] + secrets).joined(separator: "\n").utf8))
    }

    private var policy: CheckPolicy { CheckPolicy(settings.check, today: clock.utc.date) }

    /// What the checks of the pages said, and what those of the whole site say.
    func problems(of pages: Pages, _ prepared: Prepared) async -> Diagnostics {
        let written = pages.written
        let site = SiteChecker(baseURL: settings.baseURL).check(
            written.compactMap(\.facts), files: Set(written.map(\.path)))
        let files = FileRules().check(
            SiteFacts(
                files: written.map { SiteFacts.File(path: $0.path, byteCount: $0.byteCount) },
                budgets: settings.check.budgets, withheld: withheld(prepared.content)))
        let unused = UnusedFiles(
            assembly: pages.assembly, checker: SiteChecker(baseURL: settings.baseURL)
        ).warnings(written)
        let found = policy.applied(to: written.flatMap(\.diagnostics) + site + files)
        let placed = await OriginFinder(
            templates: prepared.templates.sources, words: prepared.book.words,
            content: folders.content, queue: queue
        ).add(to: found, sources: Self.sources(of: written), assembly: pages.assembly)
        return Diagnostics(placed + unused + policy.problems + pages.problems.all)
    }

    /// Renders, checks and writes every file of the site into `draft`, with its manifest and what is known
    /// of its files.
    ///
    /// Throws what `files(of:into:as:since:tenth:progress:)` throws.
    func render(
        _ prepared: Prepared, into draft: ReleaseDraft, as id: String,
        since live: ReleaseFacts? = nil, tenth: NightlyTenth? = nil, progress: (any BuildProgress)?
    ) async throws -> Result {
        let result = try await files(
            of: prepared, into: draft, as: id, since: live, tenth: tenth, progress: progress)
        do {
            var records: [(path: String, stamp: FileStamp)] = []
            for (path, bytes) in result.records {
                try draft.write(bytes, to: path)
                if let stamp = draft.stamp(of: path) { records.append((path: path, stamp: stamp)) }
            }
            let isWhole =
                records.count == result.records.count && prepared.content.setAside.isEmpty
                && result.unsearched == nil
            let facts = ReleaseFacts.bytes(
                of: result.facts, checks: result.checks,
                whole: isWhole
                    ? ReleaseFacts.Whole(
                        surroundings: surroundings(of: prepared),
                        findings: result.check.diagnostics, records: records) : nil,
                by: ToolVersion.fingerprint)
            try draft.write(facts, to: ReleaseFacts.fileName)
        } catch {
            throw RunFailure.publish(error)
        }
        return result
    }

    /// A hash of what a site is made from besides its inputs and its clock.
    private func surroundings(of prepared: Prepared) -> String {
        let ticker = prepared.content.ticker
        let texts =
            ["\(includesUnpublished)", ticker.file ?? ""]
            + ([ticker.age].compactMap(\.self) + ticker.changes + ticker.problems).map(
                \.description)
        return Fingerprint.sha256(Array(texts.joined(separator: "\n").utf8))
    }

    /// What was told of a release that `prepared` would give again, file by file, as far as inputs, clock,
    /// checks and the stamps of all files tell; `nil` where it may give another.
    func findings(
        of prepared: Prepared, in release: StandingRelease, as id: String, _ known: ReleaseFacts,
        _ tenth: NightlyTenth?
    ) throws(RunFailure) -> [Diagnostic]? {
        do {
            let names = try privateNames(prepared)
            guard let whole = known.whole, prepared.content.setAside.isEmpty,
                names.warning == nil, whole.surroundings == surroundings(of: prepared),
                checks(for: names) == known.checks,
                whole.records.allSatisfy({ release.stamp(of: $0.path) == $0.stamp }),
                manifest(of: Array(known.files.values), prepared, as: id).bytes
                    == release.lastBytes(of: Manifest.fileName)
            else { return nil }
            for file in known.files.values {
                let path = "site/" + file.path
                guard release.stamp(of: path) == file.stamp else { return nil }
                if tenth?.contains(file.path) == true,
                    release.lastBytes(of: path).map(Fingerprint.sha256) != file.sha256
                {
                    return nil
                }
            }
            return whole.findings
        } catch {
            throw .publish(error)
        }
    }

    private func manifest(of pages: [WrittenPage], _ prepared: Prepared, as id: String) -> Manifest
    {
        Manifest(
            id: id, clock: clock, configuration: prepared.configuration, inputs: prepared.inputs,
            outputs: pages,
            sources: ManifestSources(
                inputs: prepared.inputs, root: folders.root, templates: folders.templates))
    }

    /// Renders, checks and hands over every file of the site.
    ///
    /// A file that fails its check, or a link that leads nowhere, fails the build; all of them are
    /// in the `Rejection`. All else that is thrown is a `RunFailure`.
    func files(
        of prepared: Prepared, into sink: some PageSink, as id: String, since live: ReleaseFacts?,
        tenth: NightlyTenth?, progress: (any BuildProgress)?
    ) async throws -> Result {
        let pages = try await renderPages(
            prepared, into: sink, as: id, since: live, tenth: tenth, progress: progress)
        let manifest = manifest(of: pages.written, prepared, as: id)
        // The checks of the whole site leave a core to them.
        async let manifestBytes = manifest.bytes
        async let facts = ReleaseFacts.packed(pages.written, on: queue)
        let problems = await problems(of: pages, prepared)
        // A full disk is no fault of the pages.
        if let problem = problems.all.first(where: { [.storage, .disk].contains($0.kind) }) {
            throw RunFailure.publish(problem)
        }
        if problems.hasErrors {
            throw Rejection(problems: problems, faults: faults(problems, of: pages.written))
        }
        let leftOut = pages.assembly.index.notices
        return Result(
            manifest: manifest, manifestBytes: await manifestBytes, facts: await facts,
            checks: pages.checks,
            check: CheckReport(pageCount: pages.written.count, diagnostics: problems.all),
            unsearched: pages.unsearched, leftOut: leftOut,
            leftOutCounts: pages.assembly.index.leftOutCounts,
            redirects: pages.assembly.redirects,
            serverFiles: pages.assembly.host.serverFiles,
            warnings: prepared.warnings + leftOut + problems.all,
            damage: pages.written.filter(\.isHealed).map { .damaged($0.path) })
    }

    private func privateNames(_ prepared: Prepared) throws(Diagnostic) -> PrivateNames {
        var names = accountNames ?? PrivateNames(except: prepared.content.samples.map(\.id))
        try PrivateNames.read(below: folders.output) { names.add($0) }
        names.settle(with: prepared.inputs.map { folders.resolve($0.path) })
        return names
    }

    /// The pages that articles would have which must not be published.
    private func withheld(_ content: SiteContent) -> [String: String] {
        guard !includesUnpublished else { return [:] }
        let articles = content.articles.filter { !$0.rights.allowsPublication }
        return Dictionary(
            articles.map { ("articles/\($0.slug)/index.html", $0.location.file) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func sources(of written: [WrittenPage]) -> [String: String] {
        Dictionary(written.map { ($0.path, $0.source) }, uniquingKeysWith: { first, _ in first })
    }

    /// Which files of content the failed pages come from.
    private func faults(
        _ problems: Diagnostics, of written: [WrittenPage]
    ) -> [String: Diagnostic] {
        let sources = Self.sources(of: written)
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
}

extension Diagnostic {
    fileprivate static func damaged(_ path: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "file-damaged", at: SourceLocation(file: path),
            message: "the live release's file is not what was published any more; a release from "
                + "this run has it as it should be",
            hint:
                "Look at the disk, and at who may write there; marginalia verify reads every file.")
    }
}
