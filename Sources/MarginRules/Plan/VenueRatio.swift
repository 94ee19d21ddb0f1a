package import MarginModel

/// What a venue makes of equity and requirement, for those who work it out by hand.
package struct VenueRatio: Sendable {
    /// The venue's name for it.
    package let name: String
    package let direction: NativeRatio.Direction
    /// Whether the fee of a liquidation stands beside the maintenance margin that the venue shows, and
    /// counts with it.
    package let addsFee: Bool
    /// On requirement ÷ equity, inclusive: where the venue warns.
    package let warning: (numerator: Decimal, denominator: Decimal)

    package init(of venue: Venue, _ bounds: StateBounds) {
        let rules = venue.rules
        name = rules.ratioName
        direction = rules.ratioDirection
        addsFee = rules.addsFeeToMaintenance
        warning = rules.warning(bounds)
    }
}

/// A row of a table of round figures: what a requirement means beside an equity.
package struct RatioExample: Sendable {
    package let equity: Exact
    package let requirement: Exact
    package let ratio: Exact
    package let state: AccountState
    /// max(0, requirement − equity) with the policy's addition, not rounded.
    package let article: Exact
    /// max(0, requirement ÷ target − equity), not rounded.
    package let target: Exact

    /// Of a requirement of 1,000, with `venue`'s states.
    package static func all(_ policy: Policy, _ venue: Venue) -> [RatioExample] {
        let requirement: Exact = 1_000
        let levels = StateLevels(policy.bounds, venue)
        let roundUp = 1 + Exact(policy.roundUpPercent) * Exact(Decimal(significand: 1, scale: 2))
        let goal = PlanGoal.ratio(policy: policy, venue: venue)
        return [2_500, 2_000, 1_500, 1_250, 1_100, 1_050, 1_000, 900, 500].compactMap { equity in
            requirement.divided(by: equity).map { ratio in
                RatioExample(
                    equity: equity, requirement: requirement, ratio: ratio,
                    state: levels.state(
                        requirement: requirement, equity: equity, hasPositions: true),
                    article: max(.zero, requirement - equity) * roundUp,
                    target: PlanTargets.deposit(requirement, equity, goal))
            }
        }
    }
}
