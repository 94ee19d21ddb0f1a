import MarginModel

/// Prices as CSV: `asset,price,change24h,asOf`, one row an asset, prices in dollars.
///
/// `asset` is a slug or a ticker. `asOf` may stand in the first row alone.
enum TickerCSV {
    static let required = ["asset", "price"]
    static let optional = ["change24h", "asOf", "name"]

    static func read(
        _ bytes: [UInt8], file: String, assets: AssetTable
    ) throws(Diagnostics) -> (snapshot: Snapshot, warnings: [Diagnostic]) {
        let table = try CSVTable(parsing: bytes, file: file)
        let problems = table.problems
        let ticker = TickerRows(
            of: table.rows(required: required, optional: optional, faults: .warning),
            assets: assets)
        var maker = TickerSnapshot(assets: assets, asOf: nil, faults: ticker.faults) {
            problems.report($0, id: $1, at: $2, $3, hint: $4)
        }
        let snapshot = maker.make(ticker.rows, source: ticker.kind.source)
        let warnings = try problems.warningsOrThrow()
        guard let snapshot else {
            preconditionFailure("A snapshot is given up only after an error was reported")
        }
        return (snapshot, warnings)
    }
}
