package import MarginModel
import MarginRules
import PageRendering

/// Which reports are wanted.
package struct ReportRequest: Sendable {
    /// Real accounts from outside `Content/`, besides or instead of the samples.
    package let accountsPath: String?
    package let includesSamples: Bool
    /// Ids; empty means all.
    package let ids: [String]
    package let formats: [ReportFormat]
    /// The part of the accounts that this run is for; `nil`: all.
    package let shard: ReportShard?
    /// Whether an account that cannot be read stops the run.
    package let stopsAtProblems: Bool
    /// Whether `report` may find no account at all; a nightly run has a gate for that.
    package let allowsEmpty: Bool
    /// Whether reports may be made with another key than those that are there.
    package let acceptsNewKey: Bool

    package init(
        accountsPath: String?, includesSamples: Bool, ids: [String] = [],
        formats: [ReportFormat] = ReportFormat.usual, shard: ReportShard? = nil,
        stopsAtProblems: Bool = false, allowsEmpty: Bool = false, acceptsNewKey: Bool = false
    ) {
        self.accountsPath = accountsPath
        self.includesSamples = includesSamples
        self.ids = ids
        self.formats = formats
        self.shard = shard
        self.stopsAtProblems = stopsAtProblems
        self.allowsEmpty = allowsEmpty
        self.acceptsNewKey = acceptsNewKey
    }
}

/// What became of the accounts of a run.
package struct WrittenReports: Sendable {
    package let reports: [WrittenReport]
    /// Where they are; `nil` when they were only tried.
    package let folder: String?
    /// Accounts without a report, and why.
    package let problems: [Diagnostic]
    /// PDF files that were made, and those that were left because nothing changed.
    package var pdf: (made: Int, kept: Int)?
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
        let real = try realAccounts()
        let count = real.foundCount + (request.includesSamples ? prepared.content.samples.count : 0)
        if count == 0, !request.allowsEmpty {
            let place = request.accountsPath ?? build.folders.content + "/portfolios"
            throw .input(Diagnostics(real.problems.all + [.noAccounts(in: place)]))
        }
        let written = try await write(prepared, real, in: store)
        guard let engine else { return written }
        do {
            let outcome = await PDFRun(
                settings: engine, store: try PrivateStore(in: store, for: build.clock.utc.date),
                queue: build.queue, progress: progress
            ).run(written.reports.map(\.token))
            return WrittenReports(
                reports: written.reports, folder: written.folder,
                problems: written.problems + outcome.problems,
                pdf: (made: outcome.made, kept: outcome.kept))
        } catch {
            throw .publish(error)
        }
    }

    /// - Parameter store: `nil`: the reports are rendered and checked, and none is written.
    func write(
        _ prepared: SiteBuild.Prepared, _ real: AccountFiles.Loaded, in store: ReleaseStore?
    ) async throws(RunFailure) -> WrittenReports {
        let (accounts, problems) = try accounts(prepared, real)
        let key = try key(in: store)
        do {
            let date = build.clock.utc.date
            let stores = try store.map { (store) throws(Diagnostic) in
                ReportBuild.Stores(
                    reports: try PrivateStore(in: store, for: date),
                    history: try HistoryStore(in: store, key: key))
            }
            let written = try await builder(prepared, key: key).write(
                accounts, to: stores, date: date, progress: progress)
            let said = written.flatMap(\.diagnostics)
            let good = written.filter { report in
                !report.diagnostics.contains { $0.severity == .error }
            }
            if let reports = stores?.reports { try index(good, in: reports) }
            return WrittenReports(
                reports: good, folder: stores?.reports.path, problems: problems + said)
        } catch let error as Diagnostics {
            throw .content(error)
        } catch let error as Diagnostic {
            throw .publish(error)
        } catch {
            preconditionFailure("nothing else is thrown")
        }
    }

    /// The accounts from outside the site; standard input gives them once.
    func realAccounts() throws(RunFailure) -> AccountFiles.Loaded {
        guard let path = request.accountsPath else { return AccountFiles.Loaded() }
        do throws(Diagnostic) {
            guard !FileReader().isInside(path, build.folders.content) else {
                throw Diagnostic.insideContent(path)
            }
            return try AccountFiles.load(path)
        } catch {
            throw .input(Diagnostics([error]))
        }
    }

    /// The accounts that are wanted and can be read, and what is wrong with the others.
    private func accounts(
        _ prepared: SiteBuild.Prepared, _ real: AccountFiles.Loaded
    ) throws(RunFailure) -> (accounts: [Account], problems: [Diagnostic]) {
        let all = (request.includesSamples ? prepared.content.samples : []) + real.accounts
        var accounts = all.firstOfEachID()
        var problems = real.problems.all
        for _ in accounts.count..<all.count {
            problems.append(.sameID(at: SourceLocation(file: request.accountsPath ?? "")))
        }
        if !request.ids.isEmpty {
            let unknown = request.ids.indices.filter { index in
                !accounts.contains { $0.id == request.ids[index] }
            }
            if !unknown.isEmpty {
                // Those that could not be read come along: the one that is missed may be among them.
                throw .input(
                    Diagnostics(
                        problems
                            + unknown.map {
                                .unknownAccount(request.ids[$0], number: $0 + 1, among: accounts)
                            }))
            }
            accounts = accounts.filter { request.ids.contains($0.id) }
        }
        if let shard = request.shard { accounts = accounts.filter(shard.contains) }
        if request.stopsAtProblems, problems.contains(where: { $0.severity == .error }) {
            throw .input(Diagnostics(problems))
        }
        return (accounts, problems)
    }

    private func index(
        _ reports: [WrittenReport], in store: PrivateStore
    ) throws(Diagnostic) {
        let path = SiteFolders.join(store.path, ReportIndex.name)
        let files = FileReader()
        var index = ReportIndex(extending: files.exists(path) ? try files.read(path) : [])
        for report in reports {
            if let old = index.add(report, clock: build.clock) { try store.remove(token: old) }
        }
        try store.writeIndex(index.bytes, named: ReportIndex.name)
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

    private func builder(
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
                html: prepared.book.reportHTML, markdown: prepared.book.reportMarkdown,
                links: ArticleLinks(
                    SiteIndex(prepared.content.articles, news: [], clock: build.clock).articles,
                    base: settings.baseURL)),
            key: key, formats: request.formats, queue: build.queue)
    }
}

extension Diagnostic {
    fileprivate static func insideContent(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "accounts-inside-content", at: SourceLocation(file: path),
            message: "real accounts lie inside Content, where what is published comes from",
            hint: "Move them out of the site's folder; samples there get their reports anyway.")
    }

    fileprivate static func unknownAccount(
        _ id: String, number: Int, among accounts: [Account]
    ) -> Diagnostic {
        // Only samples are named: the id of a real account belongs in no log.
        let nearest = nearestName(to: id, among: accounts.filter(\.isFictional).map(\.id))
        return Diagnostic(
            id: "account-unknown", at: SourceLocation(file: "<arguments>"),
            message: "no account has the id that argument \(number) gives",
            hint: nearest.map { "Did you mean \($0)?" }
                ?? "List the files under Content/portfolios.")
    }
}
