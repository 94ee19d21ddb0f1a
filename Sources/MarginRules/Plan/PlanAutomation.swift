import MarginModel

/// Response 4 and 5: what would act on its own while the owner acts by hand.
extension PlanDraft {
    /// Automatic features that act on their own while the owner acts by hand.
    mutating func disableAutomation() {
        for position in account.positions where position.autoAddMargin {
            disableTopUp(of: position)
        }
        let reduceOnly = account.openOrders.filter(\.reduceOnly)
        if let order = reduceOnly.first {
            append(
                PlanStep(
                    kind: .disableAuto, symbol: order.symbol, side: order.side,
                    reason:
                        "Reduce-only orders (\(reduceOnly.count)) may fill while you act; cancel "
                        + "those that the steps below replace.",
                    rule: "response-5", after: figures()))
        }
    }

    /// Isolated positions whose margin is used up go to the venue, which bears the loss beyond it: the
    /// plan goes on without them.
    mutating func leaveLostPositions() {
        for pool in assessment.pools where pool.isLost {
            guard let index = PoolFunding(account: account, pool: pool).isolatedIndex else {
                continue
            }
            let position = account.positions[index]
            if position.autoAddMargin { disableTopUp(of: position) }
            var after = account
            after.positions.remove(at: index)
            advance(to: after)
            append(
                PlanStep(
                    kind: .hold, symbol: position.symbol, side: position.side,
                    reason: "Its own margin is used up: the venue takes it over at the bankruptcy "
                        + "price and bears the loss beyond. Money that is added now pays that loss "
                        + "first.",
                    rule: "response-4", after: figures()))
        }
    }

    private mutating func disableTopUp(of position: Position) {
        append(
            PlanStep(
                kind: .disableAuto, symbol: position.symbol, side: position.side,
                reason: "Automatic margin top-up draws the wallet down while you decide where "
                    + "the money goes. Leave it on only if this position is the one to save.",
                rule: "response-5", after: figures()))
    }

    /// Orders that would add to a position. Their margin is free again once they are gone.
    mutating func cancelOrders() {
        let adding = account.openOrders.enumerated().filter { !$0.element.reduceOnly }
        guard let first = adding.first else { return }
        var after = account
        after.openOrders.removeAll { !$0.reduceOnly }
        advance(to: after)
        append(
            PlanStep(
                kind: .cancelOrders, symbol: first.element.symbol,
                reason:
                    "Resting orders (\(adding.count)) would add to a position when filled; the venue "
                    + "cancels them first anyway.",
                rule: "response-4", after: figures()))
    }
}
