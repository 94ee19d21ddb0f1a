import MarginModel

/// A plan in the making: the account so far, its assessment, and the steps that led there.
struct PlanDraft {
    var assessment: Assessment
    let calculator: MarginCalculator
    let targetRatio: Exact
    private(set) var steps: [PlanStep] = []
    var skipped: [SkippedStep] = []
    /// Fees, slippage and transfer costs, in each coin that they are paid in.
    private var costs: [String: Exact] = [:]

    init(assessment: Assessment, calculator: MarginCalculator, targetRatio: Exact) {
        self.assessment = assessment
        self.calculator = calculator
        self.targetRatio = targetRatio
    }

    var account: Account { assessment.account }
    /// `nil` when costs are paid in several coins: they have no sum.
    var cost: Exact? {
        let paid = costs.values.filter { !$0.isZero }
        return paid.count > 1 ? nil : paid.first ?? .zero
    }

    private mutating func pay(_ amount: Exact, in coin: String) {
        costs[coin, default: .zero] += amount
    }

    var policy: Policy { calculator.conditions.policy }

    /// Pools that the venue warns of, worst first.
    private var poolsToCure: [PoolAssessment] {
        assessment.pools
            .filter { $0.state != .healthy && $0.state != .incomplete }
            .sorted { $1.isBetter(than: $0) }
    }

    /// Every pool healthy, and those that a step touched at or under the target.
    var isCured: Bool {
        assessment.pools.allSatisfy { pool in
            pool.state == .healthy
                && (!touchedPools.contains(pool.id)
                    || PlanGoal.isMet(pool, targetRatio: targetRatio))
        }
    }

    private var touchedPools: Set<String> = []

    mutating func hold(_ reason: String) {
        append(PlanStep(kind: .hold, reason: reason, rule: "response-1", after: figures()))
    }

    // MARK: Response 5

    /// Automatic features that act on their own while the owner acts by hand.
    mutating func disableAutomation() {
        for position in account.positions where position.autoAddMargin {
            append(
                PlanStep(
                    kind: .disableAuto, symbol: position.symbol, side: position.side,
                    reason: "Automatic margin top-up draws the wallet down while you decide where "
                        + "the money goes. Leave it on only if this position is the one to save.",
                    rule: "response-5", after: figures()))
        }
        let reduceOnly = account.openOrders.filter(\.reduceOnly)
        if let order = reduceOnly.first {
            append(
                PlanStep(
                    kind: .disableAuto, symbol: order.symbol, side: order.side,
                    reason:
                        "Reduce-only orders (\(reduceOnly.count)) may fill while you act; cancel "
                        + "those that the steps below replace.",
                    rule: "response-5", after: figures()))
        }
        let adding = account.openOrders.enumerated().filter { !$0.element.reduceOnly }
        guard let first = adding.first else { return }
        var after = account
        after.openOrders.removeAll { !$0.reduceOnly }
        assessment = calculator.assess(after)
        append(
            PlanStep(
                kind: .cancelOrders, symbol: first.element.symbol,
                reason:
                    "Resting orders (\(adding.count)) would add to a position when filled; the venue "
                    + "cancels them first anyway.",
                rule: "response-4", after: figures()))
    }

    // MARK: Fund

    mutating func cureByDepositThenReduction() {
        cureByDeposit(beyondFunds: false)
        cureByReduction()
    }

    /// `beyondFunds`: as if money of the pool's coin were at hand at no fee.
    mutating func cureByDeposit(beyondFunds: Bool) {
        for pool in poolsToCure {
            guard pool.requirement != nil, pool.equity != nil else { continue }
            touchedPools.insert(pool.id)
            let funding = PoolFunding(account: account, pool: pool)
            var amount = PlanTargets.amount(
                reaching: targetRatio, in: pool, of: account, calculator)
            amount = moveFromWallet(amount, to: pool)
            guard amount.isPositive else { continue }
            if beyondFunds {
                credit(amount, fee: .zero, from: nil, to: pool, isOnlySource: true)
            } else {
                depositFromFunds(amount, to: pool, coin: funding.coin)
            }
        }
    }

    /// An isolated position can be topped up from the account's own free balance at once. Returns
    /// what is still missing.
    private mutating func moveFromWallet(_ amount: Exact, to pool: PoolAssessment) -> Exact {
        let funding = PoolFunding(account: account, pool: pool)
        guard let index = funding.isolatedIndex else { return amount }
        let free = freeBalance(of: funding.coin)
        let moved = min(amount, free)
        guard moved.isPositive,
            let after = AccountSimulator.addingMargin(
                moved, toPositionAt: index, coin: funding.coin, fromWallet: true, of: account)
        else { return amount }
        assessment = calculator.assess(after)
        append(
            PlanStep(
                kind: .addIsolatedMargin, symbol: account.positions[index].symbol,
                side: account.positions[index].side, amount: moved, asset: funding.coin,
                cost: .zero,
                reason: "Money that already lies in the account reaches the position at once and "
                    + "costs nothing.",
                rule: "fund-1", after: figures(of: pool.id)))
        return amount - moved
    }

    /// What the wallet holds that no cross position needs, now or to stay at the target itself.
    private func freeBalance(of coin: String) -> Exact {
        let crossPools = assessment.pools.filter { $0.marginMode == .cross }
        if crossPools.contains(where: { $0.asset == "USD" }) { return .zero }
        if let cross = crossPools.first(where: { $0.asset == coin }) {
            guard let available = cross.availableBalance, let equity = cross.equity,
                let needed = cross.requirement?.divided(by: targetRatio)
            else { return .zero }
            return max(.zero, min(available, equity - needed))
                .rounded(toMultipleOf: PlanTargets.step(of: coin), .down)
        }
        let balance = account.collateral.first { $0.asset == coin }?.walletBalance
        return max(.zero, balance.map { Exact($0) } ?? .zero)
    }

