package import MarginModel
import MarginRules
import PageRendering

/// What became of the accounts of a run.
package struct WrittenReports: Sendable {
    package let reports: [WrittenReport]
    /// Where they are; `nil` when they were only tried.
    package let folder: String?
    /// Accounts without a report, and why.
    package var problems: [Diagnostic]
    /// How many reports there are of each state, in the order of states.
    package var states: [(state: AccountState, count: Int)] {
        AccountState.allCases.map { state in (state, reports.count { $0.state == state }) }
            .filter { $0.count > 0 }
    }
    /// PDF files that were made, and those that were left because nothing changed.
    package var pdf: (made: Int, kept: Int)?
    /// How many reports were delivered; `nil` where that was not asked for.
    package var delivered: Int?
    /// Whether the book of all accounts stands beside the reports.
    package var hasBook = false
}

/// Writes the private reports of a run and the private index of their names.
package struct ReportRun: Sendable {
    let build: SiteBuild
    let request: ReportRequest
    let progress: (any BuildProgress)?

    package init(build: SiteBuild, request: ReportRequest, progress: (any BuildProgress)?) {
        self.build = build
        self.request = request
        self.progress = progress
    }

    /// `report`: the reports alone, under the lock, without a release.
    ///
    /// PDF files come last, from what is written: this is the only verb that starts an engine.
    package func run() async throws(RunFailure) -> WrittenReports {
        guard request.formats.contains(.pdf) else { return try await writing() }
        let engine: PDFSettings
        do {
            engine = try PDFRun.check(build.settings.pdf)
        } catch {
            throw .configuration(Diagnostics([error]))
        }
        return try await writing(thenPrintingWith: engine)
    }

    private func writing(
        thenPrintingWith engine: PDFSettings? = nil
    ) async throws(RunFailure) -> WrittenReports {
        let store: ReleaseStore
        let lock: OutputLock
        do {
            store = try ReleaseStore(opening: build.folders.output)
            lock = try OutputLock(of: store)
        } catch {
            throw RunFailure(opening: error)
        }
        defer { withExtendedLifetime(lock) {} }
        let prepared = try await build.prepare()
        let survey = try await survey(prepared, in: store)
        let count =
            survey.foundCount + (request.includesSamples ? prepared.content.samples.count : 0)
        if count == 0, !request.allowsEmpty {
            let place = request.accountsPath ?? build.folders.content + "/portfolios"
            throw .input(Diagnostics(survey.problems.all + [.noAccounts(in: place)]))
        }
        let seal = try seal()
        var written = try await write(prepared, survey, in: store)
        do throws(Diagnostic) {
            let reports = try PrivateStore(in: store, for: build.clock.utc.date)
            if let engine {
                let outcome = await PDFRun(
                    settings: engine, store: reports, queue: build.queue, progress: progress
                ).run(
                    written.reports.map(\.token)
                        + (written.hasBook ? [DeskBookWriter.token(of: request.shard)] : []))
                written.problems += outcome.problems
                written.pdf = (made: outcome.made, kept: outcome.kept)
                if written.hasBook {
                    try DayManifest.addPDF(
                        of: DayManifest.name(of: request.shard), to: reports, in: store)
                    try sign(reports, with: seal, in: store)
                }
            }
            if request.delivers {
                let outcome = try ReportDelivery(
                    settings: build.settings.reports.delivery, clock: build.clock,
                    manifestName: DayManifest.name(of: request.shard)
                ).run(reports)
                written.delivered = outcome.delivered
                written.problems += outcome.problems
            }
        } catch {
            throw .publish(error)
        }
        return written
    }

    private func sign(
        _ reports: PrivateStore, with seal: ManifestSeal?, in store: ReleaseStore
    ) throws(Diagnostic) {
        try seal?.sign(reports, keyIn: PrivateStore.folder(in: store))
    }

    /// What signs the manifest of the day, where a key is named. Those of parts are signed together, by `merge`.
    private func seal() throws(RunFailure) -> ManifestSeal? {
        request.shard == nil ? try build.seal() : nil
    }

    /// - Parameter store: `nil`: the reports are rendered and checked, and none is written.
    func write(
        _ prepared: SiteBuild.Prepared, _ survey: AccountSurvey, in store: ReleaseStore?
    ) async throws(RunFailure) -> WrittenReports {
        let key = try key(in: store)
        let seal = try store == nil ? nil : seal()
        let builder: ReportBuild
        do {
            builder = try self.builder(prepared, key: key)
        } catch {
            throw .content(error)
        }
        do {
            let date = build.clock.utc.date
            let stores = try store.map { (store) throws(Diagnostic) in
                ReportBuild.Stores(
                    reports: try PrivateStore(in: store, for: date),
                    history: try HistoryStore(in: store, key: key))
            }
            let isBooked = request.ids.isEmpty
            var manifest: DayManifest?
            if isBooked, let store {
                let inputs = ReportInputs(
                    prepared, key: key, clock: build.clock, formats: builder.formats,
                    sections: request.sections, pack: nil)
                manifest = try DayManifest(inputs.head, in: store)
            }
            let written = try await builder.write(
                survey, to: stores, date: date,
                manifest: { (entry) throws(Diagnostic) in try manifest?.add(entry) },
                progress: progress)
            if let reports = stores?.reports {
                try ReportIndex.update(written.reports, in: reports, clock: build.clock) {
                    (token) throws(Diagnostic) in try reports.remove(token: token)
                }
            }
            var problems = survey.problems.all + written.problems
            if isBooked {
                problems += try self.book(
                    written.book, of: written.reports, prepared, in: store,
                    beside: stores?.reports)
            }
            if let manifest, let store, let reports = stores?.reports {
                let token = DayManifest.token(of: request.shard)
                let name = DayManifest.name(of: request.shard)
                try reports.keep(token: token, clockIn: name, unless: build.clock)
                try reports.remove(token: token)
                try manifest.finish(in: reports, as: name)
                if !request.formats.contains(.pdf) {
                    try sign(reports, with: seal, in: store)
                }
            }
            return WrittenReports(
                reports: written.reports, folder: stores?.reports.path, problems: problems,
                hasBook: isBooked && stores != nil)
        } catch {
            throw .publish(error)
        }
    }

    /// Ends the run's book with what has no report, and writes it.
    ///
    /// - Returns: What is wrong with its page.
    private func book(
        _ made: DeskBook, of reports: [WrittenReport], _ prepared: SiteBuild.Prepared,
        in store: ReleaseStore?, beside folder: PrivateStore?
    ) throws(Diagnostic) -> [Diagnostic] {
        var book = made
        var before: CivilDate?
        if let store, request.shard == nil,
            let last = try PrivateStore.last(
                ReportIndex.name, in: store, before: build.clock.utc.date)
        {
            before = last.day
            let samples = Set(prepared.content.samples.map(\.id))
            try ReportIndex.each(of: last.path, without: reports) { id in
                if !samples.contains(id) || watchesSamples { book.miss(id) }
            }
        }
        let design: DeskBookWriter.Design
        do {
            design = try build.bookDesign(prepared.templates, prepared.book)
        } catch {
            throw error.all[0]
        }
        return try DeskBookWriter(design: design, clock: build.clock, shard: request.shard)
            .write(book, before: before, to: folder)
    }

    /// Samples count only where there are no real accounts.
    private var watchesSamples: Bool { request.accountsPath == nil }

    /// A first look at the accounts that are wanted: every one is read once before anything is made.
    ///
    /// - Parameter store: Keeps what can be read only once.
    func survey(
        _ prepared: SiteBuild.Prepared, in store: ReleaseStore
    ) async throws(RunFailure) -> AccountSurvey {
        var spool: AccountSpool?
        if let path = request.accountsPath {
            let isReadOnce: Bool
            do throws(Diagnostic) {
                guard !FileReader().isInside(path, build.folders.content) else {
                    throw Diagnostic.insideContent(path)
                }
                isReadOnce = try AccountSpool.isNeeded(for: path)
            } catch {
                throw .input(Diagnostics([error]))
            }
            if isReadOnce { spool = try AccountSpool(of: path, in: store) }
        }
        var survey = AccountSurvey(request, samples: prepared.content.samples, spool: spool)
        if let path = request.accountsPath {
            do {
                try await survey.look(at: path, besides: build.folders, with: queue)
            } catch  where error.location.file == path {
                throw .input(Diagnostics([error]))
            } catch {
                throw .publish(error)
            }
        }
        let problems = survey.problems.all
        if !survey.missing.isEmpty {
            // Those that could not be read come along: the one that is missed may be among them.
            let unknown = request.ids.indices.filter { survey.missing.contains(request.ids[$0]) }
            throw .input(
                Diagnostics(
                    problems
                        + unknown.map {
                            .unknownAccount(
                                request.ids[$0], number: $0 + 1, among: prepared.content.samples)
                        }))
        }
        if request.stopsAtProblems, problems.contains(where: { $0.severity == .error }) {
            throw .input(Diagnostics(problems))
        }
        return survey
    }

    private var queue: ProcessQueue {
        ProcessQueue(
            queue: build.queue, isIsolated: request.isIsolated, atStart: OutputLock.leave)
    }

    /// The secret behind the names of reports. A trial, which names none, makes no key file.
    private func key(in store: ReleaseStore?) throws(RunFailure) -> [UInt8] {
        guard let store else { return [] }
        do {
            return try build.keyFile.key(for: store, acceptsOther: request.acceptsNewKey)
        } catch {
            throw .configuration(Diagnostics([error]))
        }
    }

    func builder(
        _ prepared: SiteBuild.Prepared, key: [UInt8]
    ) throws(Diagnostics) -> ReportBuild {
        let settings = build.settings
        let foundation = try prepared.templates.asset("foundation.css").bytes
        return ReportBuild(
            assessor: AccountAssessor(
                sheets: prepared.content.sheets, policy: settings.policy, clock: build.clock,
                maximumAges: settings.maximumAges, market: prepared.content.snapshot,
                candles: prepared.content.candles,
                betas: settings.betas),
            sampleIDs: request.includesSamples ? Set(prepared.content.samples.map(\.id)) : [],
            forms: ReportForms(
                settings: settings,
                style: ReportStyle(foundation: foundation, paper: settings.paper),
                templates: prepared.book.report, otherTemplates: prepared.book.otherReports,
                links: ArticleLinks(
                    SiteIndex(prepared.content.articles, news: [], clock: build.clock).articles,
                    base: settings.baseURL), extent: request.sections),
            key: key, formats: request.formats, queue: queue,
            watchesSamples: watchesSamples)
    }
}

extension Diagnostic {
    static func insideContent(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "accounts-inside-content", at: SourceLocation(file: path),
            message: "real accounts lie inside Content, where what is published comes from",
            hint: "Move them out of the site's folder; samples there get their reports anyway.")
    }

    fileprivate static func unknownAccount(
        _ id: String, number: Int, among samples: [Account]
    ) -> Diagnostic {
        // Only samples are named: the id of a real account belongs in no log.
        let nearest = nearestName(to: id, among: samples.map(\.id))
        return Diagnostic(
            id: "account-unknown", at: SourceLocation(file: "<arguments>"),
            message: "no account has the id that argument \(number) gives",
            hint: nearest.map { "Did you mean \($0)?" }
                ?? "List the files under Content/portfolios.")
    }
}
