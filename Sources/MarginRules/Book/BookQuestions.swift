import MarginModel

/// Triggers of one symbol, its mark moving alone and every other position standing still.
struct Triggers: Sendable {
    var below: Exact?
    var above: Exact?
    /// The nearer of the two.
    var nearest: Exact?
    /// Place in the contract's table; `nil` where the tier is not walked.
    var tierAtNearest: Int?
    /// Percent from the mark, signed by direction of the price.
    var belowPercent: Exact?
    var abovePercent: Exact?
    /// Where the pool's equity is zero.
    var bankruptcy: Exact?
}

extension BookPool {
    // MARK: One mark alone

    /// The triggers of the symbol whose first leg stands at `first`, that leg's mark being `mark`, and
    /// the move to the nearer one.
    func triggers(
        ofSymbolAt first: Int, mark: Exact
    ) -> (triggers: Triggers, nearest: BookMove<N>?) {
        let leg = legs[first]
        let (below, above) = roots(ofSymbolAt: first)
        let equity = equityLine(ofSymbolAt: first)
        var triggers = Triggers(bankruptcy: bankruptcy(equity, mark, isInverse: leg.isInverse))
        if let below { (triggers.below, triggers.belowPercent) = price(below, leg, mark) }
        if let above { (triggers.above, triggers.abovePercent) = price(above, leg, mark) }
        let isBelow = isNearer(below, above, triggers, leg)
        triggers.nearest = isBelow ? triggers.below : triggers.above
        return (triggers, isBelow ? below : above)
    }

    /// How far the triggers of that symbol are from its mark, in percent of it.
    func distances(ofSymbolAt first: Int) -> (below: Exact?, above: Exact?) {
        let leg = legs[first]
        let (below, above) = roots(ofSymbolAt: first)
        return (below.map { percent($0, leg) }, above.map { percent($0, leg) })
    }

    /// The nearest moves of x at which the surplus is zero, by where they take the price.
    private func roots(
        ofSymbolAt first: Int
    ) -> (below: BookMove<N>?, above: BookMove<N>?) {
        let leg = legs[first]
        var (below, above): (BookMove<N>?, BookMove<N>?)
        if let roots = symbolRoots(at: first) {
            (below, above) = (roots.below.move, roots.above.move)
        } else {
            let line = line(ofSymbolAt: first).surplus
            let edge = BookMove<N>(top: N(1), bottom: N(1))
            above = BookSearch(line: line).root(atPresent: false).move
            below = BookSearch(line: line.reversed(edge: edge)).root(atPresent: true).move?.reversed
        }
        // 1 ÷ price turns the order round.
        if leg.isInverse { swap(&below, &above) }
        // A trigger exactly at the mark counts as below it, from whichever side it was found.
        if let here = above, here.top.isZero { (below, above) = (here, nil) }
        return (below, above)
    }

    /// Equity less an isolated position's fee, as that symbol's mark moves alone.
    private func equityLine(ofSymbolAt first: Int) -> BookLine<N> {
        let leg = legs[first]
        guard !hasTwins, leg.weighed == nil else { return line(ofSymbolAt: first).equity }
        var line = BookLine<N>()
        let rise = leg.gainsWithValue ? leg.value : -leg.value
        line.equity = (equity - leg.fee, rise * rateOne)
        return line
    }

    /// The tier of one leg after its mark has moved; `nil` where none is walked.
    func tier(ofLegAt index: Int, at move: BookMove<N>) -> Int? {
        let leg = legs[index]
        guard let use = leg.ladder else { return nil }
        return term(use, leg.peerValue, slope: leg.peerValue, .zero)
            .tier(at: move, from: use.tier)
    }

    /// The price after a move of x, and how far it is in percent.
    private func price(_ move: BookMove<N>, _ leg: Leg, _ mark: Exact) -> (Exact, Exact) {
        let moved = move.bottom + move.top
        let price =
            leg.isInverse
            ? N.scaled(mark, by: move.bottom, over: moved)
            : N.scaled(mark, by: moved, over: move.bottom)
        return (price, percent(move, leg))
    }

    private func percent(_ move: BookMove<N>, _ leg: Leg) -> Exact {
        leg.isInverse
            ? (-move.top * N(100)).over(move.bottom + move.top, places: 0)
            : (move.top * N(100)).over(move.bottom, places: 0)
    }

    private func isNearer(
        _ down: BookMove<N>?, _ up: BookMove<N>?, _ triggers: Triggers, _ leg: Leg
    ) -> Bool {
        guard let down else { return false }
        guard let up else { return true }
        guard leg.isInverse else { return !(up < down.reversed) }
        guard let below = triggers.belowPercent, let above = triggers.abovePercent else {
            return true
        }
        return below.magnitude <= above
    }

