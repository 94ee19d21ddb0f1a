import MarginModel

/// The cheapest set of deposits and cuts that brings one pool to the plan's goal.
///
/// Costs are taker fees, slippage and the fees of transfers; money that is paid in is not lost and
/// does not count. Every choice of the owner's funds and of tiers is searched, the bound of the best
/// set found so far cutting the rest short.
struct CheapestCure {
    let calculator: MarginCalculator
    let account: Account
    let pool: PoolAssessment
    let targetRatio: Exact
    /// What reaches the pool from inside the account at no cost.
    let free: Exact

    struct Answer {
        struct Cut {
            let index: Int
            let quantity: Exact
        }

        /// The most efficient first.
        let cuts: [Cut]
        let funds: [AvailableFunds]
        /// No set of deposits and cuts that cures costs less. `nil` when the model of the pool is
        /// not exact, as where a collateral rate cuts what is realised.
        let lowerBound: Exact?
        /// Whether every set was searched or ruled out.
        let isComplete: Bool
    }

    /// Bounds to compute before the best set found so far is taken.
    private static let budget = 20_000

    private struct Best {
        var cost = Int128.max / 4
        var cuts: [(index: Int, lots: Int)]?
        var choice = 0
        var funds: [AvailableFunds] = []
        /// The lowest bound of a search that was cut short.
        var openBound = Int128.max / 4
        var budget = CheapestCure.budget
    }

    /// `nil` when no set cures the pool, or none can be computed.
    func answer() -> Answer? {
        guard let requirement = pool.requirement, let equity = pool.equity,
            let (members, weights) = members(), let credit = creditedByUnit()
        else { return nil }
        let policy = calculator.conditions.policy
        let goal = PoolGoal(target: targetRatio, policy: policy, venue: account.venue)
        let isIsolated = pool.marginMode == .isolated
        let cuts = members.compactMap { member in
            weights[member.names.settle].flatMap {
                CutTerms(
                    member, rules: account.rules, weight: $0, policy: policy,
                    isIsolated: isIsolated,
                    isBybit: account.venue == .bybit)
            }
        }
        guard cuts.count == members.count,
            let model = CutModel(cuts: cuts, goal: goal, isIsolated: isIsolated)
        else { return nil }
        let (subsets, allSubsets) = FundSubset.all(of: account, pool: pool, policy: policy)
        let gap = goal.gap(requirement: requirement, equity: equity)
        var best = Best()
        for subset in subsets where gap <= (free + subset.credited) * credit * goal.numerator {
            // Money alone: it needs no search, and bounds every one that follows.
            guard !goal.isStrict || gap < (free + subset.credited) * credit * goal.numerator,
                let fee = FineUnits.floor(subset.fee * feeWeight), fee < best.cost
            else { continue }
            (best.cost, best.cuts, best.funds) = (fee, [], subset.funds)
        }
        for subset in subsets {
            let money = (free + subset.credited) * credit * goal.numerator
            for (index, choice) in model.choices.enumerated() {
                guard let fee = FineUnits.floor(subset.fee * feeWeight),
                    let need = FineUnits.floor(gap - choice.tierGain - money)
                else { return nil }
                search(choice, index, need + (goal.isStrict ? 1 : 0), fee, subset, &best)
            }
        }
        if isIsolated { considerClosingAll(of: model, &best) }
        guard let found = best.cuts else { return nil }
        let isComplete = best.openBound >= best.cost && allSubsets && !model.isTruncated
        let bound = allSubsets && !model.isTruncated ? min(best.cost, best.openBound) : 0
        return Answer(
            cuts: ordered(found, model, goal), funds: best.funds,
            lowerBound: isFaithful(members) ? FineUnits.exact(bound) : nil, isComplete: isComplete)
    }

    private func search(
        _ choice: CutModel.Choice, _ index: Int, _ need: Int128, _ fee: Int128,
        _ subset: FundSubset, _ best: inout Best
    ) {
        guard fee < best.cost else { return }
        var search = CutSearch(
            choice.items, neededSizes: choice.neededSizes, under: best.cost - fee,
            budget: max(1, best.budget))
        search.run(gaining: need)
        best.budget = max(1, search.budget)
        if !search.isComplete, let bound = search.bound(gaining: need) {
            best.openBound = min(best.openBound, bound + fee)
        }
        if let cuts = search.cuts {
            (best.cost, best.cuts, best.choice) = (search.best + fee, cuts, index)
            best.funds = subset.funds
        }
    }

    /// An isolated position that is closed whole needs no margin any more, as long as what it leaves
    /// pays for closing it.
    private func considerClosingAll(of model: CutModel, _ best: inout Best) {
        let planner = ReductionPlanner(
            calculator: calculator, poolID: pool.id, targetRatio: targetRatio)
        guard let cut = model.cuts.first, let cost = FineUnits.floor(cut.wholeCost),
            cost < best.cost,
            let closed = planner.reduction(of: cut.terms.index, by: cut.quantity, in: account),
            closed.account.collateral.allSatisfy({ !($0.walletBalance?.isNegative ?? false) })
        else { return }
        best.cost = cost
        best.cuts = [(cut.terms.index, cut.lots)]
        best.funds = []
    }

    private func ordered(
        _ cuts: [(index: Int, lots: Int)], _ model: CutModel, _ goal: PoolGoal
    ) -> [Answer.Cut] {
        cuts.compactMap { cut -> (cut: Answer.Cut, gain: Exact)? in
            guard let terms = model.cuts.first(where: { $0.terms.index == cut.index }),
                let now = terms.requirement(closing: 0, tier: terms.terms.tier)
            else { return nil }
            let answer = Answer.Cut(
                index: cut.index, quantity: terms.share(cut.lots) * terms.quantity)
            return (answer, now.divided(by: terms.wholeCost) ?? .zero)
        }
        .sorted { $0.gain > $1.gain }
        .map(\.cut)
    }

    private func members() -> (members: [PositionTerms], weights: [String: Exact])? {
        var resolver = TermsResolver(account: account, conditions: calculator.conditions)
        var builder = PoolBuilder(
            account: account, rules: account.rules, conditions: calculator.conditions)
        return builder.build(resolver.resolve()).first { $0.id == pool.id }
            .map { ($0.members, $0.weights) }
    }

    /// What the pool's equity rises by with each unit credited to it.
    private func creditedByUnit() -> Exact? {
        let sample = Exact(1_000)
        guard let after = PoolFunding(account: account, pool: pool).crediting(sample),
            let equity = calculator.assess(after, solving: false).pool(pool.id)?.equity,
            let before = pool.equity
        else { return nil }
        return (equity - before).divided(by: sample)
    }

    /// What a unit of a transfer's fee costs in the pool's unit.
    private var feeWeight: Exact {
        guard pool.asset == "USD" else { return .one }
        let coin = PoolFunding(account: account, pool: pool).coin
        return account.collateral.first { $0.asset == coin }?.indexPrice.map { Exact($0) } ?? .one
    }

    /// Whether profit and money count in full, so that equity is as linear as the search takes it.
    private func isFaithful(_ members: [PositionTerms]) -> Bool {
        guard pool.asset == "USD" else { return true }
        let coins = Set(
            members.map(\.names.settle) + [PoolFunding(account: account, pool: pool).coin])
        return coins.allSatisfy { coin in
            account.collateral.first { $0.asset == coin }?.collateralRate == .one
        }
    }
}
