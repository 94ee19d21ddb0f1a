import MarginModel

/// The positions of the pools to cure as items of the search, once for every choice of lower tiers.
///
/// At Binance and Bybit margin is continuous over the tiers, so there is one choice. At OKX the
/// rate of all contracts of a family jumps with the tier: each tier that the family can be brought
/// down to is a choice of its own, with the size that has to be closed for it.
struct CutModel {
    /// A choice of tiers, and the search's items under it.
    struct Choice {
        let items: [CutItem]
        let neededSizes: [Int128]
        /// What each pool misses, the gain of the lower tiers counted before any cut by its size.
        let needs: [Int128]
    }

    /// A family in a tier that it can be brought down to.
    private struct TierChoice {
        let tier: MaintenanceTier
        let neededSize: Exact
        let isCurrent: Bool
    }

    /// Positions whose sizes count together, as places in `members`.
    private struct Group {
        var members: [Int]
    }

    /// What closes a position, and the pool it belongs to, in the pools' order.
    let members: [(pool: Int, cut: CutTerms)]
    /// The one with the present tiers comes first.
    let choices: [Choice]
    /// Too many choices to look at all of them.
    let isTruncated: Bool
    /// Better than any choice: the rates of the lowest tiers before a lot is closed, and the gains a
    /// lot of the present ones.
    let unattainable: Choice

    private static let mostChoices = 256

    init?(_ pools: [CurePool], goal: PoolGoal) {
        let members = pools.enumerated().flatMap { pool, terms in
            terms.cuts.map { (pool: pool, cut: $0) }
        }
        self.members = members
        let groups = CutModel.groups(members, pools)
        let tiers = groups.map { group in
            CutModel.tiers(
                of: members[group.members[0]].cut,
                closable: group.members.map { members[$0].cut.closable }.sum())
        }
        var combinations: [[TierChoice?]] = [[]]
        var isTruncated = false
        for tiers in tiers {
            combinations = combinations.flatMap { start in tiers.map { start + [$0] } }
            if combinations.count > CutModel.mostChoices {
                isTruncated = true
                combinations.removeLast(combinations.count - CutModel.mostChoices)
            }
        }
        self.isTruncated = isTruncated
        func choice(_ tiers: [TierChoice?]) -> Choice? {
            CutModel.choice(members, pools, groups, tiers: tiers, goal: goal)
        }
        choices = combinations.compactMap(choice)
        guard choices.count == combinations.count, let present = choices.first,
            let lowest = combinations.count == 1 ? present : choice(tiers.map { $0.last ?? nil })
        else { return nil }
        unattainable = Choice(
            items: present.items, neededSizes: present.neededSizes, needs: lowest.needs)
    }

    private static func groups(
        _ members: [(pool: Int, cut: CutTerms)], _ pools: [CurePool]
    ) -> [Group] {
        var groups: [Group] = []
        var groupOfFamily: [String: Int] = [:]
        for (index, member) in members.enumerated() {
            let family = pools[member.pool].isIsolated ? nil : member.cut.countedFamily
            if let family, let group = groupOfFamily[family] {
                groups[group].members.append(index)
            } else {
                if let family { groupOfFamily[family] = groups.count }
                groups.append(Group(members: [index]))
            }
        }
        return groups
    }

    private static func tiers(of cut: CutTerms, closable: Exact) -> [TierChoice?] {
        guard cut.jumps, let sheet = cut.terms.symbolSheet, let size = cut.terms.tierMeasure,
            let current = cut.terms.tier
        else { return [nil] }
        return sheet.tiers.filter { $0.number <= current.number }.reversed().map { tier in
            TierChoice(
                tier: tier, neededSize: max(.zero, size - Exact(tier.upperBound)),
                isCurrent: tier.number == current.number)
        }
        .filter { $0.neededSize <= closable }
    }

