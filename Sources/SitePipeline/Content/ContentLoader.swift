import ContentIngest
package import MarginModel

/// Reads `Content/` and says everything that is wrong with it in one run.
package struct ContentLoader: Sendable {
    let folders: SiteFolders
    let clock: Instant
    let queue: WorkQueue
    /// `nil`: a file that cannot be used is an error.
    let rescue: ContentRescue?
    let memory: BuildMemory?
    /// Whether prices that changed too much are taken all the same.
    let acceptsChanges: Bool

    init(
        folders: SiteFolders, clock: Instant, queue: WorkQueue, rescue: ContentRescue? = nil,
        memory: BuildMemory? = nil, acceptsChanges: Bool = false
    ) {
        self.folders = folders
        self.clock = clock
        self.queue = queue
        self.rescue = rescue
        self.memory = memory
        self.acceptsChanges = acceptsChanges
    }

    /// The configuration alone: the clock may be in it, so it comes first.
    package static func settings(
        in folders: SiteFolders
    ) throws(Diagnostics) -> (settings: SiteSettings, warnings: [Diagnostic]) {
        guard FileReader().exists(folders.settings) else {
            throw Diagnostics([.noSite(folders)])
        }
        let bytes: [UInt8]
        do {
            bytes = try FileReader().read(folders.settings)
        } catch {
            throw Diagnostics([error])
        }
        return try SettingsReader().read(bytes, file: folders.settings)
    }

    /// Warnings are in the result; errors of any file are thrown together. A preview, which alone has a
    /// memory, goes without what cannot be used: there errors are in the result too.
    package func load(
        _ settings: SiteSettings
    ) async throws(Diagnostics) -> (content: SiteContent, warnings: [Diagnostic]) {
        var problems = Diagnostics()
        let articles = await ContentFolder(
            reading: folder("articles"), .text, queue: queue, rescue: rescue
        ) { [memory] bytes, file in
            var read =
                memory?.article(bytes, file, Self.article) ?? Self.article(bytes, file)
            // A third of what a site of many articles keeps in memory.
            if !settings.markdownTwins { read.0?.markdown = [] }
            return read
        }
        let pages = await pages()
        let assets = await ContentFolder(
            reading: folders.content, prefix: "assets", .data, queue: queue, Self.assets)
        let table = assets.values.first ?? .standard
        let snapshots = await ContentFolder(
            reading: folder("snapshots"), .data, queue: queue, rescue: rescue
        ) { Self.snapshot($0, $1, table) }
        let sheets = await ContentFolder(
            reading: folder("venues"), .data, queue: queue, rescue: rescue, Self.sheet)
        let samples = await ContentFolder(
            reading: folder("portfolios"), .data, queue: queue, rescue: rescue, Self.samples)
        let news = await ContentFolder(
            reading: folders.content, prefix: "news", .data, queue: queue, rescue: rescue,
            Self.news)
        let history = await history()
        problems.append(contentsOf: Diagnostics(UnreadFiles(content: folders.content).warnings))
        problems.append(contentsOf: articles.diagnostics)
        problems.append(contentsOf: Diagnostics(PlanCheck.problems(of: articles.values)))
        problems.append(contentsOf: pages?.diagnostics ?? Diagnostics())
        problems.append(contentsOf: assets.diagnostics)
        let ticker = judged(snapshots, settings, table, &problems)
        problems.append(contentsOf: sheets.diagnostics)
        problems.append(contentsOf: samples.diagnostics)
        problems.append(contentsOf: news.diagnostics)
        let headlines = news.entries.map { file, news in
            News(
                source: news.source, rights: news.rights,
                headlines: upToClock(news.headlines, \.at, in: file, &problems),
                teasers: upToClock(news.teasers, \.at, in: file, &problems))
        }
        problems.append(contentsOf: history?.diagnostics ?? Diagnostics())
        let accounts = samples.values.flatMap(\.self)
        problems.append(contentsOf: duplicates(samples))
        let assembled = VenueSheetAssembler.assemble(sheets.values)
        problems.append(contentsOf: Diagnostics(assembled.problems))
        if let id = settings.exampleAccount, !accounts.contains(where: { $0.id == id }) {
            problems.append(.noExample(id, among: accounts, at: folders.settings))
        }
        guard !problems.hasErrors || memory != nil else { throw Diagnostics(problems.sorted()) }
        let content = SiteContent(
            settings: settings, articles: articles.values.sorted { $0.slug < $1.slug },
            pages: pages?.values ?? [], ticker: ticker, news: headlines,
            sheets: assembled.sheets,
            samples: accounts.firstOfEachID(),
            candles: Dictionary(
                (history?.entries ?? []).map { file, candles in
                    (
                        HistoryFolder.ticker(ofFile: file),
                        upToClock(candles, \.time, in: file, &problems)
                    )
                },
                uniquingKeysWith: { first, _ in first }),
            inputs: (articles.inputs + assets.inputs + snapshots.inputs + sheets.inputs
                + samples.inputs + news.inputs + (history?.inputs ?? [])
                + (pages?.inputs ?? []))
                .sorted { $0.path < $1.path },
            setAside: articles.setAside + snapshots.setAside + sheets.setAside
                + samples.setAside + news.setAside)
        return (content, problems.sorted())
    }

    /// Without those that are dated after the clock, which are told.
    private func upToClock<Item>(
        _ items: [Item], _ time: (Item) -> Instant, in file: String,
        _ problems: inout Diagnostics
    ) -> [Item] {
        let later = items.map(time).filter { $0 > clock }
        if let first = later.first {
            problems.append(
                .afterClock(later.count, of: items.count, first, in: file, clock: clock))
        }
        return later.isEmpty ? items : items.filter { time($0) <= clock }
    }

    /// The newest ticker. What the reading of older ones said is told once.
    private func judged(
        _ tickers: ContentFolder<Snapshot>, _ settings: SiteSettings, _ assets: AssetTable,
        _ problems: inout Diagnostics
    ) -> TickerJudge.Verdict {
        let known = TickerMemory(readingBelow: folders.output)
        func files(_ hashes: Set<String>) -> Set<String> {
            Set(tickers.inputs.filter { hashes.contains($0.sha256) }.map(\.path))
        }
        let verdict = TickerJudge(
            assets: assets, gates: settings.nightly.gates, ages: settings.maximumAges, clock: clock,
            acceptsChanges: acceptsChanges
        ).judge(
            tickers.entries, in: folder("snapshots"), accepted: files(known.accepted))
        let told = files(known.judged).subtracting([verdict.file ?? ""])
        problems.append(
            contentsOf: Diagnostics(
                tickers.diagnostics.all.filter {
                    $0.severity == .error || !told.contains($0.location.file)
                } + verdict.problems + verdict.changes.map(\.asWarning)))
        return verdict
    }

    /// Price history is optional: without it an audit says what it cannot compute.
    private func history() async -> ContentFolder<[Candle]>? {
        guard FileReader().exists(folder("history")) else { return nil }
        return await ContentFolder(
            reading: folder("history"), .data, queue: queue, Self.candles)
    }

    /// Standing pages are optional.
    private func pages() async -> ContentFolder<Article>? {
        guard FileReader().exists(folder("pages")) else { return nil }
        return await ContentFolder(
            reading: folder("pages"), .text, queue: queue, Self.article)
    }

    private func folder(_ name: String) -> String { SiteFolders.join(folders.content, name) }

    private static func article(_ bytes: [UInt8], _ file: String) -> (Article?, [Diagnostic]) {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return attempt { () throws(Diagnostics) in
            try ArticleReader().read(bytes, file: file, slug: String(name.dropLast(3)))
        }
    }

    private static func assets(_ bytes: [UInt8], _ file: String) -> (AssetTable?, [Diagnostic]) {
        attempt { () throws(Diagnostics) in try AssetTableReader().read(bytes, file: file) }
    }

    private static func snapshot(
        _ bytes: [UInt8], _ file: String, _ assets: AssetTable
    ) -> (Snapshot?, [Diagnostic]) {
        attempt { () throws(Diagnostics) in
            try SnapshotReader(assets: assets).read(bytes, file: file)
        }
    }

    private static func sheet(
        _ bytes: [UInt8], _ file: String
    ) -> (VenueSheetPart?, [Diagnostic]) {
        attempt { () throws(Diagnostics) in try VenueSheetReader().readPart(bytes, file: file) }
    }

    private static func candles(_ bytes: [UInt8], _ file: String) -> ([Candle]?, [Diagnostic]) {
        attempt { () throws(Diagnostics) in try CandleReader().read(bytes, file: file) }
    }

    private static func news(_ bytes: [UInt8], _ file: String) -> (News?, [Diagnostic]) {
        attempt { () throws(Diagnostics) in try NewsReader().read(bytes, file: file) }
    }

    /// A sample must say that it is one: real accounts never lie in `Content/`.
    private static func samples(_ bytes: [UInt8], _ file: String) -> ([Account]?, [Diagnostic]) {
        let read = attempt { () throws(Diagnostics) in
            try AccountSource.read(bytes, file: file)
        }
        guard let accounts = read.0, !accounts.allSatisfy(\.isFictional) else { return read }
        return (nil, [.notFictional(file)])
    }

    private static func attempt<Value>(
        _ read: () throws(Diagnostics) -> (Value, [Diagnostic])
    ) -> (Value?, [Diagnostic]) {
        do {
            let (value, warnings) = try read()
            return (value, warnings)
        } catch {
            return (nil, error.all)
        }
    }

    private func duplicates(_ samples: ContentFolder<[Account]>) -> Diagnostics {
        var first: [String: String] = [:]
        var problems = Diagnostics()
        for (file, accounts) in samples.entries {
            for id in accounts.map(\.id) {
                if let other = first.updateValue(file, forKey: id) {
                    problems.append(.duplicateAccount(id, in: file, and: other))
                }
            }
        }
        return problems
    }
}

