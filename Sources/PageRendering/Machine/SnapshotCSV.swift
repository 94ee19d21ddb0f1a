package import MarginModel

/// A ticker as comma-separated values, one quote a row, every row with the time and the source.
package struct SnapshotCSV {
    let snapshot: Snapshot

    package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// An absent price is an empty cell, and the last one says why. Cells are quoted where they must be, and a name that a
    /// spreadsheet would take for a formula is kept as text. Example prices say so as their source.
    package var bytes: [UInt8] {
        var text = "asset,ticker,name,priceUSD,change24hPercent,asOf,source,reason\r\n"
        let source = (snapshot.isExample ? "example prices, " : "") + snapshot.source
        for quote in snapshot.quotes {
            let cells = [
                quote.asset, quote.ticker ?? "", quote.name, quote.price?.description ?? "",
                quote.change24h?.description ?? "", snapshot.asOf.description, source,
                quote.reason?.rawValue ?? "",
            ]
            let numbers = 3...4
            text += cells.enumerated().map { index, cell in
                numbers.contains(index) ? cell : CSVCell.text(cell)
            }.joined(separator: ",")
            text += "\r\n"
        }
        return Array(text.utf8)
    }
}
