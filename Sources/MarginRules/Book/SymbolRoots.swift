/// The surplus as one contract's mark moves alone where one ladder walks it: no list, no walk.
///
/// What `BookSearch` finds where the surplus is positive and bends downward only, for the commonest pool.
struct SymbolRoots<N: Ring> {
    /// Without the ladder.
    let surplus: (constant: N, slope: N)
    let term: BookTerm<N>

    func root(edge: BookMove<N>) -> BookRoot<N>? {
        let now = piece(in: term.tier)
        guard now.constant.sgn > 0 else { return nil }
        // From the far end inward: no root on the way is nearer than the surplus's own.
        var tier = term.tier(at: edge, from: term.tier)
        var piece = piece(in: tier)
        let leadsToZero =
            edge.bottom.isZero
            ? piece.slope.sgn < 0
            : N.order(piece.constant, edge.bottom, -piece.slope, edge.top) < 0
        guard leadsToZero else { return BookRoot.none }
        for _ in 0...term.ladder.last + 1 {
            let root = BookMove<N>.quotient(-piece.constant, piece.slope)
            let there = term.tier(at: root, from: tier)
            if there == tier { return end(before: root).map { .beyondLastTier($0) } ?? .at(root) }
            tier = there
            piece = self.piece(in: tier)
        }
        return nil
    }

    private func piece(in tier: Int) -> (constant: N, slope: N) {
        let cost = term.cost(in: tier)
        return (surplus.constant - cost.constant, surplus.slope - cost.slope)
    }

    /// The end of the last tier, where it comes before `root`.
    private func end(before root: BookMove<N>) -> BookMove<N>? {
        let ladder = term.ladder
        guard ladder.hasEnd, term.isRising, !term.isWithin(ladder.last, at: root) else {
            return nil
        }
        return term.crossing(ladder.last)
    }

    var reversed: SymbolRoots {
        SymbolRoots(surplus: (surplus.constant, -surplus.slope), term: term.reversed)
    }
}

extension BookPool {
    /// `nil` where other legs share the contract's mark, a collateral rate weighs its profit, or its tiers
    /// are not walked, or not convex.
    func symbolRoots(at index: Int) -> (below: BookRoot<N>, above: BookRoot<N>)? {
        let leg = legs[index]
        guard !hasTwins, leg.weighed == nil, let use = leg.ladder, use.ladder.isConvex else {
            return nil
        }
        let rise = leg.gainsWithValue ? leg.value : -leg.value
        let roots = SymbolRoots(
            surplus: (surplus + cost(use, leg.value), rise * rateOne - leg.value * leg.rate),
            term: term(use, leg.value, slope: leg.value, .zero))
        guard let above = roots.root(edge: .endless),
            let below = roots.reversed.root(edge: BookMove(top: N(1), bottom: N(1)))
        else { return nil }
        return (below.reversed, above)
    }
}
