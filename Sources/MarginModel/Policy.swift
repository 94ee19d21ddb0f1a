/// The numbers that an assessment and a plan are made with.
public struct Policy: Hashable, Sendable {
    /// On n = requirement ÷ equity: what the plan aims at or below.
    public var targetRatio: Decimal
    /// In percent of price: a plan that ends nearer to liquidation is not verified. Zero: no such target.
    public var targetDistancePercent: Decimal
    public var roundUpPercent: Decimal
    public var deadlineSeconds: Decimal
    public var confirmationSeconds: Decimal
    public var leverageCap: Decimal
    public var stopPercentNear: Decimal
    public var stopPercentFar: Decimal
    public var slippagePercent: Decimal
    public var riskBudgetPercent: Decimal
    public var atrMultiple: Decimal
    /// A stress table goes from minus to plus this, in percent, by the step below.
    public var stressRangePercent: Decimal
    public var stressStepPercent: Decimal
    /// How long a loan is taken to be needed.
    public var loanHours: Decimal
    public var bounds: StateBounds

    public init(
        targetRatio: Decimal, targetDistancePercent: Decimal = 3, roundUpPercent: Decimal,
        deadlineSeconds: Decimal,
        confirmationSeconds: Decimal, leverageCap: Decimal, stopPercentNear: Decimal,
        stopPercentFar: Decimal, slippagePercent: Decimal, riskBudgetPercent: Decimal,
        atrMultiple: Decimal, stressRangePercent: Decimal = 30, stressStepPercent: Decimal = 5,
        loanHours: Decimal = 72, bounds: StateBounds
    ) {
        self.targetRatio = targetRatio
        self.targetDistancePercent = targetDistancePercent
        self.roundUpPercent = roundUpPercent
        self.deadlineSeconds = deadlineSeconds
        self.confirmationSeconds = confirmationSeconds
        self.leverageCap = leverageCap
        self.stopPercentNear = stopPercentNear
        self.stopPercentFar = stopPercentFar
        self.slippagePercent = slippagePercent
        self.riskBudgetPercent = riskBudgetPercent
        self.atrMultiple = atrMultiple
        self.stressRangePercent = stressRangePercent
        self.stressStepPercent = stressStepPercent
        self.loanHours = loanHours
        self.bounds = bounds
    }

    public static let standard = Policy(
        targetRatio: Decimal(significand: 5, scale: 1), roundUpPercent: 5, deadlineSeconds: 60,
        confirmationSeconds: 10, leverageCap: 10, stopPercentNear: 3, stopPercentFar: 5,
        slippagePercent: Decimal(significand: 1, scale: 1), riskBudgetPercent: 1, atrMultiple: 2,
        bounds: .standard)

    /// This policy with an account's own numbers put in.
    public func applying(_ overrides: PolicyOverrides) -> Policy {
        var policy = self
        for (field, value) in overrides.values { policy[keyPath: field.path] = value }
        return policy
    }
}

/// Where states begin, on n, inclusive, and on the distance to liquidation. OKX warns earlier, so it
/// has a bound of its own.
public struct StateBounds: Hashable, Sendable {
    public var watch: Decimal
    public var watchNumeratorAtOkx: Decimal
    public var watchDenominatorAtOkx: Decimal
    public var call: Decimal
    /// An account that is nearer to liquidation than this, in percent of price, is on watch whatever
    /// n says. Zero: no such bound.
    public var watchDistancePercent: Decimal
    /// The same for a margin call.
    public var callDistancePercent: Decimal

    public init(
        watch: Decimal, watchNumeratorAtOkx: Decimal, watchDenominatorAtOkx: Decimal, call: Decimal,
        watchDistancePercent: Decimal = 3, callDistancePercent: Decimal = 1
    ) {
        self.watch = watch
        self.watchNumeratorAtOkx = watchNumeratorAtOkx
        self.watchDenominatorAtOkx = watchDenominatorAtOkx
        self.call = call
        self.watchDistancePercent = watchDistancePercent
        self.callDistancePercent = callDistancePercent
    }

    /// Whether the bounds on the distance follow each other; one that is zero is switched off.
    public var distancesAreInOrder: Bool {
        watchDistancePercent.isZero || callDistancePercent <= watchDistancePercent
    }

    /// Watch at 0.8 (OKX: at 1/3, its 300 % warning), call at 0.9. Liquidation is 1 at every venue.
    /// Watch also within 3 % of price, call within 1 %.
    public static let standard = StateBounds(
        watch: Decimal(significand: 8, scale: 1), watchNumeratorAtOkx: 1, watchDenominatorAtOkx: 3,
        call: Decimal(significand: 9, scale: 1))
}

/// The policy numbers that one account sets for itself.
public struct PolicyOverrides: Hashable, Sendable {
    public enum Field: String, Hashable, Sendable, CaseIterable {
        case targetRatio, targetDistancePercent, roundUpPercent, deadlineSeconds,
            confirmationSeconds, leverageCap
        case stopPercentNear, stopPercentFar, slippagePercent, riskBudgetPercent, atrMultiple
        case stressRangePercent, stressStepPercent, loanHours
        case watchDistancePercent, callDistancePercent

        /// Those that stand under `bounds`, in an account's policy and in the site's.
        public static let bounds: [Field] = [.watchDistancePercent, .callDistancePercent]
        public static let plain = allCases.filter { !bounds.contains($0) }

        fileprivate var path: any WritableKeyPath<Policy, Decimal> & Sendable {
            switch self {
            case .targetRatio: \.targetRatio
            case .targetDistancePercent: \.targetDistancePercent
            case .roundUpPercent: \.roundUpPercent
            case .deadlineSeconds: \.deadlineSeconds
            case .confirmationSeconds: \.confirmationSeconds
            case .leverageCap: \.leverageCap
            case .stopPercentNear: \.stopPercentNear
            case .stopPercentFar: \.stopPercentFar
            case .slippagePercent: \.slippagePercent
            case .riskBudgetPercent: \.riskBudgetPercent
            case .atrMultiple: \.atrMultiple
            case .stressRangePercent: \.stressRangePercent
            case .stressStepPercent: \.stressStepPercent
            case .loanHours: \.loanHours
            case .watchDistancePercent: \.bounds.watchDistancePercent
            case .callDistancePercent: \.bounds.callDistancePercent
            }
        }
    }

    public var values: [Field: Decimal]

    public init(_ values: [Field: Decimal] = [:]) { self.values = values }
}
