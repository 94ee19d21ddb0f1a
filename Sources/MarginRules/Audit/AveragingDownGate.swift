/// Whether adding to a losing position is open: only with both confirmations (Adjust 5).
package struct AveragingDownGate: Sendable {
    /// `nil`: the account states nothing.
    package let onChainAccumulation: Bool?
    package let multiTimeframeAlignment: Bool?
    /// Positions that lose now, to which the gate applies.
    package let losingSymbols: [String]

    package var isOpen: Bool { onChainAccumulation == true && multiTimeframeAlignment == true }
}
