/// How far a plan that cannot cure gets, and what it would take.
package struct PlanShortfall: Sendable {
    package let pool: String
    package let asset: String
    /// The lowest n of that pool on the way; `nil` when its equity is never above zero.
    package let bestRatio: Exact?
    /// What would have to arrive in time, beyond all funds that can, for the target with every
    /// position kept open. `nil` when no amount was found.
    package let missing: Exact?

    package init(pool: String, asset: String, bestRatio: Exact?, missing: Exact?) {
        self.pool = pool
        self.asset = asset
        self.bestRatio = bestRatio
        self.missing = missing
    }
}
