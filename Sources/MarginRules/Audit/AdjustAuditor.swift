import MarginModel

/// The rows of "Adjust": leverage, isolation and averaging down.
struct AdjustAuditor {
    let assessment: Assessment
    let calculator: MarginCalculator

    private var account: Account { assessment.account }

    /// Every leverage setting above the cap. At a venue's cross margin, both legs of a symbol share
    /// one setting.
    func leverageCap() -> [LeverageCapResult] {
        let cap = calculator.conditions.policy.leverageCap
        return assessment.positions.indices.compactMap { index in
            guard let setting = assessment.positions[index].position.leverage, setting > cap else {
                return nil
            }
            return leverageCap(cap, of: index, setting: setting)
        }
    }

    private func leverageCap(
        _ cap: Decimal, of index: Int, setting: Decimal
    ) -> LeverageCapResult {
        let figures = assessment.positions[index]
        let lowered = calculator.assess(lowering(index, to: cap), solving: true).positions[index]
        return LeverageCapResult(
            symbol: figures.position.symbol, side: figures.position.side,
            setting: Exact(setting), cap: Exact(cap), initialMarginNow: figures.initialMargin,
            initialMarginAtCap: lowered.initialMargin,
            maintenanceMarginNow: figures.maintenanceMargin,
            maintenanceMarginAtCap: lowered.maintenanceMargin,
            liquidationPriceNow: figures.liquidationPrice,
            liquidationPriceAtCap: lowered.liquidationPrice,
            effectiveLeverage: figures.effectiveLeverage,
            quantityAtCap: quantity(of: figures, at: Exact(cap)),
            asset: figures.settleAsset ?? "",
            refusal: LeverageRefusal.refusal(
                of: index, in: figures.pool, to: cap, account, calculator))
    }

    private func lowering(_ index: Int, to cap: Decimal) -> Account {
        let position = account.positions[index]
        guard account.isIsolated(position) else {
            return account.settingCrossLeverage(cap, of: position.symbol)
        }
        var after = account
        after.positions[index].leverage = cap
        return after
    }

    /// cap ÷ effective leverage of the quantity, where that is above the cap.
    private func quantity(of figures: PositionAssessment, at cap: Exact) -> Exact? {
        guard let effective = figures.effectiveLeverage, effective > cap else { return nil }
        return (Exact(figures.position.quantity) * cap).divided(by: effective)
    }

    /// In cross, a leg that goes to its bankruptcy price takes the whole equity of its pool; in
    /// isolated, the margin that the venue sets aside for it: its initial margin.
    func isolation() -> AuditRow<IsolationFinding> {
        guard !assessment.positions.isEmpty else { return .notComputable("no position is open") }
        let legs = assessment.positions.map { figures in
            let isIsolated = account.isIsolated(figures.position)
            let equity = assessment.pool(figures.pool)?.equity.map { max(.zero, $0) }
            let own = isIsolated ? equity : figures.initialMargin
            // What is set aside can be no more than what is there.
            let bound = own.flatMap { own in equity.map { min(own, $0) } }
            return IsolationFinding.Leg(
                symbol: figures.position.symbol, side: figures.position.side,
                asset: assessment.pool(figures.pool)?.asset ?? figures.settleAsset ?? "",
                isIsolated: isIsolated, boundInCross: isIsolated ? nil : equity,
                boundIsolated: bound,
                contagionPrevented: isIsolated
                    ? nil : equity.flatMap { equity in bound.map { equity - $0 } })
        }
        let needsChange = legs.contains { !$0.isIsolated }
        return .found(
            IsolationFinding(
                refusal: needsChange
                    ? SkippedStep(
                        kind: .setMarginMode, account.rules.refusalOfMarginMode(in: account)) : nil,
                legs: legs))
    }

    func averagingDown() -> AveragingDownGate {
        AveragingDownGate(
            onChainAccumulation: account.averagingDown?.onChainAccumulation,
            multiTimeframeAlignment: account.averagingDown?.multiTimeframeAlignment,
            losingSymbols: assessment.positions
                .filter { $0.unrealizedPnl?.isNegative ?? false }.map(\.position.symbol))
    }
}
