import MarginModel

/// The cheapest set of deposits, transfers and cuts that brings pools to the plan's goal.
///
/// The pools are those that the venue warns of and that can be paid from one coin, together, as they
/// share its money. Costs are taker fees, slippage and the fees of transfers; money that is paid in
/// is not lost and does not count. Cuts are made in these pools alone. Every choice of the owner's
/// funds and of tiers is searched, the bound of the best set found so far cutting the rest short.
struct CheapestCure {
    let calculator: MarginCalculator
    let account: Account
    let pools: [PoolAssessment]
    let targetRatio: Exact
    /// A cross pool that needs no cure and holds the account's money.
    let healthyCross: PoolAssessment?
    /// What else reaches the pools from inside the account at no cost.
    let free: Exact

    struct Answer {
        struct Cut {
            let index: Int
            let quantity: Exact
            /// What goes back to the wallet with an isolated position that is closed whole, in units of
            /// the search. `nil` for every other cut.
            let leftover: Exact?
        }

        /// The most efficient first.
        let cuts: [Cut]
        let funds: [AvailableFunds]
        /// No set of deposits and cuts that cures costs less by what can be paid. `nil` when the model of
        /// a pool is not exact, as where a collateral rate cuts what is realised.
        let lowerBound: Exact?
        /// Whether every set was searched or ruled out.
        let isComplete: Bool
    }

    /// Bounds to compute before the best set found so far is taken.
    private static let budget = 20_000

    private struct Best {
        var cost = Int128.max / 4
        var cuts: [(index: Int, lots: Int)]?
        var funds: [AvailableFunds] = []
        /// The lowest bound of a search that was cut short.
        var openBound = Int128.max / 4
        var budget = CheapestCure.budget
    }

    /// One choice of funds in the search's units.
    private struct Money {
        let subset: FundSubset
        let fee: Int128
        let money: CutMoney
    }

    /// `nil` when no set cures the pools, or none can be computed.
    func answer() -> Answer? {
        let policy = calculator.conditions.policy
        let goal = PoolGoal(target: targetRatio, policy: policy, venue: account.venue)
        guard let cures = cures(goal), let model = CutModel(cures, goal: goal),
            let available = FineUnits.floor(cures.compactMap(\.available).sum()),
            let wallet = FineUnits.floor(free * goal.numerator)
        else { return nil }
        let (subsets, allSubsets) = FundSubset.all(of: account, pool: pools[0], policy: policy)
        let choices = subsets.compactMap { money($0, goal) }
        guard choices.count == subsets.count else { return nil }
        func start(_ choice: CutModel.Choice) -> CutStanding {
            CutStanding(
                needs: choice.needs, available: available, wallet: wallet,
                missing: choice.neededSizes)
        }
        var best = Best()
        for choice in choices where choice.fee < best.cost {
            // Money alone: it needs no search, and bounds every one that follows.
            guard choice.money.covers(start(model.choices[0])) else { continue }
            (best.cost, best.cuts, best.funds) = (choice.fee, [], choice.subset.funds)
        }
        for choice in choices {
            for tiers in model.choices {
                search(tiers, start(tiers), choice, &best)
            }
        }
        guard let found = best.cuts else { return nil }
        var lowest = min(best.cost, best.openBound)
        if model.isTruncated || !allSubsets {
            lowest = min(lowest, bound(of: model, start(model.unattainable), goal))
        }
        return Answer(
            cuts: ordered(found, model, cures), funds: best.funds,
            lowerBound: isFaithful(model) ? FineUnits.exact(lowest) : nil,
            isComplete: lowest >= best.cost)
    }

    private func search(
        _ choice: CutModel.Choice, _ start: CutStanding, _ money: Money, _ best: inout Best
    ) {
        guard money.fee < best.cost else { return }
        var search = CutSearch(
            choice.items, from: start, money: money.money, under: best.cost - money.fee,
            least: least, budget: max(1, best.budget))
        search.run()
        best.budget = max(1, search.budget)
        if !search.isComplete, let bound = search.bound {
            best.openBound = min(best.openBound, bound + money.fee)
        }
        if let cuts = search.cuts {
            (best.cost, best.cuts) = (search.best + money.fee, cuts)
            best.funds = money.subset.funds
        }
    }

