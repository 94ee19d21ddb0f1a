import MarginModel

// How the records of a payload are read. Members that are not asked for are none of our business:
// venues add some every month.
extension JSONObjectReader {
    var place: SourceLocation { problems.document.location(of: offset) }

    /// A row that no rule covers. It is kept by name, so that its pool is not measured without it.
    func unmodelled(
        _ symbol: String, kind: String, isIsolated: Bool, settleAsset: String?
    ) -> UnmodelledHolding {
        problems.report(
            .warning, id: "position-not-a-contract", at: offset,
            "\(quoted(symbol)) is of type \(quoted(kind)), which is not modelled: its pool is "
                + "incomplete",
            hint: "Perpetual swaps and futures are measured; read this pool's figures at the venue")
        return UnmodelledHolding(
            symbol: symbol, kind: kind, marginMode: isIsolated ? .isolated : .cross,
            settleAsset: settleAsset, place: place.description)
    }

    /// Says what was computed because the venue does not give it.
    func note(_ id: String, _ message: String) {
        problems.report(
            .notice, id: id, at: offset, message, hint: "Compare it with the venue's page")
    }
}
