import MarginModel

/// Computes one pool and its positions.
struct PoolAssessor {
    let pool: MarginPool
    let account: Account
    let rules: any VenueRules
    let conditions: MarginConditions
    /// Whether parts of the account exclude each other, so that no requirement can be right.
    let isContradictory: Bool
    /// Whether moves to liquidation are wanted, and prices.
    let isSolving: Bool
    /// Of the account before an edit. Of an edited account moves are sought, and no prices.
    let unchanged: UnchangedPositions
    private let pricesEdits: Bool
    /// The members measured, where that is done.
    private let prepared: (measured: [MeasuredPosition], sums: PoolSums)?
    private(set) var reasons: [AssessmentReason] = []

    init(
        pool: MarginPool, account: Account, rules: any VenueRules, conditions: MarginConditions,
        isContradictory: Bool = false, solving: Bool = true, pricesEdits: Bool = false,
        unchanged: UnchangedPositions = .none,
        prepared: (measured: [MeasuredPosition], sums: PoolSums)? = nil
    ) {
        self.pool = pool
        self.account = account
        self.rules = rules
        self.conditions = conditions
        self.isContradictory = isContradictory
        self.pricesEdits = pricesEdits
        self.unchanged = unchanged
        self.prepared = prepared
        isSolving = solving
    }

    struct Result {
        let pool: PoolAssessment
        let positions: [(index: Int, assessment: PositionAssessment)]
        let distance: Distance
        let sums: PoolSums
        let compiled: CompiledPool
    }

    mutating func assess() -> Result {
        let measured = measured
        noteUnknownTiers()
        let sums = sums(measured)
        let assessment = assessment(sums)
        let (requirement, equity) = (assessment.requirement, assessment.equity)
        // Without equity nothing can be said of a price, not even that there is none.
        let canSolve = isSolving && requirement != nil && equity != nil
        let book = canSolve ? book(measured) : nil
        let isAlone = isEdit && !pricesEdits
        let triggers = isAlone ? nil : book?.triggers()
        var positions: [(index: Int, assessment: PositionAssessment)] = []
        positions.reserveCapacity(measured.count)
        for (place, member) in pool.members.enumerated() {
            if isAlone, let figures = unchanged.figures(of: member, in: pool) {
                positions.append((member.index, figures))
                continue
            }
            let figures = PositionFigures.assessment(
                of: measured[place], in: assessment, rules, triggers?[place], isAlone: isAlone)
            if canSolve, !isAlone { noteAbsentTrigger(figures, member) }
            positions.append((member.index, figures))
        }
        let joint = isSolving && !pool.members.isEmpty ? book?.sides(along: .joint, .joint) : nil
        let sides = distances(joint)
        let deficit = requirement.flatMap { need in equity.map { max(.zero, need - $0) } }
        var nearest: AdverseMove?
        if isAlone {
            nearest = assessment.isPastTrigger ? nil : book?.nearestMove(joint)
        } else {
            var move = NearestMove()
            move.take(sides.down.percent, nil)
            move.take(sides.up.percent, nil)
            for (_, figures) in positions {
                move.take(figures.distanceDownPercent, figures.position.symbol)
                move.take(figures.distanceUpPercent, figures.position.symbol)
            }
            nearest = move.move
        }
        return Result(
            pool: assessment.warned(of: nearest, conditions.policy.bounds), positions: positions,
            distance: Distance(down: sides.down, up: sides.up, deficit: deficit),
            sums: sums, compiled: CompiledPool(pool: pool, measured: measured, book: book))
    }

    private func distances(
        _ joint: (down: BookSide, up: BookSide)?
    ) -> (down: Distance.Side, up: Distance.Side) {
        guard isSolving, !pool.members.isEmpty else { return (Distance.Side(), Distance.Side()) }
        guard let joint else {
            let unknown = Distance.Side(withheld: .notModelled)
            return (unknown, unknown)
        }
        return (Distance.Side(joint.down, of: pool.id), Distance.Side(joint.up, of: pool.id))
    }

    /// The pool alone, without its positions' figures.
    var poolAssessment: PoolAssessment { assessment(measured) }

    /// The same, and the book where it has positions and no figure is missing.
    var compiled: (pool: PoolAssessment, book: PoolBook?) {
        let measured = measured
        let assessment = assessment(measured)
        guard !measured.isEmpty, assessment.requirement != nil, assessment.equity != nil else {
            return (assessment, nil)
        }
        return (assessment, book(measured))
    }

