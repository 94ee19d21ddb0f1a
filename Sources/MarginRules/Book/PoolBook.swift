import Glibc
import MarginModel

/// A pool with all that was made of it on the way to its figures.
struct CompiledPool: Sendable {
    let pool: MarginPool
    let measured: [MeasuredPosition]
    /// `nil` where a figure of the pool is missing.
    let book: PoolBook?
}

/// One pool, compiled once and asked often, in the narrowest integers that hold every answer.
///
/// A class because it is large and never changes: copies share it.
final class PoolBook: Sendable {
    private enum Width: Sendable {
        case narrow(BookPool<Narrow>, BookUnits<Narrow>)
        case wide(BookPool<Wide256>)
        case unbounded(BookPool<BigInt>)
    }

    private let pool: MarginPool
    private let rules: any VenueRules
    private let measured: [MeasuredPosition]
    private let width: Width

    var id: String { pool.id }

    /// Digits that edits of an account mostly bring: a fee, and slippage.
    private static let digitsOfEdits = 4

    /// - Parameters:
    ///   - earlier: The book before an edit of the pool.
    ///   - isEdited: Whether edits are to follow.
    /// - Returns: `nil` where a figure of the pool is missing.
    init?(
        _ pool: MarginPool, _ rules: any VenueRules, _ measured: [MeasuredPosition],
        after earlier: PoolBook? = nil, isEdited: Bool = false
    ) {
        self.pool = pool
        self.rules = rules
        self.measured = measured
        if let earlier, case .narrow(let book, let units) = earlier.width,
            let edited = book.edited(units, pool, rules, from: earlier.measured, to: measured)
        {
            width = .narrow(edited.book, edited.units)
            return
        }
        if isEdited {
            var compiler = BookCompiler<Narrow>(pool, rules, measured)
            compiler.spareDigits = Self.digitsOfEdits
            if let narrow = compiler.compile() {
                width = .narrow(narrow, compiler.units)
                return
            }
        }
        var compiler = BookCompiler<Narrow>(pool, rules, measured)
        var wider = BookCompiler<Wide256>(pool, rules, measured)
        var widest = BookCompiler<BigInt>(pool, rules, measured)
        if let narrow = compiler.compile() {
            width = .narrow(narrow, compiler.units)
        } else if let wide = wider.compile() {
            width = .wide(wide)
        } else if let unbounded = widest.compile() {
            width = .unbounded(unbounded)
        } else {
            return nil
        }
    }

    /// The same without a bound on its integers, for questions that the width does not hold.
    private func widened() -> BookPool<BigInt>? {
        var compiler = BookCompiler<BigInt>(pool, rules, measured)
        return compiler.compile()
    }

    /// Whether the requirement has reached the equity.
    var isPastTrigger: Bool {
        switch width {
        case .narrow(let pool, _): pool.surplus.sgn <= 0
        case .wide(let pool): pool.surplus.sgn <= 0
        case .unbounded(let pool): pool.surplus.sgn <= 0
        }
    }

    // MARK: One mark alone

    /// For each position; legs of one symbol share one price.
    func triggers() -> [Triggers] {
        switch width {
        case .narrow(let pool, _): triggers(pool)
        case .wide(let pool): triggers(pool)
        case .unbounded(let pool): triggers(pool)
        }
    }

    private func triggers<N: Ring>(_ pool: BookPool<N>) -> [Triggers] {
        var found: [Triggers] = []
        var nearest: [BookMove<N>?] = []
        found.reserveCapacity(measured.count)
        nearest.reserveCapacity(measured.count)
        for index in pool.legs.indices {
            let first = pool.legs[index].symbol
            if first < index {
                found.append(found[first])
                nearest.append(nearest[first])
            } else {
                let (own, move) = pool.triggers(
                    ofSymbolAt: index, mark: measured[index].terms.markPrice ?? .zero)
                found.append(own)
                nearest.append(move)
            }
            found[index].tierAtNearest = nearest[index].flatMap {
                pool.tier(ofLegAt: index, at: $0)
            }
        }
        return found
    }

