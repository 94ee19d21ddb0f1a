/// What `Content/site.yml` says.
package struct SiteSettings: Hashable, Sendable {
    package var title: String
    package var tagline: String
    /// `https://example.org` or `https://example.org/blog`, without a trailing slash.
    package var baseURL: String
    /// A BCP 47 tag: `en`.
    package var language: String
    package var publisher: String
    package var contact: String
    package var disclaimer: String
    /// A pinned clock: the sample's pages are fresh and repeatable. Absent on a live site.
    package var clock: Instant?
    /// Where it is pinned.
    package var clockPlace: SourceLocation?
    /// Where real accounts come from, outside `Content/`.
    package var accounts: String?
    /// The file whose bytes key the names of private reports, outside `Content/` and `Output/`.
    package var keyFile: String?
    package var maximumAges: MaximumAges
    package var policy: Policy
    /// Releases kept besides the current one.
    package var keptReleases: Int
    /// How assets are expected to move together, for accounts that do not say it themselves.
    package var betas: BetaTable?
    /// The sample account that articles compute their claims on.
    package var exampleAccount: String?
    package var nightly: NightlySettings
    /// What reports are printed on.
    package var paper: PaperSize
    package var report = ReportSettings()
    /// What makes PDF files; none unless the operator names one.
    package var pdf: PDFSettings?
    /// What pages tell search engines beyond what every article tells.
    package var structuredData = StructuredData()
    /// Whether each article stands as Markdown beside its page.
    package var markdownTwins = true
    package var questions = QuestionPlacement.section
    package var check = CheckSettings()
    /// Of pictures and other files that are published as they are.
    package var files = FileLimits()
    /// The picture of pages that have none of their own, where others show a link to them.
    package var image: FileSetting?
    package var menus = Menus()
    /// What browsers may load.
    package var browserPolicy = BrowserPolicy()
    /// Files of `Content/static` that every page loads, in this order.
    package var styleSheets: [FileSetting] = []
    package var scripts: [FileSetting] = []

    package init(
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
    package static func path(ofURL url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return "" }
        let slash = url[scheme.upperBound...].firstIndex(of: "/") ?? url.endIndex
        return String(url[slash...])
    }
}

/// A file of the site that the settings name.
package struct FileSetting: Hashable, Sendable {
    /// From `/` on.
    package let address: String
    /// Of a picture, what it shows, in words.
    package let alternative: String?
    package let location: SourceLocation

    package init(address: String, alternative: String? = nil, location: SourceLocation) {
        self.address = address
        self.alternative = alternative
        self.location = location
    }
}

package enum PaperSize: String, Hashable, Sendable, CaseIterable {
    case a4, letter
}

/// Where questions are answered.
package enum QuestionPlacement: String, Hashable, Sendable, CaseIterable {
    /// In their article alone, each under its own anchor.
    case section
    /// On a page of their own, too.
    case page
}

/// The blocks of structured data that a publisher may switch on, each equal to what the page shows.
package struct StructuredData: Hashable, Sendable {
    /// `FAQPage`, once for each question: on its article, or on its own page where it has one.
    package var faq: Bool
    /// `HowTo`, on action plans.
    package var howTo: Bool

    package init(faq: Bool = false, howTo: Bool = false) {
        self.faq = faq
        self.howTo = howTo
    }
}

/// How old an input may be, in seconds against the clock, before it is stale.
package struct MaximumAges: Hashable, Sendable {
    package var markPriceSeconds: Int64
    package var tickerSeconds: Int64
    package var sheetSeconds: Int64

    package init(markPriceSeconds: Int64, tickerSeconds: Int64, sheetSeconds: Int64) {
        self.markPriceSeconds = markPriceSeconds
        self.tickerSeconds = tickerSeconds
        self.sheetSeconds = sheetSeconds
    }

    /// Mark price 5 minutes, ticker 24 hours, sheet 400 days.
    package static let standard = MaximumAges(
        markPriceSeconds: 300, tickerSeconds: 86_400, sheetSeconds: 400 * 86_400)
}
