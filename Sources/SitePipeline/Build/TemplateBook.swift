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
    let report: ReportTemplates
    let otherReports: OtherReports
    let deskBook: CompiledTemplate<DeskBookPage>
    /// By their names below `pages/`: those that a text may name as its layout, and what is wrong with them.
    let articleLayouts: [String: Result<CompiledTemplate<ArticlePage>, Diagnostics>]
    let standingLayouts: [String: Result<CompiledTemplate<StandingPage>, Diagnostics>]
    /// Every template that the program itself makes something with, or that such a one inlines.
    private let used: Set<String>
    /// What the pages say.
    let words: Words

    /// What is wrong with the layouts that texts name, and the templates of a folder that nothing uses.
    func problems(of articles: [Article], _ pages: [Article], templates: TemplateFolder)
        -> [Diagnostic]
    {
        var used = used
        var problems: [Diagnostic] = []
        func look<Model: ViewModel>(
            _ texts: [Article], _ layouts: [String: Result<CompiledTemplate<Model>, Diagnostics>]
        ) {
            for layout in Set(texts.compactMap(\.layout)) {
                switch layouts[layout.name] {
                case .success(let template): used.formUnion(template.sources)
                case .failure(let faults):
                    problems += faults.all
                    used.insert("pages/\(layout.name)")
                case nil: problems.append(.unknownLayout(layout, among: layouts.keys))
                }
            }
        }
        look(articles, articleLayouts)
        look(pages, standingLayouts)
        let own = SiteFolders.join(templates.path, "")
        for source in templates.sources
        where !used.contains(source.name) && source.file.hasPrefix(own) {
            problems.append(.unusedTemplate(source, among: TemplateNames.all.map(\.template)))
        }
        return Array(Set(problems))
    }

    /// Compiles all and throws the errors of all; one in a shared partial is told once.
    ///
    /// - Parameter others: The words that accounts may ask for besides the site's.
    init(
        _ sources: [TemplateSource], words: Words, others: WordsFolder? = nil,
        parameters: [ParameterDeclaration] = []
    ) throws(Diagnostics) {
        let library = try TemplateLibrary(sources, words: words, parameters: parameters)
        self.words = words
        var problems: [TemplateProblem] = []
        var sayings: Set<String> = []
        var used: Set<String> = []
        func compiled<Model: ViewModel>(
            _ name: String, _ model: Model.Type
        ) -> CompiledTemplate<Model>? {
            do {
                let template = try library.compile(name, for: model)
                sayings.formUnion(template.sayings)
                used.formUnion(template.sources)
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
        let reportHTML = compiled("reports/report", ReportPage.self)
        let reportMarkdown = compiled("reports/report.md", ReportPage.self)
        let deskBook = compiled("reports/book", DeskBookPage.self)
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
        func layouts<Model: ViewModel>(
            _ own: [String: CompiledTemplate<Model>]
        ) -> [String: Result<CompiledTemplate<Model>, Diagnostics>] {
            var layouts = own.mapValues { Result<_, Diagnostics>.success($0) }
            let known = Set(TemplateNames.all.map(\.template))
            for source in sources
            where source.name.hasPrefix("pages/") && !known.contains(source.name) {
                let name = String(source.name.dropFirst("pages/".count))
                do {
                    let template = try library.compile(source.name, for: Model.self)
                    sayings.formUnion(template.sayings)
                    layouts[name] = .success(template)
                } catch {
                    layouts[name] = .failure(error)
                }
            }
            return layouts
        }
        articleLayouts = layouts(["article": article, "plan": plan])
        standingLayouts = layouts(["standing": standing])
        self.used = used
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
        report = ReportTemplates(html: reportHTML, markdown: reportMarkdown, words: words)
        otherReports = OtherReports(others?.languages.filter { $0 != words.language } ?? []) {
            guard let words = try? others?.words(for: $0),
                let library = try? TemplateLibrary(sources, words: words, parameters: parameters),
                let html = try? library.compile("reports/report", for: ReportPage.self),
                let markdown = try? library.compile("reports/report.md", for: ReportPage.self)
            else { return nil }
            return ReportTemplates(html: html, markdown: markdown, words: words)
        }
        self.deskBook = deskBook
    }
}

extension Diagnostic {
    fileprivate static func unknownLayout(
        _ layout: NamedPlace, among known: some Sequence<String>
    ) -> Diagnostic {
        Diagnostic(
            id: "layout-unknown", at: layout.location,
            message: "there is no template 'pages/\(layout.name)'",
            hint: nearestName(to: layout.name, among: known).map { "Did you mean \($0)?" }
                ?? "Write Templates/pages/\(layout.name).html.mustache, or take the line out.")
    }

    fileprivate static func unusedTemplate(
        _ source: TemplateSource, among known: [String]
    ) -> Diagnostic {
        Diagnostic(
            .warning, id: "template-unused", at: SourceLocation(file: source.file),
            message: "nothing uses this template",
            hint: nearestName(to: source.name, among: known).map { "Did you mean '\($0)'?" }
                ?? "Name it in another template, or as the layout of a text; or take it out.")
    }
}
