import MarginModel

/// A deposit of the plan, with the instant at which it lands.
struct PlannedCredit: Sendable {
    let at: Instant
    let asset: String
    let amount: Exact
    /// The isolated position that the plan then adds it to.
    let position: PositionKey?

    struct PositionKey: Sendable {
        let symbol: String
        let side: PositionSide?
    }

    /// Deposits whose confirmation time is not known never land.
    static func all(
        of plan: ActionPlan, in account: Account, sentAt: Instant
    ) -> [PlannedCredit] {
        plan.steps.indices.compactMap { index -> PlannedCredit? in
            let step = plan.steps[index]
            guard step.kind == .deposit, let amount = step.amount, let asset = step.asset,
                let seconds = step.confirmationSeconds,
                let milliseconds = (seconds * 1_000).rounded(places: 0, .up),
                let wait = Int64(exactly: milliseconds.significand)
            else { return nil }
            let later = plan.steps[(index + 1)...].prefix { $0.kind != .deposit }
            let added = later.first { $0.kind == .addIsolatedMargin }
            return PlannedCredit(
                at: sentAt.advanced(byMilliseconds: wait), asset: asset, amount: amount,
                position: added.flatMap { added in
                    added.symbol.map { PositionKey(symbol: $0, side: added.side) }
                })
        }
    }
}
