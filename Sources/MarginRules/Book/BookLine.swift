/// A move of prices as a fraction, in units of its direction: 0 is the present.
///
/// `bottom` is not negative; 0 stands for a move without end.
struct BookMove<N: Ring>: Sendable {
    let top: N
    let bottom: N
    /// To fifteen digits; no number where there is no end.
    let near: Double

    init(top: N, bottom: N) {
        self.top = top
        self.bottom = bottom
        near = top.double / bottom.double
    }

    /// top ÷ bottom, the sign in the top.
    static func quotient(_ top: N, _ bottom: N) -> BookMove {
        bottom.sgn < 0 ? BookMove(top: -top, bottom: -bottom) : BookMove(top: top, bottom: bottom)
    }

    static var endless: BookMove { BookMove(top: N(1), bottom: .zero) }
    static var present: BookMove { BookMove(top: .zero, bottom: N(1)) }

    var reversed: BookMove { BookMove(top: -top, bottom: bottom) }

    /// A straight line after the move, in units of 1 ÷ `bottom`.
    func value(of line: (constant: N, slope: N)) -> N { line.constant * bottom + line.slope * top }

    static func < (left: BookMove, right: BookMove) -> Bool {
        N.order(left.top, right.bottom, right.top, left.bottom) < 0
    }

    static func == (left: BookMove, right: BookMove) -> Bool {
        N.order(left.top, right.bottom, right.top, left.bottom) == 0
    }
}

/// What one ladder costs along a direction.
///
/// The measured amount is (base + slope × t) ÷ (unit + unitSlope × t): a leg's value in its settle
/// coin, or the amount of a coin that a collateral rate weighs. Numerator and denominator are
/// straight lines, so that contracts whose coin moves with the prices need no other treatment.
struct BookTerm<N: Ring>: Sendable {
    /// Held by the pool.
    unowned(unsafe) let ladder: Ladder<N>
    /// The tier at the present.
    var tier: Int
    /// Whether it is collateral that is weighed, and not a leg's requirement.
    let isCollateral: Bool
    let rateFactor: N
    let base: N
    private(set) var slope: N
    let unit: N
    private(set) var unitSlope: N
    let perAmount: N
    private(set) var amountSlope: N
    /// Numerator and denominator of the measured amount, to fifteen digits.
    private var near: (base: Double, slope: Double, unit: Double, unitSlope: Double)

    init(
        _ use: Ladder<N>.Use, isCollateral: Bool, base: N, slope: N, unitSlope: N, amountSlope: N
    ) {
        ladder = use.ladder
        tier = use.tier
        self.isCollateral = isCollateral
        rateFactor = use.rateFactor
        self.base = base
        self.slope = slope
        unit = use.unit
        self.unitSlope = unitSlope
        perAmount = use.perAmount
        self.amountSlope = amountSlope
        near = (base.double, slope.double, use.unit.double, unitSlope.double)
    }

    /// Whether no move takes it to another tier.
    var isStill: Bool { N.order(slope, unit, base, unitSlope) == 0 }

    /// Rate × numerator − amount × denominator in tier `index`.
    @inline(__always)
    func cost(in index: Int) -> (constant: N, slope: N) {
        let rate = ladder.rates[index] * rateFactor
        let amount = ladder.amounts[index]
        return (rate * base - amount * perAmount, rate * slope - amount * amountSlope)
    }

    /// Whether the amount is at most bound `index` after `move`.
    @inline(__always)
    func isWithin(_ index: Int, at move: BookMove<N>) -> Bool {
        // Near enough in most cases, and a tenth of the exact comparison.
        let size = ladder.near[index]
        let left = near.slope * move.near
        let right = (size * near.unit, size * near.unitSlope * move.near)
        let gap = (near.base + left) - (right.0 + right.1)
        let room = (abs(near.base) + abs(left) + abs(right.0) + abs(right.1)) * 1e-9
        if gap > room { return false }
        if gap < -room { return true }
        let bound = ladder.bounds[index]
        let rise = slope - bound * unitSlope
        let distance = bound * unit - base
        if move.bottom.isZero { return rise.isZero ? distance.sgn >= 0 : (rise * move.top).sgn < 0 }
        return N.order(rise, move.top, distance, move.bottom) <= 0
    }

    /// The tier after `move`, searched from `start`. Past the end of the last tier it is the last.
    @inline(__always)
    func tier(at move: BookMove<N>, from start: Int) -> Int {
        if move.bottom.isZero, unitSlope.isZero {
            return slope.isZero ? start : (slope.sgn > 0) == (move.top.sgn > 0) ? ladder.last : 0
        }
        var index = start
        while index < ladder.last, !isWithin(index, at: move) { index += 1 }
        while index > 0, isWithin(index - 1, at: move) { index -= 1 }
        return index
    }

