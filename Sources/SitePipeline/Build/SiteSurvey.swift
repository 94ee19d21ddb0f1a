import MarginModel
import PageRendering

/// What pages need to know of all articles together, gathered on all cores before the first page is
/// rendered.
struct SiteSurvey: Sendable {
    let mentions: AssetMentions
    /// One for each article, in the order of the articles.
    let cards: [ArticleCard]
    /// What can be searched for.
    let entries: [SearchEntry]
    /// The places of entries by the first letter of their titles, and under it by title.
    let letters: [(letter: String, places: [Int])]
    let search: SearchIndex

    private typealias Find = (entry: SearchEntry, words: [String])

    init(
        of content: SiteContent, _ index: SiteIndex, questions: QuestionPlacement, words: Words,
        queue: WorkQueue
    ) async {
        mentions = await AssetMentions(
            of: ReferencePages.assets(of: content), in: index.articles, queue: queue)
        cards = await queue.map(index.articles) { ArticleCard($0) }
        var finds = await queue.map(index.articles) { Self.finds(in: $0, questions, words) }
            .flatMap(\.self)
        finds += ReferencePages.entries(of: content, words).map { Self.find($0) }
        finds += index.pages.map { text in
            Self.find(
                SearchEntry(
                    title: text.title, href: StandingPage.path(of: text), kind: words(.findPage)),
                besides: [text.summary] + text.sections.map(\.title))
        }
        let entries = finds.map(\.entry)
        self.entries = entries
        search = SearchIndex(entries, words: finds.map(\.words))
        let byLetter = Dictionary(grouping: entries.indices) { entries[$0].letter }
        letters = await queue.map(byLetter.sorted { $0.key < $1.key }) { letter, places in
            let titles = places.map { (title: entries[$0].title.lowercased(), place: $0) }
            return (letter, titles.sorted { $0 < $1 }.map(\.place))
        }
    }

    private static func find(_ entry: SearchEntry, besides texts: [String] = []) -> Find {
        (entry, SearchIndex.words(of: [entry.title] + texts))
    }

    /// An article, then its questions.
    private static func finds(
        in article: Article, _ placement: QuestionPlacement, _ words: Words
    ) -> [Find] {
        let entry = SearchEntry(
            title: article.title, href: article.path,
            kind: words(article.kind == .plan ? .kindPlan : .findArticle))
        let texts = [article.summary] + article.tags + article.sections.map(\.title)
        var finds = [find(entry, besides: texts)]
        for (number, question) in article.faq.enumerated() {
            let href = QuestionView.address(ofQuestion: number, in: article, placement)
            finds.append(
                find(
                    SearchEntry(
                        title: question.question, href: href, kind: words(.findQuestion))))
        }
        return finds
    }
}
