/// What views say, each with its key in the words files and the names that its entry must use. A name
/// with `#` is a whole number, which chooses among plural forms.
package enum Phrase: String, Sendable, CaseIterable {
    case formatPlurals = "format.plurals"
    case formatDirection = "format.direction"
    /// The letters of the language in their order, for lists.
    case formatAlphabet = "format.alphabet"
    case formatGroup = "format.marks.group"
    case formatPoint = "format.marks.point"
    case formatPercent = "format.marks.percent number"
    case formatDollars = "format.dollars amount"
    case formatInstant = "format.instant date time"
    case formatDay = "format.day day month year"
    case formatMonth = "format.month month year"
    case formatDays = "format.days #count"
    case formatHours = "format.hours #count"
    case formatMinutes = "format.minutes #count"
    case formatSeconds = "format.seconds #count"
    case underAnHour = "ticker.under-an-hour"
    case january = "month.january"
    case february = "month.february"
    case march = "month.march"
    case april = "month.april"
    case may = "month.may"
    case june = "month.june"
    case july = "month.july"
    case august = "month.august"
    case september = "month.september"
    case october = "month.october"
    case november = "month.november"
    case december = "month.december"

    case articles = "title.articles"
    case plans = "title.plans"
    case topics = "title.topics"
    case questions = "title.questions"
    case news = "title.news"
    case search = "title.search"
    case menuCalculator = "menu.calculator"
    case menuPrices = "menu.prices"
    case footerStatus = "footer.status"
    case footerFeed = "footer.feed"
    case footerVenues = "footer.venues"

    case listPlace = "list.place #number #pages"
    case listTitle = "list.title title #number #pages"
    case listDescription = "list.description description #number #pages"

    case stateHealthy = "state.healthy"
    case stateWatch = "state.watch"
    case stateCall = "state.call"
    case stateLiquidation = "state.liquidation"
    case stateBankrupt = "state.bankrupt"
    case stateIncomplete = "state.incomplete"
    case stateByDistance = "state.by-distance"

    case changeUp = "change.up"
    case changeDown = "change.down"
    case changeUnchanged = "change.unchanged"

    case withheld = "withheld.plain"
    case withheldAbsent = "withheld.absent"
    case withheldStale = "withheld.stale"
    case withheldUnparsable = "withheld.unparsable"
    case withheldNotPositive = "withheld.not-positive"
    case withheldImplausible = "withheld.implausible"
    case withheldJumped = "withheld.jumped"
    case withheldOffPeg = "withheld.off-peg"
    case withheldNoRate = "withheld.no-rate"

    case kindArticle = "article.kind"
    case kindPlan = "plan.kind"
    case readingTime = "article.reading-time #count"
    case rightsOwn = "rights.own"
    case rightsLicensed = "rights.licensed"
    case rightsQuoteOnly = "rights.quote-only"
    case rightsUnknown = "rights.unknown"
    case articlesDescription = "article.list-description"
    case plansDescription = "plan.list-description"

    case claimHolds = "claim.holds"
    case claimPartly = "claim.partly"
    case claimContradicted = "claim.contradicted"
    case claimNotChecked = "claim.not-checked"

    case faqHeading = "faq.heading"
    case faqDescription = "faq.description"
    case faqTopicTitle = "faq.topic-title topic"
    case faqTopicDescription = "faq.topic-description topic"
    case faqTopicCount = "faq.topic-count topic #count"

    case topicDescription = "topic.description topic"
    case topicsDescription = "topics.description site"
    case topicCount = "topics.count #count"

    case searchDescription = "search.description site"
    case searchLetterTitle = "search.letter-title letter"
    case searchLetterDescription = "search.letter-description site letter"
    case searchLetterCount = "search.letter-count letter #count"
    case searchOther = "search.other"
    case findArticle = "search.article"
    case findQuestion = "search.question"
    case findPage = "search.page"
    case findAsset = "search.asset"
    case findVenue = "search.venue"

    case tickerTitle = "ticker.title"
    case tickerDescription = "ticker.description"

    case assetDescription = "asset.description asset"
    case assetMore = "asset.more #count asset"
    case mentionsTitle = "asset.mentions-title asset"
    case mentionsDescription = "asset.mentions-description asset"

    case venueTitle = "venue.title venue"
    case venueDescription = "venue.description venue"
    case codeWarning = "code.warning"
    case codePrice = "code.price price time"
    case codeNoPrice = "code.no-price asset"
    case assetsTitle = "assets.title"
    case assetsDescription = "assets.description"
    case toolsTitle = "tools.title"
    case toolsDescription = "tools.description site"
    case venuesTitle = "venues.title"
    case venuesDescription = "venues.description"

    case contractsLinear = "venue.contracts-linear"
    case contractsInverse = "venue.contracts-inverse"
    case contractsBoth = "venue.contracts-both"
    case notGiven = "venue.not-given"
    case notDated = "venue.not-dated"

    case tiersNotAll = "tiers.not-all #count"
    case tiersContracts = "tiers.contracts"
    case tiersByNotional = "tiers.by-notional quote"
    case tiersBySize = "tiers.by-size base"
    case tiersByContracts = "tiers.by-contracts size coin"
    case tiersContradict = "tiers.contradict"
    case tiersRise = "tiers.rise"
    case tiersJump = "tiers.jump"
    case tiersChart = "tiers.chart symbol"
    case tiersRate = "tiers.rate"
    case tiersScale = "tiers.scale unit"

    case newsDescription = "news.description"
    case personDescription = "person.description name"
    case calculatorTitle = "calculator.title"
    case calculatorDescription = "calculator.description"
    case nothing = "calculator.nothing"
    case deskTitle = "desk.title"
    case deskDescription = "desk.description"

    case movePassed = "desk.passed"
    case moveOutOfReach = "desk.out-of-reach"
    case moveNotComputed = "desk.not-computed"
    case moveNone = "desk.none"
    case noEquity = "desk.no-equity"
    case noRequirement = "desk.no-requirement"

    case statusTitle = "status.title"
    case statusDescription = "status.description"
    case statusAfterClock = "status.after-clock span"
    case statusTicker = "status.ticker"
    case statusTiers = "status.tiers venue symbol"

    case notFoundTitle = "not-found.title"
    case notFoundDescription = "not-found.description"

    static let months: [Phrase] = [
        .january, .february, .march, .april, .may, .june, .july, .august, .september, .october,
        .november, .december,
    ]

    private static let parts: [Phrase: [String]] = Dictionary(
        uniqueKeysWithValues: allCases.map {
            ($0, $0.rawValue.split(separator: " ").map(String.init))
        })

    private var parts: [String] { Self.parts[self] ?? [] }

    /// Where its entry stands in a words file.
    var key: String { parts[0] }

    var names: [String] {
        parts.dropFirst().map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
    }

    /// The place among the names of the number that chooses the plural form.
    var counted: Int? { parts.dropFirst().map { $0.hasPrefix("#") }.firstIndex(of: true) }
}
