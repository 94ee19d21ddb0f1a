package import MarginModel

/// What the venue's rules say of an account at its instant (`marginalia/assessment/1`).
///
/// Every figure is exact; `nil` means withheld, and `reasons` says why.
package struct Assessment: Sendable {
    package let account: Account
    package private(set) var state: AccountState
    /// Why something is withheld or labelled, in the order of the account's parts.
    package private(set) var reasons: [AssessmentReason]
    package private(set) var pools: [PoolAssessment]
    package let positions: [PositionAssessment]
    package let distance: Distance
    package internal(set) var reconciliation: [ReconciliationRow]
    package let provenance: Provenance
    /// What the figures were read off, for whoever asks on; empty where they are the venue's own.
    var compiled: [CompiledPool] = []

    package init(
        account: Account, state: AccountState, reasons: [AssessmentReason],
        pools: [PoolAssessment], positions: [PositionAssessment], distance: Distance,
        reconciliation: [ReconciliationRow], provenance: Provenance
    ) {
        self.account = account
        self.state = state
        self.reasons = reasons
        self.pools = pools
        self.positions = positions
        self.distance = distance
        self.reconciliation = reconciliation
        self.provenance = provenance
    }

    /// The pool that decides the account's state: the highest n, the first of equals.
    package var worstPool: PoolAssessment? {
        if let onlyPool { return onlyPool }
        return pools.filter { $0.requirement != nil }
            .max { left, right in left.isBetter(than: right) } ?? pools.first
    }

    /// What made the state; `nil` where it is incomplete.
    package var cause: StateCause? {
        guard state != .incomplete else { return nil }
        var isDistance = false
        for index in pools.indices where pools[index].state == state {
            switch pools[index].cause {
            case .ratio: return .ratio
            case .distance: isDistance = true
            case nil: break
            }
        }
        return isDistance ? .distance : .ratio
    }

    /// The nearest move of prices that liquidates a pool which stands now.
    package var nearestAdverseMove: AdverseMove? {
        pools.compactMap(\.nearestMove).min { $0.percent.magnitude < $1.percent.magnitude }
    }

    /// The nearest of those moves that is within the bounds on distance.
    package var closeMove: AdverseMove? {
        pools.filter(\.isClose).compactMap(\.nearestMove)
            .min { $0.percent.magnitude < $1.percent.magnitude }
    }

    /// Whether every pool is known to be healthy, by its ratio and by its distance from liquidation.
    /// Only of such an account it can be said that nothing has to be done.
    package var isKnownHealthy: Bool {
        state == .healthy && distance.isKnown && !isDoubtful
            && !LiquidationUnderWay(self).isUnderWay
    }

    /// Whether a pool holds nothing that could be liquidated, and owes the venue what it lacks.
    func isDebtAlone(_ pool: PoolAssessment) -> Bool {
        pool.equity?.isNegative == true && account.accountMode != .portfolio
            && account.borrowed.isEmpty && !positions.contains { $0.pool == pool.id }
    }

    /// Pools without a position that owe: what a state of bankruptcy means there.
    var debts: [AssessmentReason] {
        // Asked of every account, and true of few.
        guard pools.contains(where: { $0.equity?.isNegative == true }) else { return [] }
        return pools.filter(isDebtAlone).map { pool in
            let owed = pool.equity?.magnitude.rounded(places: 8)?.description ?? "what is missing"
            return AssessmentReason(
                .noPosition, at: pool.id,
                "with no position in \(pool.id) nothing is left to liquidate, and \(owed) "
                    + "\(pool.asset) is owed to \(account.venue.displayName)")
        }
    }

    /// Whether a figure was taken as given that can hardly be true.
    package var isDoubtful: Bool { reasons.contains { $0.code == .implausible } }

    /// Adds what is to be told beside the figures.
    mutating func tell(_ doubts: [AssessmentReason]) { reasons += doubts }

    /// Takes the venue's word against its own state, unless that is as bad already.
    mutating func dispute(_ reason: AssessmentReason, pool id: String) {
        reasons.append(reason)
        withholdState { $0.id == id }
    }

    /// Takes the venue's word that it is liquidating.
    mutating func takeWordOfLiquidation() {
        guard !account.liquidating.isEmpty else { return }
        reasons.append(
            AssessmentReason(
                .venueSaysWorse, at: "liquidating",
                "\(account.venue.displayName) says that it is liquidating "
                    + account.liquidating.joined(separator: ", ")))
        withholdState()
    }

    /// Says nothing of the account's state but that it is past its trigger, if it is.
    mutating func withholdState(of isMeant: (PoolAssessment) -> Bool = { _ in true }) {
        guard state < .liquidation else { return }
        state = .incomplete
        for index in pools.indices where isMeant(pools[index]) { pools[index].isDisputed = true }
    }

    /// The only pool, where there is one: top-level money is filled from it alone.
    package var onlyPool: PoolAssessment? { pools.count == 1 ? pools[0] : nil }

    package func pool(_ id: String) -> PoolAssessment? { pools.first { $0.id == id } }
}

