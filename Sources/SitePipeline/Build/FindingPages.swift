import MarginModel
import PageRendering

/// The pages that help to find others: topics, questions, search and its index. Each list goes over as
/// many pages as it needs.
struct FindingPages: Sendable {
    let index: SiteIndex
    let settings: SiteSettings
    let people: [Author]
    /// Of each article's source.
    let digests: [Digest]
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
        let (site, ticker, template) = (site, ticker, book.traced(book.topics))
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
        let pages = ArticleList(book: book, site: site, ticker: ticker)
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
                    cards: list.part(of: topic.positions).map { survey.cards[$0] })
                if list.number == 1 { job.lastModified = changed }
                return job
            }
        }
    }

    // MARK: Articles, plans and who writes them

    private var kindJobs: [PageJob] {
        let pages = ArticleList(book: book, site: site, ticker: ticker)
        return ArticleKind.allCases.flatMap { kind in
            let positions = index.articles.indices.filter { index.articles[$0].kind == kind }
            guard !positions.isEmpty else { return [PageJob]() }
            return ListPlace.all(
                at: TopicPage.path(ofKind: kind), entries: positions.count,
                perPage: TopicPage.entriesPerPage
            ).map { list in
                pages.job(
                    TopicPage.Place(kind: kind, list, site.words),
                    cards: list.part(of: positions).map { survey.cards[$0] })
            }
        }
    }

    /// Those who wrote nothing that is published have no page.
    private var personJobs: [PageJob] {
        let (site, ticker, template) = (site, ticker, book.traced(book.person))
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
                        author, list, entries: list.part(of: positions).map { cards[$0].value },
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
        let (index, digests, placement) = (index, digests, site.questions)
        let template = book.traced(book.faq)
        let view = site
        let (site, ticker) = (Traced("site", view: site), Traced("ticker", view: ticker))
        func jobs(
            at path: String, _ questions: [Question],
            place: @escaping @Sendable (ListPlace) -> FAQPage.Place
        ) -> [PageJob] {
            ListPlace.all(
                at: path, entries: questions.count, perPage: FAQPage.questionsPerPage
            ).map { list in
                PageJob(path: PageJob.file(at: list.path), source: "pages/faq") {
                    let (place, shown) = (place(list), list.part(of: questions))
                    let cards = shown.map {
                        QuestionCard(
                            number: $0.number, of: index.articles[$0.article], placement)
                    }
                    return PageRecipe(
                        reading: template, Traced("place", place, digest: Digest(of: place.bytes)),
                        Traced(
                            "questions", cards,
                            digest: Digest(of: shown, in: digests, placement)),
                        site, ticker
                    ) { template, place, cards, site, ticker in
                        template.render(
                            FAQPage(place, questions: cards, site: site, ticker: ticker))
                    }
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
            FAQPage.Place($0, topics: counts, view)
        }
        for (tag, questions) in topics {
            result += jobs(at: FAQPage.path(ofTopic: tag), questions) {
                FAQPage.Place($0, topic: tag, view)
            }
        }
        return result
    }

    private var questionJobs: [PageJob] {
        guard site.questions == .page, hasQuestions else { return [] }
        let (site, ticker, template) = (site, ticker, book.traced(book.question))
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
        let template = book.traced(book.search)
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
            let job = PageJob(path: "search/\(file.name)", source: "search index") {
                PageRecipe(of: file.bytes())
            }
            jobs.append(job)
        }
        return jobs
    }
}

extension Digest {
    /// Of questions by what their articles are made from, and by where they are answered.
    fileprivate init(
        of questions: some Sequence<(article: Int, number: Int)>, in digests: [Digest],
        _ placement: QuestionPlacement
    ) {
        var bytes = Array("\(placement)".utf8)
        for question in questions {
            digests[question.article].append(to: &bytes)
            bytes += Array("\(question.number)\n".utf8)
        }
        self.init(of: bytes)
    }
}

/// Lists of articles: what makes the file of one of their pages.
struct ArticleList: Sendable {
    private let template: Traced<CompiledTemplate<TopicPage>>
    private let site: Traced<SiteView>
    private let ticker: Traced<TickerStripView?>

    init(book: TemplateBook, site: SiteView, ticker: TickerStripView?) {
        template = book.traced(book.topic)
        self.site = Traced("site", view: site)
        self.ticker = Traced("ticker", view: ticker)
    }

    func job(_ place: TopicPage.Place, cards: [Traced<ArticleCard>]) -> PageJob {
        PageJob(path: PageJob.file(at: place.list.path), source: "pages/topic") {
            PageRecipe(
                reading: template, Traced("place", place, digest: Digest(of: place.bytes)),
                Traced("articles", cards), site, ticker
            ) { template, place, entries, site, ticker in
                template.render(TopicPage(place, entries: entries, site: site, ticker: ticker))
            }
        }
    }
}
