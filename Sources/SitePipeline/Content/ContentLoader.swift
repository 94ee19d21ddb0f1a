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
        var tree: ArticleTree?
        do {
            tree = try ArticleTree(reading: folder("articles"))
        } catch {
            problems.append(error)
        }
        let own = await files(besideArticles: tree?.files ?? [], settings)
        let files = SiteFiles(
            own.values, below: folders.content, pictureHosts: settings.browserPolicy.pictureHosts)
        let people = await ContentFolder(
            reading: FileReader().exists(folder("people.yml")) ? ["people.yml"] : [],
            in: folders.content, queue: queue
        ) { bytes, file in
            Self.attempt { () throws(Diagnostics) in
                try PeopleReader(files: files).read(bytes, file: file)
            }
        }
        let ids = Set(people.values.joined().map(\.id))
        let parameters = settings.parameters
        let surroundings =
            ([files.digest] + ids.sorted() + parameters.map { "\($0.name) \($0.kind)" })
            .joined(separator: "\n")
        let prefix = SiteFolders.join(folders.content, "").count
        let readArticle: @Sendable ([UInt8], String) -> (Article?, [Diagnostic]) = { bytes, file in
            let slug = ArticleTree.slug(of: String(file.dropFirst(prefix)))
            var read = Self.attempt { () throws(Diagnostics) in
                try ArticleReader(files: files, people: ids, parameters: parameters)
                    .read(bytes, file: file, slug: slug)
            }
            // Plans alone tell of them, and they take as much memory as the markup.
            if read.0?.kind == .article { read.0?.forgetStepTexts() }
            return read
        }
        let articles = await ContentFolder(
            reading: tree?.texts ?? [], in: folder("articles"), queue: queue, rescue: rescue
        ) { [memory] bytes, file in
            var read =
                memory?.article(bytes, file, surroundings, readArticle) ?? readArticle(bytes, file)
            // A third of what a site of many articles keeps in memory.
            if !settings.markdownTwins { read.0?.markdown = [] }
            return read
        }
        let pages = await pages(readArticle)
        let assets = await ContentFolder(
            reading: folders.content, prefix: "assets", .data, queue: queue, Self.assets)
        let table = assets.values.first ?? .standard
        let snapshots = await ContentFolder(
            optional: folder("snapshots"), queue: queue, rescue: rescue
        ) { Self.snapshot($0, $1, table) }
        let sheets = await ContentFolder(
            optional: folder("venues"), queue: queue, rescue: rescue, Self.sheet)
        let samples = await ContentFolder(
            optional: folder("portfolios"), queue: queue, rescue: rescue, Self.samples)
        let news = await ContentFolder(
            reading: folders.content, prefix: "news", .data, queue: queue, rescue: rescue,
            Self.news)
        let history = await history()
        let unread = UnreadFiles(content: folders.content, articles: tree?.unread ?? [])
        problems.append(contentsOf: Diagnostics(unread.warnings))
        problems.append(contentsOf: Diagnostics(OutwardLinks(in: folders).problems))
        problems.append(contentsOf: own.diagnostics)
        problems.append(contentsOf: people.diagnostics)
        problems.append(contentsOf: articles.diagnostics)
        problems.append(contentsOf: Diagnostics(sameNames(articles)))
        problems.append(contentsOf: Diagnostics(unknownRelations(articles.values)))
        problems.append(contentsOf: Diagnostics(faults(of: files)))
        var image: Picture?
        do {
            image = try settings.image.map { setting throws(Diagnostic) in
                try files.picture(setting)
            }
        } catch {
            problems.append(error)
        }
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
        problems.append(contentsOf: history.diagnostics)
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
                history.entries.map { file, candles in
                    (
                        HistoryFolder.ticker(ofFile: file),
                        upToClock(candles, \.time, in: file, &problems)
                    )
                },
                uniquingKeysWith: { first, _ in first }),
            files: files, image: image, people: people.values.flatMap(\.self),
            inputs: (articles.inputs + own.inputs + people.inputs + assets.inputs + snapshots.inputs
                + sheets.inputs
                + samples.inputs + news.inputs + history.inputs
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
        var verdict = TickerJudge(
            assets: assets, gates: settings.nightly.gates, ages: settings.maximumAges, clock: clock,
            acceptsChanges: acceptsChanges
        ).judge(
            tickers.entries, in: folder("snapshots"), accepted: files(known.accepted))
        // A site that goes without prices misses none.
        let isWithout =
            settings.sectionsOff.contains(.prices) || !FileReader().exists(folder("snapshots"))
        if isWithout, verdict.snapshot == nil { verdict.age = nil }
        let told = files(known.judged).subtracting([verdict.file ?? ""])
        problems.append(
            contentsOf: Diagnostics(
                tickers.diagnostics.all.filter {
                    $0.severity == .error || !told.contains($0.location.file)
                } + verdict.problems + verdict.changes.map(\.asWarning)))
        return verdict
    }

    /// Price history is optional: without it an audit says what it cannot compute.
    private func history() async -> ContentFolder<[Candle]> {
        await ContentFolder(optional: folder("history"), queue: queue, Self.candles)
    }

    /// Standing pages are optional.
    private func pages(
        _ read: @escaping @Sendable ([UInt8], String) -> (Article?, [Diagnostic])
    ) async -> ContentFolder<Article>? {
        guard FileReader().exists(folder("pages")) else { return nil }
        return await ContentFolder(reading: folder("pages"), .text, queue: queue) { bytes, file in
            let (page, diagnostics) = read(bytes, file)
            return (page, diagnostics + (page.map { Placeholders.found(in: bytes, of: $0) } ?? []))
        }
    }

    /// What is published as it is.
    ///
    /// - Parameter beside: Paths from the articles' folder on.
    private func files(
        besideArticles beside: [String], _ settings: SiteSettings
    ) async -> ContentFolder<SiteFile> {
        var names = beside.map { "articles/\($0)" }
        var problems: [Diagnostic] = []
        for name in SiteFiles.folders where FileReader().exists(folder(name)) {
            do {
                names += try FileReader().list(folder(name)).map { "\(name)/\($0.path)" }
                    .filter { SiteFolders.name(of: $0) != "README.md" }
            } catch {
                problems.append(error)
            }
        }
        let prefix = SiteFolders.join(folders.content, "")
        var files = await ContentFolder(
            reading: names, in: folders.content, queue: queue
        ) { bytes, file in
            (
                SiteFile(
                    reading: bytes, name: String(file.dropFirst(prefix.count)),
                    sha256: Fingerprint.sha256(bytes), limits: settings.files), []
            )
        }
        files.add(problems)
        return files
    }

    /// A file that has a fault is not published. Where an article shows it, that is an error there.
    private func faults(of files: SiteFiles) -> [Diagnostic] {
        files.byName.values.sorted { $0.name < $1.name }.compactMap { file in
            file.fault.map { fault in
                Diagnostic(
                    .warning, id: fault.id, at: SourceLocation(file: folder(file.name)),
                    message: "it is not published: it \(fault.message)", hint: fault.hint)
            }
        }
    }

    /// A text to read next that is none would be left out in silence.
    private func unknownRelations(_ articles: [Article]) -> [Diagnostic] {
        let known = Set(articles.map(\.slug))
        return articles.flatMap { article in
            article.related.filter { !known.contains($0) }.map { name in
                Diagnostic(
                    .warning, id: "related-unknown", at: article.relatedPlace ?? article.location,
                    message: "'\(name)' is no article of this site, so nothing leads to it",
                    hint: nearestName(to: name, among: known).map { "Did you mean \($0)?" }
                        ?? "Write the name of an article's file, or take it out.")
            }
        }
    }

    /// Articles lie in any folder, and their names alone are in their addresses.
    private func sameNames(_ articles: ContentFolder<Article>) -> [Diagnostic] {
        var first: [String: String] = [:]
        return articles.entries.compactMap { file, article in
            let other = first.updateValue(file, forKey: article.slug)
            return other.map { .sameName(article, as: $0) }
        }
    }

    private func folder(_ name: String) -> String { SiteFolders.join(folders.content, name) }

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

    fileprivate static func sameName(_ article: Article, as other: String) -> Diagnostic {
        Diagnostic(
            id: "article-same-name", at: article.location,
            message: "\(other) has the name '\(article.slug)' too, and names make addresses",
            hint: "Rename one of the two files.")
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
