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
        /// All marks by the same factor.
        case linearJoint
        /// The same for an inverse leg: its value in coins, and with it the tier, falls as the price
        /// rises, and constant and slope change places.
        case inverseJoint
    }

    struct Leg: Sendable {
        let leg: MarginLeg
        var tier: Int
        let motion: Motion

        func line(in index: Int) -> (constant: Exact, slope: Exact) {
            let line = leg.line(in: index)
            return motion == .inverseJoint ? (line.slope, line.constant) : line
        }

        private func bound(of index: Int) -> Exact? {
            guard let table = leg.table else { return nil }
            return motion == .inverseJoint
                ? leg.size.divided(by: table.bounds[index])
                : table.bounds[index].divided(by: leg.size)
        }

        /// Where the present tier ends upward, and the tier after it; `nil` for a leg without tiers
        /// or, at an inverse leg, in the first one, which has no end.
        var above: Exact? {
            guard leg.table != nil else { return nil }
            guard motion == .inverseJoint else { return bound(of: tier) }
            return tier == 0 ? nil : bound(of: tier - 1)
        }

        /// Where it ends downward.
        var below: Exact? {
            guard leg.table != nil else { return nil }
            guard motion == .inverseJoint else { return tier == 0 ? nil : bound(of: tier - 1) }
            return bound(of: tier)
        }

        /// The next tier upward or downward; `nil` when there is none: figures end there.
        func tier(upward: Bool) -> Int? {
            let next = upward == (motion != .inverseJoint) ? tier + 1 : tier - 1
            guard let table = leg.table, table.bounds.indices.contains(next) else { return nil }
            return next
        }
    }

    private let legs: [Leg]
    private let present: Exact
    private let line: (constant: Exact, slope: Exact)
    /// The slopes where every leg is in its first tier and in its last.
    private let outermost: (first: Exact, last: Exact)
    /// Whether the surplus bends downward only: it is then concave, and where it is positive and
    /// its outermost slope leads away from zero there is nothing to find.
    private let isConcave: Bool

    /// - Parameter fixed: What does not depend on the variable, and what is in proportion to it.
    init(fixed: (constant: Exact, slope: Exact), legs: [Leg], present: Exact) {
        self.legs = legs
        self.present = present
        var line = fixed
        var outermost = (first: fixed.slope, last: fixed.slope)
        var isConcave = true
        for leg in legs {
            let own = leg.line(in: leg.tier)
            line.constant += own.constant
            line.slope += own.slope
            if let table = leg.leg.table {
                isConcave = isConcave && table.isConvex && leg.motion != .inverseJoint
                outermost.first += leg.line(in: 0).slope
                outermost.last += leg.line(in: table.bounds.count - 1).slope
            } else {
                outermost.first += own.slope
                outermost.last += own.slope
            }
        }
        self.line = line
        self.outermost = outermost
        self.isConcave = isConcave
    }

    private var isPositiveNow: Bool { (line.constant + line.slope * present).isPositive }

    /// The greatest zero at or below the present point, for which `holds` is true.
    func rootBelow(where holds: (Exact) -> Bool) -> Exact? {
        if isConcave, !outermost.first.isPositive, isPositiveNow { return nil }
        var walk = Walk(legs: legs, line: line)
        var upper = present
        while true {
            let lower = walk.lowerEnd
            if let root = walk.root, root <= upper, root.isPositive,
                lower.map({ root > $0 }) ?? true, holds(root)
            {
                return root
            }
            let before = walk
            guard let lower, lower.isPositive, walk.step(past: lower, upward: false) else {
                return nil
            }
            if !isConcave, walk.hasChangedSides(since: before, at: lower, upward: false),
                holds(lower)
            {
                return lower
            }
            upper = lower
        }
    }

    /// The least zero above the present point, for which `holds` is true.
    func rootAbove(where holds: (Exact) -> Bool) -> Exact? {
        if isConcave, !outermost.last.isNegative, isPositiveNow { return nil }
        var walk = Walk(legs: legs, line: line)
        var lower = present
        while true {
            let upper = walk.upperEnd
            if let root = walk.root, root > lower, upper.map({ root <= $0 }) ?? true, holds(root) {
                return root
            }
            let before = walk
            guard let upper, walk.step(past: upper, upward: true) else { return nil }
            if !isConcave, walk.hasChangedSides(since: before, at: upper, upward: true),
                holds(upper)
            {
                return upper
            }
            lower = upper
        }
    }
}

/// The line of the piece that a search has come to.
private struct Walk {
    var legs: [SurplusSearch.Leg]
    var line: (constant: Exact, slope: Exact)

    var root: Exact? { (-line.constant).divided(by: line.slope) }

    /// Where the piece ends on either side.
    var lowerEnd: Exact? {
        var end: Exact?
        for leg in legs {
            guard let own = leg.below else { continue }
            if end.map({ own > $0 }) ?? true { end = own }
        }
        return end
    }

    var upperEnd: Exact? {
        var end: Exact?
        for leg in legs {
            guard let own = leg.above else { continue }
            if end.map({ own < $0 }) ?? true { end = own }
        }
        return end
    }

    /// Whether the surplus jumped past zero at `bound`, where `earlier` is the piece on its near side.
    func hasChangedSides(since earlier: Walk, at bound: Exact, upward: Bool) -> Bool {
        // Where a piece ends in zero, its slope says on which side of zero it lies.
        func side(_ line: (constant: Exact, slope: Exact), isAbove: Bool) -> Int {
            let value = (line.constant + line.slope * bound).signum
            return value != 0 ? value : isAbove ? line.slope.signum : -line.slope.signum
        }
        return side(earlier.line, isAbove: !upward) * side(line, isAbove: upward) < 0
    }

    /// Moves every leg whose tier ends at `bound` on; `false` when one has no tier beyond.
    mutating func step(past bound: Exact, upward: Bool) -> Bool {
        for index in legs.indices {
            let end = upward ? legs[index].above : legs[index].below
            guard let end, end == bound else { continue }
            guard let next = legs[index].tier(upward: upward) else { return false }
            let before = legs[index].line(in: legs[index].tier)
            let after = legs[index].line(in: next)
            line.constant += after.constant - before.constant
            line.slope += after.slope - before.slope
            legs[index].tier = next
        }
        return true
    }
}
