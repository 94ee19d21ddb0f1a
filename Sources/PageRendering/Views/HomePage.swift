package import MarginModel

/// The front page (`pages/home`).
package struct HomePage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let lead: ArticleCard?
    package let plans: [ArticleCard]
    package let articles: [ArticleCard]
    package let samples: [SampleAccountRow]
    package let headlines: [StoryView]
    private let hasMore: Bool

    private static let planLimit = 12
    private static let articleLimit = 24
    private static let sampleLimit = 12

    /// - Parameters:
    ///   - articles: Newest first, of both kinds. The newest leads the page, and the next of each
    ///     kind follow.
    ///   - headlines: In any order; the ten newest that lead somewhere are shown.
    package init(
        site: SiteView, ticker: TickerStripView?, articles: [Article], samples: [SampleAccountRow],
        headlines: [Headline]
    ) {
        self.site = site
        self.ticker = ticker
        page = HeadView(title: site.title, description: site.tagline, path: "/", site: site)
        lead = articles.first.map(ArticleCard.init)
        let rest = articles.dropFirst()
        plans = Self.cards(.plan, in: rest, atMost: Self.planLimit)
        self.articles = Self.cards(.article, in: rest, atMost: Self.articleLimit)
        hasMore = rest.count > plans.count + self.articles.count
        self.samples = Array(samples.prefix(Self.sampleLimit))
        self.headlines = NewsPage.newestFirst(headlines.filter { $0.url != nil }, \.at)
            .prefix(10).map(StoryView.init)
    }

    private static func cards(
        _ kind: ArticleKind, in articles: ArraySlice<Article>, atMost limit: Int
    ) -> [ArticleCard] {
        articles.lazy.filter { $0.kind == kind }.prefix(limit).map(ArticleCard.init)
    }

    package static var shape: ViewShape<HomePage> {
        ViewShape(
            "The front page.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .record("lead", "The newest article.", \.lead),
                .list("plans", "Action plans.") { $0.plans },
                .flag("hasPlans", "Whether there are plans.") { !$0.plans.isEmpty },
                .list("articles", "Knowledge articles.") { $0.articles },
                .flag("hasArticles", "Whether there are articles.") { !$0.articles.isEmpty },
                .flag("hasMore", "Whether there are articles that the page does not list.") {
                    $0.hasMore
                },
                .list("samples", "Sample accounts.") { $0.samples },
                .flag("hasSamples", "Whether there are samples.") { !$0.samples.isEmpty },
                .list("headlines", "The newest headlines.") { $0.headlines },
                .flag("hasHeadlines", "Whether there are headlines.") { !$0.headlines.isEmpty },
            ])
    }
}