    /// The trigger of one position that is nearer to its mark.
    func nearestTrigger(ofPosition index: Int) -> Exact? {
        switch width {
        case .narrow(let pool, _): nearestTrigger(pool, index)
        case .wide(let pool): nearestTrigger(pool, index)
        case .unbounded(let pool): nearestTrigger(pool, index)
        }
    }

    private func nearestTrigger<N: Ring>(_ pool: BookPool<N>, _ index: Int) -> Exact? {
        let first = pool.legs[index].symbol
        return pool.triggers(ofSymbolAt: first, mark: measured[first].terms.markPrice ?? .zero)
            .triggers.nearest
    }

    /// The triggers of each position, and the nearest move of all.
    func outlook() -> (triggers: [Triggers], nearest: AdverseMove?) {
        let triggers = triggers()
        var nearest = NearestMove()
        if let joint = sides(along: .joint, .joint) {
            nearest.take(joint.down.percent, nil)
            nearest.take(joint.up.percent, nil)
        }
        for (position, own) in zip(measured, triggers) {
            nearest.take(own.belowPercent, position.terms.position.symbol)
            nearest.take(own.abovePercent, position.terms.position.symbol)
        }
        return (triggers, nearest.move)
    }

    /// The nearest move that brings the pool to its trigger, the first of equals: of all marks together, or
    /// of one symbol's alone. `nil` where there is none, or none is known.
    ///
    /// - Parameter joint: The sides of the joint move.
    func nearestMove(_ joint: (down: BookSide, up: BookSide)?) -> AdverseMove? {
        switch width {
        case .narrow(let pool, _): nearestMove(pool, joint)
        case .wide(let pool): nearestMove(pool, joint)
        case .unbounded(let pool): nearestMove(pool, joint)
        }
    }

    private func nearestMove<N: Ring>(
        _ pool: BookPool<N>, _ joint: (down: BookSide, up: BookSide)?
    ) -> AdverseMove? {
        var nearest = NearestMove()
        nearest.take(joint?.down.percent, nil)
        nearest.take(joint?.up.percent, nil)
        var reach = nearest.size?.estimate
        for index in pool.legs.indices where pool.legs[index].symbol == index {
            if let reach, pool.outlasts(reach / 100, ofSymbolAt: index) { continue }
            let (below, above) = pool.distances(ofSymbolAt: index)
            nearest.take(below, measured[index].terms.position.symbol)
            nearest.take(above, measured[index].terms.position.symbol)
            reach = nearest.size?.estimate
        }
        return nearest.move
    }

    /// Whether the surplus bends downward only, wherever prices go: then a trigger lies within a move exactly
    /// where the surplus after the move is negative, if it is positive now.
    var bendsDownward: Bool {
        switch width {
        case .narrow(let pool, _): pool.ladders.allSatisfy(\.isConvex)
        case .wide(let pool): pool.ladders.allSatisfy(\.isConvex)
        case .unbounded(let pool): pool.ladders.allSatisfy(\.isConvex)
        }
    }

    /// The least surplus after all marks, or that of one symbol alone, have moved by one of `moves`, fractions
    /// of themselves. `nil` where one is not known.
    ///
    /// - Parameter symbol: The one to move alone; `nil`: each.
    func leastSurplus(after moves: [Exact], ofMark symbol: String? = nil) -> Exact? {
        switch width {
        case .narrow(let pool, _):
            leastSurplus(pool, moves, symbol)
                ?? widened().flatMap { leastSurplus($0, moves, symbol) }
        case .wide(let pool): leastSurplus(pool, moves, symbol)
        case .unbounded(let pool): leastSurplus(pool, moves, symbol)
        }
    }

    private func leastSurplus<N: Ring>(
        _ pool: BookPool<N>, _ moves: [Exact], _ symbol: String?
    ) -> Exact? {
        guard moves.allSatisfy({ (1 + $0).isPositive }),
            let direction = pool.direction(.joint, .joint), let line = pool.line(direction)
        else { return nil }
        var least: Exact?
        for t in moves {
            guard let move = BookMove<N>(t, over: 1), pool.bits + move.bits < N.bits + 6,
                let joint = pool.surplus(along: line, at: move, direction)
            else { return nil }
            least = least.map { min($0, joint) } ?? joint
            for index in pool.legs.indices where pool.legs[index].symbol == index {
                if let symbol, measured[index].terms.position.symbol != symbol { continue }
                guard let surplus = pool.surplus(ofSymbolAt: index, after: move) else { return nil }
                least = least.map { min($0, surplus) } ?? surplus
            }
        }
        return least
    }

