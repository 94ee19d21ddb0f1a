import MarginModel

/// What closing each leg whole does to its pool, re-assessed with its costs paid (FAQ pool).
struct PoolEffectAuditor {
    let assessment: Assessment
    let calculator: MarginCalculator

    func effects() -> AuditRow<[PoolEffect]> {
        guard !assessment.positions.isEmpty else { return .notComputable("no position is open") }
        var resolver = calculator.resolver(for: assessment.account)
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
        guard
            let account = AccountSimulator.reducing(
                terms, by: Exact(terms.position.quantity), cost: cost, of: assessment.account)
        else { return nil }
        // An isolated pool is gone with its position, and with it the call.
        let after = calculator.assess(account, solving: false).pool(figures.pool)
        return PoolEffect(
            symbol: terms.position.symbol, side: terms.position.side, pool: figures.pool,
            cost: cost, asset: terms.names.settle, ratioBefore: before.ratio,
            ratioAfter: after?.ratio,
            stateBefore: before.ratioState, stateAfter: after?.state ?? .healthy)
    }
}
