package import MarginModel

/// Which pools are past their venue's trigger, and how much room the others have (Response 1–2).
package struct BreachFinding: Sendable {
    package struct Pool: Sendable {
        package let id: String
        package let asset: String
        package let native: NativeRatio
        /// n; `nil` when equity is not positive.
        package let ratio: Exact?
        package let state: AccountState
        /// n ≥ 1: the venue liquidates.
        package let isPastTrigger: Bool
        /// The state is `call` or worse.
        package let isCalled: Bool
        /// requirement − equity, in `asset`; negative is headroom.
        package let deficit: Exact?
    }

    package let pools: [Pool]
    /// The joint move, in percent, that reaches the first trigger; negative is a fall.
    package let moveDownPercent: Exact?
    package let moveUpPercent: Exact?
    /// When funding alone reaches a trigger first.
    package let fundingBreach: FundingBreach
}
