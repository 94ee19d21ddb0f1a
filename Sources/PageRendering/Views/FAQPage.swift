package import MarginModel

/// Every question of every article, with its answer (`pages/faq`).
package struct FAQPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let groups: [FAQGroup]

    /// Articles without questions are left out.
    package init(site: SiteView, ticker: TickerStripView?, articles: [Article]) {
        self.site = site
        self.ticker = ticker
        page = HeadView(
            title: "Questions", description: "Every question that our articles answer.",
            path: "/faq/", site: site)
        groups = articles.filter { !$0.faq.isEmpty }.map(FAQGroup.init)
    }

    package static var shape: ViewShape<FAQPage> {
        ViewShape(
            "All questions.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("groups", "The questions by article.") { $0.groups },
            ])
    }
}

/// The questions of one article.
package struct FAQGroup: ViewModel {
    package let article: Article

    package static var shape: ViewShape<FAQGroup> {
        ViewShape(
            "The questions of one article.",
            [
                .text("id", "The heading's id.") {
                    "\($0.article.kind.rawValue)-\($0.article.slug)"
                },
                .text("title", "The article's title.") { $0.article.title },
                .text("href", "The article.") { $0.article.path },
                .list("questions", "The questions.") { QuestionView.all(of: $0.article) },
            ])
    }
}
