package import MarginModel
package import MarginRules

/// Assesses accounts of any venue under one clock, policy and set of sheets.
package struct AccountAssessor: Sendable {
    package let sheets: [Venue: VenueSheet]
    package let policy: Policy
    package let clock: Instant
    package let maximumAges: MaximumAges
    package let indicative: Snapshot?

    package init(
        sheets: [Venue: VenueSheet], policy: Policy, clock: Instant, maximumAges: MaximumAges,
        indicative: Snapshot? = nil
    ) {
        self.sheets = sheets
        self.policy = policy
        self.clock = clock
        self.maximumAges = maximumAges
        self.indicative = indicative
    }

    package func assess(_ account: Account) -> Assessment {
        calculator(for: account).assess(account)
    }

    package func plan(_ assessment: Assessment) -> ActionPlan {
        ActionPlanner(calculator(for: assessment.account)).plan(for: assessment)
    }

    private func calculator(for account: Account) -> MarginCalculator {
        MarginCalculator(
            MarginConditions(
                sheet: sheets[account.venue], policy: policy.applying(account.policy),
                clock: clock, maximumAges: maximumAges, indicative: indicative))
    }
}
