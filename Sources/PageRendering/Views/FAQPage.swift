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

    /// Which page of which list.
    package struct Place: Sendable {
        let title: String
        let description: String
        /// Between the front page and the list.
        let parents: [LinkView]
        package let list: ListPlace
        /// The lists of topics, on the first page of all questions.
        let topics: [LinkView]

        /// Of all questions.
        ///
        /// - Parameter topics: Each tag and how many questions it has.
        package init(_ list: ListPlace, topics: [(tag: String, count: Int)], _ site: SiteView) {
            title = site.words(.questions)
            description = site.words(.faqDescription)
            parents = []
            self.list = list
            self.topics =
                list.isFirst
                ? topics.sorted { ($1.count, $0.tag) < ($0.count, $1.tag) }
                    .prefix(FAQPage.topicLimit)
                    .compactMap { FAQPage.link(toTopic: $0.tag, count: $0.count, site) } : []
        }

        /// Of one topic's questions.
        package init(_ list: ListPlace, topic: String, _ site: SiteView) {
            let name = site.topicName(topic)
            title = site.words(.faqTopicTitle, .text(name))
            description = site.words(.faqTopicDescription, .text(name))
            parents = [
                LinkView(title: site.words(.topics), href: "/topics/"),
                LinkView(title: name, href: TopicPage.path(ofTopic: topic)),
            ]
            self.list = list
            topics = []
        }
    }

    package init(
        _ place: Place, questions: [QuestionCard], site: SiteView, ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.questions = questions
        page = HeadView(
            title: place.title, description: place.description, list: place.list, site: site,
            parents: place.parents)
        pager = PagerView(place.list)
        topics = place.topics
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
    /// The beginning of the answer, at most 155 characters, which is what search engines show: whole words,
    /// unless the answer has no spaces. Read byte by byte: a site's lists show each question several times.
    var beginning: String {
        let most = 155
        var text = answerText
        return text.withUTF8 { bytes in
            var shown: [UInt8] = []
            shown.reserveCapacity(4 * most)
            var count = 0
            var wholeWords = 0
            var isSpaced = false
            for byte in bytes {
                if byte <= 0x20 {
                    isSpaced = count > 0
                    continue
                }
                if isSpaced {
                    wholeWords = shown.count
                    shown.append(0x20)
                    count += 1
                    isSpaced = false
                }
                if byte & 0xC0 != 0x80 {
                    guard count < most else {
                        return wholeWords > shown.count / 2
                            ? String(decoding: shown[..<wholeWords], as: UTF8.self) + " …"
                            : String(decoding: shown, as: UTF8.self).dropLast(2) + " …"
                    }
                    count += 1
                }
                shown.append(byte)
            }
            return String(decoding: shown, as: UTF8.self)
        }
    }
}
