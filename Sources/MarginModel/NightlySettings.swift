/// What the nightly run demands of its input, tolerates, sends and keeps: `nightly` in `site.yml`.
package struct NightlySettings: Hashable, Sendable {
    package var gates: MarketGates
    package var limits: ReleaseLimits
    package var failures: FailurePolicies
    package var alerts: AlertSettings
    /// Where the figures of a run go for Prometheus' text file collector; `nil`: nowhere.
    package var metricsFile: String?
    /// How many days private reports stay; those of the last two days that have any always do.
    package var keptReportDays: Int

    package init(
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

    package static let standard = NightlySettings()
}

/// How far what comes in may differ from what came in before, in percent.
package struct MarketGates: Hashable, Sendable {
    /// The largest move of one price.
    package var jumpPercent: Decimal
    /// The largest share of priced assets that may lose their price.
    package var lostPricesPercent: Decimal
    /// The largest share of real accounts that may be gone since the night before, from 0 to 100.
    package var lostAccountsPercent: Decimal

    package init(
        jumpPercent: Decimal = 60, lostPricesPercent: Decimal = 25,
        lostAccountsPercent: Decimal = 10
    ) {
        self.jumpPercent = jumpPercent
        self.lostPricesPercent = lostPricesPercent
        self.lostAccountsPercent = lostAccountsPercent
    }

    package static let standard = MarketGates()
}

/// How much smaller than the live release a new one may be, both in percent.
package struct ReleaseLimits: Hashable, Sendable {
    /// The largest share of files that may go.
    package var lostPagesPercent: Decimal
    /// The largest share of bytes that may go.
    package var shrinkPercent: Decimal

    package init(lostPagesPercent: Decimal, shrinkPercent: Decimal) {
        self.lostPagesPercent = lostPagesPercent
        self.shrinkPercent = shrinkPercent
    }

    package static let standard = ReleaseLimits(lostPagesPercent: 10, shrinkPercent: 30)
}

/// What the nightly run does with one item that cannot be used.
package enum FailurePolicy: String, Hashable, Sendable, CaseIterable {
    /// Nothing is published.
    case fail
    /// The version that was last published stands in for it.
    case quarantine
    /// It is left out.
    case drop
}

/// The policy for each kind of item. What is not `fail` is counted and listed with its reason.
package struct FailurePolicies: Hashable, Sendable {
    package var articles: FailurePolicy
    package var news: FailurePolicy
    package var snapshots: FailurePolicy
    package var venues: FailurePolicy
    package var portfolios: FailurePolicy
    /// Real accounts: `fail` or `quarantine`, which leaves the reports of earlier nights in place.
    package var accounts: FailurePolicy

    package init(
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
