import MarginModel

/// What closing a part of one position changes in its pool, linear but for the tiers.
struct CutTerms {
    let terms: PositionTerms
    let rules: any VenueRules
    /// What a unit of the settle coin counts in the pool.
    let weight: Exact
    /// Taker fee and slippage of closing all of it, in the pool's unit.
    let wholeCost: Exact
    /// What the pool's equity falls by when all of it is closed.
    let wholeEquityLoss: Exact
    /// What goes from an isolated position's own margin to the wallet when all of it is closed bit by
    /// bit (Bybit).
    let wholeRelease: Exact
    /// What initial margin falls by when all of it is closed, in the pool's unit.
    let wholeInitialMargin: Exact
    let lot: Exact
    let lots: Int
    let fewestLots: Int
    /// The most lots to close in a search. An isolated position that is closed whole leaves no pool,
    /// which is another question; and one whose margin does not pay for its loss and the closing is
    /// not closed in part, as the rest would come out of the wallet (Bybit).
    let mostLots: Int

    init?(
        _ terms: PositionTerms, rules: any VenueRules, weight: Exact, policy: Policy,
        isIsolated: Bool
    ) {
        guard let rate = CutTerms.costRate(terms, policy), let value = terms.value,
            let size = LotSize(terms)
        else { return nil }
        self.terms = terms
        self.rules = rules
        self.weight = weight
        wholeCost = value * rate * weight
        var canCutInPart = true
        if isIsolated, rules.keepsExtraMargin {
            // The closed share takes its margin and its profit along, and the fee is the wallet's.
            guard let pnl = terms.unrealizedPnl, let entryValue = terms.entryValue,
                let margin = terms.leverage.flatMap({ entryValue.divided(by: $0) }),
                let fee = rules.feeToClose(terms)
            else { return nil }
            wholeEquityLoss = pnl + margin + fee
            wholeRelease = pnl + margin - wholeCost
            canCutInPart = !wholeRelease.isNegative
        } else {
            wholeEquityLoss = wholeCost
            wholeRelease = .zero
        }
        wholeInitialMargin = (rules.initialMargin(terms) ?? .zero) * weight
        lot = size.lot
        lots = size.lots
        fewestLots = size.fewestLots
        let most = isIsolated ? size.lots - 1 : size.lots
        mostLots = canCutInPart && size.fewestLots <= most ? most : 0
    }

    var quantity: Exact { Exact(terms.position.quantity) }

    /// Taker fee and slippage as a fraction of the closed notional.
    static func costRate(_ terms: PositionTerms, _ policy: Policy) -> Exact? {
        terms.takerFeeRate.map {
            $0 + Exact(policy.slippagePercent) * Exact(Decimal(significand: 1, scale: 2))
        }
    }

    /// The closed quantity as a fraction of the position.
    func share(_ count: Int) -> Exact {
        count == lots ? .one : (Exact(count) * lot).divided(by: quantity) ?? .one
    }

    /// The requirement, in the pool's unit, when `count` lots are closed; the tier is `tier`, or
    /// that of what is left.
    func requirement(closing count: Int, tier: MaintenanceTier?) -> Exact? {
        guard count < lots else { return .zero }
        let rest = Exact.one - share(count)
        guard let measured = terms.marginValue, let value = terms.value,
            let added = rules.addedMaintenance(terms), let rate = rules.addedRequirementRate(terms),
            let applied = tier ?? terms.table?.row(for: measured * rest)
        else { return nil }
        let variable = measured * Exact(applied.maintenanceMarginRate) + added + value * rate
        return (variable * rest - Exact(applied.maintenanceAmount)) * weight
    }

    /// What a search may close at most.
    var closable: Exact { share(mostLots) * quantity }

    /// Between these numbers of lots the tier is one and the requirement a straight line.
    func breaks() -> [Int] {
        var breaks: Set<Int> = [0, lots - 1, lots, mostLots]
        guard let measured = terms.marginValue, let sheet = terms.symbolSheet,
            sheet.tierUnit != .contracts
        else { return breaks.filter { $0 <= mostLots }.sorted() }
        for tier in sheet.tiers {
            let bound = Exact(tier.upperBound)
            guard bound < measured,
                let closed = ((measured - bound) * quantity).divided(by: measured * lot),
                let over = closed.wholeUp
            else { continue }
            breaks.formUnion([over - 1, over])
        }
        return breaks.filter { $0 >= 0 && $0 <= mostLots }.sorted()
    }
}

/// In what sizes a venue takes orders for a position.
struct LotSize {
    let lot: Exact
    /// Lots of the whole position, a part of one counted as one.
    let lots: Int
    /// The smallest order, unless it closes the whole position.
    let fewestLots: Int
    let isKnown: Bool

    /// Without a known lot, a millionth of the position stands in for it. `nil` when the position
    /// has more lots than can be counted.
    init?(_ terms: PositionTerms) {
        let quantity = Exact(terms.position.quantity)
        let step = terms.instrument?.quantityStep.map { Exact($0) }
        let lot = step ?? quantity * Exact(Decimal(significand: 1, scale: 6))
        guard lot.isPositive, let lots = quantity.divided(by: lot)?.wholeUp, lots > 0 else {
            return nil
        }
        var fewest = 1
        if let least = terms.instrument?.minQuantity,
            let count = Exact(least).divided(by: lot)?.wholeUp
        {
            fewest = max(fewest, count)
        }
        if let least = terms.instrument?.minNotional, let value = terms.value,
            let count = (Exact(least) * quantity).divided(by: value * lot)?.wholeUp
        {
            fewest = max(fewest, count)
        }
        self.lot = lot
        self.lots = lots
        fewestLots = min(fewest, lots)
        isKnown = step != nil
    }
}
