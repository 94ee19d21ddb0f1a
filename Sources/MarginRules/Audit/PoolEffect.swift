package import MarginModel

/// What closing one leg whole does to the pool it stands in (FAQ pool).
package struct PoolEffect: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let pool: String
    /// Taker fee and slippage, in `asset`: the leg's settle coin.
    package let cost: Exact
    package let asset: String
    package let ratioBefore: Exact?
    /// `nil` when nothing is left in the pool, or no equity.
    package let ratioAfter: Exact?
    package let stateBefore: AccountState
    package let stateAfter: AccountState

    /// Whether the pool was called before and is not after.
    package var endsTheCall: Bool { stateBefore >= .call && stateAfter < .call }
}
