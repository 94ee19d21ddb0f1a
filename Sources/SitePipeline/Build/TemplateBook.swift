import MarginModel
import PageRendering

/// Every template, compiled once against the view that fills it.
struct TemplateBook: Sendable {
    let home: CompiledTemplate<HomePage>
    let article: CompiledTemplate<ArticlePage>
    let plan: CompiledTemplate<ArticlePage>
    let articleMarkdown: CompiledTemplate<ArticleMarkdown>
    let ticker: CompiledTemplate<TickerPage>
    let news: CompiledTemplate<NewsPage>
    let faq: CompiledTemplate<FAQPage>
    let question: CompiledTemplate<QuestionPage>
    let topics: CompiledTemplate<TopicsPage>
    let topic: CompiledTemplate<TopicPage>
    let person: CompiledTemplate<PersonPage>
    let calculator: CompiledTemplate<CalculatorPage>
    let tools: CompiledTemplate<SamplesPage>
    let sampleReport: CompiledTemplate<SampleReportPage>
    let asset: CompiledTemplate<AssetPage>
    let venue: CompiledTemplate<VenuePage>
    let venues: CompiledTemplate<VenuesPage>
    let standing: CompiledTemplate<StandingPage>
    let search: CompiledTemplate<SearchPage>
    let status: CompiledTemplate<StatusPage>
    let notFound: CompiledTemplate<NotFoundPage>
    let reportHTML: CompiledTemplate<ReportPage>
    let reportMarkdown: CompiledTemplate<ReportPage>
    let deskBook: CompiledTemplate<DeskBookPage>
    /// What the pages say.
    let words: Words
    private let wordsDigest: Digest
    private let digests: [String: Digest]

    /// A template with the digest of every file that it was compiled from, and of the words.
    func traced<Model: ViewModel>(
        _ template: CompiledTemplate<Model>
    ) -> Traced<CompiledTemplate<Model>> {
        Traced(
            "templates", template,
            digest: Digest(
                combining: template.sources.sorted().compactMap { digests[$0] } + [wordsDigest]))
    }

    /// Compiles all and throws the errors of all; one in a shared partial is told once.
    init(_ sources: [TemplateSource], words: Words) throws(Diagnostics) {
        let library = try TemplateLibrary(sources, words: words)
        // Their sentences are in English still, and one page speaks one language.
        let reports = try TemplateLibrary(sources, words: words.english)
        self.words = words
        wordsDigest = Digest(of: words.bytes)
        digests = Dictionary(
            sources.map { ($0.name, Digest(of: Array("\($0.name) \($0.file)\n".utf8) + $0.bytes)) },
            uniquingKeysWith: { first, _ in first })
        var problems: [TemplateProblem] = []
        var sayings: Set<String> = []
        func compiled<Model: ViewModel>(
            _ name: String, _ model: Model.Type, in library: TemplateLibrary = library
        ) -> CompiledTemplate<Model>? {
            do {
                let template = try library.compile(name, for: model)
                sayings.formUnion(template.sayings)
                return template
            } catch {
                problems += error.all.map { TemplateProblem(page: name, diagnostic: $0) }
                return nil
            }
        }
        let home = compiled("pages/home", HomePage.self)
        let article = compiled("pages/article", ArticlePage.self)
        let plan = compiled("pages/plan", ArticlePage.self)
        let articleMarkdown = compiled("pages/article.md", ArticleMarkdown.self)
        let ticker = compiled("pages/ticker", TickerPage.self)
        let news = compiled("pages/news", NewsPage.self)
        let faq = compiled("pages/faq", FAQPage.self)
        let question = compiled("pages/question", QuestionPage.self)
        let topics = compiled("pages/topics", TopicsPage.self)
        let topic = compiled("pages/topic", TopicPage.self)
        let person = compiled("pages/person", PersonPage.self)
        let calculator = compiled("pages/calculator", CalculatorPage.self)
        let tools = compiled("pages/tools-margin", SamplesPage.self)
        let sampleReport = compiled("pages/sample-report", SampleReportPage.self)
        let asset = compiled("pages/asset", AssetPage.self)
        let venue = compiled("pages/venue", VenuePage.self)
        let venues = compiled("pages/venues", VenuesPage.self)
        let standing = compiled("pages/standing", StandingPage.self)
        let search = compiled("pages/search", SearchPage.self)
        let status = compiled("pages/status", StatusPage.self)
        let notFound = compiled("pages/not-found", NotFoundPage.self)
        let reportHTML = compiled("reports/report", ReportPage.self, in: reports)
        let reportMarkdown = compiled("reports/report.md", ReportPage.self, in: reports)
        let deskBook = compiled("reports/book", DeskBookPage.self, in: reports)
        guard let home, let article, let plan, let articleMarkdown, let ticker, let news, let faq,
            let question, let topics, let topic, let person, let calculator, let tools,
            let sampleReport,
            let asset, let venue,
            let venues,
            let standing, let search, let status, let notFound, let reportHTML, let reportMarkdown,
            let deskBook
        else {
            throw TemplateProblem.once(problems)
        }
        let unsaid = words.unsaid(besides: sayings)
        guard unsaid.isEmpty else { throw Diagnostics(unsaid) }
        self.home = home
        self.article = article
        self.plan = plan
        self.articleMarkdown = articleMarkdown
        self.ticker = ticker
        self.news = news
        self.faq = faq
        self.question = question
        self.topics = topics
        self.topic = topic
        self.person = person
        self.calculator = calculator
        self.tools = tools
        self.sampleReport = sampleReport
        self.asset = asset
        self.venue = venue
        self.venues = venues
        self.standing = standing
        self.search = search
        self.status = status
        self.notFound = notFound
        self.reportHTML = reportHTML
        self.reportMarkdown = reportMarkdown
        self.deskBook = deskBook
    }
}
