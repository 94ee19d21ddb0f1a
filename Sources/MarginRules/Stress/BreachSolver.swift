import MarginModel

/// Finds the nearest move at which some pool's requirement reaches its equity.
///
/// Between the moves at which a position changes its tier or a coin its collateral rate, every
/// pool's surplus is linear in the move: profit and requirement of a linear contract by themselves, those of a coin pool once they
/// are multiplied by the coin's price. Two points of a piece therefore give its root exactly; a
/// third one checks that the piece has no bend, and a bent piece is halved.
struct BreachSolver {
    let account: MovableAccount
    let move: PriceMove

    private static let deepestSplit = 48

    /// `nil` when a pool's figures are withheld, or the move cannot be made.
    func solve() -> FirstBreach? {
        guard let now = account.surpluses(at: .zero, along: move),
            now.allSatisfy({ $0.value != nil }),
            account.assessed(at: small, along: move) != nil
        else { return nil }
        if now.contains(where: { isPast($0) }) {
            return FirstBreach(isPast: true, down: nil, up: nil)
        }
        return FirstBreach(isPast: false, down: walk(toward: -1), up: walk(toward: 1))
    }

    /// Pools without positions have nothing to reach.
    private func isPast(_ surplus: MovableAccount.Surplus) -> Bool {
        guard let value = surplus.value, hasPositions(surplus.pool) else { return false }
        return !value.isPositive
    }

    private func hasPositions(_ pool: String) -> Bool {
        account.assessment.positions.contains { $0.pool == pool }
    }

    private var small: Exact { Exact(Decimal(significand: 1, scale: 9)) }

    private func walk(toward sign: Exact) -> FirstBreach.Place? {
        let limit = limit(toward: sign)
        let bounds =
            (tierBounds() + bends())
            .filter { bound in
                sign * bound > 0 && (limit.map { sign * ($0 - bound) > 0 } ?? true)
            }
            .sorted { sign * $0 < sign * $1 } + (limit.map { [$0] } ?? [])
        var standing = bendsDownOnly ? lastStanding(among: bounds) : 0
        while true {
            let inner = standing == 0 ? Exact.zero : bounds[standing - 1]
            guard standing < bounds.count else {
                return searchWithoutEnd(from: inner, toward: sign)
            }
            switch search(from: inner, to: bounds[standing], depth: 0) {
            case .root(let place): return place
            case .unknown: return nil
            case .none: standing += 1
            }
        }
    }

    /// How many pieces are certain to hold no breach. Where a surplus only bends down, away from 0
    /// too, as rates rise with tiers and haircuts take, a pool that stands at the end of a piece
    /// stood all the way, and the first end at which one does not is found by halving.
    private func lastStanding(among bounds: [Exact]) -> Int {
        var standing = 0
        var fallen = bounds.count
        while standing < fallen {
            let middle = standing + (fallen - standing) / 2
            if stands(at: bounds[middle]) { standing = middle + 1 } else { fallen = middle }
        }
        return standing
    }

    /// False where a sheet's margin falls or jumps from one tier to the next.
    private var bendsDownOnly: Bool {
        account.assessment.positions.allSatisfy { figures in
            account.calculator.conditions.tables[figures.position.symbol]
                .map { $0.isConvex || $0.sheet.tierUnit == .contracts } ?? true
        }
    }

    /// Whether every pool is known to be above its requirement.
    private func stands(at t: Exact) -> Bool {
        guard let surpluses = account.surpluses(at: t, along: move) else { return false }
        return surpluses.allSatisfy { surplus in
            !hasPositions(surplus.pool) || (surplus.value?.isPositive ?? false)
        }
    }

    private enum Result {
        case root(FirstBreach.Place)
        case none
        /// Beyond the last tier: no figures, so no root can be told.
        case unknown
    }

    /// Where a price would reach zero: 1 + w × t = 0.
    private func limit(toward sign: Exact) -> Exact? {
        weights().compactMap { weight -> Exact? in
            guard let zero = Exact(-1).divided(by: weight), sign * zero > 0 else { return nil }
            return zero
        }.min { $0.magnitude < $1.magnitude }
    }

    private func weights() -> [Exact] {
        (account.baseAssets.compactMap(\.self)
            + account.assessment.account.collateral.map(\.asset))
            .compactMap { move.weight(of: $0) }
    }

