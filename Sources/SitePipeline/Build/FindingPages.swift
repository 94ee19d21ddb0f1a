import MarginModel
import PageRendering

/// The pages that help to find others: topics, questions, search and its index. Each list goes over as
/// many pages as it needs.
struct FindingPages: Sendable {
    let index: SiteIndex
    let settings: SiteSettings
    let people: [Author]
    let survey: SiteSurvey
    let book: TemplateBook
    let site: SiteView
    let ticker: TickerStripView?
    let script: SiteAsset

    var jobs: [PageJob] {
        searchJobs + kindJobs + personJobs + topicJobs + topicListJobs + questionListJobs
            + questionJobs
    }

    // MARK: Topics

    private var topicListJobs: [PageJob] {
        let (site, ticker, template) = (site, ticker, book.topics)
        let rows = index.topics.map {
            TopicRow(
                title: site.topicName($0.tag), href: TopicPage.path(ofTopic: $0.tag),
                description: site.topicDescription($0.tag), number: $0.positions.count)
        }
        let topics = Collation(site.words).sorted(rows, by: \.title)
        guard !topics.isEmpty else { return [] }
        return ListPlace.all(
            at: "/topics/", entries: topics.count, perPage: TopicsPage.topicsPerPage
        ).map { list in
            PageJob(at: list.path, source: "pages/topics", template: template) {
                TopicsPage(
                    list, title: site.words(.topics),
                    description: site.words(.topicsDescription, .text(site.title)),
                    topics: list.part(of: topics), site: site, ticker: ticker)
            }
        }
    }

    private var topicJobs: [PageJob] {
        let pages = ArticleList(
            template: book.topic, site: site, ticker: ticker, cards: survey.cards)
        return index.topics.flatMap { topic in
            let count =
                hasQuestions
                ? topic.positions.reduce(0) { $0 + index.articles[$1].faq.count } : 0
            let changed = topic.positions.lazy.map { index.articles[$0].changed }.max()
            return ListPlace.all(
                at: TopicPage.path(ofTopic: topic.tag), entries: topic.positions.count,
                perPage: TopicPage.entriesPerPage
            ).map { list in
                var job = pages.job(
                    TopicPage.Place(
                        tag: topic.tag, list, questionCount: count, hasFeed: settings.feeds.topics,
                        site),
                    of: list.part(of: topic.positions))
                if list.number == 1 { job.lastModified = changed }
                return job
            }
        }
    }

    // MARK: Articles, plans and who writes them

    private var kindJobs: [PageJob] {
        let pages = ArticleList(
            template: book.topic, site: site, ticker: ticker, cards: survey.cards)
        return ArticleKind.allCases.flatMap { kind in
            let positions = index.articles.indices.filter { index.articles[$0].kind == kind }
            guard !positions.isEmpty else { return [PageJob]() }
            return ListPlace.all(
                at: TopicPage.path(ofKind: kind), entries: positions.count,
                perPage: TopicPage.entriesPerPage
            ).map { list in
                pages.job(
                    TopicPage.Place(kind: kind, list, site.words), of: list.part(of: positions))
            }
        }
    }

    /// Those who wrote nothing that is published have no page.
    private var personJobs: [PageJob] {
        let (site, ticker, template) = (site, ticker, book.person)
        return people.flatMap { author in
            let positions = index.articles.indices.filter { position in
                let article = index.articles[position]
                return (article.authors + article.reviewers).contains(author.id)
            }
            guard !positions.isEmpty else { return [PageJob]() }
            let cards = survey.cards
            return ListPlace.all(
                at: PersonPage.path(of: author.id), entries: positions.count,
                perPage: TopicPage.entriesPerPage
            ).map { list in
                PageJob(at: list.path, source: "pages/person", template: template) {
                    PersonPage(
                        author, list, entries: list.part(of: positions).map { cards[$0] },
                        site: site, ticker: ticker)
                }
            }
        }
    }

    // MARK: Questions

    private var hasQuestions: Bool {
        !settings.sectionsOff.contains(.questions) && index.articles.contains { !$0.faq.isEmpty }
    }

    /// A question, by the place of its article among all and its own in the article.
    private typealias Question = (article: Int, number: Int)

