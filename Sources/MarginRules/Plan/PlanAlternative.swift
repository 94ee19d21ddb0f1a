/// Another way to the same target.
package struct PlanAlternative: Sendable {
    package let name: String
    package let steps: [PlanStep]
    /// `nil` when a fee in it is not known, or when its costs are in several coins.
    package let cost: Exact?
    /// Whether it reaches the target ratio, however near liquidation stays.
    package let reachesTarget: Bool
    /// Whether it also ends no nearer to liquidation than the policy's target.
    package let isVerified: Bool
    /// What it costs less than the main plan; negative when it costs more. `nil` when either does
    /// not cure or has no one known cost.
    package let saving: Exact?
    /// No set of deposits and cuts that cures costs less. `nil` when the set is the best possible,
    /// or when no bound is known.
    package let lowerBound: Exact?
    /// Whether it is proven to be the cheapest of all sets of deposits and cuts that cure.
    package let isExact: Bool
    /// n of the worst pool after it.
    package let ratioAfter: Exact?
    /// The fall (negative) or rise of all marks that the account survives after it; the nearer.
    package let jointMoveSurvivedPercent: Exact?
    /// The nearest move of all marks, or of one alone, that it does not survive.
    package let nearestMove: AdverseMove?

    /// Whether it takes money from a source that the account does not name, at a fee of its own.
    package var hasUnnamedSource: Bool { steps.contains { $0.kind == .deposit && $0.cost == nil } }

    package init(
        name: String, steps: [PlanStep], cost: Exact?, isVerified: Bool, reachesTarget: Bool? = nil,
        saving: Exact? = nil,
        lowerBound: Exact? = nil, isExact: Bool = false, ratioAfter: Exact? = nil,
        jointMoveSurvivedPercent: Exact? = nil, nearestMove: AdverseMove? = nil
    ) {
        self.name = name
        self.steps = steps
        self.cost = cost
        self.reachesTarget = reachesTarget ?? isVerified
        self.isVerified = isVerified
        self.saving = saving
        self.lowerBound = lowerBound
        self.isExact = isExact
        self.ratioAfter = ratioAfter
        self.jointMoveSurvivedPercent = jointMoveSurvivedPercent
        self.nearestMove = nearestMove
    }
}
