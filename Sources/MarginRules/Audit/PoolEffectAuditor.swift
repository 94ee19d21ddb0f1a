package import MarginModel

/// What closing each leg whole does to its pool, re-assessed with its costs paid (FAQ pool).
struct PoolEffectAuditor {
    let assessment: Assessment
    let calculator: MarginCalculator

    private var account: Account { assessment.account }

    func effects() -> AuditRow<[PoolEffect]> {
        guard !assessment.positions.isEmpty else { return .notComputable("no position is open") }
        var resolver = calculator.resolver(for: account)
        let effects = resolver.resolve().compactMap { effect(of: $0) }
        guard !effects.isEmpty else {
            return .notComputable("figures that closing depends on are withheld")
        }
        return .found(effects)
    }

    private func effect(of terms: PositionTerms) -> PoolEffect? {
        let figures = assessment.positions[terms.index]
        let slippage =
            Exact(calculator.conditions.policy.slippagePercent)
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
        guard
            let closed = AccountSimulator.cutting(
                terms, by: Exact(terms.position.quantity), cost: cost, of: account)
        else { return nil }
        if before.marginMode == .isolated { return (nil, .healthy) }
        let after =
            account.liquidating.isEmpty
            ? calculator.assessor(before.id, after: closed)?.poolAssessment
            : MarginCalculator(calculator.conditions).assess(closed.account, solving: false)
                .pool(before.id)
        return (after?.ratio, after?.state ?? .healthy)
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
