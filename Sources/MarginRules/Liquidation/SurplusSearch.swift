/// A pool's surplus, equity less requirement, along one variable, and the nearest points where it is
/// zero.
///
/// The surplus is linear between the points at which a leg changes its tier. The search walks
/// outward from the present point, piece by piece, and solves each on its own, so no single root is
/// assumed. Where a sheet's margin jumps between two tiers the surplus may pass zero without being
/// zero: the bound is the trigger then. Pieces end where the last tier of a leg does: beyond it
/// nothing is known.
struct SurplusSearch {
    /// How the variable moves a leg.
    enum Motion: Sendable {
        /// x itself, the tiers rising with it.
        case price
        /// All marks by the same factor: x is this mark times the variable.
        case linearJoint(Exact)
        /// The same for an inverse leg: its value in coins, and with it the tier, falls as the price
        /// rises, and constant and slope change places.
        case inverseJoint(Exact)
    }

    struct Leg: Sendable {
        let leg: MarginLeg
        private(set) var tier: Int
        private let motion: Motion
        /// The value where the variable is 1.
        private let span: Exact

        init(leg: MarginLeg, tier: Int, motion: Motion) {
            self.leg = leg
            self.tier = tier
            self.motion = motion
            span =
                switch motion {
                case .price: leg.size
                case .linearJoint(let mark), .inverseJoint(let mark): leg.size * mark
                }
        }

        /// The surplus inside the present tier.
        var line: (constant: Exact, slope: Exact) {
            let line = leg.line(in: tier)
            return switch motion {
            case .price: line
            case .linearJoint(let mark): (line.constant, line.slope * mark)
            case .inverseJoint(let mark): (line.slope * mark, line.constant)
            }
        }

        /// The slope in the first tier or in the last, in a table whose tiers rise with the variable.
        func outermostSlope(isFirst: Bool) -> Exact {
            let index = isFirst ? 0 : (leg.table?.bounds.count ?? 1) - 1
            guard case .linearJoint(let mark) = motion else { return leg.slope(in: index) }
            return leg.slope(in: index) * mark
        }

        var fallsWithTheVariable: Bool {
            if case .inverseJoint = motion { true } else { false }
        }

        private func bound(of index: Int) -> Exact? {
            guard let table = leg.table else { return nil }
            return fallsWithTheVariable
                ? span.divided(by: table.bounds[index]) : table.bounds[index].divided(by: span)
        }

        /// Where the present tier ends; `nil` for a leg without tiers, and where the tier has no end
        /// on that side: upward the first of an inverse leg, downward the first of any other.
        func end(upward: Bool) -> Exact? {
            guard upward == fallsWithTheVariable else { return bound(of: tier) }
            return tier == 0 ? nil : bound(of: tier - 1)
        }

        /// Goes to the next tier upward or downward; `false` when there is none: figures end there.
        mutating func step(upward: Bool) -> Bool {
            let next = upward == fallsWithTheVariable ? tier - 1 : tier + 1
            guard let table = leg.table, table.bounds.indices.contains(next) else { return false }
            tier = next
            return true
        }
    }

    /// What a search comes to on one side.
    enum Outcome: Sendable {
        case root(Exact)
        case none
        /// The last tier of a leg ends here, and the surplus is zero somewhere beyond.
        case beyondLastTier(Exact)

        var root: Exact? {
            if case .root(let root) = self { root } else { nil }
        }
    }

    private let legs: [Leg]
    private let present: Exact
    private let fixedSlope: Exact
    private let line: (constant: Exact, slope: Exact)
    /// Whether the surplus bends downward only and is positive now: where its outermost slope leads
    /// away from zero there is nothing to find.
    private let isPositiveAndConcave: Bool
    private let isConcave: Bool

    /// - Parameter fixed: What does not depend on the variable, and what is in proportion to it.
    init(fixed: (constant: Exact, slope: Exact), legs: [Leg], present: Exact) {
        self.legs = legs
        self.present = present
        fixedSlope = fixed.slope
        var line = fixed
        for leg in legs {
            let own = leg.line
            line.constant += own.constant
            line.slope += own.slope
        }
        self.line = line
        isConcave = legs.allSatisfy {
            $0.leg.table.map(\.isConvex) ?? true && !$0.fallsWithTheVariable
        }
        isPositiveAndConcave = isConcave && (line.constant + line.slope * present).isPositive
    }

