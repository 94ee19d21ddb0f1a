package import MarginModel

/// Holds back prices that cannot be right: one that jumped since the last snapshot, and one of a
/// stablecoin far from a dollar.
///
/// A price that is held back is absent, so nothing is computed from it; a true jump is no jump any
/// more in the snapshot after it.
package struct SnapshotGate: Sendable {
    let assets: AssetTable

    /// Beyond this multiple of the last price, up or down, a price is taken for a mistake.
    private static let largestMultiple = Decimal(2)
    private static let stableBand =
        Decimal(
            significand: 95, scale: 2)...Decimal(
            significand: 105, scale: 2)

    package init(assets: AssetTable) { self.assets = assets }

    /// `snapshot` without the prices that are held back, and a warning for each.
    package func check(
        _ snapshot: Snapshot, after previous: Snapshot?, at place: SourceLocation
    ) -> (snapshot: Snapshot, warnings: [Diagnostic]) {
        var warnings: [Diagnostic] = []
        let quotes = snapshot.quotes.map { quote -> Quote in
            guard let price = quote.price,
                let problem = problem(quote, price, previous, at: place)
            else { return quote }
            warnings.append(problem)
            return Quote(
                asset: quote.asset, ticker: quote.ticker, name: quote.name, price: nil,
                change24h: quote.change24h)
        }
        return (
            Snapshot(
                asOf: snapshot.asOf, source: snapshot.source, quotes: quotes,
                isExample: snapshot.isExample), warnings
        )
    }

    private func problem(
        _ quote: Quote, _ price: Decimal, _ previous: Snapshot?, at place: SourceLocation
    ) -> Diagnostic? {
        if assets.entry(slug: quote.asset)?.isStable == true, !Self.stableBand.contains(price) {
            return Diagnostic(
                .warning, id: "stablecoin-off-band", at: place,
                message: "\(quote.name) is at \(price) dollars, outside of "
                    + "\(Self.stableBand.lowerBound) to \(Self.stableBand.upperBound), and is held "
                    + "back",
                hint: "Check the source; if it lost its peg, take \"stable\" off in "
                    + "Content/assets.json")
        }
        guard let before = previous?.quotes.first(where: { $0.asset == quote.asset })?.price,
            let highest = before.multiplied(by: Self.largestMultiple),
            let doubled = price.multiplied(by: Self.largestMultiple),
            price > highest || doubled < before
        else { return nil }
        return Diagnostic(
            .warning, id: "price-jumped", at: place,
            message: "\(quote.name) is at \(price) dollars after \(before) in the snapshot before, "
                + "and is held back",
            hint: "Check the source; a true jump passes with the next snapshot")
    }
}
