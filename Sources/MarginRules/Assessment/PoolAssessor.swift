import MarginModel

/// Computes one pool and its positions.
struct PoolAssessor {
    let pool: MarginPool
    let account: Account
    let rules: any VenueRules
    let conditions: MarginConditions
    /// Whether parts of the account exclude each other, so that no requirement can be right.
    let isContradictory: Bool
    /// Whether prices and moves to liquidation are wanted.
    let isSolving: Bool
    private(set) var reasons: [AssessmentReason] = []

    init(
        pool: MarginPool, account: Account, rules: any VenueRules, conditions: MarginConditions,
        isContradictory: Bool = false, solving: Bool = true
    ) {
        self.pool = pool
        self.account = account
        self.rules = rules
        self.conditions = conditions
        self.isContradictory = isContradictory
        isSolving = solving
    }

    mutating func assess() -> (
        pool: PoolAssessment, positions: [(index: Int, assessment: PositionAssessment)],
        distance: Distance
    ) {
        let measured = measured
        noteUnknownTiers(measured)
        let assessment = assessment(measured)
        let (requirement, equity) = (assessment.requirement, assessment.equity)
        // Without equity nothing can be said of a price, not even that there is none.
        let canSolve = isSolving && requirement != nil && equity != nil
        let book = canSolve ? PoolBook(pool, rules, measured) : nil
        let triggers = book?.triggers()
        var positions: [(index: Int, assessment: PositionAssessment)] = []
        positions.reserveCapacity(measured.count)
        for (index, position) in measured.enumerated() {
            let figures = PositionFigures.assessment(
                of: position, in: assessment, rules, triggers?[index])
            if canSolve { noteAbsentTrigger(figures, position.terms) }
            positions.append((position.terms.index, figures))
        }
        let sides = jointSides(book)
        let deficit = requirement.flatMap { need in equity.map { max(.zero, need - $0) } }
        var nearest = NearestMove()
        nearest.take(sides.down.percent, nil)
        nearest.take(sides.up.percent, nil)
        for (_, figures) in positions {
            nearest.take(figures.distanceDownPercent, figures.position.symbol)
            nearest.take(figures.distanceUpPercent, figures.position.symbol)
        }
        return (
            assessment.warned(of: nearest.move, conditions.policy.bounds), positions,
            Distance(down: sides.down, up: sides.up, deficit: deficit)
        )
    }

    private func jointSides(_ book: PoolBook?) -> (down: Distance.Side, up: Distance.Side) {
        guard isSolving, !pool.members.isEmpty else { return (Distance.Side(), Distance.Side()) }
        guard let sides = book?.sides(along: .joint, .joint) else {
            let unknown = Distance.Side(withheld: .notModelled)
            return (unknown, unknown)
        }
        return (Distance.Side(sides.down, of: pool.id), Distance.Side(sides.up, of: pool.id))
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
        return (assessment, PoolBook(pool, rules, measured))
    }

    /// The same with what distance says of the pool.
    var warned: (pool: PoolAssessment, book: PoolBook?) {
        let (assessment, book) = compiled
        let move = assessment.isPastTrigger ? nil : book?.nearestMove()
        return (assessment.warned(of: move, conditions.policy.bounds), book)
    }

    private var measured: [MeasuredPosition] {
        pool.members.map { MeasuredPosition($0, in: pool, rules) }
    }

    private func assessment(_ measured: [MeasuredPosition]) -> PoolAssessment {
        let equity = pool.equity
        let isWhole = !pool.holdsUnmodelled
        let added = isContradictory || !isWhole ? nil : pool.extras.requirement
        let maintenance = total(of: measured, plus: added, \.maintenanceMargin)
        let requirement = maintenance == nil ? nil : total(of: measured, plus: added, \.requirement)
        let initial = total(
            of: measured, plus: isWhole ? pool.extras.initialMargin : nil, \.initialMargin)
        return PoolAssessment(
            id: pool.id, asset: pool.asset, marginMode: pool.marginMode, equity: equity,
            walletBalance: pool.wallet,
            unrealizedPnl: total(of: measured, plus: isWhole ? .zero : nil, \.unrealizedPnl),
            initialMargin: initial, maintenanceMargin: maintenance, requirement: requirement,
            availableBalance: availableBalance(equity: equity, initialMargin: initial),
            ratio: ratio(requirement, equity),
            native: rules.native(requirement: requirement, equity: equity),
            state: StateLevels(conditions.policy.bounds, account.venue).state(
                requirement: requirement, equity: equity, hasPositions: !pool.members.isEmpty))
    }

    /// The weighted sum over the members; `nil` as soon as one is missing: never a partial sum.
    private func total(
        of measured: [MeasuredPosition], plus added: Exact?,
        _ figure: (MeasuredPosition) -> Exact?
    ) -> Exact? {
        guard var sum = added else { return nil }
        for position in measured {
            guard let value = position.counted(figure(position)) else { return nil }
            sum += value
        }
        return sum
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

    private mutating func noteUnknownTiers(_ measured: [MeasuredPosition]) {
        for position in measured where position.terms.tierIndex == nil {
            let member = position.terms
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