package struct AssessmentReason: Hashable, Sendable {
    package let code: ReasonCode
    /// What it concerns: `positions[0].markPrice`, `collateral[BTC]`.
    package let place: String
    package let message: String

    package init(_ code: ReasonCode, at place: String, _ message: String) {
        self.code = code
        self.place = place
        self.message = message
    }
}

/// How far the account is from liquidation.
package struct Distance: Sendable {
    /// A move of all marks by the same percentage, down or up.
    package struct Side: Sendable {
        /// Negative for a fall. `nil` when no move triggers, or when it is withheld.
        package var percent: Exact?
        /// The pool that comes to its trigger first.
        package var pool: String?
        /// Why the move is withheld.
        package var withheld: ReasonCode?
        /// The move at which a position outgrows the last tier, where what liquidates lies beyond.
        package var tiersEndAtPercent: Exact?

        /// Whether the move is solved, known not to exist, or known to be far.
        fileprivate var isKnown: Bool {
            withheld == nil || tiersEndAtPercent.map { $0.magnitude >= Self.far } ?? false
        }

        /// In percent.
        private static let far: Exact = 10

        package init(
            percent: Exact? = nil, pool: String? = nil, withheld: ReasonCode? = nil,
            tiersEndAtPercent: Exact? = nil
        ) {
            self.percent = percent
            self.pool = pool
            self.withheld = withheld
            self.tiersEndAtPercent = tiersEndAtPercent
        }
    }

    package let down: Side
    package let up: Side
    /// requirement − equity of the worst pool when positive, else zero.
    package let deficit: Exact?

    package var jointMoveDownPercent: Exact? { down.percent }
    package var jointMoveUpPercent: Exact? { up.percent }
    /// The joint move of smaller size, of those that bring the trigger.
    package var nearest: Exact? {
        [down.percent, up.percent].compactMap(\.self).min { $0.magnitude < $1.magnitude }
    }
    /// Whether nothing near can be hidden in a move that is withheld.
    package var isKnown: Bool { down.isKnown && up.isKnown }
    package var isWithheld: Bool { down.withheld != nil || up.withheld != nil }

    package init(down: Side = Side(), up: Side = Side(), deficit: Exact?) {
        self.down = down
        self.up = up
        self.deficit = deficit
    }
}

/// Where the figures come from.
package struct Provenance: Sendable {
    package struct Price: Sendable {
        package let symbol: String
        package let kind: PriceKind
        package let source: String
        package let asOf: Instant

        package init(symbol: String, kind: PriceKind, source: String, asOf: Instant) {
            self.symbol = symbol
            self.kind = kind
            self.source = source
            self.asOf = asOf
        }
    }

    package struct Sheet: Hashable, Sendable {
        package let symbol: String
        package let asOf: SheetDate
        package let source: String

        package init(symbol: String, asOf: SheetDate, source: String) {
            self.symbol = symbol
            self.asOf = asOf
            self.source = source
        }
    }

    /// The rule set in words: "Binance USD-M, single-asset mode".
    package let rules: String
    /// The pages that the rules are taken from.
    package let ruleSources: [String]
    package let sheets: [Sheet]
    package let prices: [Price]
    package let clock: Instant

    package init(
        rules: String, ruleSources: [String], sheets: [Sheet], prices: [Price], clock: Instant
    ) {
        self.rules = rules
        self.ruleSources = ruleSources
        self.sheets = sheets
        self.prices = prices
        self.clock = clock
    }
}
