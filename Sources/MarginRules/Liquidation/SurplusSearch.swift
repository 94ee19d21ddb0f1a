/// A pool's surplus, equity less requirement, along one variable, and the nearest points where it is
/// zero.
///
/// The surplus is linear between the points at which a leg changes its tier. The search walks
/// outward from the present point, piece by piece, and solves each on its own, so no single root is
/// assumed. Pieces end where the last tier of a leg does: beyond it nothing is known.
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

    /// What does not depend on the variable, and what is in proportion to it.
    private let fixed: (constant: Exact, slope: Exact)
    private let legs: [Leg]
    private let present: Exact

    init(fixed: (constant: Exact, slope: Exact), legs: [Leg], present: Exact) {
        self.fixed = fixed
        self.legs = legs
        self.present = present
    }

    /// The greatest zero at or below the present point, for which `holds` is true.
    func rootBelow(where holds: (Exact) -> Bool) -> Exact? {
        var walk = Walk(self)
        if walk.isPositive(at: present), isConvex, !slope(ofTiers: \.lowest).isPositive {
            return nil
        }
        var upper = present
        while true {
            let lower = walk.legs.compactMap(\.below).max()
            if let root = walk.root, root <= upper, root.isPositive,
                lower.map({ root > $0 }) ?? true, holds(root)
            {
                return root
            }
            guard let lower, lower.isPositive, walk.step(past: lower, upward: false) else {
                return nil
            }
            upper = lower
        }
    }

    /// The least zero above the present point, for which `holds` is true.
    func rootAbove(where holds: (Exact) -> Bool) -> Exact? {
        var walk = Walk(self)
        if walk.isPositive(at: present), isConvex, !slope(ofTiers: \.highest).isNegative {
            return nil
        }
        var lower = present
        while true {
            let upper = walk.legs.compactMap(\.above).min()
            if let root = walk.root, root > lower, upper.map({ root <= $0 }) ?? true, holds(root) {
                return root
            }
            guard let upper, walk.step(past: upper, upward: true) else { return nil }
            lower = upper
        }
    }

    /// Whether the surplus bends downward only: it is then concave, and where it is positive and
    /// its outermost slope leads away from zero there is nothing to find.
    private var isConvex: Bool {
        legs.allSatisfy { $0.motion != .inverseJoint && ($0.leg.table?.isConvex ?? true) }
    }

    private func slope(ofTiers end: KeyPath<Leg, Int>) -> Exact {
        var slope = fixed.slope
        for leg in legs { slope += leg.line(in: leg[keyPath: end]).slope }
        return slope
    }
}

extension SurplusSearch.Leg {
    fileprivate var lowest: Int { 0 }
    fileprivate var highest: Int { max(0, (leg.table?.bounds.count ?? 1) - 1) }
}

/// The line of the piece that a search has come to.
private struct Walk {
    private(set) var legs: [SurplusSearch.Leg]
    private var constant: Exact
    private var slope: Exact

    init(_ search: SurplusSearch) {
        let start = search.startingLine
        legs = start.legs
        constant = start.constant
        slope = start.slope
    }

    var root: Exact? { (-constant).divided(by: slope) }

    func isPositive(at point: Exact) -> Bool { (constant + slope * point).isPositive }

    /// Moves every leg whose tier ends at `bound` on; `false` when one has no tier beyond.
    mutating func step(past bound: Exact, upward: Bool) -> Bool {
        for index in legs.indices {
            let end = upward ? legs[index].above : legs[index].below
            guard let end, end == bound else { continue }
            guard let next = legs[index].tier(upward: upward) else { return false }
            let before = legs[index].line(in: legs[index].tier)
            let after = legs[index].line(in: next)
            constant += after.constant - before.constant
            slope += after.slope - before.slope
            legs[index].tier = next
        }
        return true
    }
}

extension SurplusSearch {
    fileprivate var startingLine: (legs: [Leg], constant: Exact, slope: Exact) {
        var (constant, slope) = fixed
        for leg in legs {
            let line = leg.line(in: leg.tier)
            constant += line.constant
            slope += line.slope
        }
        return (legs, constant, slope)
    }
}
