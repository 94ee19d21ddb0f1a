/// States in rising order of trouble, bounds inclusive, on n = requirement ÷ equity.
package enum AccountState: String, Hashable, Sendable, CaseIterable, Comparable {
    case healthy, watch, call, liquidation, bankrupt
    /// Something that the state depends on is missing.
    case incomplete

    package static func < (left: AccountState, right: AccountState) -> Bool {
        left.rank < right.rank
    }

    /// An account's state by those of its pools: not known where one's is not, unless one is certain
    /// to be in liquidation.
    static func worst(of pools: [AccountState]) -> AccountState {
        let known = pools.filter { $0 != .incomplete }.max()
        if let known, known >= .liquidation || !pools.contains(.incomplete) { return known }
        return .incomplete
    }

    private var rank: Int { AccountState.allCases.firstIndex(of: self) ?? 0 }
}

/// What made a state: the worse of the two names it, the ratio where both agree.
package enum StateCause: String, Hashable, Sendable, CaseIterable {
    /// Requirement ÷ equity, or the venue's own ratio of a portfolio margin account.
    case ratio
    /// The nearest move of prices that liquidates.
    case distance
}
