package import MarginModel

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
        let lowered = lowering(index, to: cap)
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
            refusal: lowered.refusal)
    }

    /// A position after its leverage was lowered.
    private struct Lowered {
        let initialMargin: Exact?
        let maintenanceMargin: Exact?
        let liquidationPrice: Exact?
        let refusal: SkippedStep?
    }

    private func lowering(_ index: Int, to cap: Decimal) -> Lowered {
        let figures = assessment.positions[index]
        guard account.accountMode != .portfolio, let pool = assessment.pool(figures.pool),
            let assessor = LeverageRefusal.lowered(
                index, in: figures.pool, to: cap, account, calculator),
            let place = assessor.pool.members.firstIndex(where: { $0.index == index })
        else {
            // The venue's own figures, which no setting moves.
            return Lowered(
                initialMargin: figures.initialMargin,
                maintenanceMargin: figures.maintenanceMargin,
                liquidationPrice: figures.liquidationPrice,
                refusal: LeverageRefusal.refusal(
                    of: index, in: figures.pool, to: cap, account, calculator))
        }
        let lowered = assessor.poolAssessment
        var price = figures.liquidationPrice
        if lowered.requirement != pool.requirement || lowered.equity != pool.equity {
            price = assessor.compiled.book?.nearestTrigger(ofPosition: place)
        }
        let own = MeasuredPosition(
            assessor.pool.members[place], in: assessor.pool, account.rules)
        return Lowered(
            initialMargin: own.initialMargin, maintenanceMargin: own.maintenanceMargin,
            liquidationPrice: price,
            refusal: LeverageRefusal.refusal(of: index, to: cap, account, lowered: lowered))
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

/// A leverage setting above the cap, and what lowering it does and does not change (Adjust 2).
package struct LeverageCapResult: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let setting: Exact
    package let cap: Exact
    /// Initial margin at the setting and at the cap, in `asset`.
    package let initialMarginNow: Exact?
    package let initialMarginAtCap: Exact?
    package let maintenanceMarginNow: Exact?
    package let maintenanceMarginAtCap: Exact?
    package let liquidationPriceNow: Exact?
    package let liquidationPriceAtCap: Exact?
    /// Notional ÷ pool equity: what the account really runs.
    package let effectiveLeverage: Exact?
    /// The quantity whose notional is cap × pool equity; `nil` when the position is not larger.
    package let quantityAtCap: Exact?
    package let asset: String
    /// Why the venue refuses the change now; `nil` when it allows it.
    package let refusal: SkippedStep?
}

/// What isolating each leg would bound, and whether the venue allows it now (Adjust 3).
package struct IsolationFinding: Sendable {
    package struct Leg: Sendable {
        package let symbol: String
        package let side: PositionSide
        package let asset: String
        package let isIsolated: Bool
        /// At most lost from now on if this leg goes to its bankruptcy price: in cross the pool's
        /// equity, in isolated the leg's own.
        package let boundInCross: Exact?
        /// Initial margin at the present leverage: what the venue would set aside for the leg.
        package let boundIsolated: Exact?
        /// What the other legs are kept from losing.
        package let contagionPrevented: Exact?
    }

    /// Why the venue refuses it now; `nil` when it allows it.
    package let refusal: SkippedStep?
    package let legs: [Leg]
}

/// Whether adding to a losing position is open: only with both confirmations (Adjust 5).
package struct AveragingDownGate: Sendable {
    /// `nil`: the account states nothing.
    package let onChainAccumulation: Bool?
    package let multiTimeframeAlignment: Bool?
    /// Positions that lose now, to which the gate applies.
    package let losingSymbols: [String]

    package var isOpen: Bool { onChainAccumulation == true && multiTimeframeAlignment == true }
}
