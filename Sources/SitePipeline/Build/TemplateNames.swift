import PageRendering

/// Every template with the names that it may use, made from the views themselves: what
/// `marginalia schema templates` prints.
package enum TemplateNames {
    static let all: [(template: String, names: TemplateDocumentation)] = [
        ("pages/home", TemplateDocumentation(of: HomePage.self)),
        ("pages/article", TemplateDocumentation(of: ArticlePage.self)),
        ("pages/article.md", TemplateDocumentation(of: ArticleMarkdown.self)),
        ("pages/plan", TemplateDocumentation(of: ArticlePage.self)),
        ("pages/standing", TemplateDocumentation(of: StandingPage.self)),
        ("pages/person", TemplateDocumentation(of: PersonPage.self)),
        ("pages/faq", TemplateDocumentation(of: FAQPage.self)),
        ("pages/question", TemplateDocumentation(of: QuestionPage.self)),
        ("pages/topics", TemplateDocumentation(of: TopicsPage.self)),
        ("pages/topic", TemplateDocumentation(of: TopicPage.self)),
        ("pages/ticker", TemplateDocumentation(of: TickerPage.self)),
        ("pages/asset", TemplateDocumentation(of: AssetPage.self)),
        ("pages/venues", TemplateDocumentation(of: VenuesPage.self)),
        ("pages/venue", TemplateDocumentation(of: VenuePage.self)),
        ("pages/news", TemplateDocumentation(of: NewsPage.self)),
        ("pages/calculator", TemplateDocumentation(of: CalculatorPage.self)),
        ("pages/tools-margin", TemplateDocumentation(of: SamplesPage.self)),
        ("pages/sample-report", TemplateDocumentation(of: SampleReportPage.self)),
        ("pages/search", TemplateDocumentation(of: SearchPage.self)),
        ("pages/status", TemplateDocumentation(of: StatusPage.self)),
        ("pages/not-found", TemplateDocumentation(of: NotFoundPage.self)),
        ("reports/report", TemplateDocumentation(of: ReportPage.self)),
        ("reports/report.md", TemplateDocumentation(of: ReportPage.self)),
        ("reports/book", TemplateDocumentation(of: DeskBookPage.self)),
    ]

    package static var text: String {
        all.map { "\($0.template)\n\($0.names.text)" }.joined(separator: "\n")
    }
}
