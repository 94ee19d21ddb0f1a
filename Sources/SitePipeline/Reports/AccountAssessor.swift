package import MarginModel
package import MarginRules

/// Assesses accounts of any venue under one clock, policy and set of sheets.
package struct AccountAssessor: Sendable {
    package let sheets: [Venue: VenueSheet]
    package let policy: Policy
    package private(set) var clock: Instant
    package let maximumAges: MaximumAges
    package let indicative: Snapshot?
    /// Daily candles by ticker, for what an audit computes from history.
    package let candles: [String: [Candle]]
    /// The site's; an account's own go before them.
    package let betas: BetaTable?
    /// Each venue's sheet made ready once, under the site's policy; without a sheet last.
    private var prepared: [Venue: MarginConditions]
    private var unprepared: MarginConditions

    package init(
        sheets: [Venue: VenueSheet], policy: Policy, clock: Instant, maximumAges: MaximumAges,
        indicative: Snapshot? = nil, market: Snapshot? = nil, candles: [String: [Candle]] = [:],
        betas: BetaTable? = nil
    ) {
        self.sheets = sheets
        self.policy = policy
        self.clock = clock
        self.maximumAges = maximumAges
        self.indicative = indicative
        self.candles = candles
        self.betas = betas
        func conditions(_ sheet: VenueSheet?) -> MarginConditions {
            MarginConditions(
                sheet: sheet, policy: policy, clock: clock, maximumAges: maximumAges,
                indicative: indicative, market: market)
        }
        prepared = sheets.mapValues { conditions($0) }
        unprepared = conditions(nil)
    }

    /// The same at the account's own instant: a worked example never ages. Real accounts never go
    /// through here.
    package func atItsInstant(_ sample: Account) -> AccountAssessor {
        precondition(sample.isFictional, "only a fictional account has a time of its own")
        var assessor = self
        assessor.clock = sample.asOf
        for venue in prepared.keys { assessor.prepared[venue]?.clock = sample.asOf }
        assessor.unprepared.clock = sample.asOf
        return assessor
    }

    package func assess(_ account: Account) -> Assessment {
        calculator(for: account).assess(account)
    }

    package func plan(_ assessment: Assessment) -> ActionPlan {
        ActionPlanner(calculator(for: assessment.account)).plan(for: assessment)
    }

    package func audit(_ assessment: Assessment, plan: ActionPlan) -> AuditReport {
        AccountAudit(
            assessment: assessment, plan: plan,
            inputs: AuditInputs(
                conditions: conditions(for: assessment.account), prepared: prepared,
                candles: candles, betas: betas)
        ).report()
    }

    /// The account along a path of prices, with the plan's deposits landing as they confirm.
    package func simulate(
        _ assessment: Assessment, plan: ActionPlan, path: PricePath, everySeconds: Int64
    ) -> AuditRow<PathReport> {
        PathSimulator(
            assessment: assessment, plan: plan, conditions: conditions(for: assessment.account)
        ).run(path, everySeconds: everySeconds)
    }

    private func calculator(for account: Account) -> MarginCalculator {
        MarginCalculator(conditions(for: account))
    }

    private func conditions(for account: Account) -> MarginConditions {
        var conditions = prepared[account.venue] ?? unprepared
        conditions.policy = policy.applying(account.policy)
        return conditions
    }
}
