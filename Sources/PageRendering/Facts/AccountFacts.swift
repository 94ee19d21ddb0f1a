package import MarginModel
package import MarginRules

/// What is chosen and decided of an account before anything is written: the pool that stands for it, the
/// sums over all, the nearest trigger, and why a figure is not there.
package struct AccountFacts: Sendable {
    package let pools: [PoolFacts]
    /// The pool that decides the state.
    package let worst: PoolFacts?
    /// All pools together; none where there is one, or where they count in different coins.
    package let total: PoolFacts?
    package let positions: [PositionFacts]
    /// The smaller move of all prices by the same percentage that brings the trigger.
    package let jointMove: Fact
    /// One market alone that reaches the trigger sooner than all together.
    package let loneMove: (symbol: String, move: Fact)?

    /// The first thing that is missing.
    package let gap: AssessmentReason?

    /// A trigger further away than this is none for people, in percent: no market goes there.
    package static let reachPercent: Exact = 1_000

    package static func isOutOfReach(_ percent: Exact) -> Bool { percent.magnitude > reachPercent }

    /// - Parameters:
    ///   - past: How it stood at the report before.
    ///   - tick: The price step of a market, where it is known.
    package init(
        _ assessment: Assessment, past: Standing? = nil,
        tick: (String) -> Decimal? = { _ in nil }
    ) {
        let maker = FactMaker(assessment)
        gap = maker.reason
        pools = assessment.pools.map { PoolFacts($0, past: past?.pool($0.id), maker) }
        let worstID = assessment.worstPool?.id
        worst = pools.first { $0.id == worstID }
        total = PoolFacts(sumOf: assessment.pools, maker)
        positions = assessment.positions.enumerated().map { index, position in
            PositionFacts(position, index: index, tick: tick(position.position.symbol), maker)
        }
        jointMove = maker.fact(.jointMove, .move, maker.jointMove)
        loneMove =
            assessment.state < .liquidation
            ? assessment.nearestAdverseMove.flatMap { near in
                near.symbol.map {
                    ($0, maker.fact(.distance, .move, Fact.Value.move(near.percent)))
                }
            } : nil
    }
}

/// The figures of one pool, or of all together.
package struct PoolFacts: Sendable {
    package let id: String
    /// `isolated BTCUSDT long`.
    package let name: String
    package let asset: String
    package let facts: [Fact]

    package subscript(id: Fact.ID) -> Fact {
        // Each has every figure of a pool.
        facts[facts.firstIndex { $0.id == id } ?? 0]
    }

    private static var money: [(id: Fact.ID, figure: KeyPath<PoolAssessment, Exact?>)] {
        [
            (.equity, \.equity), (.requirement, \.requirement), (.unrealizedPnl, \.unrealizedPnl),
            (.initialMargin, \.initialMargin), (.maintenanceMargin, \.maintenanceMargin),
        ]
    }

    fileprivate init(_ pool: PoolAssessment, past: Standing.Pool?, _ maker: FactMaker) {
        id = pool.id
        name = pool.name
        asset = pool.asset
        let unit = Fact.Unit.money(pool.asset)
        var facts = Self.money.map {
            maker.fact($0.id, unit, maker.money(pool[keyPath: $0.figure]))
        }
        let available: Fact.Value =
            pool.marginMode == .isolated
            ? .none(.isolated) : maker.money(pool.availableBalance)
        facts += [
            maker.fact(.excess, unit, maker.money(pool.deficit.map { -$0 })),
            maker.fact(.availableBalance, unit, available),
            maker.fact(.marginUse, .marginUse, maker.use(pool.ratio, pool)),
            maker.fact(
                .nativeRatio, .ratio, maker.native(pool), from: maker.isPortfolio ? .venue : nil),
        ]
        if let past {
            for index in facts.indices {
                guard let now = facts[index].figure,
                    let then = past.figure(facts[index].id).map({ Exact($0) })
                else { continue }
                facts[index].change = now - then
            }
            if let now = pool.deficit, let equity = past.equity, let need = past.requirement,
                let index = facts.firstIndex(where: { $0.id == .excess })
            {
                facts[index].change = -now - (Exact(equity) - Exact(need))
            }
        }
        self.facts = facts
    }

    /// A sum is withheld where a part of it is.
    fileprivate init?(sumOf pools: [PoolAssessment], _ maker: FactMaker) {
        guard pools.count > 1, Set(pools.map(\.asset)).count == 1 else { return nil }
        id = "all"
        name = "All pools"
        asset = pools[0].asset
        let unit = Fact.Unit.money(asset)
        let sum = { (figure: KeyPath<PoolAssessment, Exact?>) -> Exact? in
            let known = pools.compactMap { $0[keyPath: figure] }
            return known.count == pools.count ? known.sum() : nil
        }
        let (equity, requirement) = (sum(\.equity), sum(\.requirement))
        let ratio = equity.flatMap { $0.isPositive ? requirement?.divided(by: $0) : nil }
        facts =
            Self.money.map { maker.fact($0.id, unit, maker.money(sum($0.figure))) } + [
                maker.fact(.excess, unit, maker.money(sum(\.deficit).map { -$0 })),
                maker.fact(
                    .marginUse, .marginUse, .use(ratio, of: equity, because: maker.reason)),
            ]
    }
}

