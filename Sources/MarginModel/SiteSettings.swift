/// What `Content/site.yml` says.
public struct SiteSettings: Hashable, Sendable {
    public var title: String
    public var tagline: String
    /// `https://example.org` or `https://example.org/blog`, without a trailing slash.
    public var baseURL: String
    /// A BCP 47 tag: `en`.
    public var language: String
    public var languagePlace: SourceLocation?
    public var publisher: String
    public var contact: String
    public var disclaimer: String
    /// A pinned clock: the sample's pages are fresh and repeatable. Absent on a live site.
    public var clock: Instant?
    /// Where it is pinned.
    public var clockPlace: SourceLocation?
    /// Where real accounts come from, outside `Content/`.
    public var accounts: String?
    /// The file whose bytes key the names of private reports, outside `Content/` and `Output/`.
    public var keyFile: String?
    public var maximumAges: MaximumAges
    public var policy: Policy
    /// Releases kept besides the current one.
    public var keptReleases: Int
    /// How assets are expected to move together, for accounts that do not say it themselves.
    public var betas: BetaTable?
    /// The sample account that articles compute their claims on.
    public var exampleAccount: String?
    public var nightly: NightlySettings
    /// What reports are printed on.
    public var paper: PaperSize
    public var report = ReportSettings()
    public var reports = ReportKeeping()
    /// What makes PDF files; none unless the operator names one.
    public var pdf: PDFSettings?
    /// What pages tell search engines beyond what every article tells.
    public var structuredData = StructuredData()
    /// Whether each article stands as Markdown beside its page.
    public var markdownTwins = true
    public var questions = QuestionPlacement.section
    public var check = CheckSettings()
    /// Of pictures and other files that are published as they are.
    public var files = FileLimits()
    /// The picture of pages that have none of their own, where others show a link to them.
    public var image: FileSetting?
    public var menus = Menus()
    public var parameters: [ParameterDeclaration] = []
    public var feeds = FeedSettings()
    /// Sections that the site goes without.
    public var sectionsOff: Set<SiteSection> = []
    /// What topics are called, by the names of their pages.
    public var topics: [String: TopicSetting] = [:]
    /// Addresses that lead on, besides the aliases of texts.
    public var redirects: [RedirectSetting] = []
    /// What browsers may load.
    public var browserPolicy = BrowserPolicy()
    /// Files of `Content/static` that every page loads, in this order.
    public var styleSheets: [FileSetting] = []
    public var scripts: [FileSetting] = []

    public init(
        title: String, tagline: String = "", baseURL: String, language: String = "en",
        publisher: String, contact: String, disclaimer: String, clock: Instant? = nil,
        accounts: String? = nil, keyFile: String? = nil,
        maximumAges: MaximumAges = .standard, policy: Policy = .standard, keptReleases: Int = 5,
        betas: BetaTable? = nil, exampleAccount: String? = nil,
        nightly: NightlySettings = .standard, paper: PaperSize = .a4, pdf: PDFSettings? = nil
    ) {
        self.title = title
        self.tagline = tagline
        self.baseURL = baseURL
        self.language = language
        self.publisher = publisher
        self.contact = contact
        self.disclaimer = disclaimer
        self.clock = clock
        self.accounts = accounts
        self.keyFile = keyFile
        self.maximumAges = maximumAges
        self.policy = policy
        self.keptReleases = keptReleases
        self.betas = betas
        self.exampleAccount = exampleAccount
        self.nightly = nightly
        self.paper = paper
        self.pdf = pdf
    }
}

extension SiteSettings {
    /// The path in an address, `/blog` of `https://example.org/blog`; empty where it has none.
    public static func path(ofURL url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return "" }
        let slash = url[scheme.upperBound...].firstIndex(of: "/") ?? url.endIndex
        return String(url[slash...])
    }
}

/// A part of a site that can be switched off. One without content has no page either.
public enum SiteSection: String, Hashable, Sendable, CaseIterable {
    case news, prices, desk, calculator, venues, questions, status, glossary
}

/// A topic in the words of its site.
public struct TopicSetting: Hashable, Sendable {
    public let label: String?
    public let description: String?
    public let location: SourceLocation

    public init(label: String?, description: String?, location: SourceLocation) {
        self.label = label
        self.description = description
        self.location = location
    }
}

/// The feeds of a site, and where they stand.
public struct FeedSettings: Hashable, Sendable {
    public enum Extent: String, Hashable, Sendable, CaseIterable { case summary, full }

    public var content = Extent.summary
    /// Whether each topic has one, too.
    public var topics = false
    /// From `/` on.
    public var atom = "/feed.atom"
    public var rss = "/feed.rss"
    public var json = "/feed.json"

    public init() {}
}

/// A path of the site that leads to another.
public struct RedirectSetting: Hashable, Sendable {
    /// From `/` on, percent-encoded.
    public let from: String
    public let to: String
    public let location: SourceLocation

    public init(from: String, to: String, location: SourceLocation) {
        self.from = from
        self.to = to
        self.location = location
    }
}

/// A file of the site that the settings name.
public struct FileSetting: Hashable, Sendable {
    /// From `/` on.
    public let address: String
    /// Of a picture, what it shows, in words.
    public let alternative: String?
    public let location: SourceLocation

    public init(address: String, alternative: String? = nil, location: SourceLocation) {
        self.address = address
        self.alternative = alternative
        self.location = location
    }
}

public enum PaperSize: String, Hashable, Sendable, CaseIterable {
    case a4, letter
}

/// Where questions are answered.
public enum QuestionPlacement: String, Hashable, Sendable, CaseIterable {
    /// In their article alone, each under its own anchor.
    case section
    /// On a page of their own, too.
    case page
}

/// The blocks of structured data that a publisher may switch on, each equal to what the page shows.
public struct StructuredData: Hashable, Sendable {
    /// `FAQPage`, once for each question: on its article, or on its own page where it has one.
    public var faq: Bool
    /// `HowTo`, on action plans.
    public var howTo: Bool

    public init(faq: Bool = false, howTo: Bool = false) {
        self.faq = faq
        self.howTo = howTo
    }
}

/// How old an input may be, in seconds against the clock, before it is stale.
public struct MaximumAges: Hashable, Sendable {
    public var markPriceSeconds: Int64
    public var tickerSeconds: Int64
    public var sheetSeconds: Int64

    public init(markPriceSeconds: Int64, tickerSeconds: Int64, sheetSeconds: Int64) {
        self.markPriceSeconds = markPriceSeconds
        self.tickerSeconds = tickerSeconds
        self.sheetSeconds = sheetSeconds
    }

    /// Mark price 5 minutes, ticker 24 hours, sheet 400 days.
    public static let standard = MaximumAges(
        markPriceSeconds: 300, tickerSeconds: 86_400, sheetSeconds: 400 * 86_400)
}
