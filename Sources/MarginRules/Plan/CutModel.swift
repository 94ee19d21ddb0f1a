import MarginModel

/// One pool's positions as items of the search, once for every choice of lower tiers.
///
/// At Binance and Bybit margin is continuous over the tiers, so there is one choice. At OKX the
/// rate of all contracts of a family jumps with the tier: each tier that the family can be brought
/// down to is a choice of its own, with the size that has to be closed for it.
struct CutModel {
    /// A choice of tiers, and the search's items under it.
    struct Choice {
        let items: [CutItem]
        let neededSizes: [Int128]
        /// What the lower tiers gain before any cut is counted by its size.
        let tierGain: Exact
    }

    /// A family in a tier that it can be brought down to.
    private struct TierChoice {
        let tier: MaintenanceTier
        let neededSize: Exact
    }

    /// What closes a position, in the pool's order.
    let cuts: [CutTerms]
    let choices: [Choice]
    /// Too many choices to look at all of them.
    let isTruncated: Bool

    private static let mostChoices = 256

    init?(cuts: [CutTerms], goal: PoolGoal, isIsolated: Bool) {
        self.cuts = cuts
        var groups: [[Int]] = []
        var groupOfFamily: [String: Int] = [:]
        for index in cuts.indices {
            let family = isIsolated ? nil : cuts[index].countedFamily
            if let family, let group = groupOfFamily[family] {
                groups[group].append(index)
            } else {
                if let family { groupOfFamily[family] = groups.count }
                groups.append([index])
            }
        }
        var combinations: [[TierChoice?]] = [[]]
        var isTruncated = false
        for group in groups {
            let tiers = CutModel.tiers(
                of: cuts[group[0]], closable: group.map { cuts[$0].closable }.sum())
            combinations = combinations.flatMap { start in tiers.map { start + [$0] } }
            if combinations.count > CutModel.mostChoices {
                isTruncated = true
                combinations.removeLast(combinations.count - CutModel.mostChoices)
            }
        }
        self.isTruncated = isTruncated
        let chosen = combinations.compactMap { tiers in
            CutModel.choice(cuts, groups: groups, tiers: tiers, goal: goal)
        }
        guard chosen.count == combinations.count else { return nil }
        choices = chosen
    }

    private static func tiers(of cut: CutTerms, closable: Exact) -> [TierChoice?] {
        guard cut.jumps, let sheet = cut.terms.symbolSheet, let size = cut.terms.tierMeasure,
            let current = cut.terms.tier
        else { return [nil] }
        return sheet.tiers.filter { $0.number <= current.number }.reversed().map { tier in
            TierChoice(tier: tier, neededSize: max(.zero, size - Exact(tier.upperBound)))
        }
        .filter { $0.neededSize <= closable }
    }

    private static func choice(
        _ cuts: [CutTerms], groups: [[Int]], tiers: [TierChoice?], goal: PoolGoal
    ) -> Choice? {
        var items: [CutItem] = []
        var needed: [Int128] = []
        var tierGain = Exact.zero
        for (group, members) in groups.enumerated() {
            let neededSize = tiers[group]?.neededSize ?? .zero
            guard let size = FineUnits.ceiling(neededSize) else { return nil }
            needed.append(size)
            for member in members {
                let cut = cuts[member]
                let neededLots =
                    members.count > 1 ? 0 : neededSize.divided(by: cut.lot)?.wholeUp ?? 0
                guard
                    let now = cut.requirement(closing: 0, tier: cut.terms.tier),
                    let start = cut.requirement(closing: 0, tier: tiers[group]?.tier),
                    let item = cut.item(
                        goal: goal, tier: tiers[group]?.tier, group: group,
                        neededLots: neededLots)
                else { return nil }
                tierGain += goal.gain(saving: now - start, losing: .zero)
                items.append(item)
            }
        }
        return Choice(items: items, neededSizes: needed, tierGain: tierGain)
    }
}

extension CutTerms {
    /// Whether the rate of the whole position changes at a tier's bound.
    var jumps: Bool { terms.symbolSheet?.tierUnit == .contracts }

    /// The family whose contracts the venue counts together.
    fileprivate var countedFamily: String? { jumps ? terms.family : nil }

    /// The search's view of this position under `tier`.
    fileprivate func item(
        goal: PoolGoal, tier: MaintenanceTier?, group: Int, neededLots: Int
    ) -> CutItem? {
        guard let size = FineUnits.floor(lot), size > 0, let wholeSize = FineUnits.floor(closable)
        else { return nil }
        var item = CutItem(
            index: terms.index, lots: mostLots, fewestLots: fewestLots, neededLots: neededLots,
            group: group, sizePerLot: size, wholeSize: wholeSize)
        let breaks = breaks()
        var before = requirement(closing: 0, tier: tier)
        for (start, end) in zip(breaks, breaks.dropFirst()) {
            let share = share(end) - share(start)
            guard let from = before, let to = requirement(closing: end, tier: tier),
                let gain = goal.gain(saving: from - to, losing: wholeEquityLoss * share)
                    .divided(by: Exact(end - start)),
                let cost = (wholeCost * share).divided(by: Exact(end - start)),
                let gainPerLot = FineUnits.ceiling(gain), let costPerLot = FineUnits.floor(cost)
            else { return nil }
            item.append(lots: end - start, gainPerLot: gainPerLot, costPerLot: costPerLot)
            before = to
        }
        return item
    }
}
