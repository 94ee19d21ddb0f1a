package import MarginModel

/// What isolating each leg would bound, and whether the venue allows it now (Adjust 3).
package struct IsolationFinding: Sendable {
    package struct Leg: Sendable {
        package let symbol: String
        package let side: PositionSide
        package let asset: String
        package let isIsolated: Bool
        /// At most lost from now on if this leg goes to its bankruptcy price: in cross the pool's
        /// equity, in isolated the leg's own.
        package let boundInCross: Exact?
        /// Initial margin at the present leverage: what the venue would set aside for the leg.
        package let boundIsolated: Exact?
        /// What the other legs are kept from losing.
        package let contagionPrevented: Exact?
    }

    /// Why the venue refuses it now; `nil` when it allows it.
    package let refusal: SkippedStep?
    package let legs: [Leg]
}
