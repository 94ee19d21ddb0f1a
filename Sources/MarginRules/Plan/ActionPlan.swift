package import MarginModel

/// Ordered steps that bring an account back under its target ratio, each re-assessed.
package struct ActionPlan: Sendable {
    /// The highest n that the plan accepts at its end.
    package let targetRatio: Exact
    package let steps: [PlanStep]
    /// Whether re-assessment after the last step shows every pool healthy by its ratio, every pool that
    /// a step was meant to cure at or under the target, and no step brought a pool that was under its
    /// trigger closer to it on the way.
    package let reachesTarget: Bool
    /// Whether no step was meant for a pool that is within them: to hold there is not proven right.
    let leavesClosePool: Bool
    /// What is still nearer to liquidation after the last step than the policy's target.
    package let distanceGap: DistanceGap?
    package let targetDistancePercent: Exact
    /// The nearest move that liquidates after the last step; `nil` where none does, or none is known.
    package let nearestMove: AdverseMove?
    package var isVerified: Bool { reachesTarget && !leavesClosePool && distanceGap == nil }
    /// Fees, slippage and transfer costs of all steps, in the worst pool's asset.
    package let cost: Exact?
    package let alternatives: [PlanAlternative]
    package let skipped: [SkippedStep]
    package let targets: [TargetAmount]
    /// Deposits on their way, which nothing above counts.
    package let pending: [PendingDeposit]
    /// What is missing where the plan does not cure. `nil` when it does, or nothing is known.
    package let shortfall: PlanShortfall?

    package init(
        targetRatio: Exact, steps: [PlanStep], reachesTarget: Bool,
        leavesClosePool: Bool = false, distanceGap: DistanceGap? = nil,
        targetDistancePercent: Exact = .zero,
        nearestMove: AdverseMove? = nil, cost: Exact?, alternatives: [PlanAlternative],
        skipped: [SkippedStep], targets: [TargetAmount], pending: [PendingDeposit] = [],
        shortfall: PlanShortfall? = nil
    ) {
        self.targetRatio = targetRatio
        self.steps = steps
        self.reachesTarget = reachesTarget
        self.leavesClosePool = leavesClosePool
        self.distanceGap = distanceGap
        self.targetDistancePercent = targetDistancePercent
        self.nearestMove = nearestMove
        self.cost = cost
        self.alternatives = alternatives
        self.skipped = skipped
        self.targets = targets
        self.pending = pending
        self.shortfall = shortfall
    }
}

package enum StepKind: String, Hashable, Sendable, CaseIterable {
    case deposit
    case awaitCredit = "await-credit"
    case transfer
    case addIsolatedMargin = "add-isolated-margin"
    case reduce
    case close
    case cancelOrders = "cancel-orders"
    case setLeverage = "set-leverage"
    case setMarginMode = "set-margin-mode"
    case placeStop = "place-stop"
    case disableAuto = "disable-auto"
    case hold

    /// Whether it closes a position or a part of one.
    package var isCut: Bool { self == .reduce || self == .close }
}

/// One thing to do, and the account after it.
package struct PlanStep: Sendable {
    package let kind: StepKind
    package let symbol: String?
    package let side: PositionSide?
    /// Base coins or contracts, as the position counts.
    package let quantity: Exact?
    /// How to close `quantity`; `nil` of a step that closes nothing.
    package let order: PlanOrder?
    /// In units of `asset`.
    package let amount: Exact?
    package let asset: String?
    /// Trigger price of a stop, mark price of a reduction.
    package let price: Exact?
    package let cost: Exact?
    /// How long a deposit takes to be credited, where its route is known.
    package let confirmationSeconds: Exact?
    package let reason: String
    /// The id of the article step that it comes from: `fund-2`.
    package let rule: String
    package let after: PoolFigures

    package init(
        kind: StepKind, symbol: String? = nil, side: PositionSide? = nil, quantity: Exact? = nil,
        order: PlanOrder? = nil, amount: Exact? = nil, asset: String? = nil, price: Exact? = nil,
        cost: Exact? = nil,
        confirmationSeconds: Exact? = nil, reason: String, rule: String, after: PoolFigures
    ) {
        self.kind = kind
        self.symbol = symbol
        self.side = side
        self.quantity = quantity
        self.order = order
        self.amount = amount
        self.asset = asset
        self.price = price
        self.cost = cost
        self.confirmationSeconds = confirmationSeconds
        self.reason = reason
        self.rule = rule
        self.after = after
    }
}

/// The figures of the pool that a step is about, or of the worst one, at one point of a plan.
package struct PoolFigures: Sendable {
    package let pool: String?
    package let equity: Exact?
    package let requirement: Exact?
    package let ratio: Exact?
    package let native: Exact?
    package let state: AccountState
    /// `nil` where the state is incomplete.
    package let cause: StateCause?

    package init(
        pool: String? = nil, equity: Exact?, requirement: Exact?, ratio: Exact?, native: Exact?,
        state: AccountState, cause: StateCause? = .ratio
    ) {
        self.pool = pool
        self.cause = cause
        self.equity = equity
        self.requirement = requirement
        self.ratio = ratio
        self.native = native
        self.state = state
    }

    init(_ pool: PoolAssessment?) {
        self.init(
            pool: pool?.id, equity: pool?.equity, requirement: pool?.requirement,
            ratio: pool?.ratio, native: pool?.native.value, state: pool?.state ?? .incomplete,
            cause: pool?.cause)
    }
}

/// A deposit on its way, and the account as it would stand if it landed now.
package struct PendingDeposit: Sendable {
    package let deposit: Deposit
    /// The worst pool.
    package let after: PoolFigures
    package let nearestMove: AdverseMove?
}

/// A step of the article that this plan leaves out, and why.
package struct SkippedStep: Hashable, Sendable {
    package let kind: StepKind
    package let why: String
    /// The venue's error code or the rule that refuses it.
    package let source: String

    package init(kind: StepKind, why: String, source: String) {
        self.kind = kind
        self.why = why
        self.source = source
    }
}
