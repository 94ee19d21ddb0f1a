import MarginModel

/// A plan in the making: the account so far, its assessment, and the steps that led there.
struct PlanDraft {
    private(set) var assessment: Assessment
    /// For edits of the account as it is now.
    private(set) var calculator: MarginCalculator
    let targetRatio: Exact
    private(set) var steps: [PlanStep] = []
    var skipped: [SkippedStep] = []
    /// Pools that a step was meant to cure.
    var touchedPools: Set<String> = []
    /// Fees, slippage and transfer costs, in each coin that they are paid in.
    private var costs: [String: Exact] = [:]
    /// Whether a step costs what nobody here knows.
    private var hasUnknownCost = false
    /// The account before the first step.
    let origin: Assessment
    private let originCalculator: MarginCalculator
    /// Coins that the wallet owed before the first step.
    private let owedCoins: Set<String>
    private var isEdited = false
    /// Of the account as it is now, where it was asked.
    private var measured: [String: Missing] = [:]
    /// Whether a step brought a pool that was under its trigger closer to it, and not to the goal.
    private(set) var hasWorsened = false

    init(assessment: Assessment, calculator: MarginCalculator, targetRatio: Exact) {
        self.assessment = assessment
        self.calculator = calculator
        self.targetRatio = targetRatio
        origin = assessment
        originCalculator = calculator
        owedCoins = assessment.account.owedCoins
    }

    var account: Account { assessment.account }
    /// `nil` when costs are paid in several coins: they have no sum.
    var cost: Exact? {
        guard !hasUnknownCost else { return nil }
        let paid = costs.values.filter { !$0.isZero }
        return paid.count > 1 ? nil : paid.first ?? .zero
    }

    mutating func pay(_ amount: Exact?, in coin: String) {
        guard let amount else {
            hasUnknownCost = true
            return
        }
        costs[coin, default: .zero] += amount
    }

    var policy: Policy { calculator.conditions.policy }

    /// Pools that the venue warns of and those that a step has brought only part of the way, worst
    /// first.
    var poolsToCure: [PoolAssessment] {
        assessment.pools
            .filter { pool in
                guard pool.ratioState == .healthy else { return pool.ratioState != .incomplete }
                return touchedPools.contains(pool.id)
                    && !PlanGoal.isMet(pool, targetRatio: targetRatio)
            }
            .sorted { $1.isBetter(than: $0) }
    }

    var distance: TargetDistance { TargetDistance(calculator, of: account) }

    /// What a pool misses.
    struct Missing {
        let toTarget: Exact
        /// `nil` where no amount was found, or nothing is asked of the distance.
        let toDistance: Exact?
    }

    /// What `pool` misses, asked once for the plan and its alternatives.
    mutating func measure(_ pool: PoolAssessment) -> Missing {
        let missing = Missing(
            toTarget: amountToTarget(of: pool), toDistance: amountToDistance(of: pool))
        measured[pool.id] = missing
        return missing
    }

    func amountToTarget(of pool: PoolAssessment) -> Exact {
        measured[pool.id]?.toTarget
            ?? PlanTargets.amount(reaching: targetRatio, in: pool, of: account, calculator)
    }

    func amountToDistance(of pool: PoolAssessment) -> Exact? {
        if let known = measured[pool.id] { return known.toDistance }
        return distance.amount(for: pool)
    }

    /// Every pool healthy, those that a step touched at or under the target, no loss left behind by
    /// a pool that was closed, and no pool brought closer to its trigger on the way.
    var isCured: Bool {
        !hasWorsened && !leavesDebt
            && assessment.pools.allSatisfy { pool in
                pool.ratioState == .healthy
                    && (!touchedPools.contains(pool.id)
                        || PlanGoal.isMet(pool, targetRatio: targetRatio))
            }
    }

    /// Whether a pool within the bounds on distance was left alone.
    var leavesClosePool: Bool {
        assessment.pools.contains { $0.isClose && !touchedPools.contains($0.id) }
    }

    /// Whether a coin is newly owed that no pool's equity counts.
    private var leavesDebt: Bool {
        let counted = assessment.pools.filter { $0.marginMode == .cross }.map(\.asset)
        return !counted.contains("USD")
            && !account.owedCoins.subtracting(owedCoins).isSubset(of: counted)
    }

    /// The account as a step leaves it, re-assessed.
    ///
    /// - Parameter earlier: What no pool may be worse than; `nil`: the account before the step.
    mutating func advance(to account: Account, since earlier: Assessment? = nil) {
        advance(to: calculator.edit(account), since: earlier)
    }

    mutating func advance(
        to edit: (assessment: Assessment, calculator: MarginCalculator),
        since earlier: Assessment? = nil
    ) {
        let before = earlier ?? assessment
        (assessment, calculator) = edit
        isEdited = true
        measured = [:]
        for pool in assessment.pools {
            guard let earlier = before.pool(pool.id), earlier.state < .liquidation,
                pool.isCloser(than: earlier)
            else { continue }
            if !PlanGoal.isMet(pool, targetRatio: targetRatio) { hasWorsened = true }
        }
    }

    /// The assessment with the prices that liquidate.
    var priced: Assessment {
        isEdited ? calculator.assess(account, solving: true, pricesEdits: true) : assessment
    }

    /// The plan anew, without its steps.
    func restarted() -> PlanDraft {
        PlanDraft(assessment: origin, calculator: originCalculator, targetRatio: targetRatio)
    }

    /// What comes before every cure: no order is left that adds risk, and nothing is sent after what is
    /// lost.
    mutating func prepare() {
        cancelOrders()
        leaveLostPositions()
    }

    mutating func append(_ step: PlanStep) { steps.append(step) }

    /// The figures of the pool that a step is about, or of the worst one.
    func figures(of poolID: String? = nil) -> PoolFigures {
        PoolFigures(poolID.flatMap { assessment.pool($0) } ?? assessment.worstPool)
    }
}

extension Account {
    /// Coins whose balance is below zero.
    fileprivate var owedCoins: Set<String> {
        Set(collateral.filter { $0.walletBalance?.isNegative ?? false }.map(\.asset))
    }
}

extension PoolAssessment {
    /// Whether n is higher than `other`'s: requirement ÷ equity, multiplied out.
    fileprivate func isCloser(than other: PoolAssessment) -> Bool {
        guard let requirement, let equity, let otherRequirement = other.requirement,
            let otherEquity = other.equity, otherEquity.isPositive
        else { return false }
        guard equity.isPositive else { return true }
        return requirement * otherEquity > otherRequirement * equity
    }
}
