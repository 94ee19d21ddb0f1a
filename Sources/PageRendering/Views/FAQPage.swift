package import MarginModel

/// A list of questions, those of the newest article first: of all articles, or of a topic's
/// (`pages/faq`).
package struct FAQPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let questions: [QuestionCard]
    private let pager: PagerView?
    private let topics: [LinkView]

    package static let questionsPerPage = 50

    /// The topics that the first page names; `/topics/` has all.
    private static let topicLimit = 30

    /// A page of all questions.
    ///
    /// - Parameter topics: Each tag and how many questions it has.
    package init(
        _ list: ListPlace, questions: [QuestionCard], topics: [(tag: String, count: Int)],
        site: SiteView, ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.questions = questions
        page = HeadView(
            title: site.words(.questions), description: site.words(.faqDescription),
            list: list, site: site)
        pager = PagerView(list)
        self.topics =
            list.isFirst
            ? topics.sorted { ($1.count, $0.tag) < ($0.count, $1.tag) }.prefix(Self.topicLimit)
                .compactMap { Self.link(toTopic: $0.tag, count: $0.count, site) } : []
    }

    /// A page of one topic's questions.
    package init(
        _ list: ListPlace, topic: String, questions: [QuestionCard], site: SiteView,
        ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.questions = questions
        let name = site.topicName(topic)
        page = HeadView(
            title: site.words(.faqTopicTitle, .text(name)),
            description: site.words(.faqTopicDescription, .text(name)), list: list, site: site,
            parents: [
                LinkView(title: site.words(.topics), href: "/topics/"),
                LinkView(title: name, href: TopicPage.path(ofTopic: topic)),
            ])
        pager = PagerView(list)
        topics = []
    }

    /// `/topics/margin-call/questions/` for "Margin call".
    package static func path(ofTopic tag: String) -> String {
        TopicPage.path(ofTopic: tag) + "questions/"
    }

    /// `nil` for a topic without questions.
    static func link(toTopic tag: String, count: Int, _ site: SiteView) -> LinkView? {
        guard count > 0 else { return nil }
        return LinkView(
            title: site.words(.faqTopicCount, .text(site.topicName(tag)), .count(count)),
            href: path(ofTopic: tag))
    }

    package static var shape: ViewShape<FAQPage> {
        ViewShape(
            "A list of questions.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("questions", "The questions of this page.") { $0.questions },
                .record("pager", "The way to the list's other pages.", \.pager),
                .list("topics", "The topics with most questions, on the first page of all.") {
                    $0.topics
                },
                .flag("hasTopics", "Whether there are any.") { !$0.topics.isEmpty },
            ])
    }
}

/// A question in a list: its words, the beginning of its answer, and where both come from.
package struct QuestionCard: ViewModel {
    private let entry: FAQEntry
    private let href: String
    private let article: ArticleCard

    /// - Parameter number: The question's place in its article, from 0.
    package init(number: Int, of article: Article, _ placement: QuestionPlacement) {
        entry = article.faq[number]
        href = QuestionView.address(ofQuestion: number, in: article, placement)
        self.article = ArticleCard(article)
    }

    package static var shape: ViewShape<QuestionCard> {
        ViewShape(
            "A question in a list.",
            [
                .text("question", "The question.") { $0.entry.question },
                .text("href", "Where its answer stands.") { $0.href },
                .text("beginning", "The beginning of its answer.") { $0.entry.beginning },
                .record("article", "The article that answers it.", \.article),
            ])
    }
}

extension FAQEntry {
    /// Whole words of the answer, at most 155 characters, which is what search engines show.
    var beginning: String {
        var result = ""
        for word in answerText.split(whereSeparator: \.isWhitespace) {
            guard result.count + word.count < 155 else { return result + " …" }
            result += (result.isEmpty ? "" : " ") + word
        }
        return result
    }
}
