/// Whether a position is valued at its mark or at a spot price that stands in for it.
package enum PriceKind: String, Sendable, CaseIterable {
    case mark, indicative
}
