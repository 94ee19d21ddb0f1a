/// What made a state: the worse of the two names it, the ratio where both agree.
package enum StateCause: String, Hashable, Sendable, CaseIterable {
    /// Requirement ÷ equity, or the venue's own ratio of a portfolio margin account.
    case ratio
    /// The nearest move of prices that liquidates.
    case distance
}