    private mutating func depositFromFunds(
        _ amount: Exact, to pool: PoolAssessment, coin: String
    ) {
        let planned = DepositPlanner(account: account, policy: policy)
            .transfers(covering: amount, of: coin)
        // Two pools of one account pass over the same funds for the same reasons.
        skipped += planned.skipped.filter { !skipped.contains($0) }
        for transfer in planned.transfers {
            credit(
                transfer.credited, fee: transfer.fee, from: transfer.funds, to: pool,
                isOnlySource: planned.transfers.count == 1)
        }
        if planned.covered < amount {
            let missing = (amount - planned.covered).rounded(places: 2, .up)?.description ?? ""
            skipped.append(
                SkippedStep(
                    kind: .deposit,
                    why: "funds that can arrive in time fall \(missing) \(coin) short of the "
                        + "target amount; positions are reduced instead",
                    source: "funds"))
        }
    }

    /// Sent, then credited: only the credit changes the account (article: Fund 4).
    private mutating func credit(
        _ amount: Exact, fee: Exact, from funds: AvailableFunds?, to pool: PoolAssessment,
        isOnlySource: Bool
    ) {
        let funding = PoolFunding(account: account, pool: pool)
        guard let after = funding.crediting(amount) else { return }
        let origin = funds.map { " from \($0.place) by \($0.route)" } ?? ""
        append(
            PlanStep(
                kind: .deposit, amount: amount, asset: funding.coin, cost: fee,
                confirmationSeconds: funds?.confirmationSeconds.map { Exact($0) },
                reason: "Send it\(origin); "
                    + (isOnlySource
                        ? "one source, so that nothing has to be matched up while the clock runs."
                        : "no single source covers the amount, so the quickest go first."),
                rule: funds == nil ? "fund-2" : "fund-1", after: figures(of: pool.id)))
        pay(fee, in: funding.coin)
        var credited = after
        if let funds, let index = credited.funds.firstIndex(of: funds),
            let left = (Exact(funds.amount) - amount - fee).decimal
        {
            credited.funds[index].amount = left
        }
        assessment = calculator.assess(credited)
        let wait = funds?.confirmationSeconds.map { " (about \($0) s)" } ?? ""
        append(
            PlanStep(
                kind: .awaitCredit, amount: amount, asset: funding.coin,
                reason: "Wait until the venue shows the credit\(wait): what is on its way does not "
                    + "count.",
                rule: "fund-4", after: figures(of: pool.id)))
        guard let index = funding.isolatedIndex else { return }
        append(
            PlanStep(
                kind: .addIsolatedMargin, symbol: account.positions[index].symbol,
                side: account.positions[index].side, amount: amount, asset: funding.coin,
                cost: .zero,
                reason: "Add the credited amount to the isolated position: in the wallet alone it "
                    + "does not protect it.",
                rule: "fund-1", after: figures(of: pool.id)))
    }

    // MARK: Adjust 1

    /// Losing legs first, largest loss first, each only as far as the target needs.
    mutating func cureByReduction() {
        for pool in poolsToCure {
            touchedPools.insert(pool.id)
            let planner = ReductionPlanner(
                calculator: calculator, poolID: pool.id, targetRatio: targetRatio)
            while let current = assessment.pool(pool.id),
                !PlanGoal.isMet(current, targetRatio: targetRatio)
            {
                guard let index = nextLeg(in: pool.id),
                    let reduction = planner.reduction(of: index, in: account)
                else { break }
                take(reduction, poolID: pool.id)
            }
        }
    }

    private func nextLeg(in poolID: String) -> Int? {
        assessment.positions.indices
            .filter { assessment.positions[$0].pool == poolID }
            .min { left, right in
                let leftPnl = assessment.positions[left].unrealizedPnl ?? .zero
                let rightPnl = assessment.positions[right].unrealizedPnl ?? .zero
                return leftPnl < rightPnl
            }
    }

    private mutating func take(_ reduction: ReductionPlanner.Reduction, poolID: String) {
        let position = reduction.terms.position
        let isWhole = reduction.quantity == Exact(position.quantity)
        let loses = reduction.terms.unrealizedPnl?.isNegative ?? false
        assessment = calculator.assess(reduction.account)
        pay(reduction.cost, in: reduction.terms.names.settle)
        var reason =
            loses
            ? "The leg with the largest loss that is still open goes first."
            : "No losing leg is left; this one frees what is still missing."
        if !reduction.stepIsKnown {
            reason += " The venue's order step is not known (step-unknown): round up to it."
        }
        append(
            PlanStep(
                kind: isWhole ? .close : .reduce, symbol: position.symbol, side: position.side,
                quantity: reduction.quantity, price: reduction.terms.markPrice,
                cost: reduction.cost, reason: reason, rule: "adjust-1",
                after: figures(of: poolID)))
    }

    mutating func append(_ step: PlanStep) { steps.append(step) }

    /// The figures of the pool that a step is about, or of the worst one.
    func figures(of poolID: String? = nil) -> PoolFigures {
        PoolFigures(poolID.flatMap { assessment.pool($0) } ?? assessment.worstPool)
    }
}
