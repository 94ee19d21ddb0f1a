package import MarginModel

/// What closing each leg whole does to its pool, re-assessed with its costs paid (FAQ pool).
struct PoolEffectAuditor {
    let assessment: Assessment
    let book: MarginBook

    private var account: Account { assessment.account }

    func effects() -> AuditRow<[PoolEffect]> {
        guard !assessment.positions.isEmpty else { return .notComputable("no position is open") }
        let effects = book.terms.compactMap { effect(of: $0) }
        guard !effects.isEmpty else {
            return .notComputable("figures that closing depends on are withheld")
        }
        return .found(effects)
    }

    private func effect(of terms: PositionTerms) -> PoolEffect? {
        let figures = assessment.positions[terms.index]
        let slippage =
            Exact(book.conditions.policy.slippagePercent)
            * Exact(Decimal(significand: 1, scale: 2))
        guard let before = assessment.pool(figures.pool), before.requirement != nil,
            let value = terms.value, let fee = terms.takerFeeRate
        else { return nil }
        let cost = value * (fee + slippage)
        guard let after = closing(terms, for: cost, before) else { return nil }
        return PoolEffect(
            symbol: terms.position.symbol, side: terms.position.side, pool: figures.pool,
            cost: cost, asset: terms.names.settle, ratioBefore: before.ratio,
            ratioAfter: after.ratio, stateBefore: before.ratioState, stateAfter: after.state)
    }

    /// The pool without the position. A pool that is gone with its position is in no call. `nil` where what
    /// closing does to the account's money is not known.
    private func closing(
        _ terms: PositionTerms, for cost: Exact, _ before: PoolAssessment
    ) -> (ratio: Exact?, state: AccountState)? {
        if let after = closingBesideOthers(terms, for: cost, before) { return after }
        guard
            let account = AccountSimulator.cutting(
                terms, by: Exact(terms.position.quantity), cost: cost, of: account)?.account
        else { return nil }
        if before.marginMode == .isolated { return (nil, .healthy) }
        let after =
            account.liquidating.isEmpty
            ? MarginCalculator(book.conditions).pool(before.id, of: account)
            : MarginCalculator(book.conditions).assess(account, solving: false).pool(before.id)
        return (after?.ratio, after?.state ?? .healthy)
    }

    /// The same where the rest of a cross pool stays as it is: no order, no tier that positions have
    /// together, no word of the venue's on its state. `nil` elsewhere.
    private func closingBesideOthers(
        _ terms: PositionTerms, for cost: Exact, _ before: PoolAssessment
    ) -> (ratio: Exact?, state: AccountState)? {
        guard before.marginMode == .cross, account.openOrders.isEmpty, account.liquidating.isEmpty,
            !book.rules.tiersByFamily,
            let equity = before.equity, let requirement = before.requirement,
            let part = book.part(before.id), part.pool.members.count > 1,
            let place = part.pool.members.firstIndex(where: { $0 === terms }),
            let pnl = terms.unrealizedPnl,
            let account = AccountSimulator.depositing(
                pnl - cost, of: terms.names.settle, to: account)
        else { return nil }
        var members = part.pool.members
        members.remove(at: place)
        let edited = book.pool(part, of: account, with: members)
        let closed = part.measured[place]
        guard edited.id == before.id,
            let equity = part.equity(of: edited, from: equity, closing: closed),
            let requirement = part.requirement(of: edited, from: requirement, closing: closed)
        else { return nil }
        return (
            equity.isPositive ? requirement.divided(by: equity) : nil,
            book.levels.state(requirement: requirement, equity: equity, hasPositions: true)
        )
    }
}

/// What closing one leg whole does to the pool it stands in (FAQ pool).
package struct PoolEffect: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let pool: String
    /// Taker fee and slippage, in `asset`: the leg's settle coin.
    package let cost: Exact
    package let asset: String
    package let ratioBefore: Exact?
    /// `nil` when nothing is left in the pool, or no equity.
    package let ratioAfter: Exact?
    package let stateBefore: AccountState
    package let stateAfter: AccountState

    /// Whether the pool was called before and is not after.
    package var endsTheCall: Bool { stateBefore >= .call && stateAfter < .call }
}
