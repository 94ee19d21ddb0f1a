package import MarginModel

/// Signs that the venue is liquidating already, and what it does next (Response 4).
package struct LiquidationUnderWay: Sendable {
    /// A position that is smaller than the owner's records say.
    package struct Shrunk: Sendable {
        package let symbol: String
        package let side: PositionSide
        package let expected: Exact
        package let actual: Exact
        package let missing: Exact
    }

    /// Entries of the liquidation log at most `windowSeconds` before the account's instant.
    package let recentEntries: [LiquidationEvent]
    package let shrunkPositions: [Shrunk]
    /// Positions without `expectedQuantity`: whether they shrank is not known.
    package let uncheckedPositions: Int
    /// Resting reduce-only orders: the owner's, or the venue's. They are no proof.
    package let reduceOrders: [OpenOrder]
    package let windowSeconds: Int64
    package let next: VenueProcedure

    /// A recent entry or a shrunk position; reduce orders alone are only to be looked at.
    package var isLikely: Bool { !recentEntries.isEmpty || !shrunkPositions.isEmpty }
}