    private static func choice(
        _ members: [(pool: Int, cut: CutTerms)], _ pools: [CurePool], _ groups: [Group],
        tiers: [TierChoice?], goal: PoolGoal
    ) -> Choice? {
        var items: [CutItem] = []
        var neededSizes: [Int128] = []
        var needs = pools.map(\.need)
        for (group, choice) in zip(groups, tiers) {
            let neededSize = choice?.neededSize ?? .zero
            guard let size = FineUnits.ceiling(neededSize) else { return nil }
            neededSizes.append(size)
            for index in group.members {
                let (pool, cut) = members[index]
                let neededLots =
                    group.members.count > 1 ? 0 : neededSize.divided(by: cut.lot)?.wholeUp ?? 0
                guard let now = cut.requirement(closing: 0, tier: cut.terms.tier),
                    let start = cut.requirement(closing: 0, tier: choice?.tier),
                    let item = cut.item(
                        of: pools[pool], goal: goal, tier: choice?.tier,
                        place: CutItem.Place(
                            pool: pool, group: neededSizes.count - 1, neededLots: neededLots),
                        canClose: choice?.isCurrent ?? true)
                else { return nil }
                needs[pool] -=
                    goal.gain(saving: now - start, losing: .zero) * pools[pool].moneyPerEquity
                items.append(item)
            }
        }
        var units: [Int128] = []
        for need in needs {
            guard let unit = FineUnits.floor(need) else { return nil }
            units.append(unit + (goal.isStrict ? 1 : 0))
        }
        return Choice(items: items, neededSizes: neededSizes, needs: units)
    }
}

extension CutTerms {
    /// Whether the rate of the whole position changes at a tier's bound.
    var jumps: Bool { terms.symbolSheet?.tierUnit == .contracts }

    /// The family whose contracts the venue counts together.
    fileprivate var countedFamily: String? { jumps ? terms.family : nil }

    /// The search's view of this position under `tier`.
    fileprivate func item(
        of pool: CurePool, goal: PoolGoal, tier: MaintenanceTier?, place: CutItem.Place,
        canClose: Bool
    ) -> CutItem? {
        let wholeFreed =
            pool.isIsolated ? .zero : (wholeInitialMargin - wholeEquityLoss) * goal.numerator
        guard let size = FineUnits.floor(lot), size > 0, let wholeSize = FineUnits.floor(closable),
            let released = FineUnits.ceiling(wholeRelease * goal.numerator * share(1)),
            let freed = FineUnits.ceiling(wholeFreed * share(1)),
            let freedByAll = FineUnits.ceiling(wholeFreed * share(mostLots))
        else { return nil }
        var item = CutItem(
            index: terms.index, lots: mostLots, fewestLots: fewestLots, place: place,
            sizePerLot: size, wholeSize: wholeSize, releasedPerLot: released,
            freed: (perLot: freed, byAll: freedByAll))
        if canClose, let closing = pool.closing {
            guard let cost = FineUnits.floor(closing.cost),
                let leftover = FineUnits.ceiling(closing.leftover)
            else { return nil }
            item.closing = CutItem.Closing(lots: lots, cost: cost, leftover: leftover)
        }
        let breaks = breaks()
        var before = requirement(closing: 0, tier: tier)
        for (start, end) in zip(breaks, breaks.dropFirst()) {
            let share = share(end) - share(start)
            guard let from = before, let to = requirement(closing: end, tier: tier),
                let gain = goal.gain(saving: from - to, losing: wholeEquityLoss * share)
                    .divided(by: Exact(end - start)),
                let cost = (wholeCost * share).divided(by: Exact(end - start)),
                let gainPerLot = FineUnits.ceiling(gain * pool.moneyPerEquity),
                let costPerLot = FineUnits.floor(cost)
            else { return nil }
            item.append(lots: end - start, gainPerLot: gainPerLot, costPerLot: costPerLot)
            before = to
        }
        return item
    }
}
