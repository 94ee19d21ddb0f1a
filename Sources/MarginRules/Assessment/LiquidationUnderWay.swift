package import MarginModel

/// Whether the venue is liquidating already, what it does next, and what is still worth doing
/// (Response 4).
package struct LiquidationUnderWay: Sendable {
    /// A position that is smaller than the owner's records say.
    package struct Shrunk: Sendable {
        package let symbol: String
        package let side: PositionSide
        package let expected: Exact
        package let actual: Exact
        package let missing: Exact
    }

    /// Pools past their trigger, by id: there the venue acts now.
    package let pastTrigger: [String]
    /// What is past its trigger, in words: `The account`, `Pool isolated BTCUSDT long`.
    private let subject: String
    /// What the venue itself says it is liquidating.
    package let venueSays: [String]
    /// Entries of the liquidation log at most `windowSeconds` before the account's instant.
    package let recentEntries: [LiquidationEvent]
    package let shrunkPositions: [Shrunk]
    /// Positions without `expectedQuantity`: whether they shrank is not known.
    package let uncheckedPositions: Int
    /// Resting reduce-only orders: the owner's, or the venue's. They are no proof.
    package let reduceOrders: [OpenOrder]
    package let windowSeconds = Self.window
    /// What the venue does next with the account: `nil` where that is not known.
    private let procedure: (venue: Venue, marginMode: MarginMode)?
    package var next: VenueProcedure {
        guard let procedure else {
            return VenueProcedure(steps: [], source: "not known for portfolio margin")
        }
        return VenueProcedure.afterTrigger(at: procedure.venue, procedure.marginMode)
    }
    /// What its owner can still do, in sentences; empty where nothing is under way.
    package let worthDoing: [String]

    /// The venue's word, a recent entry or a shrunk position; reduce orders alone are only to be looked at.
    package var isLikely: Bool {
        !venueSays.isEmpty || !recentEntries.isEmpty || !shrunkPositions.isEmpty
    }
    /// Whether it comes before everything else that is said of the account.
    package var isUnderWay: Bool { isLikely || !pastTrigger.isEmpty }

    /// What is known, and what the venue does now, in its order.
    package func sentence(at venue: Venue) -> String {
        let known =
            pastTrigger.isEmpty
            ? venueSays.isEmpty
                ? "The liquidation log or your own records say that it has begun"
                : "The venue says that it is liquidating \(venueSays.joined(separator: ", "))"
            : "\(subject) "
                + (pastTrigger.count == 1 ? "is past its trigger" : "are past their trigger")
        let steps =
            next.steps.isEmpty ? "its steps are \(next.source)." : next.steps.joined(separator: " ")
        return "\(known); \(venue.displayName) acts now: \(steps)"
    }

    /// Log entries this close to the account's instant belong to what is happening now.
    private static let window: Int64 = 3_600

    package init(_ assessment: Assessment) {
        let account = assessment.account
        let past = assessment.pools.filter { $0.isPastTrigger && !assessment.isDebtAlone($0) }
        pastTrigger = past.map(\.id)
        subject =
            assessment.onlyPool == nil
            ? (past.count == 1 ? "Pool " : "Pools ") + past.map(\.name).joined(separator: ", ")
            : "The account"
        venueSays = account.liquidating
        shrunkPositions = account.positions.compactMap { position in
            guard let expected = position.expectedQuantity, position.quantity < expected else {
                return nil
            }
            return Shrunk(
                symbol: position.symbol, side: position.side, expected: Exact(expected),
                actual: Exact(position.quantity),
                missing: Exact(expected) - Exact(position.quantity))
        }
        recentEntries = account.liquidations.filter { entry in
            let age = account.asOf.seconds(since: entry.at)
            return age >= 0 && age <= Self.window
        }.sorted { $0.at < $1.at }
        uncheckedPositions = account.positions.count { $0.expectedQuantity == nil }
        reduceOrders = account.openOrders.filter(\.reduceOnly)
        procedure =
            account.accountMode == .portfolio
            ? nil : (account.venue, assessment.worstPool?.marginMode ?? .cross)
        let isSeen = !venueSays.isEmpty || !recentEntries.isEmpty || !shrunkPositions.isEmpty
        worthDoing = Self.worthDoing(past, isSeen: isSeen)
    }

    private static func worthDoing(_ past: [PoolAssessment], isSeen: Bool) -> [String] {
        guard !past.isEmpty || isSeen else { return [] }
        var advice = ["Look what is still open before every step: the venue acts at the same time."]
        if past.contains(where: { $0.state == .liquidation }) {
            advice.append(
                "Money that is credited, and orders of your own that fill, before the venue's next "
                    + "order still count.")
        }
        advice += past.filter(\.isLost).map {
            "Send nothing to \($0.name): its margin is used up, and the loss beyond it is the venue's."
        }
        if past.contains(where: { $0.state == .bankrupt && !$0.isLost }) {
            advice.append(
                "Where equity is below zero, what is paid in goes to the loss first: weigh the "
                    + "positions against it before you send any.")
        }
        return advice
    }
}
