package import MarginModel

/// A leverage setting above the cap, and what lowering it does and does not change (Adjust 2).
package struct LeverageCapResult: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let setting: Exact
    package let cap: Exact
    /// Initial margin at the setting and at the cap, in `asset`.
    package let initialMarginNow: Exact?
    package let initialMarginAtCap: Exact?
    package let maintenanceMarginNow: Exact?
    package let maintenanceMarginAtCap: Exact?
    package let liquidationPriceNow: Exact?
    package let liquidationPriceAtCap: Exact?
    /// Notional ÷ pool equity: what the account really runs.
    package let effectiveLeverage: Exact?
    /// The quantity whose notional is cap × pool equity; `nil` when the position is not larger.
    package let quantityAtCap: Exact?
    package let asset: String
    /// Why the venue refuses the change now; `nil` when it allows it.
    package let refusal: SkippedStep?
}
