import MarginModel

/// When a venue refuses to lower leverage (article: Adjust 2).
enum LeverageRefusal {
    /// Why the position at `index`, which stands in the pool, keeps its leverage; `nil` when lowering it is
    /// possible.
    static func refusal(
        of index: Int, in poolID: String, to cap: Decimal, _ account: Account,
        _ calculator: MarginCalculator
    ) -> SkippedStep? {
        let position = account.positions[index]
        if account.isIsolated(position) { return isolated(position, account) }
        let pool = lowered(index, in: poolID, to: cap, account, calculator)?.poolAssessment
        return refusal(of: index, to: cap, account, lowered: pool)
    }

    /// The pool at a lower leverage of the position: in cross margin both legs of its symbol have one.
    static func lowered(
        _ index: Int, in poolID: String, to cap: Decimal, _ account: Account,
        _ calculator: MarginCalculator
    ) -> PoolAssessor? {
        var position = account.positions[index]
        let isIsolated = account.isIsolated(position)
        let hasPeer =
            !isIsolated
            && account.positions.indices.contains {
                $0 != index && account.positions[$0].symbol == position.symbol
            }
        if hasPeer {
            let after = account.settingCrossLeverage(cap, of: position.symbol)
            return calculator.assessor(poolID, of: after)
        }
        position.leverage = isIsolated ? cap : position.leverage.map { min($0, cap) }
        return calculator.assessor(
            poolID, after: PositionEdit(credited: account, place: index, left: position))
    }

    /// - Parameter lowered: The pool at the lower leverage.
    static func refusal(
        of index: Int, to cap: Decimal, _ account: Account, lowered: PoolAssessment?
    ) -> SkippedStep? {
        let position = account.positions[index]
        if account.isIsolated(position) { return isolated(position, account) }
        guard let available = lowered?.availableBalance else {
            return SkippedStep(
                kind: .setLeverage,
                why:
                    "whether free margin covers a lower leverage of \(position.symbol) is not known",
                source: "available balance withheld")
        }
        guard available.isNegative else { return nil }
        let asset = lowered?.asset ?? ""
        let missing = available.magnitude.rounded(places: 2, .up)?.description ?? "too much"
        return SkippedStep(
            kind: .setLeverage,
            why: "\(position.symbol) at \(cap)x would need \(missing) \(asset) more initial "
                + "margin than is free",
            source: account.rules.sourceOfLeverage)
    }

    private static func isolated(_ position: Position, _ account: Account) -> SkippedStep {
        let hasOrders = account.openOrders.contains {
            $0.symbol == position.symbol && $0.marginMode == .isolated
        }
        return SkippedStep(
            kind: .setLeverage,
            account.rules.refusalOfLeverage(of: position.symbol, hasOrders: hasOrders))
    }
}

extension SkippedStep {
    /// Lower leverage that would undo what the plan has reached.
    static func tooClose(_ symbol: String, at cap: Decimal, _ rules: any VenueRules) -> SkippedStep
    {
        SkippedStep(
            kind: .setLeverage,
            why:
                "\(symbol) at \(cap)x would hold more for its fee to close, and bring its pool closer to "
                + "liquidation than the plan aims for",
            source: rules.sourceOfLeverage)
    }

    init(kind: StepKind, _ obstacle: VenueObstacle) {
        self.init(kind: kind, why: obstacle.why, source: obstacle.source)
    }
}
