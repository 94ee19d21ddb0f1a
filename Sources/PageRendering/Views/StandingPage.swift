package import MarginModel

/// A page that stands for itself: glossary, terms, privacy (`pages/standing`).
package struct StandingPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    private let text: Article
    private let faqID: String

    /// - Parameter text: A file of `Content/pages`, read like an article.
    package init(_ text: Article, site: SiteView, ticker: TickerStripView?) {
        self.site = site
        self.ticker = ticker
        self.text = text
        faqID = ArticlePage.unusedID("faq", in: text)
        page = HeadView(
            title: text.title, description: text.summary, path: Self.path(of: text), site: site,
            image: text.image, isHidden: text.isUnlisted)
    }

    /// `/glossary/` for `glossary.md`.
    package static func path(of text: Article) -> String { "/\(AddressPath.encoded(text.slug))/" }

    package static func link(to text: Article) -> LinkView {
        LinkView(title: text.title, href: path(of: text))
    }

    package static var shape: ViewShape<StandingPage> {
        ViewShape(
            "A page that stands for itself.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .text("summary", "The standfirst.") { $0.text.summary },
                .record("modified", "When it was last changed, or published.") {
                    DateView($0.text.updated ?? $0.text.date)
                },
                .record("params", "What it says of the parameters that the site declares.") {
                    ParametersView($0.text.parameters)
                },
                .html("leadHTML", "Markup before the first section.") { $0.text.leadHTML },
                .list("contents", "The headings, where there are many.") {
                    LinkedHeading.contents(of: $0.text, faqID: $0.faqID, $0.site.words)
                },
                .flag("hasContents", "Whether there are many.") {
                    !LinkedHeading.contents(of: $0.text, faqID: $0.faqID, $0.site.words).isEmpty
                },
                .list("sections", "The sections.") { page in
                    page.text.sections.map { ArticleSectionView($0) }
                },
                .list("faq", "The questions.") { QuestionView.all(of: $0.text, .section) },
                .flag("hasFAQ", "Whether there are questions.") { !$0.text.faq.isEmpty },
                .record("notes", "The notes that the text mentions.") {
                    $0.text.notes.map { ArticleSectionView($0) }
                },
                .text("faqID", "The id of the questions' heading.") { $0.faqID },
            ])
    }
}
