/// What a run takes over from the live release.
package enum PageReuse: Sendable {
    /// Pages that would be made from the same, by the live release's ledger.
    case unchanged
    /// The same, but one in fifty of them is rendered and compared, and one in ten read.
    case sampled
    /// The same; then everything is rendered once more and compared, byte for byte.
    case verified
    /// Nothing: everything is rendered and checked.
    case nothing
}
