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
        let rows = table.rows(required: required, optional: optional).compactMap {
            record -> TickerRow? in
            var record = record
            guard let asset = record.required("asset")?.name() else { return nil }
            let slug = assets.entry(ticker: asset)?.asset.slug ?? asset
            return TickerRow(
                name: .slug(slug, name: record.name("name")),
                price: record.decimal("price", .positive), change24h: record.decimal("change24h"),
                at: record.instant("asOf"), offset: record.offset)
        }
        let problems = table.problems
        let maker = TickerSnapshot(assets: assets) { severity, id, offset, message, hint in
            problems.report(severity, id: id, at: offset, message, hint: hint)
        }
        let snapshot = maker.make(rows, kind: .csv, asOf: nil)
        let warnings = try problems.warningsOrThrow()
        guard let snapshot else {
            preconditionFailure("A snapshot is given up only after an error was reported")
        }
        return (snapshot, warnings)
    }
}
