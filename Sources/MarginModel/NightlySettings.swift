/// What the nightly run demands of its input, tolerates, sends and keeps: `nightly` in `site.yml`.
public struct NightlySettings: Hashable, Sendable {
    public var gates: MarketGates
    public var limits: ReleaseLimits
    public var failures: FailurePolicies
    public var alerts: AlertSettings
    /// Where the figures of a run go for Prometheus' text file collector; `nil`: nowhere.
    public var metricsFile: String?
    /// How many days private reports stay; those of the last two days that have any always do.
    public var keptReportDays: Int

    public init(
        gates: MarketGates = .standard, limits: ReleaseLimits = .standard,
        failures: FailurePolicies = FailurePolicies(), alerts: AlertSettings = AlertSettings(),
        metricsFile: String? = nil, keptReportDays: Int = 30
    ) {
        self.gates = gates
        self.limits = limits
        self.failures = failures
        self.alerts = alerts
        self.metricsFile = metricsFile
        self.keptReportDays = keptReportDays
    }

    public static let standard = NightlySettings()
}

/// How far what comes in may differ from what came in before, in percent.
public struct MarketGates: Hashable, Sendable {
    /// The largest move of one price.
    public var jumpPercent: Decimal
    /// The largest share of priced assets that may lose their price.
    public var lostPricesPercent: Decimal
    /// The largest share of real accounts that may be gone since the night before, from 0 to 100.
    public var lostAccountsPercent: Decimal

    public init(
        jumpPercent: Decimal = 60, lostPricesPercent: Decimal = 25,
        lostAccountsPercent: Decimal = 10
    ) {
        self.jumpPercent = jumpPercent
        self.lostPricesPercent = lostPricesPercent
        self.lostAccountsPercent = lostAccountsPercent
    }

    public static let standard = MarketGates()
}

/// How much smaller than the live release a new one may be, both in percent.
public struct ReleaseLimits: Hashable, Sendable {
    /// The largest share of files that may go.
    public var lostPagesPercent: Decimal
    /// The largest share of bytes that may go.
    public var shrinkPercent: Decimal

    public init(lostPagesPercent: Decimal, shrinkPercent: Decimal) {
        self.lostPagesPercent = lostPagesPercent
        self.shrinkPercent = shrinkPercent
    }

    public static let standard = ReleaseLimits(lostPagesPercent: 10, shrinkPercent: 30)
}

/// What the nightly run does with one item that cannot be used.
public enum FailurePolicy: String, Hashable, Sendable, CaseIterable {
    /// Nothing is published.
    case fail
    /// The version that was last published stands in for it.
    case quarantine
    /// It is left out.
    case drop
}

/// The policy for each kind of item. What is not `fail` is counted and listed with its reason.
public struct FailurePolicies: Hashable, Sendable {
    public var articles: FailurePolicy
    public var news: FailurePolicy
    public var snapshots: FailurePolicy
    public var venues: FailurePolicy
    public var portfolios: FailurePolicy
    /// Real accounts: `fail` or `quarantine`, which leaves the reports of earlier nights in place.
    public var accounts: FailurePolicy

    public init(
        articles: FailurePolicy = .fail, news: FailurePolicy = .fail,
        snapshots: FailurePolicy = .fail, venues: FailurePolicy = .fail,
        portfolios: FailurePolicy = .fail, accounts: FailurePolicy = .quarantine
    ) {
        self.articles = articles
        self.news = news
        self.snapshots = snapshots
        self.venues = venues
        self.portfolios = portfolios
        self.accounts = accounts
    }
}
