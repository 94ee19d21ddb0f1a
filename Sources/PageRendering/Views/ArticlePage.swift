package import MarginModel

/// A knowledge article or an action plan as a page (`pages/article`, `pages/plan`).
package struct ArticlePage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let article: Article
    private let leadHTML: [UInt8]
    package let sections: [ArticleSectionView]
    package let related: [ArticleCard]
    private let aids: PlanAids?
    private let planParts: [PlanPartLink]
    private let tags: [LinkView]
    private let faqID: String
    private let faq: [QuestionView]
    /// Headings of the contents list; fewer than four headings need none.
    private let contents: [LinkedHeading]
    private let published: DateView
    private let updated: DateView?
    private let modified: DateView
    private let reviewBy: DateView?
    private let reviewDue: DateView?
    private let authors: [AuthorView]
    private let reviewers: [AuthorView]

    /// - Parameters:
    ///   - claims: What the calculator found, by the id of the step.
    ///   - related: At most six are shown.
    ///   - aids: On plans, the calculator and the plan of the sample account.
    ///   - reviewDue: When it had to be looked at again, once that instant has passed.
    ///   - people: Those whom the article may name, by their ids.
    ///   - topicPath: Where the page of a tag stands.
    package init(
        article: Article, site: SiteView, ticker: TickerStripView?,
        claims: [String: ClaimView] = [:], related: [ArticleCard] = [], aids: PlanAids? = nil,
        reviewDue: DateView? = nil, people: [String: AuthorView] = [:],
        topicPath: (String) -> String = TopicPage.path(ofTopic:)
    ) {
        self.site = site
        self.ticker = ticker
        self.article = article
        self.aids = aids
        planParts = aids == nil ? [] : PlanPartLink.all(of: article)
        self.reviewDue = reviewDue
        authors = AuthorView.byline(article.authors, of: people)
        reviewers = AuthorView.byline(article.reviewers, of: people)
        page = HeadView(
            title: article.title, description: article.summary, path: article.path, site: site,
            parents: [TopicPage.link(toKind: article.kind, site.words)], image: article.image,
            isArticle: true,
            hasMarkdown: site.markdownTwins, isHidden: article.isUnlisted)
        var opener = Definitions.Opener(site.definitions)
        leadHTML = opener.opened(article.leadHTML) + opener.takeDefinitions()
        sections = article.sections.map { ArticleSectionView($0, claims: claims, &opener) }
        self.related = Array(related.prefix(6))
        tags = article.tags.map {
            LinkView(title: site.topicName($0), href: topicPath($0))
        }
        faqID = Self.unusedID("faq", in: article)
        var shown = article
        opener.beginSection()
        for index in article.faq.indices {
            shown.faq[index].answerHTML =
                opener.opened(article.faq[index].answerHTML) + opener.takeDefinitions()
        }
        faq = QuestionView.all(of: shown, site.questions)
        contents = LinkedHeading.contents(of: article, faqID: faqID, site.words)
        published = DateView(article.date)
        updated = article.updated.map(DateView.init)
        modified = updated ?? published
        reviewBy = article.reviewBy.map(DateView.init)
    }

    private var howTo: [HowToStepView] {
        guard site.structuredData.howTo, article.kind == .plan else { return [] }
        return HowToStepView.all(of: article, baseURL: site.baseURL)
    }

    /// `wanted`, or with a number where the article's author has used it already.
    static func unusedID(_ wanted: String, in article: Article) -> String {
        let taken = Set(
            article.sections.flatMap { [$0.id] + $0.steps.map(\.id) } + article.faq.map(\.id))
        var id = wanted
        var number = 2
        while taken.contains(id) {
            id = "\(wanted)-\(number)"
            number += 1
        }
        return id
    }

    package static var shape: ViewShape<ArticlePage> {
        ViewShape(
            "A knowledge article or an action plan.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .text("title", "The title.") { $0.article.title },
                .text("kind", "Article or action plan, in words.") { $1($0.article.kind.phrase) },
                .text("summary", "The standfirst.") { $0.article.summary },
                .list("authors", "Who wrote it, where that is not the publisher.") { $0.authors },
                .flag("hasAuthors", "Whether it says who.") { !$0.authors.isEmpty },
                .list("reviewers", "Who reviewed it.") { $0.reviewers },
                .flag("hasReviewers", "Whether it says who.") { !$0.reviewers.isEmpty },
                .text("readingTime", "How long it takes to read.") {
                    $1(.readingTime, .count($0.article.readingMinutes))
                },
                .record("published", "When it was published.", \.published),
                .record("updated", "When it was last changed.", \.updated),
                .record("modified", "When it was last changed, or published.", \.modified),
                .record("reviewBy", "When it must be looked at again.", \.reviewBy),
                .record("reviewDue", "The same, once that instant has passed.", \.reviewDue),
                .html("leadHTML", "Markup before the first section.") { $0.leadHTML },
                .list("contents", "The headings, where there are many.") { $0.contents },
                .flag("hasContents", "Whether there are many.") { !$0.contents.isEmpty },
                .list("sections", "The sections.") { $0.sections },
                .list("faq", "The questions.") { $0.faq },
                .flag("hasFAQ", "Whether there are questions.") { !$0.article.faq.isEmpty },
                .flag("tellsFAQ", "Whether search engines are told of the questions here.") {
                    $0.site.structuredData.faq && $0.site.questions == .section
                        && !$0.article.faq.isEmpty
                },
                .list("howTo", "The steps as search engines are told of them, if they are.") {
                    $0.howTo
                },
                .flag("tellsHowTo", "Whether they are.") { !$0.howTo.isEmpty },
                .record("notes", "The notes that the text mentions.") {
                    $0.article.notes.map { ArticleSectionView($0) }
                },
                .text("faqID", "The id of the questions' heading.") { $0.faqID },
                .text("rights", "Whose text it is.") { $1($0.article.rights.phrase) },
                .optional("source", "Where it comes from, if not from us.") {
                    $0.article.namedSource
                },
                .list("tags", "Its topics.") { $0.tags },
                .flag("hasTags", "Whether it has topics.") { !$0.tags.isEmpty },
                .list("related", "What to read next.") { $0.related },
                .flag("hasRelated", "Whether there is something.") { !$0.related.isEmpty },
                .optional("disclaimer", "What the reader must know besides the site's disclaimer.")
                {
                    $0.article.disclaimer
                },
                .record("params", "What it says of the parameters that the site declares.") {
                    ParametersView($0.article.parameters)
                },
                .texts("now", "What anyone does first, on a plan that says so.") { $0.article.now },
                .flag("hasNow", "Whether it says so.") { !$0.article.now.isEmpty },
                .record("aids", "What stands on a plan's page besides its text.", \.aids),
                .list("planParts", "The plan's parts that reports refer to.") { $0.planParts },
                .flag("hasPlanParts", "Whether it has them.") { !$0.planParts.isEmpty },
            ])
    }
}