/// What is told of one position.
package struct PositionFacts: Sendable {
    package let position: Position
    package let markPrice: Fact
    package let entryPrice: Fact
    /// The nearer of the two prices that bring the pool to its trigger, this market moving alone.
    package let liquidation: Fact
    /// From the mark to that price.
    package let distance: Fact
    package let bankruptcy: Fact
    package let unrealizedPnl: Fact
    package let initialMargin: Fact
    package let maintenanceMargin: Fact
    /// Each price that can bring the trigger, with the way to it, the lower first; none past it.
    package let triggers: [(price: Fact, distance: Fact)]
    /// Past the trigger, the price that leads back.
    package let wayBack: Fact?

    fileprivate init(
        _ assessed: PositionAssessment, index: Int, tick: Decimal?, _ maker: FactMaker
    ) {
        position = assessed.position
        let reason = maker.reason(at: "positions[\(index)]")
        let unit = Fact.Unit.money(assessed.settleAsset ?? "")
        let given = { (id: Fact.ID, value: Decimal?) in
            maker.fact(
                id, .given, value.map { .figure(Exact($0)) } ?? .withheld(reason), from: .account)
        }
        let money = { (id: Fact.ID, value: Exact?) in
            maker.fact(id, unit, maker.money(value, because: reason))
        }
        markPrice = given(.markPrice, position.markPrice)
        entryPrice = given(.entryPrice, position.entryPrice)
        unrealizedPnl = money(.unrealizedPnl, assessed.unrealizedPnl)
        initialMargin = money(.initialMargin, assessed.initialMargin)
        maintenanceMargin = money(.maintenanceMargin, assessed.maintenanceMargin)

        let price = Fact.Unit.price(tick: tick)
        let absent: Fact.Value =
            maker.isPortfolio
            ? .none(.notComputed)
            : maker.hasNoLiquidation(at: "positions[\(index)]")
                ? .none(.unreachable) : .withheld(reason)
        let nearest = assessed.nearestDistancePercent.map { Fact.Value.move($0) }
        let isFar = nearest.map { if case .none = $0 { true } else { false } } ?? false
        liquidation = maker.fact(
            .liquidationPrice, price,
            isFar
                ? .none(.outOfReach)
                : assessed.liquidationPrice.map { .figure($0) } ?? absent)
        distance = maker.fact(
            .distance, .move, nearest ?? (assessed.isPastTrigger ? .none(.passed) : absent))
        let isSolved = assessed.maintenanceMargin != nil && maker.isWhole(assessed.pool)
        bankruptcy = maker.fact(
            .bankruptcyPrice, price,
            assessed.bankruptcyPrice.map { .figure($0) }
                ?? (maker.isPortfolio
                    ? .none(.notComputed) : isSolved ? .none(.unreachable) : .withheld(reason)))
        triggers = [
            (assessed.liquidationPriceBelow, assessed.distanceDownPercent),
            (assessed.liquidationPriceAbove, assessed.distanceUpPercent),
        ].compactMap { trigger, percent in
            guard let trigger, let percent, !AccountFacts.isOutOfReach(percent) else { return nil }
            return (
                maker.fact(.liquidationPrice, price, .figure(trigger)),
                maker.fact(.distance, .move, .figure(percent))
            )
        }
        wayBack = assessed.isPastTrigger ? liquidation : nil
    }
}

