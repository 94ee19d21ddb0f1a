package import MarginModel

/// What every page of the site says of the site.
package struct SiteView: ViewModel {
    /// What every page says in its language.
    package let words: Words
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
    private let ownStyles: [AssetLink]
    private let ownScripts: [AssetLink]
    package let dataTime: DateView?
    package let stalePrices: DateView?
    package let pages: [LinkView]
    let menu: [LinkView]
    private let footer: [LinkView]
    private let feeds: FeedSettings
    private let topics: [String: TopicSetting]
    private let hasDesk: Bool
    private let hasTopics: Bool
    package let structuredData: StructuredData
    package let markdownTwins: Bool
    package let questions: QuestionPlacement
    let definitions: Definitions
    /// Of pages that have no picture of their own.
    let image: Picture?

    /// - Parameters:
    ///   - stylesheet: The stylesheet's path from the root: `/static/site.3f2a.css`.
    ///   - integrity: Its digest as browsers check it: `sha256-…`.
    ///   - icon: The path of the picture that browsers show beside the title.
    ///   - ownStyles: What the site loads besides, on every page.
    ///   - dataTime: The newest instant that prices and tiers describe. The clock of a build is not
    ///     here: pages would change every night without saying anything new.
    ///   - stalePrices: The instant of the newest prices, where they are too old to be shown.
    ///   - image: Stands for pages that have no picture of their own.
    ///   - pages: The standing pages, in the order of the footer.
    ///   - definitions: Of the glossary, which texts open.
    ///   - hasPage: Whether the site has the page at a path of the standard menus.
    package init(
        settings: SiteSettings, words: Words, stylesheet: String, integrity: String,
        icon: String? = nil,
        ownStyles: [AssetLink] = [], ownScripts: [AssetLink] = [],
        dataTime: Instant?, stalePrices: Instant? = nil, image: Picture? = nil,
        pages: [LinkView] = [], definitions: Definitions = Definitions(),
        hasPage: (String) -> Bool = { _ in true }
    ) {
        self.words = words
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
        self.ownStyles = ownStyles
        self.ownScripts = ownScripts
        self.dataTime = dataTime.map(DateView.init)
        self.stalePrices = stalePrices.map(DateView.init)
        self.image = image
        self.pages = pages
        self.definitions = definitions
        menu =
            settings.menus.header.map(Self.links)
            ?? Self.standardMenu(words).filter { hasPage($0.href) }
        footer =
            settings.menus.footer.map(Self.links)
            ?? Self.standardFooter(words, settings).filter { hasPage($0.href) }
            + pages.prefix(Self.footerPageLimit)
        structuredData = settings.structuredData
        markdownTwins = settings.markdownTwins
        feeds = settings.feeds
        topics = settings.topics
        hasDesk = hasPage(SamplesPage.listPath)
        hasTopics = hasPage("/topics/")
        questions = settings.questions
    }

    /// As the settings say, else `Margin call` for the tag `margin-call`.
    package func topicName(_ tag: String) -> String {
        topics[Slug.of(tag)]?.label ?? TopicPage.name(ofTopic: tag)
    }

    package func topicDescription(_ tag: String) -> String? { topics[Slug.of(tag)]?.description }

    private static func links(_ entries: [Menus.Entry]) -> [LinkView] {
        entries.map { LinkView(title: $0.title, href: $0.href) }
    }

    private static func standardMenu(_ words: Words) -> [LinkView] {
        [
            LinkView(title: words(.articles), href: TopicPage.path(ofKind: .article)),
            LinkView(title: words(.topics), href: "/topics/"),
            LinkView(title: words(.menuCalculator), href: CalculatorPage.path),
            LinkView(title: words(.questions), href: "/faq/"),
            LinkView(title: words(.menuPrices), href: "/ticker/"),
            LinkView(title: words(.news), href: "/news/"),
            LinkView(title: words(.search), href: "/search/"),
        ]
    }

    /// Standing pages at the foot of every page; search lists all.
    private static let footerPageLimit = 20

    private static func standardFooter(_ words: Words, _ settings: SiteSettings) -> [LinkView] {
        [
            LinkView(title: words(.footerStatus), href: "/status/"),
            LinkView(title: words(.footerFeed), href: settings.feeds.atom),
            LinkView(title: words(.footerVenues), href: "/venues/"),
            LinkView(title: words(.assetsTitle), href: AssetPage.listPath),
            LinkView(title: words(.toolsTitle), href: CalculatorPage.toolsPath),
            LinkView(title: words(.topics), href: "/topics/"),
        ]
    }

    package static var shape: ViewShape<SiteView> {
        ViewShape(
            "The site, the same on every page.",
            [
                .text("title", "The site's name.") { $0.title },
                .text("tagline", "What the site is, in a line.") { $0.tagline },
                .text("language", "A BCP 47 tag.") { $0.language },
                .flag("isRightToLeft", "Whether the language is written from right to left.") {
                    $0.words.isRightToLeft
                },
                .text("publisher", "Who publishes it.") { $0.publisher },
                .text("contact", "How to reach the publisher.") { $0.contact },
                .text("disclaimer", "What holds for every page.") { $0.disclaimer },
                .text("baseURL", "Where the site stands, without a trailing slash.") { $0.baseURL },
                .text("stylesheet", "The stylesheet's path.") { $0.stylesheet },
                .text("integrity", "The stylesheet's digest.") { $0.integrity },
                .optional("icon", "The path of the icon.") { $0.icon },
                .list("ownStyles", "Style sheets of the site's own, after it.") { $0.ownStyles },
                .list("ownScripts", "Scripts of the site's own.") { $0.ownScripts },
                .record(
                    "dataTime", "The newest instant that prices and tiers describe.", \.dataTime),
                .record(
                    "stalePrices", "When the newest prices were taken, if too old to show.",
                    \.stalePrices),
                .texts(
                    "topicLabels", "What the settings call topics, after the names of their pages."
                ) {
                    $0.topics.sorted { $0.key < $1.key }.map { name, topic in
                        "\(name): \(topic.label ?? "") \(topic.description ?? "")"
                    }
                },
                .texts("definitions", "What the glossary says, for texts that link to it.") {
                    $0.definitions.texts
                },
                .flag("hasDesk", "Whether sample accounts are listed.") { $0.hasDesk },
                .flag("hasTopics", "Whether topics are.") { $0.hasTopics },
                .text("atomFeed", "The path of the Atom feed.") { $0.feeds.atom },
                .text("rssFeed", "The path of the RSS feed.") { $0.feeds.rss },
                .text("jsonFeed", "The path of the JSON feed.") { $0.feeds.json },
                .list("pages", "The standing pages: glossary, terms and the like.") { $0.pages },
                .list("menu", "The main menu; `page.menu` tells the current page besides.") {
                    $0.menu
                },
                .record("image", "What stands for pages without a picture of their own.") { site in
                    site.image.map { PictureView($0, baseURL: site.baseURL, page: "/") }
                },
                .list("footer", "The links at the foot of every page.") { $0.footer },
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

/// A style sheet or script that a page loads.
package struct AssetLink: ViewModel {
    private let href: String
    private let integrity: String

    package init(href: String, integrity: String) {
        self.href = href
        self.integrity = integrity
    }

    package static var shape: ViewShape<AssetLink> {
        ViewShape(
            "A style sheet or script.",
            [
                .text("href", "Its path.") { $0.href },
                .text("integrity", "Its digest.") { $0.integrity },
            ])
    }
}
