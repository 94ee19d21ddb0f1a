import MarginModel

/// A position of a pool with its venue's figures, each computed once.
///
/// A class because it is large and never changes: copies share it.
final class MeasuredPosition: Sendable {
    let terms: PositionTerms
    /// What one unit of the settle coin counts in the pool.
    let weight: Exact?
    /// Whether a collateral rate weighs the PnL together with the coin's balance.
    let isWeighed: Bool
    /// In the settle coin.
    let unrealizedPnl: Exact?
    let initialMargin: Exact?
    let maintenanceMargin: Exact?
    let requirement: Exact?
    init(_ terms: PositionTerms, in pool: MarginPool, _ rules: any VenueRules) {
        self.terms = terms
        weight = pool.weight(of: terms)
        isWeighed = pool.weighs(terms)
        unrealizedPnl = terms.unrealizedPnl
        initialMargin = rules.initialMargin(terms)
        maintenanceMargin = rules.maintenanceMargin(terms)
        requirement = rules.requirement(terms, maintenance: maintenanceMargin)
    }

    /// In the pool's unit.
    func counted(_ value: Exact?) -> Exact? {
        guard let value, let weight else { return nil }
        return value * weight
    }

    /// Whether the position counts in `pool` as it does here.
    func counts(in pool: MarginPool) -> Bool {
        isWeighed == pool.weighs(terms) && weight == pool.weight(of: terms)
    }

    /// What a book counts of a position, in the pool's unit.
    struct BookFigures {
        let value: Exact
        let entryValue: Exact
        let weight: Exact
        let table: TierTable
        let rate: Exact
        let amount: Exact
        /// Spent at the bankruptcy price of an isolated position.
        let fee: Exact
        /// Whether tiers are walked as the mark moves.
        let isWalked: Bool
    }

    /// `nil` where a figure is missing.
    func bookFigures(isIsolated: Bool, _ rules: any VenueRules) -> BookFigures? {
        guard let value = terms.value, let entryValue = terms.entryValue, let weight,
            let table = terms.table, let tier = terms.tierIndex,
            let added = rules.addedRequirementRate(terms),
            let amount = terms.marginsOnEntry ? maintenanceMargin : rules.addedMaintenance(terms),
            let fee = isIsolated ? rules.addedMaintenance(terms) : .zero
        else { return nil }
        // By the older rule nothing of the requirement moves with the mark.
        let isWalked = !terms.marginsOnEntry && table.sheet.tierUnit != .contracts
        let isFixed = !isWalked && !terms.marginsOnEntry
        return BookFigures(
            value: value * weight, entryValue: entryValue * weight, weight: weight, table: table,
            rate: isFixed ? table.rates[tier] + added : added,
            amount: (isFixed ? amount - table.amounts[tier] : amount) * weight,
            fee: fee * weight, isWalked: isWalked)
    }
}