/// Makes the facts of one account: all are of its instant, and say absences the same way.
private struct FactMaker {
    let assessment: Assessment
    let isPortfolio: Bool
    /// The first reason that withholds something.
    let reason: AssessmentReason?

    init(_ assessment: Assessment) {
        self.assessment = assessment
        isPortfolio = assessment.account.accountMode == .portfolio
        // That portfolio margin is not computed is known; what is missing of it is not.
        let missing = assessment.reasons.filter(\.isWithholding)
        reason = missing.first { $0.code != .portfolioMargin } ?? missing.first
    }

    func fact(
        _ id: Fact.ID, _ unit: Fact.Unit, _ value: Fact.Value, from source: Fact.Source? = nil
    ) -> Fact {
        Fact(
            id: id, value: value, unit: unit,
            source: source ?? (isPortfolio ? .venue : .rules), asOf: assessment.account.asOf)
    }

    func money(_ value: Exact?, because reason: AssessmentReason? = nil) -> Fact.Value {
        if let value { return .figure(value) }
        return isPortfolio ? .none(.notComputed) : .withheld(reason ?? self.reason)
    }

    func use(_ ratio: Exact?, _ pool: PoolAssessment) -> Fact.Value {
        isPortfolio ? .none(.notComputed) : .use(ratio, of: pool.equity, because: reason)
    }

    /// Where a venue divides by the requirement, there is none of an account without one.
    func native(_ pool: PoolAssessment) -> Fact.Value {
        if let value = pool.native.value { return .figure(value) }
        if let requirement = pool.requirement, requirement.isZero { return .none(.noRequirement) }
        return .use(nil, of: pool.equity, because: reason)
    }

    /// Past the trigger the move back under it must not be read as one that liquidates.
    var jointMove: Fact.Value {
        if isPortfolio { return .none(.notComputed) }
        let isPast = assessment.state == .liquidation || assessment.state == .bankrupt
        if isPast, !assessment.positions.isEmpty { return .none(.passed) }
        if !isPast, let nearest = assessment.distance.nearest { return .move(nearest) }
        guard assessment.state == .incomplete || assessment.distance.isWithheld else {
            return .none(.unreachable)
        }
        return .withheld(reason(at: "distance.jointMovePercent"))
    }

    /// The first reason that withholds what stands at `place`, else the first of the account.
    func reason(at place: String) -> AssessmentReason? {
        assessment.reasons.first { $0.isWithholding && $0.place.hasPrefix(place) } ?? reason
    }

    /// Whether the rules say that the pool's trigger cannot be reached by the price at `place`.
    func hasNoLiquidation(at place: String) -> Bool {
        assessment.reasons.contains { $0.code == .noLiquidation && $0.place.hasPrefix(place) }
    }

    func isWhole(_ id: String) -> Bool {
        let pool = assessment.pool(id)
        return pool?.requirement != nil && pool?.equity != nil
    }
}

extension Standing.Pool {
    fileprivate func figure(_ id: Fact.ID) -> Decimal? {
        switch id {
        case .equity: equity
        case .requirement: requirement
        case .marginUse: ratio
        case .unrealizedPnl: unrealizedPnl
        case .availableBalance: availableBalance
        default: nil
        }
    }
}
