import MarginModel

/// One leg of a pool as a function of one variable x: value, profit and requirement are linear in
/// x inside each tier.
struct MarginLeg: Sendable {
    /// Value per unit of x, in the settle coin.
    var size: Exact
    /// Profit per unit of x.
    var profitSlope: Exact
    /// Profit at x = 0.
    var profitConstant: Exact
    var tiers: [MaintenanceTier]
    /// The tier when it does not depend on value (OKX counts contracts).
    var fixedTier: MaintenanceTier?
    /// What the venue adds to the tier's rate (OKX: the liquidation fee).
    var addedRate: Exact
    /// What the venue adds whatever the price (Bybit: the fee to close).
    var addedAmount: Exact
    /// What one unit of the settle coin counts in the pool.
    var weight: Exact

    func tier(at x: Exact) -> MaintenanceTier? {
        if let fixedTier { return fixedTier }
        let value = size * x
        return tiers.first { value <= Exact($0.upperBound) }
    }

    /// requirement = value × (rate + added rate) − amount + added amount.
    func requirement(at x: Exact, in tier: MaintenanceTier) -> Exact {
        size * x * (Exact(tier.maintenanceMarginRate) + addedRate)
            - Exact(tier.maintenanceAmount) + addedAmount
    }

    func maintenanceSlope(in tier: MaintenanceTier) -> Exact {
        size * (Exact(tier.maintenanceMarginRate) + addedRate)
    }

    /// The same leg on t, where x = `mark` × t: the joint move of all marks.
    func scaled(by mark: Exact) -> MarginLeg {
        var leg = self
        leg.size = size * mark
        leg.profitSlope = profitSlope * mark
        return leg
    }
}

/// Equity minus requirement of a pool as a function of x, and the points where it is zero.
///
/// The requirement is piecewise linear, so every piece is solved on its own; no single root is
/// assumed. A hedged book can have one trigger below and one above the mark.
struct PiecewiseMargin: Sendable {
    /// The pool's equity less requirement that does not depend on x.
    var fixed: Exact
    /// The legs that move with x.
    var legs: [MarginLeg]

    /// Where equity equals requirement, on the pieces that tiers are known for, in rising order.
    func roots() -> [Exact] {
        var found: [Exact] = []
        for piece in pieces() {
            guard let root = piece.root, piece.contains(root), root.isPositive,
                found.last != root
            else { continue }
            found.append(root)
        }
        return found
    }

    /// Where equity alone is zero: the bankruptcy point. `nil` when equity does not move with x.
    func equityRoot(fixedEquity: Exact) -> Exact? {
        let slope = legs.map { $0.profitSlope * $0.weight }.sum()
        let constant = fixedEquity + legs.map { $0.profitConstant * $0.weight }.sum()
        guard let root = (-constant).divided(by: slope), root.isPositive else { return nil }
        return root
    }

    private struct Piece {
        let lower: Exact
        /// `nil`: without end.
        let upper: Exact?
        let constant: Exact
        let slope: Exact

        var root: Exact? { (-constant).divided(by: slope) }

        func contains(_ x: Exact) -> Bool {
            guard x > lower || (lower.isZero && x == lower) else { return false }
            guard let upper else { return true }
            return x <= upper
        }
    }

    private func pieces() -> [Piece] {
        var bounds: [Exact] = []
        var end: Exact?
        for leg in legs where leg.fixedTier == nil {
            let uppers = leg.tiers.compactMap { Exact($0.upperBound).divided(by: leg.size) }
            bounds += uppers
            if let last = uppers.last { end = end.map { min($0, last) } ?? last }
        }
        bounds.sort()
        var pieces: [Piece] = []
        var lower = Exact.zero
        for upper in bounds {
            guard upper > lower else { continue }
            if let end, upper > end { break }
            if let piece = piece(from: lower, to: upper) { pieces.append(piece) }
            lower = upper
        }
        // Without a last tier the form of the last piece holds for any x.
        if end == nil, let piece = piece(from: lower, to: nil) { pieces.append(piece) }
        return pieces
    }

    private func piece(from lower: Exact, to upper: Exact?) -> Piece? {
        // Any point of the piece names its tiers; the upper end belongs to it.
        let probe = upper ?? lower + 1
        var constant = fixed
        var slope = Exact.zero
        for leg in legs {
            guard let tier = leg.tier(at: probe) else { return nil }
            slope += (leg.profitSlope - leg.maintenanceSlope(in: tier)) * leg.weight
            constant +=
                (leg.profitConstant + Exact(tier.maintenanceAmount) - leg.addedAmount) * leg.weight
        }
        return Piece(lower: lower, upper: upper, constant: constant, slope: slope)
    }
}
