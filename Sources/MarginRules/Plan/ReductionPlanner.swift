import MarginModel

/// How much of a position to close so that its pool reaches the target.
struct ReductionPlanner {
    let calculator: MarginCalculator
    let poolID: String
    let targetRatio: Exact
    /// Nothing may be nearer to liquidation, in percent of price. Zero: the ratio alone counts.
    var percent = Exact.zero

    struct Reduction {
        let terms: PositionTerms
        /// As the position counts: base coins or contracts.
        let quantity: Exact
        let cost: Exact
        let stepIsKnown: Bool
        let cut: PositionEdit
        /// Whether nothing is missing after it.
        var isEnough = true
    }

    /// The smallest whole number of lots of the position at `index` that brings the pool to the target, or,
    /// when even the whole position does not, as many as bring it nearest. `nil` when it cannot be simulated,
    /// or no lot helps.
    func reduction(of index: Int, in account: Account) -> Reduction? {
        let terms = calculator.terms(at: index, of: account)
        guard let size = LotSize(terms) else { return nil }
        let lots = size.lots
        func reduction(_ count: Int) -> Reduction? {
            simulate(
                terms, min(Exact(count) * size.lot, Exact(terms.position.quantity)),
                stepIsKnown: size.isKnown, in: account)
        }
        guard var whole = reduction(lots) else { return nil }
        guard case .met(let gapAtEnd) = standing(after: whole) else {
            whole.isEnough = false
            guard !percent.isZero else { return whole }
            return best(of: size, whole, standing(account, terms.position), reduction)
        }
        guard case .missed(let gapNow) = standing(account, terms.position) else {
            // By the distance alone, more would help nothing.
            return percent.isZero ? whole : nil
        }
        var bracket = LotBracket(tooFew: (0, gapNow), enough: (lots, gapAtEnd))
        while let count = bracket.next {
            switch reduction(count).map({ standing(after: $0) }) {
            case .met(let gap): bracket.enough = (count, gap)
            case .missed(let gap): bracket.tooFew = (count, gap)
            case nil: bracket.tooFew = (count, nil)
            }
        }
        return reduction(max(bracket.enough.lots, size.fewestLots))
    }

    /// As many lots as bring the pool farthest: what is missing falls with each, and may rise again where the
    /// leg shields another.
    private func best(
        of size: LotSize, _ whole: Reduction, _ now: Standing,
        _ reduction: (Int) -> Reduction?
    ) -> Reduction? {
        func gap(_ count: Int) -> Exact? {
            count == 0 ? now.gap : reduction(count).flatMap { standing(after: $0).gap }
        }
        /// Whether the next lot brings the pool no farther.
        func isEnough(_ count: Int) -> Bool {
            guard let here = gap(count), let next = gap(count + 1) else { return false }
            return here <= next
        }
        guard isEnough(size.lots - 1) else { return whole }
        var (few, many) = (-1, size.lots - 1)
        while many - few > 1 {
            let middle = few + (many - few) / 2
            if isEnough(middle) { many = middle } else { few = middle }
        }
        let count = max(many, size.fewestLots)
        guard many > 0, let now = now.gap, let then = gap(count), then < now else { return nil }
        var part = reduction(count)
        part?.isEnough = false
        return part
    }

    /// `quantity` of the position at `index` closed, rounded as it is.
    func reduction(of index: Int, by quantity: Exact, in account: Account) -> Reduction? {
        reduction(of: calculator.terms(at: index, of: account), by: quantity, in: account)
    }

    func reduction(
        of terms: PositionTerms, by quantity: Exact, in account: Account
    ) -> Reduction? {
        LotSize(terms).flatMap {
            simulate(terms, quantity, stepIsKnown: $0.isKnown, in: account)
        }
    }

    /// Taker fee and slippage on the closed notional.
    private func simulate(
        _ terms: PositionTerms, _ quantity: Exact, stepIsKnown: Bool, in account: Account
    ) -> Reduction? {
        guard let value = terms.value,
            let rate = CutTerms.costRate(terms, calculator.conditions.policy),
            let share = quantity.divided(by: Exact(terms.position.quantity))
        else { return nil }
        let cost = value * share * rate
        return AccountSimulator.cutting(terms, by: quantity, cost: cost, of: account).map {
            Reduction(
                terms: terms, quantity: quantity, cost: cost, stepIsKnown: stepIsKnown, cut: $0)
        }
    }