    // MARK: All prices

    /// The nearest moves along `move` that bring the pool to its trigger, in percent. `nil` where the
    /// move is no straight line here, or says nothing of an asset.
    func sides(along move: PriceMove, _ domain: MoveDomain) -> (down: BookSide, up: BookSide)? {
        switch width {
        case .narrow(let pool, _):
            guard Double(domain.bits) + pool.bits < Narrow.bits else { break }
            return sides(pool, move, domain)
        case .wide(let pool):
            guard Double(domain.bits) + pool.bits < Wide256.bits else { break }
            return sides(pool, move, domain)
        case .unbounded(let pool): return sides(pool, move, domain)
        }
        return widened().flatMap { sides($0, move, domain) }
    }

    private func sides<N: Ring>(
        _ pool: BookPool<N>, _ move: PriceMove, _ domain: MoveDomain
    ) -> (down: BookSide, up: BookSide)? {
        guard let direction = pool.direction(move, domain) else { return nil }
        return pool.sides(
            along: direction, denominator: N(domain.denominator), edges: domain.edges())
    }

    /// The pool after several moves along one direction.
    ///
    /// - Parameter moves: Fractions of the direction; all prices stay positive.
    func points(
        along move: PriceMove, at moves: [Exact], _ domain: MoveDomain, _ levels: StateLevels
    ) -> [BookPoint]? {
        switch width {
        case .narrow(let pool, _):
            guard Double(domain.bits) + pool.bits < Narrow.bits,
                let points = points(pool, move, moves, domain, levels)
            else { break }
            return points
        case .wide(let pool):
            guard Double(domain.bits) + pool.bits < Wide256.bits,
                let points = points(pool, move, moves, domain, levels)
            else { break }
            return points
        case .unbounded(let pool): return points(pool, move, moves, domain, levels)
        }
        return widened().flatMap { points($0, move, moves, domain, levels) }
    }

    private func points<N: Ring>(
        _ pool: BookPool<N>, _ move: PriceMove, _ moves: [Exact], _ domain: MoveDomain,
        _ levels: StateLevels
    ) -> [BookPoint]? {
        guard let direction = pool.direction(move, domain), let line = pool.line(direction) else {
            return nil
        }
        var points: [BookPoint] = []
        points.reserveCapacity(moves.count)
        var piece = BookPiece(of: line, at: .present)
        for t in moves {
            // In units of the direction's whole weights.
            guard let move = BookMove<N>(t, over: domain.denominator),
                pool.bits + Double(domain.bits) + move.bits < N.bits + 6
            else { return nil }
            if !piece.holds(at: move.near) { piece = BookPiece(of: line, at: move) }
            points.append(pool.figures(on: piece, at: move, direction, levels))
        }
        return points
    }
}

extension BookPool {
    /// `nil` when the move says nothing of an asset.
    func direction(_ move: PriceMove, _ domain: MoveDomain) -> Direction? {
        var weights: [N] = []
        for asset in assets {
            guard let weight = domain.weight(of: asset, along: move) else { return nil }
            weights.append(N(weight))
        }
        return Direction(weights: weights)
    }
}

extension BookMove {
    /// `move` ÷ `denominator`. `nil` where the width does not hold it.
    fileprivate init?(_ move: Exact, over denominator: Int128) {
        if move.wide == nil, move.denominator == 1, move.scale <= 18, denominator <= 1 << 60 {
            self.init(
                top: N(move.numerator),
                bottom: N(Int128(UInt128.powerOfTen(move.scale)) * denominator))
            return
        }
        let (top, bottom) = move.fraction
        guard let top = N(fitting: top),
            let bottom = N(fitting: bottom * BigInt(denominator))
        else { return nil }
        self.init(top: top, bottom: bottom)
    }

    /// log2 of the larger of its two integers.
    fileprivate var bits: Double { log2(max(abs(top.double), bottom.double) + 1) }
}