extension Diagnostic {
    /// What a command says in a folder that is no site.
    package static func noSite(_ folders: SiteFolders) -> Diagnostic {
        Diagnostic(
            id: "no-site", kind: .outputAbsent, at: SourceLocation(file: folders.settings),
            message: "there is no site here: this file is missing",
            hint: "Make a site with: marginalia init DIR; or name the folder of yours with -C DIR")
    }

    fileprivate static func afterClock(
        _ count: Int, of all: Int, _ first: Instant, in file: String, clock: Instant
    ) -> Diagnostic {
        Diagnostic(
            .warning, id: "dated-after-clock", at: SourceLocation(file: file),
            message: "\(count) of \(all) are dated after the clock, \(clock), and left out: "
                + "\(first) first", hint: "Check their times; from then on they are shown.")
    }

    fileprivate static func notFictional(_ file: String) -> Diagnostic {
        Diagnostic(
            id: "portfolio-not-fictional", kind: .realAccount, at: SourceLocation(file: file),
            message: "an account under Content/portfolios does not say \"fictional\": true",
            hint: "Real accounts stay outside Content: pass them with --accounts PATH. "
                + "A made-up sample says \"fictional\": true.")
    }

    fileprivate static func duplicateAccount(
        _ id: String, in file: String, and other: String
    ) -> Diagnostic {
        Diagnostic(
            id: "portfolio-duplicate-id", at: SourceLocation(file: file),
            message: "the sample account in \(other) has the id '\(id)' too",
            hint: "Give each account an id of its own.")
    }

    fileprivate static func noExample(
        _ id: String, among samples: [Account], at settings: String
    ) -> Diagnostic {
        let nearest = nearestName(to: id, among: samples.map(\.id))
        return Diagnostic(
            .warning, id: "example-account-unknown", at: SourceLocation(file: settings),
            message: "exampleAccount is '\(id)', which no sample account has as its id; the worst "
                + "complete one stands in for it",
            hint: nearest.map { "Did you mean \($0)?" } ?? "Name an account of Content/portfolios.")
    }
}

extension [Account] {
    /// Two accounts of one id would have one page.
    fileprivate func firstOfEachID() -> [Account] {
        var seen: Set<String> = []
        return filter { seen.insert($0.id).inserted }
    }
}
