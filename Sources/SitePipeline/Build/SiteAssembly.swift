import ContentIngest
import MarginModel
import MarginRules
import PageRendering

/// The files of one site: which there are, and from which values each is rendered.
struct SiteAssembly: Sendable {
    let content: SiteContent
    /// Where it was read from.
    let contentFolder: String
    private(set) var index: SiteIndex
    let survey: SiteSurvey
    var book: TemplateBook
    /// What is wrong with the short codes of texts.
    var codeProblems: [Diagnostic] = []
    let site: SiteView
    let samples: SampleAccounts
    let stylesheet: SiteAsset
    let searchScript: SiteAsset
    let calculatorScript: SiteAsset
    let icon: SiteAsset
    /// Style sheets and scripts that the settings name.
    let ownAssets: [SiteAsset]
    let releaseID: String
    let clock: Instant
    /// Of the files of content.
    private let hashes: [String: String]

    init(
        content: SiteContent, contentFolder: String, index: SiteIndex, survey: SiteSurvey,
        book: TemplateBook,
        site: SiteView, samples: SampleAccounts, stylesheet: SiteAsset, searchScript: SiteAsset,
        calculatorScript: SiteAsset, icon: SiteAsset, ownAssets: [SiteAsset],
        releaseID: String, clock: Instant
    ) {
        self.content = content
        self.contentFolder = contentFolder
        self.index = index
        self.survey = survey
        self.book = book
        self.site = site
        self.samples = samples
        self.stylesheet = stylesheet
        self.searchScript = searchScript
        self.calculatorScript = calculatorScript
        self.icon = icon
        self.ownAssets = ownAssets
        self.releaseID = releaseID
        self.clock = clock
        hashes = Dictionary(
            content.inputs.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    }

    var staticFolder: String { SiteFolders.join(contentFolder, "static/") }

    /// The snapshot, unless it is older than the settings allow.
    private var snapshot: Snapshot? { content.freshSnapshot }

    /// The strip of prices.
    private var ticker: TickerStripView? { snapshot.map { TickerStripView($0, clock: clock) } }

    private var reference: ReferencePages {
        ReferencePages(
            content: content, articles: index.articles, cards: survey.cards,
            mentions: survey.mentions, book: book, site: site, ticker: ticker,
            snapshot: snapshot)
    }

    private var finding: FindingPages {
        FindingPages(
            index: index, settings: content.settings, people: content.people,
            survey: survey, book: book, site: site, ticker: ticker, script: searchScript)
    }

    var jobs: [PageJob] {
        // The longest ones first, so that no worker ends with one while the others have nothing to do.
        let pages = finding.jobs + listJobs + reference.jobs + sampleJobs + articleJobs
        let base = content.settings.basePath
        return feedJobs(for: pages) + pages.map { $0.below(base) }
            + ([stylesheet, searchScript, calculatorScript, icon] + ownAssets).map {
                PageJob(path: $0.path, source: $0.source, bytes: $0.bytes)
            } + fileJobs
    }

    /// Files of content, as they are. Those beside an article stand beside its page, and only with it.
    var fileJobs: [PageJob] {
        let own = content.files.byName.values.sorted { $0.name < $1.name }.compactMap { file in
            SiteFiles.path(ofName: file.name).map { (path: $0, file: file) }
        }
        let beside = index.articles.flatMap { article in
            content.files.beside(article.location.file).map {
                (path: PageJob.file(at: article.path, $0.path), file: $0.file)
            }
        }
        // What every page loads stands under a name of its own already.
        let loaded = Set(ownAssets.map(\.source))
        return (own + beside).compactMap { path, file in
            let source = SiteFolders.join(contentFolder, file.name)
            guard file.fault == nil, !loaded.contains(source) else { return nil }
            return PageJob(path: path, copying: source, sha256: file.sha256)
        }
    }

    /// The bytes of a file of content, as long as they are those that were read.
    func bytes(ofInput file: String) -> [UInt8]? {
        guard let bytes = try? FileReader().read(file), Fingerprint.sha256(bytes) == hashes[file]
        else { return nil }
        return bytes
    }

    /// Reads the texts of these files again, so that their markup tells where in the file it comes from.
    mutating func markContent(of files: Set<String>, on queue: WorkQueue) async {
        let read = self
        let texts = (index.articles + index.pages).filter { files.contains($0.location.file) }
        let marked = await queue.map(texts) { text -> (file: String, text: Article)? in
            let file = text.location.file
            guard let bytes = read.bytes(ofInput: file),
                let article = try? ArticleReader(
                    isMarked: true, files: read.content.files,
                    parameters: read.content.settings.parameters
                ).read(bytes, file: file, slug: text.slug).article
            else { return nil }
            return (file, article)
        }
        let byFile = Dictionary(
            marked.compactMap(\.self), uniquingKeysWith: { first, _ in first })
        index.replace { byFile[$0.location.file] }
    }

    // MARK: Articles and plans

    private var articleJobs: [PageJob] {
        let people = content.people.map {
            ($0.id, AuthorView($0, baseURL: content.settings.baseURL))
        }
        let pages = ArticlePages(
            book: book, index: index, cards: survey.cards, site: site, ticker: ticker,
            people: Dictionary(people, uniquingKeysWith: { first, _ in first }), claims: claims,
            aids: PlanAids(calculator: calculator, doNow: doNow), clock: clock)
        let hasTwins = content.settings.markdownTwins
        return index.articles.indices.flatMap { position -> [PageJob] in
            let article = index.articles[position]
            let file = article.location.file
            var html = PageJob(path: PageJob.file(at: article.path), source: file) {
                pages.page(of: position)
            }
            html.lastModified = article.changed
            html.isUnlisted = article.isUnlisted
            guard hasTwins else { return [html] }
            let twinPath = PageJob.file(at: article.path, "index.md")
            return [
                html,
                PageJob(path: twinPath, source: file) { pages.markdown(of: position) },
            ]
        }
    }

    private var claims: [String: ClaimView] {
        guard let example = samples.example else { return [:] }
        return ArticleClaims(
            assessment: example.assessment, plan: example.plan, checks: example.audit.claims,
            policy: content.settings.policy, sample: link(to: example), words: site.words
        ).byStep
    }

    private func link(to sample: SampleAccounts.Sample) -> LinkView {
        LinkView(title: sample.assessment.account.label ?? sample.id, href: sample.path)
    }

    private var doNow: DoNowView? {
        samples.example.map { example in
            DoNowView(
                report: report(of: example),
                title: example.assessment.account.label ?? example.id, href: example.path)
        }
    }

    private func report(of sample: SampleAccounts.Sample) -> ReportView {
        ReportView(
            assessment: sample.assessment, plan: sample.plan, audit: sample.audit,
            sheet: content.sheets[sample.assessment.account.venue],
            links: ArticleLinks(index.articles, base: ""), settings: content.settings,
            extent: .full, numbers: site.words.numbers)
    }

    // MARK: Lists

    private var listJobs: [PageJob] {
        let (site, ticker, rows) = (site, ticker, rows)
        let (articles, headlines) = (index.articles, index.news.headlines)
        let home = page("/", "pages/home", book.home) {
            HomePage(
                site: site, ticker: ticker, articles: articles, samples: rows,
                headlines: headlines)
        }
        let notFound = page("/404.html", "pages/not-found", book.notFound) {
            NotFoundPage(site: site, ticker: ticker)
        }
        let standing = index.pages.map { text in
            let layout = text.layout.flatMap { try? book.standingLayouts[$0.name]?.get() }
            var job = page(
                StandingPage.path(of: text), text.location.file, layout ?? book.standing
            ) { StandingPage(text, site: site, ticker: ticker) }
            job.lastModified = text.changed
            job.isUnlisted = text.isUnlisted
            return job
        }
        let hasNews = !index.news.headlines.isEmpty || !index.news.teasers.isEmpty
        let prices = content.shownSnapshot == nil ? [] : TickerPage.all(ticker, site: site)
        let news = hasNews ? NewsPage.all(of: index.news, site: site, ticker: ticker) : []
        return [home, notFound] + standing + statusJobs
            + prices.map { view in page(view.path, "pages/ticker", book.ticker) { view } }
            + news.map { view in page(view.path, "pages/news", book.news) { view } }
    }

    private var statusJobs: [PageJob] {
        guard !content.settings.sectionsOff.contains(.status) else { return [] }
        let (site, ticker, releaseID, clock) = (site, ticker, releaseID, clock)
        let (ages, notices) = (ages, index.notices.map(\.message))
        return ListPlace.all(
            at: "/status/", entries: max(ages.count, notices.count),
            perPage: StatusPage.rowsPerPage
        ).map { list in
            page(list.path, "pages/status", book.status) {
                StatusPage(
                    list, site: site, ticker: ticker, release: releaseID, clock: clock,
                    inputs: Array(list.part(of: ages)), notices: Array(list.part(of: notices)))
            }
        }
    }

    private func page<View: ViewModel>(
        _ address: String, _ source: String, _ template: CompiledTemplate<View>,
        _ view: @escaping @Sendable () -> View
    ) -> PageJob {
        PageJob(at: address, source: source, template: template, view: view)
    }

    private var ages: [InputAge] {
        let ages = content.settings.maximumAges
        var inputs: [InputAge] = []
        if let snapshot = content.snapshot {
            inputs.append(
                InputAge(
                    name: site.words(.statusTicker), source: snapshot.source, asOf: snapshot.asOf,
                    clock: clock,
                    allowedSeconds: ages.tickerSeconds, isExample: snapshot.isExample))
        }
        for sheet in content.sheets.values.sorted(by: { $0.venue.rawValue < $1.venue.rawValue }) {
            for symbol in sheet.symbols {
                guard let start = symbol.asOf.start else { continue }
                inputs.append(
                    InputAge(
                        name: site.words(
                            .statusTiers, .text(sheet.venue.displayName), .text(symbol.symbol)),
                        source: sheet.sources[symbol.source] ?? symbol.source, asOf: start,
                        clock: clock, allowedSeconds: ages.sheetSeconds))
            }
        }
        return inputs
    }

    // MARK: Sample accounts

    private var rows: [SampleAccountRow] {
        samples.all.map { SampleAccountRow($0.assessment) }
    }

    private var calculator: CalculatorView {
        CalculatorView(
            policy: content.settings.policy,
            script: ("/" + calculatorScript.path, calculatorScript.integrity))
    }

    private var sampleJobs: [PageJob] {
        let (site, ticker) = (site, ticker)
        let tables = samples.all.map { sample in
            let stress = sample.audit.stress.finding.map {
                SampleStressRow(sample.assessment, table: $0.joint)
            }
            return (row: SampleAccountRow(sample.assessment), stress: stress)
        }
        let desk = tables.isEmpty ? [] : SamplesPage.all(tables, site: site, ticker: ticker)
        let tools = desk.map { view in page(view.path, "pages/tools-margin", book.tools) { view } }
        let (calculator, plan) = (calculator, index.articles.first { $0.kind == .plan })
        let calculatorPage = page(CalculatorPage.path, "pages/calculator", book.calculator) {
            CalculatorPage(calculator: calculator, plan: plan, site: site, ticker: ticker)
        }
        let hasCalculator = !content.settings.sectionsOff.contains(.calculator)
        var rows: [TopicRow] = []
        if hasCalculator {
            rows.append(
                TopicRow(
                    title: site.words(.calculatorTitle), href: CalculatorPage.path,
                    description: site.words(.calculatorDescription)))
        }
        if !desk.isEmpty {
            rows.append(
                TopicRow(
                    title: site.words(.deskTitle), href: desk[0].path,
                    description: site.words(.deskDescription)))
        }
        let list =
            rows.isEmpty
            ? []
            : ListPlace.all(
                at: CalculatorPage.toolsPath, entries: rows.count, perPage: rows.count
            ).map { list in
                page(list.path, "pages/topics", book.topics) { [rows] in
                    TopicsPage(
                        list, title: site.words(.toolsTitle),
                        description: site.words(.toolsDescription, .text(site.title)),
                        topics: rows, site: site, ticker: ticker)
                }
            }
        return list + tools + (hasCalculator ? [calculatorPage] : [])
            + samples.all.map { sample in
                page(sample.path, "pages/sample-report", book.sampleReport) {
                    SampleReportPage(
                        site: site, ticker: ticker, sample: SampleAccountRow(sample.assessment),
                        report: report(of: sample))
                }
            }
    }

    // MARK: Machine-readable

    /// What hosts are told to send on.
    var redirects: Redirects {
        Redirects(index, content.settings.questions, settings: content.settings.redirects)
    }

    /// The rules for hosts, those of `site.yml` among them.
    var host: HostFiles {
        HostFiles(
            base: content.settings.basePath.path, redirects: redirects,
            policy: content.settings.browserPolicy, feeds: content.settings.feeds)
    }

    private func feedJobs(for pages: [PageJob]) -> [PageJob] {
        let settings = content.settings.feeds
        let feeds = SiteFeeds(
            site: site, settings: settings, index: index, pages: pages, clock: clock)
        let host = host
        var jobs = [
            PageJob(path: PageJob.file(at: settings.atom), source: "feed") { feeds.atom },
            PageJob(path: PageJob.file(at: settings.rss), source: "feed") { feeds.rss },
            PageJob(path: PageJob.file(at: settings.json), source: "feed") { feeds.json },
            PageJob(path: "robots.txt", source: "robots") { feeds.robots },
            PageJob(path: "_headers", source: "headers") { host.headers },
        ]
        for topic in settings.topics ? index.topics : [] {
            let path = PageJob.file(at: TopicPage.feedPath(ofTopic: topic.tag))
            jobs.append(
                PageJob(path: path, source: "feed") {
                    feeds.atom(ofTopic: topic.tag, topic.positions)
                })
        }
        jobs += feeds.sitemaps.map { file in
            PageJob(path: file.name, source: "sitemap") { file.bytes() }
        }
        if let news = feeds.newsSitemap {
            jobs.append(PageJob(path: "news-sitemap.xml", source: "sitemap", bytes: news))
        }
        if let redirects = host.redirectLines {
            jobs.append(PageJob(path: "_redirects", source: "aliases", bytes: redirects))
        }
        if let snapshot {
            jobs += [
                PageJob(path: "ticker/ticker.json", source: "ticker") {
                    SnapshotJSON(snapshot).bytes
                },
                PageJob(path: "ticker/ticker.csv", source: "ticker") {
                    SnapshotCSV(snapshot).bytes
                },
            ]
        }
        return jobs
    }
}

/// What the pages of articles are made of. One reference to it is all that each page's job holds.
private final class ArticlePages: Sendable {
    private let book: TemplateBook
    private let layouts: [String: CompiledTemplate<ArticlePage>]
    private let index: SiteIndex
    private let cards: [ArticleCard]
    private let site: SiteView
    private let ticker: TickerStripView?
    private let people: [String: AuthorView]
    private let claims: [String: ClaimView]
    private let aids: PlanAids
    private let clock: Instant

    init(
        book: TemplateBook, index: SiteIndex, cards: [ArticleCard], site: SiteView,
        ticker: TickerStripView?, people: [String: AuthorView], claims: [String: ClaimView],
        aids: PlanAids, clock: Instant
    ) {
        self.book = book
        layouts = book.articleLayouts.compactMapValues { try? $0.get() }
        self.index = index
        self.cards = cards
        self.site = site
        self.ticker = ticker
        self.people = people
        self.claims = claims
        self.aids = aids
        self.clock = clock
    }

    func page(of position: Int) -> [UInt8] {
        let article = index.articles[position]
        let isPlan = article.kind == .plan
        let template =
            article.layout.flatMap { layouts[$0.name] } ?? (isPlan ? book.plan : book.article)
        return template.render(
            ArticlePage(
                article: article, site: site, ticker: ticker, claims: isPlan ? claims : [:],
                related: index.related.positions(relatedTo: article).map { cards[$0] },
                aids: isPlan ? aids : nil,
                reviewDue: article.reviewBy.flatMap { $0 <= clock ? DateView($0) : nil },
                people: people))
    }

    func markdown(of position: Int) -> [UInt8] {
        book.articleMarkdown.render(ArticleMarkdown(article: index.articles[position], site: site))
    }
}