    private var isEdit: Bool { unchanged.known != nil }

    private func book(_ measured: [MeasuredPosition]) -> PoolBook? {
        PoolBook(
            pool, rules, measured, after: unchanged.pool(pool.id)?.compiled.book, isEdited: isEdit)
    }

    private var measured: [MeasuredPosition] {
        prepared?.measured ?? pool.members.map { unchanged.measured($0, in: pool, rules) }
    }

    private func assessment(_ measured: [MeasuredPosition]) -> PoolAssessment {
        assessment(sums(measured))
    }

    private func sums(_ measured: [MeasuredPosition]) -> PoolSums {
        prepared?.sums ?? unchanged.pool(pool.id).map { PoolSums(measured, after: $0) }
            ?? PoolSums(measured)
    }

    private func assessment(_ sums: PoolSums) -> PoolAssessment {
        // Whatever is not weighed by a collateral rate counts in full.
        let equity =
            pool.weighed.isEmpty
            ? Self.sum(pool.fixedEquity, sums.unrealizedPnl) : pool.equity
        let isWhole = !pool.holdsUnmodelled
        let added = isContradictory || !isWhole ? nil : pool.extras.requirement
        let maintenance = Self.sum(added, sums.maintenanceMargin)
        let requirement = maintenance == nil ? nil : Self.sum(added, sums.requirement)
        let initial = isWhole ? Self.sum(pool.extras.initialMargin, sums.initialMargin) : nil
        return PoolAssessment(
            id: pool.id, asset: pool.asset, marginMode: pool.marginMode, equity: equity,
            walletBalance: pool.wallet, unrealizedPnl: isWhole ? sums.unrealizedPnl : nil,
            initialMargin: initial, maintenanceMargin: maintenance, requirement: requirement,
            availableBalance: availableBalance(equity: equity, initialMargin: initial),
            ratio: ratio(requirement, equity),
            native: rules.native(requirement: requirement, equity: equity),
            state: StateLevels(conditions.policy.bounds, account.venue).state(
                requirement: requirement, equity: equity, hasPositions: !pool.members.isEmpty))
    }

    private static func sum(_ added: Exact?, _ positions: Exact?) -> Exact? {
        guard let added, let positions else { return nil }
        return added + positions
    }

    /// Cross: equity less initial margin of positions, orders and borrowings.
    private func availableBalance(equity: Exact?, initialMargin: Exact?) -> Exact? {
        guard pool.marginMode == .cross, let equity, let initialMargin else { return nil }
        return equity - initialMargin
    }

    private func ratio(_ requirement: Exact?, _ equity: Exact?) -> Exact? {
        guard let requirement, let equity, equity.isPositive else { return nil }
        return requirement.divided(by: equity)
    }

    private mutating func noteUnknownTiers() {
        for member in pool.members where member.tierIndex == nil {
            guard member.tierMeasure != nil else { continue }
            reasons.append(
                AssessmentReason(
                    .beyondLastTier, at: "positions[\(member.index)].quantity",
                    "\(member.position.symbol) is larger than the last tier in the sheet"))
        }
    }

    private mutating func noteAbsentTrigger(
        _ figures: PositionAssessment, _ member: PositionTerms
    ) {
        guard figures.maintenanceMargin != nil, figures.liquidationPrice == nil else { return }
        let symbol = member.position.symbol
        let place = "positions[\(member.index)].liquidationPrice"
        reasons.append(
            pool.losesWithoutEnd(symbol)
                ? AssessmentReason(
                    .beyondLastTier, at: place,
                    "the price of \(symbol) that brings its pool to liquidation makes the position "
                        + "larger than the last tier in the sheet")
                : AssessmentReason(
                    .noLiquidation, at: place,
                    "no price of \(symbol) alone brings its pool to liquidation"))
    }
}

extension Distance.Side {
    fileprivate init(_ side: BookSide, of pool: String) {
        switch side {
        case .percent(let percent): self.init(percent: percent, pool: pool)
        case .none: self.init()
        case .beyondLastTier(let end):
            self.init(withheld: .beyondLastTier, tiersEndAtPercent: end)
        }
    }
}