    /// Whether the goal is met, and what is missing or to spare.
    private enum Standing {
        case met(gap: Exact?)
        case missed(gap: Exact?)

        var gap: Exact? {
            switch self {
            case .met(let gap), .missed(let gap): gap
            }
        }
    }

    private func standing(after reduction: Reduction) -> Standing {
        standing(
            calculator.assessor(poolID, after: reduction.cut), reduction.terms.position,
            reduction.cut.credited.venue)
    }

    private func standing(_ account: Account, _ position: Position) -> Standing {
        standing(calculator.assessor(poolID, of: account), position, account.venue)
    }

    private func standing(
        _ assessor: PoolAssessor?, _ position: Position, _ venue: Venue
    ) -> Standing {
        // An isolated pool that was closed whole is gone, and with it the call.
        guard let outlook = assessor?.outlook(hurting: position, within: percent) else {
            return .met(gap: nil)
        }
        let pool = outlook.pool
        let goal = PoolGoal(
            target: targetRatio, policy: calculator.conditions.policy, venue: venue)
        var gap: Exact?
        if let requirement = pool.requirement, let equity = pool.equity {
            let byRatio = goal.gap(requirement: requirement, equity: equity)
            gap = outlook.reserve.map { max(byRatio, -$0) } ?? byRatio
        }
        let isNear = outlook.reserve?.isNegative ?? false
        return PlanGoal.isMet(pool, targetRatio: targetRatio) && !isNear
            ? .met(gap: gap) : .missed(gap: gap)
    }
}

/// The search for the fewest lots that are enough.
///
/// What a pool misses is a straight line over most lots: the point where it ends is then found at
/// once, and one try more shows that a lot less is too few. Where it bends, halving bounds the tries.
private struct LotBracket {
    /// The gap where it is known: positive where too few.
    var tooFew: (lots: Int, gap: Exact?)
    var enough: (lots: Int, gap: Exact?)
    private var tries = 0

    init(tooFew: (lots: Int, gap: Exact?), enough: (lots: Int, gap: Exact?)) {
        self.tooFew = tooFew
        self.enough = enough
    }

    /// The next number of lots to try; `nil` when `enough` is the fewest.
    var next: Int? {
        mutating get {
            guard enough.lots - tooFew.lots > 1 else { return nil }
            tries += 1
            let isStraight = tries < 4 || !tries.isMultiple(of: 2)
            let middle = tooFew.lots + (enough.lots - tooFew.lots) / 2
            let count = isStraight ? crossing ?? middle : middle
            return min(max(count, tooFew.lots + 1), enough.lots - 1)
        }
    }

    private var crossing: Int? {
        guard let from = tooFew.gap, let to = enough.gap,
            let part = from.divided(by: from - to)
        else { return nil }
        return (part * Exact(enough.lots - tooFew.lots)).wholeUp.map { tooFew.lots + $0 }
    }
}

/// When a pool counts as cured.
enum PlanGoal {
    /// n at or under the target, and no longer in a state that warns.
    static func isMet(_ pool: PoolAssessment, targetRatio: Exact) -> Bool {
        guard pool.ratioState == .healthy else { return false }
        guard let requirement = pool.requirement, let equity = pool.equity else { return false }
        return requirement <= targetRatio * equity
    }

    /// The policy's target, and never past the venue's own warning: the safer of the two.
    static func ratio(policy: Policy, venue: Venue) -> Exact {
        let target = Exact(policy.targetRatio)
        let warning = venue.rules.warning(policy.bounds)
        return Exact(warning.numerator).divided(by: Exact(warning.denominator))
            .map { min(target, $0) } ?? target
    }
}

extension Exact {
    /// The next whole number, when an `Int` holds it.
    var wholeUp: Int? {
        guard let whole = rounded(places: 0, .up) else { return nil }
        return Int(exactly: whole.significand)
    }
}