    /// Where equity is zero, whatever the requirement.
    private func bankruptcy(_ line: BookLine<N>, _ mark: Exact, isInverse: Bool) -> Exact? {
        func price(_ constant: N, _ slope: N) -> BookMove<N>? {
            guard !slope.isZero else { return nil }
            let move = BookMove<N>.quotient(-constant, slope)
            return (move.bottom + move.top).sgn > 0 ? move : nil
        }
        var found: BookMove<N>?
        if let term = line.terms.first {
            for tier in term.ladder.rates.indices {
                let cost = term.cost(in: tier)
                guard
                    let move = price(
                        line.equity.constant - cost.constant, line.equity.slope - cost.slope),
                    term.tier(at: move, from: tier) == tier
                else { continue }
                found = move
            }
        } else {
            found = price(line.equity.constant, line.equity.slope)
        }
        guard let found else { return nil }
        let moved = found.bottom + found.top
        return isInverse
            ? N.scaled(mark, by: found.bottom, over: moved)
            : N.scaled(mark, by: moved, over: found.bottom)
    }

    /// The surplus after the mark of that symbol has moved by `t` of itself; `nil` where a leg is then
    /// larger than its last tier.
    func surplus(ofSymbolAt first: Int, after t: BookMove<N>) -> Exact? {
        let line = line(ofSymbolAt: first).surplus
        let move =
            legs[first].isInverse ? BookMove(top: -t.top, bottom: t.bottom + t.top) : t
        var surplus = move.value(of: line.equity) - move.value(of: line.need)
        for term in line.terms {
            guard let cost = term.cost(after: move) else { return nil }
            surplus -= cost
        }
        return money(surplus, over: move.bottom)
    }

    /// `count` ÷ `divisor` in the pool's unit.
    private func money(_ count: N, over divisor: N) -> Exact {
        let figure = count.over(divisor, places: moneyPlaces)
        return moneyDivisor == N(1)
            ? figure : figure.divided(by: moneyDivisor.over(N(1), places: 0)) ?? figure
    }

    // MARK: All prices

    /// The nearest moves along `direction` that bring the pool to its trigger, in percent of it.
    ///
    /// - Parameters:
    ///   - denominator: What the direction's weights are fractions of.
    ///   - edges: Where a price reaches zero.
    func sides(
        along direction: Direction, denominator: N, edges: (down: BookMove<N>, up: BookMove<N>)
    ) -> (down: BookSide, up: BookSide)? {
        guard var line = line(direction) else { return nil }
        line.edge = edges.up
        let up = BookSearch(line: line).root(atPresent: false)
        let down = BookSearch(line: line.reversed(edge: edges.down))
            .root(atPresent: true).reversed
        func side(_ root: BookRoot<N>) -> BookSide {
            func percent(_ move: BookMove<N>) -> Exact {
                (move.top * denominator * N(100)).over(move.bottom, places: 0)
            }
            return switch root {
            case .at(let move): .percent(percent(move))
            case .none: .none
            case .beyondLastTier(let move): .beyondLastTier(percent(move))
            }
        }
        return (side(down), side(up))
    }

    /// Equity less requirement after `move` along a direction, in the pool's unit; `nil` where a leg is
    /// larger than its last tier.
    func surplus(
        along line: BookLine<N>, at move: BookMove<N>, _ direction: Direction
    ) -> Exact? {
        var surplus = move.value(of: line.equity) - move.value(of: line.need)
        for term in line.terms {
            guard let cost = term.cost(after: move) else { return nil }
            surplus -= cost
        }
        return money(surplus, over: move.bottom + direction.weight(coin) * move.top)
    }

    /// Equity and requirement after `move`, which `piece` of a line along `direction` holds, in the
    /// pool's unit; the requirement is `nil` where a leg is larger than its last tier.
    func figures(
        on piece: BookPiece<N>, at move: BookMove<N>, _ direction: Direction, _ bounds: StateLevels
    ) -> BookPoint {
        let equity = move.value(of: piece.equity)
        let need: N? = piece.isWhole ? move.value(of: piece.need) : nil
        // Counted at the moved price of the pool's own coin.
        let unit = move.bottom + direction.weight(coin) * move.top
        return BookPoint(
            equity: money(equity, over: unit),
            requirement: need.map { money($0, over: unit) },
            state: bounds.state(requirement: need, equity: equity, hasPositions: !legs.isEmpty))
    }
}

/// What a direction comes to on one side.
enum BookSide: Sendable {
    case percent(Exact)
    case none
    case beyondLastTier(Exact)

    var percent: Exact? {
        if case .percent(let percent) = self { percent } else { nil }
    }
}

/// A pool after a move of prices.
struct BookPoint: Sendable {
    let equity: Exact
    let requirement: Exact?
    let state: AccountState
}

extension BookRoot {
    var move: BookMove<N>? {
        if case .at(let move) = self { move } else { nil }
    }
}