    private func outermostSlope(isFirst: Bool) -> Exact {
        legs.reduce(fixedSlope) { $0 + $1.outermostSlope(isFirst: isFirst) }
    }

    /// The greatest zero at or below the present point, for which `holds` is true.
    func rootBelow(where holds: (Exact) -> Bool) -> Outcome {
        if isPositiveAndConcave, !outermostSlope(isFirst: true).isPositive { return .none }
        var walk = Walk(legs: legs, line: line, upward: false)
        var upper = present
        while true {
            let lower = walk.end
            if let root = walk.root, root <= upper, root.isPositive,
                lower.map({ root > $0 }) ?? true, holds(root)
            {
                return .root(root)
            }
            let before = walk.line
            guard let lower, lower.isPositive else { return .none }
            guard walk.step(past: lower) else {
                let falls = before.slope.isPositive && before.constant.isNegative
                return falls ? .beyondLastTier(lower) : .none
            }
            if !isConcave, walk.hasChangedSides(since: before, at: lower), holds(lower) {
                return .root(lower)
            }
            upper = lower
        }
    }

    /// The least zero above the present point, for which `holds` is true.
    func rootAbove(where holds: (Exact) -> Bool) -> Outcome {
        if isPositiveAndConcave, !outermostSlope(isFirst: false).isNegative { return .none }
        var walk = Walk(legs: legs, line: line, upward: true)
        var lower = present
        while true {
            let upper = walk.end
            if let root = walk.root, root > lower, upper.map({ root <= $0 }) ?? true, holds(root) {
                return .root(root)
            }
            let before = walk.line
            guard let upper else { return .none }
            guard walk.step(past: upper) else {
                // One that bends downward only and was not passed over above falls in the end.
                return isConcave || before.slope.isNegative ? .beyondLastTier(upper) : .none
            }
            if !isConcave, walk.hasChangedSides(since: before, at: upper), holds(upper) {
                return .root(upper)
            }
            lower = upper
        }
    }
}

/// A search in one direction: the line of the piece that it has come to.
private struct Walk {
    private var legs: [SurplusSearch.Leg]
    /// Where the tier of each leg ends in this direction.
    private var ends: [Exact?]
    private let upward: Bool
    private(set) var line: (constant: Exact, slope: Exact)

    init(legs: [SurplusSearch.Leg], line: (constant: Exact, slope: Exact), upward: Bool) {
        self.legs = legs
        self.line = line
        self.upward = upward
        ends = legs.map { $0.end(upward: upward) }
    }

    var root: Exact? { (-line.constant).divided(by: line.slope) }

    /// Where the piece ends.
    var end: Exact? {
        var nearest: Exact?
        for case let end? in ends {
            if nearest.map({ upward ? end < $0 : end > $0 }) ?? true { nearest = end }
        }
        return nearest
    }

    /// Whether the surplus jumped past zero at `bound`, where `earlier` is the piece on its near side.
    func hasChangedSides(since earlier: (constant: Exact, slope: Exact), at bound: Exact) -> Bool {
        // Where a piece ends in zero, its slope says on which side of zero it lies.
        func side(_ line: (constant: Exact, slope: Exact), isAbove: Bool) -> Int {
            let value = (line.constant + line.slope * bound).signum
            return value != 0 ? value : isAbove ? line.slope.signum : -line.slope.signum
        }
        return side(earlier, isAbove: !upward) * side(line, isAbove: upward) < 0
    }

    /// Moves every leg whose tier ends at `bound` on; `false` when one has no tier beyond.
    mutating func step(past bound: Exact) -> Bool {
        for index in legs.indices where ends[index] == bound {
            let before = legs[index].line
            guard legs[index].step(upward: upward) else { return false }
            let after = legs[index].line
            line.constant += after.constant - before.constant
            line.slope += after.slope - before.slope
            ends[index] = legs[index].end(upward: upward)
        }
        return true
    }
}
