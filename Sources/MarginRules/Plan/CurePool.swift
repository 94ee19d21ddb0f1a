import MarginModel

/// One pool that misses the plan's goal, as the search for the cheapest cure counts it.
///
/// All pools of one search are paid from the same coin. Amounts are money of that coin times the
/// goal's numerator, so that nothing has to be divided.
struct CurePool {
    let assessment: PoolAssessment
    /// What closes each position, in the pool's order.
    let cuts: [CutTerms]
    /// What the pool misses.
    let need: Exact
    /// Equity less initial margin: what may leave a cross pool for other pools.
    let available: Exact?
    /// The units of equity that one unit of money is worth, inverted.
    let moneyPerEquity: Exact
    let closing: Closing?

    /// An isolated position that is closed whole: it needs no margin any more.
    struct Closing {
        let cost: Exact
        /// What goes back to the wallet; below zero where the wallet has to pay.
        let leftover: Exact
    }

    var isIsolated: Bool { assessment.marginMode == .isolated }

    /// A cross pool that needs no cure, and whose money isolated positions beside it can draw on.
    init?(healthy assessment: PoolAssessment, goal: PoolGoal) {
        guard let requirement = assessment.requirement, let equity = assessment.equity,
            let available = assessment.availableBalance
        else { return nil }
        self.assessment = assessment
        cuts = []
        need = goal.gap(requirement: requirement, equity: equity)
        self.available = available * goal.numerator
        moneyPerEquity = .one
        closing = nil
    }

    /// `nil` when a figure of the pool is withheld.
    init?(
        _ pool: MarginPool, _ assessment: PoolAssessment, goal: PoolGoal, account: Account,
        _ calculator: MarginCalculator
    ) {
        let funding = PoolFunding(account: account, pool: assessment)
        guard let requirement = assessment.requirement, let equity = assessment.equity,
            let moneyPerEquity = funding.moneyPerEquity(calculator)
        else { return nil }
        let policy = calculator.conditions.policy
        let isIsolated = assessment.marginMode == .isolated
        let cuts = pool.members.compactMap { member in
            pool.weights[member.names.settle].flatMap {
                CutTerms(
                    member, rules: account.rules, weight: $0, policy: policy,
                    isIsolated: isIsolated)
            }
        }
        guard cuts.count == pool.members.count else { return nil }
        self.assessment = assessment
        self.cuts = cuts
        self.moneyPerEquity = moneyPerEquity
        need = goal.gap(requirement: requirement, equity: equity) * moneyPerEquity
        available = assessment.availableBalance.map { $0 * goal.numerator }
        closing =
            isIsolated
            ? CurePool.closing(cuts, goal, account, calculator, poolID: assessment.id) : nil
    }

    private static func closing(
        _ cuts: [CutTerms], _ goal: PoolGoal, _ account: Account, _ calculator: MarginCalculator,
        poolID: String
    ) -> Closing? {
        guard let cut = cuts.first,
            let closed = ReductionPlanner(
                calculator: calculator, poolID: poolID, targetRatio: goal.numerator
            ).reduction(of: cut.terms.index, by: cut.quantity, in: account)
        else { return nil }
        let coin = cut.terms.names.settle
        return Closing(
            cost: cut.wholeCost,
            leftover: (closed.cut.credited.balance(of: coin) - account.balance(of: coin))
                * goal.numerator)
    }
}

extension Account {
    func balance(of coin: String) -> Exact {
        collateral.first { $0.asset == coin }?.walletBalance.map { Exact($0) } ?? .zero
    }
}