    /// The moves at which a position's value reaches a tier's bound.
    private func tierBounds() -> [Exact] {
        var bounds: [Exact] = []
        for figures in account.assessment.positions {
            guard
                let sheet = account.calculator.conditions.sheet?
                    .symbol(figures.position.symbol), sheet.tierUnit != .contracts,
                let value = figures.notional, let asset = figures.baseAsset,
                let weight = move.weight(of: asset), !weight.isZero
            else { continue }
            let isInverse = figures.position.contractType == .inverse
            for tier in sheet.tiers where tier.upperBound.isPositive {
                let bound = Exact(tier.upperBound)
                let factor = isInverse ? value.divided(by: bound) : bound.divided(by: value)
                guard let factor, let t = (factor - 1).divided(by: weight) else { continue }
                bounds.append(t)
            }
        }
        return bounds
    }

    /// The moves at which a coin that is weighed by a collateral rate goes to another one.
    private func bends() -> [Exact] {
        account.calculator.pools(of: account.assessment.account).flatMap { $0.bends(along: move) }
    }

    private func search(from inner: Exact, to outer: Exact, depth: Int) -> Result {
        let third = (outer - inner) * Exact(Decimal(significand: 3, scale: 1))
        let probes = [
            inner.simplest(before: inner + third), (inner + third).simplest(before: outer - third),
            (outer - third).simplest(before: outer),
        ]
        let lines = probes.map { account.surpluses(at: $0, along: move) }
        guard let a = lines[0], let b = lines[1], let c = lines[2] else { return .unknown }
        var nearest: FirstBreach.Place?
        for index in a.indices where hasPositions(a[index].pool) {
            guard let y0 = a[index].value, let y1 = b[index].value, let y2 = c[index].value else {
                return .unknown
            }
            let isStraight =
                (y1 - y0) * (probes[2] - probes[1]) == (y2 - y1) * (probes[1] - probes[0])
            if !isStraight, depth < Self.deepestSplit {
                return splitSearch(from: inner, at: probes[1], to: outer, depth: depth)
            }
            guard let root = root(probes[0], y0, probes[2], y2, from: inner, to: outer) else {
                continue
            }
            if nearest.map({ root.magnitude * 100 < $0.movePercent.magnitude }) ?? true {
                nearest = FirstBreach.Place(movePercent: root * 100, pool: a[index].pool)
            }
        }
        return nearest.map { .root($0) } ?? .none
    }

    private func splitSearch(
        from inner: Exact, at middle: Exact, to outer: Exact, depth: Int
    ) -> Result {
        let near = search(from: inner, to: middle, depth: depth + 1)
        guard case .none = near else { return near }
        return search(from: middle, to: outer, depth: depth + 1)
    }

    /// Where the line through two points is zero, if that lies in the piece. A surplus that is gone
    /// at the inner end already, after a jump, is a breach there.
    private func root(
        _ x0: Exact, _ y0: Exact, _ x1: Exact, _ y1: Exact, from inner: Exact, to outer: Exact
    ) -> Exact? {
        guard let slope = (y1 - y0).divided(by: x1 - x0) else { return nil }
        if !(y0 + slope * (inner - x0)).isPositive { return inner }
        guard let step = (-y0).divided(by: slope) else { return nil }
        let root = x0 + step
        let isInside = min(inner, outer) <= root && root <= max(inner, outer)
        return isInside ? root : nil
    }

    /// The last piece of a rise: its line holds for any move, as far as prices can be written.
    private func searchWithoutEnd(from inner: Exact, toward sign: Exact) -> FirstBreach.Place? {
        guard let near = account.surpluses(at: inner + sign, along: move),
            let far = account.surpluses(at: inner + sign * 2, along: move)
        else { return nil }
        let roots = zip(near, far).compactMap { near, far -> FirstBreach.Place? in
            guard hasPositions(near.pool), let y0 = near.value, let y1 = far.value,
                let step = (-y0).divided(by: (y1 - y0) * sign)
            else { return nil }
            let root = inner + sign + step
            guard sign * (root - inner) >= 0 else { return nil }
            return FirstBreach.Place(movePercent: root * 100, pool: near.pool)
        }
        return roots.min { $0.movePercent.magnitude < $1.movePercent.magnitude }
    }
}

extension Exact {
    /// A number with as few digits as lie strictly between this one and `other`.
    ///
    /// Prices stay short, so that probes are exact.
    func simplest(before other: Exact) -> Exact {
        let middle = (self + other) * Exact(Decimal(significand: 5, scale: 1))
        let (low, high) = (min(self, other), max(self, other))
        for places in 0...30 {
            guard let short = middle.rounded(places: places).map({ Exact($0) }) else { break }
            if low < short, short < high { return short }
        }
        return middle
    }
}
