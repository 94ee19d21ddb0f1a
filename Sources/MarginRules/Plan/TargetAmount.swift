/// An amount of money and what it buys.
package struct TargetAmount: Sendable {
    package enum Name: String, Sendable, CaseIterable {
        /// Exactly to the trigger.
        case bare
        /// The article's: the deficit and five percent.
        case article
        /// To the policy's target ratio.
        case target
        /// To the policy's target distance from liquidation.
        case distance
    }

    package let name: Name
    package let amount: Exact
    package let asset: String
    /// n after it.
    package let ratioAfter: Exact?
    /// The venue's own ratio after it.
    package let nativeAfter: Exact?
    /// The fall (negative) or rise of all marks that the account survives after it; the nearer.
    package let jointMoveSurvivedPercent: Exact?
    /// The nearest move of all marks, or of one alone, that it does not survive.
    package let nearestMove: AdverseMove?
    package let fundingHoursSurvived: Exact?
    /// Whether the pool is out of its margin call after it: healthy, or watched.
    package let cures: Bool

    package init(
        name: Name, amount: Exact, asset: String, ratioAfter: Exact?,
        nativeAfter: Exact? = nil, jointMoveSurvivedPercent: Exact?,
        nearestMove: AdverseMove? = nil, fundingHoursSurvived: Exact?,
        cures: Bool
    ) {
        self.name = name
        self.amount = amount
        self.asset = asset
        self.ratioAfter = ratioAfter
        self.nativeAfter = nativeAfter
        self.jointMoveSurvivedPercent = jointMoveSurvivedPercent
        self.nearestMove = nearestMove
        self.fundingHoursSurvived = fundingHoursSurvived
        self.cures = cures
    }
}
