package import MarginModel

/// An account compiled once for questions about moves of its prices.
///
/// Marks move, and with them the index price of every coin that is no dollar.
package struct MarginBook: Sendable {
    let conditions: MarginConditions
    private let parts: [CompiledPool]
    /// Whether every position has a mark and is of a known contract.
    private let isMovable: Bool
    /// What a move has to say something of: the coins of contracts, and those that are held or owed.
    private let bases: [String]
    private let coins: [String]
    private let levels: StateLevels

    /// `nil` where a position has no mark, or is of an unknown contract.
    package init?(_ account: Account, _ calculator: MarginCalculator) {
        self.init(account, calculator.conditions, Self.compiled(account, calculator))
        guard isMovable else { return nil }
    }

    private static func compiled(
        _ account: Account, _ calculator: MarginCalculator
    ) -> [CompiledPool] {
        let rules = account.rules
        return calculator.pools(of: account).map { pool in
            let measured = pool.members.map { MeasuredPosition($0, in: pool, rules) }
            return CompiledPool(
                pool: pool, measured: measured, book: PoolBook(pool, rules, measured))
        }
    }

    /// Of any account, as it was assessed; one that is not known whole moves nowhere.
    init(_ assessment: Assessment, _ conditions: MarginConditions) {
        let account = assessment.account
        self.init(
            account, conditions,
            assessment.compiled.isEmpty
                ? Self.compiled(account, MarginCalculator(conditions)) : assessment.compiled)
    }

    private init(
        _ account: Account, _ conditions: MarginConditions, _ parts: [CompiledPool]
    ) {
        self.conditions = conditions
        self.parts = parts
        let terms = parts.flatMap(\.pool.members)
        isMovable = terms.allSatisfy { $0.markPrice != nil && !$0.names.isUnknown }
        bases = terms.map(\.names.base).uniqued()
        coins =
            (account.collateral.filter { $0.indexPrice != nil }.map(\.asset)
            + account.borrowed.filter { $0.indexPrice != nil }.map(\.asset)).uniqued()
        levels = StateLevels(conditions.policy.bounds, account.venue)
    }

    /// The account after several moves along one direction, each a fraction of it. Moves after which a
    /// price would not stay positive are left out.
    ///
    /// - Returns: `nil` when the move says nothing of an asset.
    package func points(along move: PriceMove, atPercent percents: [Exact]) -> [StressPoint]? {
        guard isMovable, let domain = MoveDomain(move, marksOn: bases, coins: coins) else {
            return nil
        }
        let hundredth = Exact(Decimal(significand: 1, scale: 2))
        let moves = percents.map { $0 * hundredth }
        let kept = percents.indices.filter { domain.holds(moves[$0]) }
        let columns = parts.map { part in
            part.book?.points(along: move, at: kept.map { moves[$0] }, domain, levels)
        }
        return kept.enumerated().map { row, index in
            let pools = zip(parts, columns).map { part, column in
                let figures = column?[row]
                return StressPoint.Pool(
                    id: part.pool.id, asset: part.pool.asset, equity: figures?.equity,
                    requirement: figures?.requirement, state: figures?.state ?? .incomplete)
            }
            return StressPoint(
                movePercent: percents[index], state: .worst(of: pools.map(\.state)), pools: pools)
        }
    }

    /// The nearest moves that bring a pool with positions to its trigger. `nil` when figures of one
    /// are missing, or when the move says nothing of an asset.
    package func firstBreach(along move: PriceMove) -> FirstBreach? {
        guard isMovable, let domain = MoveDomain(move, marksOn: bases, coins: coins) else {
            return nil
        }
        var sides: [(pool: String, sides: (down: BookSide, up: BookSide)?)] = []
        for part in parts where !part.pool.members.isEmpty {
            guard let book = part.book else { return nil }
            if book.isPastTrigger { return FirstBreach(isPast: true, down: nil, up: nil) }
            sides.append((part.pool.id, book.sides(along: move, domain)))
        }
        let down = Self.nearest(sides.map { ($0.pool, $0.sides?.down) })
        let up = Self.nearest(sides.map { ($0.pool, $0.sides?.up) })
        return FirstBreach(
            isPast: false, down: down.place, up: up.place,
            isWithheld: down.isWithheld || up.isWithheld)
    }

    /// A pool whose move is not modelled may hide a nearer one; one whose move lies beyond its last tier
    /// takes nothing from another's that is known.
    private static func nearest(
        _ sides: [(pool: String, side: BookSide?)]
    ) -> (place: FirstBreach.Place?, isWithheld: Bool) {
        var nearest: FirstBreach.Place?
        var endsEarly = false
        for (pool, side) in sides {
            switch side {
            case nil: return (nil, true)
            case .some(.none): break
            case .beyondLastTier: endsEarly = true
            case .percent(let percent):
                if nearest.map({ percent.magnitude < $0.movePercent.magnitude }) ?? true {
                    nearest = FirstBreach.Place(movePercent: percent, pool: pool)
                }
            }
        }
        return (nearest, nearest == nil && endsEarly)
    }
}
