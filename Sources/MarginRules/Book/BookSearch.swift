/// Finds the nearest move, on the way up, at which a pool's surplus is zero: equity less requirement.
///
/// Between the moves at which a ladder goes to another tier the surplus is a straight line, so its
/// roots are exact fractions.
struct BookSearch<N: Ring> {
    let line: BookLine<N>

    /// - Parameter atPresent: Whether a surplus of zero at the present counts as found.
    func root(atPresent: Bool) -> BookRoot<N> {
        let isConvex = line.terms.indices.allSatisfy {
            line.terms[$0].ladder.isConvex || line.terms[$0].isStill
        }
        var tiers = line.terms.map(\.tier)
        let present = surplus(at: nil, &tiers)
        if present.constant.sgn > 0, isConvex, let root = newton() { return root }
        return walk(from: present, isConvex, atPresent: atPresent)
    }

    /// The piece of the surplus that holds at a move, or at the present, and in `tiers` its tiers.
    private func surplus(
        at move: BookMove<N>?, _ tiers: inout [Int]
    ) -> (constant: N, slope: N) {
        var constant = line.equity.constant - line.need.constant
        var slope = line.equity.slope - line.need.slope
        for index in tiers.indices {
            if let move { tiers[index] = line.terms[index].tier(at: move, from: tiers[index]) }
            let cost = line.terms[index].cost(in: tiers[index])
            constant -= cost.constant
            slope -= cost.slope
        }
        return (constant, slope)
    }

    // MARK: Where the surplus is positive and bends downward only

    /// From the far end inward: the line of the last piece lies above the surplus, so that its root
    /// is never nearer than the surplus's own, and neither is any that follows. `nil` where the rounds
    /// run out, which a ladder that is as convex as it says cannot bring about.
    private func newton() -> BookRoot<N>? {
        var tiers = line.terms.map(\.tier)
        var piece = surplus(at: line.edge, &tiers)
        let leadsToZero =
            line.edge.bottom.isZero
            ? piece.slope.sgn < 0
            : N.order(piece.constant, line.edge.bottom, -piece.slope, line.edge.top) < 0
        guard leadsToZero else { return BookRoot.none }
        for _ in 0...line.terms.reduce(1, { $0 + $1.ladder.last + 1 }) {
            let root = BookMove<N>.quotient(-piece.constant, piece.slope)
            var isSettled = true
            for index in tiers.indices {
                let tier = line.terms[index].tier(at: root, from: tiers[index])
                guard tier != tiers[index] else { continue }
                let before = line.terms[index].cost(in: tiers[index])
                let after = line.terms[index].cost(in: tier)
                piece.constant += before.constant - after.constant
                piece.slope += before.slope - after.slope
                tiers[index] = tier
                isSettled = false
            }
            if isSettled { return end(before: root).map { .beyondLastTier($0) } ?? .at(root) }
        }
        return nil
    }

    /// The nearest end of a last tier, where it comes before `root`.
    private func end(before root: BookMove<N>) -> BookMove<N>? {
        var nearest: BookMove<N>?
        for term in line.terms {
            let ladder = term.ladder
            guard ladder.hasEnd, term.isRising, !term.isWithin(ladder.last, at: root),
                let end = term.crossing(ladder.last)
            else { continue }
            if nearest.map({ end < $0 }) ?? true { nearest = end }
        }
        return nearest
    }

    // MARK: Everywhere else

    /// Outward from the present, piece by piece.
    private func walk(
        from present: (constant: N, slope: N), _ isConvex: Bool, atPresent: Bool
    ) -> BookRoot<N> {
        var tiers = line.terms.map(\.tier)
        var piece = present
        var lower = BookMove<N>.present
        var mayBeHere = atPresent
        while true {
            let end = nearestEnd(tiers)
            if let root = root(of: piece), root < line.edge,
                mayBeHere ? !(root < lower) : lower < root,
                end.map({ $0.isIncluded ? !($0.move < root) : root < $0.move }) ?? true
            {
                return .at(root)
            }
            guard let end, end.move < line.edge else { return .none }
            let before = piece
            for index in tiers.indices {
                let term = line.terms[index]
                guard let (own, next) = self.end(of: term, in: tiers[index]), own == end.move else {
                    continue
                }
                guard next <= term.ladder.last else {
                    return leadsToZero(before, isConvex) ? .beyondLastTier(end.move) : .none
                }
                let (old, new) = (term.cost(in: tiers[index]), term.cost(in: next))
                piece.constant += old.constant - new.constant
                piece.slope += old.slope - new.slope
                tiers[index] = next
            }
            if !isConvex, changesSides(before, piece, at: end.move) { return .at(end.move) }
            lower = end.move
            mayBeHere = false
        }
    }

    private func root(of piece: (constant: N, slope: N)) -> BookMove<N>? {
        guard !piece.slope.isZero else { return nil }
        return .quotient(-piece.constant, piece.slope)
    }

    /// Whether the last piece with figures comes to zero before a price does.
    private func leadsToZero(_ piece: (constant: N, slope: N), _ isConvex: Bool) -> Bool {
        guard !line.edge.bottom.isZero else { return isConvex || piece.slope.sgn < 0 }
        return piece.slope.sgn < 0
            && N.order(piece.constant, line.edge.bottom, -piece.slope, line.edge.top) < 0
    }

    /// Where a term leaves its tier, and for which. Past the last tier of a ladder that ends, that is
    /// one more than there are.
    private func end(of term: BookTerm<N>, in tier: Int) -> (move: BookMove<N>, next: Int)? {
        let ladder = term.ladder
        guard !term.isStill else { return nil }
        let isRising = term.isRising
        let bound = isRising ? tier : tier - 1
        guard ladder.bounds.indices.contains(bound),
            let move = term.crossing(bound), move.top.sgn >= 0
        else { return nil }
        return (move, isRising ? tier + 1 : tier - 1)
    }

    private func nearestEnd(_ tiers: [Int]) -> (move: BookMove<N>, isIncluded: Bool)? {
        var nearest: (move: BookMove<N>, isIncluded: Bool)?
        for (term, tier) in zip(line.terms, tiers) {
            guard let own = end(of: term, in: tier) else { continue }
            if let nearest, !(own.move < nearest.move) { continue }
            nearest = (own.move, term.isRising)
        }
        return nearest
    }

    /// Whether the surplus jumped past zero at `move`.
    private func changesSides(
        _ before: (constant: N, slope: N), _ after: (constant: N, slope: N), at move: BookMove<N>
    ) -> Bool {
        // Where a piece ends in zero, its slope says on which side of zero it lies.
        func side(_ piece: (constant: N, slope: N), isBeyond: Bool) -> Int {
            let value = N.order(piece.constant, move.bottom, -piece.slope, move.top)
            return value != 0 ? value : isBeyond ? piece.slope.sgn : -piece.slope.sgn
        }
        return side(before, isBeyond: false) * side(after, isBeyond: true) < 0
    }
}
