package import MarginModel

/// One question with its answer, where each has a page of its own (`pages/question`).
package struct QuestionPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    private let question: QuestionView
    private let article: ArticleCard
    private let others: [QuestionView]

    /// - Parameter number: The question's place in its article, from 0.
    package init(number: Int, of article: Article, site: SiteView, ticker: TickerStripView?) {
        self.site = site
        self.ticker = ticker
        self.article = ArticleCard(article)
        let questions = QuestionView.all(of: article, .page)
        let question = questions[number]
        self.question = question
        others = questions.filter { $0.page != question.page }
        let beginning = question.entry.beginning
        page = HeadView(
            title: question.entry.question,
            description: beginning.isEmpty ? article.summary : beginning,
            path: question.page, site: site,
            parents: [LinkView(title: site.words(.questions), href: "/faq/")])
    }

    /// `/faq/<article>/<question>/`; by its number where its id is not plain ASCII.
    package static func path(ofQuestion number: Int, in article: Article) -> String {
        let id = article.faq[number].id
        let name = id.utf8.allSatisfy { $0 < 0x80 } ? id : "question-\(number + 1)"
        return "/faq/\(AddressPath.encoded(article.slug))/\(name)/"
    }

    package static var shape: ViewShape<QuestionPage> {
        ViewShape(
            "One question with its answer.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .record("question", "The question.", \.question),
                .record("article", "The article that answers it.", \.article),
                .list("others", "What else the article answers.") { $0.others },
                .flag("hasOthers", "Whether it answers more.") { !$0.others.isEmpty },
                .flag("tellsFAQ", "Whether search engines are told of the question.") {
                    $0.site.structuredData.faq
                },
            ])
    }
}