    /// The cost after `move`, in units of its bottom; `nil` past the end of the last tier, where figures
    /// end.
    func cost(after move: BookMove<N>) -> N? {
        let index = tier(at: move, from: tier)
        if index == ladder.last, ladder.hasEnd, !isWithin(index, at: move) { return nil }
        return move.value(of: cost(in: index))
    }

    /// The move at which the amount is bound `index`. `nil` where none brings it there.
    func crossing(_ index: Int) -> BookMove<N>? {
        let rise = slope - ladder.bounds[index] * unitSlope
        guard !rise.isZero else { return nil }
        return .quotient(ladder.bounds[index] * unit - base, rise)
    }

    /// Whether the amount grows as the move does.
    var isRising: Bool { N.order(slope, unit, base, unitSlope) > 0 }

    var reversed: BookTerm {
        var term = self
        term.slope = -slope
        term.unitSlope = -unitSlope
        term.amountSlope = -amountSlope
        term.near.slope = -near.slope
        term.near.unitSlope = -near.unitSlope
        return term
    }
}

/// A pool along one direction: equity and requirement as straight lines, less what ladders cost.
struct BookLine<N: Ring>: Sendable {
    var equity: (constant: N, slope: N) = (.zero, .zero)
    var need: (constant: N, slope: N) = (.zero, .zero)
    var terms: [BookTerm<N>] = []
    /// Where a price reaches zero, on the way up.
    var edge = BookMove<N>.endless

    /// The same on the way down.
    func reversed(edge: BookMove<N>) -> BookLine {
        var line = self
        line.equity.slope = -equity.slope
        line.need.slope = -need.slope
        line.terms = terms.map(\.reversed)
        line.edge = edge
        return line
    }
}

/// The part of a line around one move on which no ladder goes to another tier.
struct BookPiece<N: Ring>: Sendable {
    private(set) var equity: (constant: N, slope: N)
    private(set) var need: (constant: N, slope: N)
    /// Whether no leg is larger than its last tier, where figures end.
    private(set) var isWhole = true
    /// Safely inside both ends.
    private var inside: Range<Double>

    init(of line: BookLine<N>, at move: BookMove<N>) {
        equity = line.equity
        need = line.need
        var (lower, upper) = (-Double.infinity, Double.infinity)
        for index in line.terms.indices {
            let term = line.terms[index]
            let ladder = term.ladder
            let tier = term.tier(at: move, from: term.tier)
            let cost = term.cost(in: tier)
            let isPast = tier == ladder.last && ladder.hasEnd && !term.isWithin(tier, at: move)
            if term.isCollateral {
                equity.constant -= cost.constant
                equity.slope -= cost.slope
            } else {
                need.constant += cost.constant
                need.slope += cost.slope
                if isPast { isWhole = false }
            }
            guard term.unitSlope.isZero else {
                // Where the unit moves, too, a bound may be crossed on either side.
                (lower, upper) = (0, 0)
                continue
            }
            if term.slope.isZero { continue }
            let ends = term.ends(of: isPast ? tier + 1 : tier)
            (lower, upper) = (max(lower, ends.lower), min(upper, ends.upper))
        }
        if lower.isFinite { lower += abs(lower) * 1e-9 }
        if upper.isFinite { upper -= abs(upper) * 1e-9 }
        inside = lower < upper ? lower..<upper : 0..<0
    }

    func holds(at move: Double) -> Bool { inside.lowerBound < move && move < inside.upperBound }
}

extension BookTerm {
    /// The moves, near enough, between which the amount is in tier `index`, where the unit stands still
    /// and the amount does not.
    fileprivate func ends(of index: Int) -> (lower: Double, upper: Double) {
        func move(_ bound: Int) -> Double? {
            ladder.near.indices.contains(bound)
                ? (ladder.near[bound] * near.unit - near.base) / near.slope : nil
        }
        let (first, second) = (move(index - 1), move(index))
        return near.slope > 0
            ? (first ?? -.infinity, second ?? .infinity)
            : (second ?? -.infinity, first ?? .infinity)
    }
}

/// What a search for the trigger comes to on one side.
enum BookRoot<N: Ring>: Sendable {
    case at(BookMove<N>)
    case none
    /// The last tier of a leg ends here, and the surplus is zero somewhere beyond.
    case beyondLastTier(BookMove<N>)

    var reversed: BookRoot {
        switch self {
        case .at(let move): .at(move.reversed)
        case .none: .none
        case .beyondLastTier(let move): .beyondLastTier(move.reversed)
        }
    }
}
