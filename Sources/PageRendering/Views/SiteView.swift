package import MarginModel

/// What every page of the site says of the site.
package struct SiteView: ViewModel {
    package let title: String
    package let tagline: String
    package let language: String
    package let publisher: String
    package let contact: String
    package let disclaimer: String
    package let baseURL: String
    package let stylesheet: String
    package let integrity: String
    package let icon: String?
    package let dataTime: DateView?
    package let stalePrices: DateView?
    package let pages: [LinkView]
    package let structuredData: StructuredData
    package let markdownTwins: Bool
    package let questions: QuestionPlacement

    /// - Parameters:
    ///   - stylesheet: The stylesheet's path from the root: `/static/site.3f2a.css`.
    ///   - integrity: Its digest as browsers check it: `sha256-…`.
    ///   - icon: The path of the picture that browsers show beside the title.
    ///   - dataTime: The newest instant that prices and tiers describe. The clock of a build is not
    ///     here: pages would change every night without saying anything new.
    ///   - stalePrices: The instant of the newest prices, where they are too old to be shown.
    ///   - pages: The standing pages, in the order of the footer.
    package init(
        settings: SiteSettings, stylesheet: String, integrity: String, icon: String? = nil,
        dataTime: Instant?, stalePrices: Instant? = nil, pages: [LinkView] = []
    ) {
        title = settings.title
        tagline = settings.tagline
        language = settings.language
        publisher = settings.publisher
        contact = settings.contact
        disclaimer = settings.disclaimer
        baseURL = settings.baseURL
        self.stylesheet = stylesheet
        self.integrity = integrity
        self.icon = icon
        self.dataTime = dataTime.map(DateView.init)
        self.stalePrices = stalePrices.map(DateView.init)
        self.pages = pages
        structuredData = settings.structuredData
        markdownTwins = settings.markdownTwins
        questions = settings.questions
    }

    package static var shape: ViewShape<SiteView> {
        ViewShape(
            "The site, the same on every page.",
            [
                .text("title", "The site's name.") { $0.title },
                .text("tagline", "What the site is, in a line.") { $0.tagline },
                .text("language", "A BCP 47 tag.") { $0.language },
                .text("publisher", "Who publishes it.") { $0.publisher },
                .text("contact", "How to reach the publisher.") { $0.contact },
                .text("disclaimer", "What holds for every page.") { $0.disclaimer },
                .text("baseURL", "Where the site stands, without a trailing slash.") { $0.baseURL },
                .text("stylesheet", "The stylesheet's path.") { $0.stylesheet },
                .text("integrity", "The stylesheet's digest.") { $0.integrity },
                .optional("icon", "The path of the icon.") { $0.icon },
                .record(
                    "dataTime", "The newest instant that prices and tiers describe.", \.dataTime),
                .record(
                    "stalePrices", "When the newest prices were taken, if too old to show.",
                    \.stalePrices),
                .list("pages", "The standing pages: glossary, terms and the like.") { $0.pages },
                .flag("tellsFAQ", "Whether search engines are told of questions.") {
                    $0.structuredData.faq
                },
                .flag("tellsHowTo", "Whether search engines are told of steps.") {
                    $0.structuredData.howTo
                },
                .flag("hasMarkdown", "Whether each article stands as Markdown beside its page.") {
                    $0.markdownTwins
                },
            ])
    }
}
