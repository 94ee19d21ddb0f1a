package import MarginModel

/// Something that acts on its own and can undo a manual plan (Response 5).
package struct AutomaticFeature: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case autoAddMargin = "auto-add-margin"
        case reduceOnlyOrder = "reduce-only-order"
        case trailingStop = "trailing-stop"
    }

    package let kind: Kind
    package let symbol: String
    package let side: PositionSide
    /// Order size; `nil` for features that have none.
    package let quantity: Exact?
    /// Order price, or `nil`.
    package let price: Exact?
    /// Distance of a trailing stop, in percent.
    package let callbackPercent: Exact?
    /// What it does to a plan, a sentence.
    package let effect: String
    /// When to leave it on, a sentence.
    package let leaveOnWhen: String
}