    /// Below every set, searched or not: all funds without their fees, and tiers that no cut has.
    private func bound(of model: CutModel, _ start: CutStanding, _ goal: PoolGoal) -> Int128 {
        let all = FundSubset.whole(
            of: account, pool: pools[0], policy: calculator.conditions.policy)
        guard let money = money(all, goal)?.money else { return 0 }
        return CutSearch(
            model.unattainable.items, from: start, money: money, under: .max, least: 0, budget: 1
        ).bound ?? 0
    }

    /// The coin's step, in the unit of costs: two sets that differ by less cost the same.
    private var least: Int128 {
        FineUnits.floor(Exact(PlanTargets.step(of: coin)) * feeWeight) ?? 0
    }

    private func money(_ subset: FundSubset, _ goal: PoolGoal) -> Money? {
        guard let fee = FineUnits.floor(subset.fee * feeWeight),
            let outside = FineUnits.floor(subset.credited * goal.numerator),
            let step = FineUnits.floor(Exact(PlanTargets.step(of: coin)) * goal.numerator),
            step > 0
        else { return nil }
        return Money(
            subset: subset, fee: fee,
            money: CutMoney(
                outside: outside, step: step, cross: cross))
    }

    private var cross: CutMoney.CrossPool? {
        if let healthyCross {
            return CutMoney.CrossPool(
                place: pools.count,
                mustMeetGoal: PlanGoal.isMet(healthyCross, targetRatio: targetRatio))
        }
        return pools.firstIndex { $0.marginMode == .cross }
            .map { CutMoney.CrossPool(place: $0, mustMeetGoal: true) }
    }

    private var coin: String { PoolFunding(account: account, pool: pools[0]).coin }

    private func ordered(
        _ cuts: [(index: Int, lots: Int)], _ model: CutModel, _ cures: [CurePool]
    ) -> [Answer.Cut] {
        cuts.compactMap { cut -> (cut: Answer.Cut, gain: Exact)? in
            guard let member = model.members.first(where: { $0.cut.terms.index == cut.index }),
                let now = member.cut.requirement(closing: 0, tier: member.cut.terms.tier)
            else { return nil }
            let terms = member.cut
            let answer = Answer.Cut(
                index: cut.index, quantity: terms.share(cut.lots) * terms.quantity,
                leftover: cut.lots == terms.lots ? cures[member.pool].closing?.leftover : nil)
            return (answer, now.divided(by: terms.wholeCost) ?? .zero)
        }
        .sorted { $0.gain > $1.gain }
        .map(\.cut)
    }

    private func cures(_ goal: PoolGoal) -> [CurePool]? {
        var resolver = calculator.resolver(for: account)
        var builder = PoolBuilder(
            account: account, rules: account.rules, conditions: calculator.conditions)
        let built = builder.build(resolver.resolve())
        let cures = pools.compactMap { pool in
            built.first { $0.id == pool.id }.flatMap {
                CurePool($0, pool, goal: goal, account: account, calculator)
            }
        }
        guard cures.count == pools.count else { return nil }
        guard let healthyCross else { return cures }
        return CurePool(healthy: healthyCross, goal: goal).map { cures + [$0] }
    }

    /// What a unit of a transfer's fee costs in the pool's unit.
    private var feeWeight: Exact {
        guard pools[0].asset == "USD" else { return .one }
        return account.collateral.first { $0.asset == coin }?.indexPrice.map { Exact($0) } ?? .one
    }

    /// Whether profit and money count in full, so that equity is as linear as the search takes it.
    private func isFaithful(_ model: CutModel) -> Bool {
        guard pools[0].asset == "USD" else { return true }
        let coins = Set(model.members.map(\.cut.terms.names.settle) + [coin])
        return coins.allSatisfy { coin in
            account.collateral.first { $0.asset == coin }?.collateralRate == .one
        }
    }
}
