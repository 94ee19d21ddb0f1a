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
        isWeighed = !pool.weighed.isEmpty && pool.weighed[terms.names.settle] != nil
        unrealizedPnl = terms.unrealizedPnl
        initialMargin = rules.initialMargin(terms)
        maintenanceMargin = rules.maintenanceMargin(terms)
        requirement = rules.requirement(terms, maintenance: maintenanceMargin)
    }

    /// In the pool's unit.
    var countedPnl: Exact? { counted(unrealizedPnl) }
    var countedRequirement: Exact? { counted(requirement) }

    func counted(_ value: Exact?) -> Exact? {
        guard let value, let weight else { return nil }
        return value * weight
    }
}
