import MarginModel

/// A pool of an account alone, and how it stands the moves of a size.
struct PoolOutlook {
    let pool: PoolAssessment
    /// The least that is left of equity over requirement after those moves; `nil` where it is not known.
    let reserve: Exact?
}

extension MarginCalculator {
    /// What a search over amounts needs of one pool: the moves are those of all marks together and of each
    /// alone, up and down. `nil` when the account has no such pool.
    ///
    /// - Parameter percent: Their size, in percent of price.
    func outlook(_ id: String, of account: Account, within percent: Exact) -> PoolOutlook? {
        assessor(id, of: account).map { assessor in
            let (pool, book) = assessor.compiled
            return PoolOutlook(pool: pool, reserve: book?.leastSurplus(within: percent))
        }
    }

    /// Whether the pool stands every one of those moves. `nil` when the account has no such pool.
    func survives(_ id: String, of account: Account, within percent: Exact) -> Bool? {
        assessor(id, of: account).map { assessor in
            let (pool, book) = assessor.compiled
            guard pool.ratioState < .liquidation else { return false }
            guard let book else { return true }
            if book.bendsDownward, let least = book.leastSurplus(within: percent) {
                return !least.isNegative
            }
            let nearest = book.nearestMove(book.sides(along: .joint, .joint))
            return nearest.map { $0.percent.magnitude >= percent } ?? true
        }
    }
}

extension PoolAssessor {
    /// What a search over lots of one position needs of its pool: the moves are those that hurt the position.
    func outlook(hurting position: Position, within percent: Exact) -> PoolOutlook {
        guard !percent.isZero else { return PoolOutlook(pool: poolAssessment, reserve: nil) }
        let (pool, book) = compiled
        let size = percent * Exact(Decimal(significand: 1, scale: 2))
        let move = position.side == .long ? -size : size
        return PoolOutlook(
            pool: pool, reserve: book?.leastSurplus(after: [move], ofMark: position.symbol))
    }
}

extension PoolBook {
    /// The least surplus after all marks, or one alone, have moved by `percent` of price, up or down.
    fileprivate func leastSurplus(within percent: Exact) -> Exact? {
        let size = percent * Exact(Decimal(significand: 1, scale: 2))
        return leastSurplus(after: [-size, size])
    }
}