/// A heading in the contents list.
package struct LinkedHeading: ViewModel {
    package let id: String
    package let title: String
    package var parts: [LinkedSubheading] = []

    /// None where there are fewer than four.
    static func contents(
        of article: Article, faqID: String, _ words: Words
    ) -> [LinkedHeading] {
        let headings =
            article.sections.map { section in
                LinkedHeading(
                    id: section.id, title: section.title,
                    parts: article.contentsLevel < 3
                        ? []
                        : section.subheadings.map { LinkedSubheading(id: $0.id, title: $0.title) })
            }
            + (article.faq.isEmpty
                ? [] : [LinkedHeading(id: faqID, title: words(.faqHeading))])
            + (article.notes.map { [LinkedHeading(id: $0.id, title: $0.title)] } ?? [])
        return headings.count + headings.reduce(0) { $0 + $1.parts.count } > 3 ? headings : []
    }

    package static var shape: ViewShape<LinkedHeading> {
        ViewShape(
            "A heading.",
            [
                .text("id", "Its id on this page.") { $0.id },
                .text("title", "Its words.") { $0.title },
                .list("parts", "The headings below it, where the text asks for them.") { $0.parts },
                .flag("hasParts", "Whether it asks, and there are any.") { !$0.parts.isEmpty },
            ])
    }
}

/// A heading below another in the contents list.
package struct LinkedSubheading: ViewModel {
    package let id: String
    package let title: String

    package static var shape: ViewShape<LinkedSubheading> {
        ViewShape(
            "A heading below another.",
            [
                .text("id", "Its id on this page.") { $0.id },
                .text("title", "Its words.") { $0.title },
            ])
    }
}