    private func questions(of articles: some Sequence<Int>) -> [Question] {
        articles.flatMap { article in
            index.articles[article].faq.indices.map { (article: article, number: $0) }
        }
    }

    private var questionListJobs: [PageJob] {
        guard hasQuestions else { return [] }
        let (index, site, ticker, template) = (index, site, ticker, book.faq)
        func jobs(
            at path: String, _ questions: [Question],
            place: @escaping @Sendable (ListPlace) -> FAQPage.Place
        ) -> [PageJob] {
            ListPlace.all(
                at: path, entries: questions.count, perPage: FAQPage.questionsPerPage
            ).map { list in
                PageJob(at: list.path, source: "pages/faq", template: template) {
                    let cards = list.part(of: questions).map {
                        QuestionCard(
                            number: $0.number, of: index.articles[$0.article], site.questions)
                    }
                    return FAQPage(place(list), questions: cards, site: site, ticker: ticker)
                }
            }
        }
        var topics: [(tag: String, questions: [Question])] = []
        for topic in index.topics {
            let questions = questions(of: topic.positions)
            if !questions.isEmpty { topics.append((tag: topic.tag, questions: questions)) }
        }
        let counts = topics.map { (tag: $0.tag, count: $0.questions.count) }
        var result = jobs(at: "/faq/", questions(of: index.articles.indices)) {
            FAQPage.Place($0, topics: counts, site)
        }
        for (tag, questions) in topics {
            result += jobs(at: FAQPage.path(ofTopic: tag), questions) {
                FAQPage.Place($0, topic: tag, site)
            }
        }
        return result
    }

    private var questionJobs: [PageJob] {
        guard site.questions == .page, hasQuestions else { return [] }
        let (site, ticker, template) = (site, ticker, book.question)
        return index.articles.flatMap { article in
            article.faq.indices.map { number in
                var job = PageJob(
                    at: QuestionPage.path(ofQuestion: number, in: article),
                    source: article.location.file, template: template
                ) { QuestionPage(number: number, of: article, site: site, ticker: ticker) }
                job.lastModified = article.changed
                return job
            }
        }
    }

    // MARK: Search

    private var searchJobs: [PageJob] {
        let (site, ticker, script) = (site, ticker, script)
        let (entries, letters) = (survey.entries, survey.letters)
        let template = book.search
        let counts = letters.map { (letter: $0.letter, count: $0.places.count) }
        var jobs = [
            PageJob(at: "/search/", source: "pages/search", template: template) {
                SearchPage(
                    entries: entries, letters: counts, script: "/" + script.path,
                    scriptIntegrity: script.integrity, site: site, ticker: ticker)
            }
        ]
        // Few titles stand on the page itself.
        let hasLists = entries.count > SearchPage.entriesPerPage
        for (letter, places) in hasLists ? letters : [] {
            let lists = ListPlace.all(
                at: SearchPage.path(ofLetter: letter), entries: places.count,
                perPage: SearchPage.entriesPerPage)
            for list in lists {
                let job = PageJob(at: list.path, source: "pages/search", template: template) {
                    SearchPage(
                        letter: letter, list, entries: list.part(of: places).map { entries[$0] },
                        count: places.count, site: site, ticker: ticker)
                }
                jobs.append(job)
            }
        }
        for file in survey.search.files {
            jobs.append(
                PageJob(path: "search/\(file.name)", source: "search index") { file.bytes() })
        }
        return jobs
    }
}

/// Lists of articles: what makes the file of one of their pages.
struct ArticleList: Sendable {
    let template: CompiledTemplate<TopicPage>
    let site: SiteView
    let ticker: TickerStripView?
    /// Of all articles.
    let cards: [ArticleCard]

    /// - Parameter articles: Their places among all.
    func job(_ place: TopicPage.Place, of articles: some Sequence<Int>) -> PageJob {
        let (entries, cards, site, ticker) = (Array(articles), cards, site, ticker)
        return PageJob(at: place.list.path, source: "pages/topic", template: template) {
            TopicPage(place, entries: entries.map { cards[$0] }, site: site, ticker: ticker)
        }
    }
}
