import MarginModel
import PageRendering

/// What pages need to know of all articles together, gathered on all cores before the first page is
/// rendered.
struct SiteSurvey: Sendable {
    let mentions: AssetMentions
    /// One for each article, in the order of the articles.
    let cards: [Traced<ArticleCard>]
    /// What the search page lists.
    let entries: [SearchEntry]
    let search: SearchIndex

    init(of content: SiteContent, _ index: SiteIndex, queue: WorkQueue) async {
        mentions = await AssetMentions(
            of: ReferencePages.assets(of: content), in: index.articles, queue: queue)
        cards = await queue.map(index.articles) { Traced("card", view: ArticleCard($0)) }
        entries =
            Self.entries(of: index) + ReferencePages.entries(of: content)
            + index.pages.map { text in
                SearchEntry(
                    title: text.title, href: StandingPage.path(of: text), kind: "Page",
                    words: ([text.summary] + text.sections.map(\.title)).joined(separator: " "))
            }
        search = SearchIndex(words: await queue.map(entries) { SearchIndex.words(of: $0) })
    }

    private static func entries(of index: SiteIndex) -> [SearchEntry] {
        index.articles.map { article in
            SearchEntry(
                title: article.title, href: article.path,
                kind: article.kind == .plan ? "Action plan" : "Article",
                words: ([article.summary] + article.tags + article.sections.map(\.title))
                    .joined(separator: " "))
        }
            + index.articles.flatMap { article in
                article.faq.enumerated().map { number, entry in
                    SearchEntry(
                        title: entry.question,
                        href: QuestionPage.path(ofQuestion: number, in: article), kind: "Question")
                }
            }
    }
}
