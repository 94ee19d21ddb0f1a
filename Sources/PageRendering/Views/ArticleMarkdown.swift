package import MarginModel

/// The Markdown twin of an article (`pages/article.md`).
package struct ArticleMarkdown: ViewModel {
    package let article: Article
    package let site: SiteView

    package init(article: Article, site: SiteView) {
        self.article = article
        self.site = site
    }

    package static var shape: ViewShape<ArticleMarkdown> {
        ViewShape(
            "The Markdown twin of an article.",
            [
                .text("title", "The title.") { $0.article.title },
                .text("summary", "The standfirst.") { $0.article.summary },
                .text("publisher", "Who publishes it.") { $0.site.publisher },
                .text("canonical", "The page's full address.") {
                    $0.site.baseURL + $0.article.path
                },
                .record("published", "When it was published.") { DateView($0.article.date) },
                .record("updated", "When it was last changed.") {
                    $0.article.updated.map(DateView.init)
                },
                .record("reviewBy", "When it must be looked at again.") {
                    $0.article.reviewBy.map(DateView.init)
                },
                .text("rights", "Whose text it is.") { $1($0.article.rights.phrase) },
                .optional("source", "Where it comes from, if not from us.") {
                    $0.article.namedSource
                },
                .texts("now", "What anyone does first, on a plan that says so.") { $0.article.now },
                .flag("hasNow", "Whether it says so.") { !$0.article.now.isEmpty },
                .html("markdown", "The body as it came.") { $0.article.markdown },
                .text("disclaimer", "What the reader must know.") {
                    $0.article.disclaimer ?? $0.site.disclaimer
                },
            ])
    }
}
