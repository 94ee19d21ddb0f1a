package import MarginModel

/// Reads a path of prices: CSV with a column of `time` and others that symbols or base assets name,
/// oldest first.
///
///     time,BTCUSDT,ETH
///     2026-02-01T16:28:00Z,87959.9,2920.5
///     2026-02-01T16:28:30Z,87810,
///
/// An empty cell is no price.
package struct PricePathReader: Sendable {
    package init() {}

    /// - Throws: Every line that is wrong.
    package func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> PricePath {
        let table = try CSVTable(parsing: bytes, file: file)
        let columns = table.columns
        let problems = table.problems
        if columns.contains(where: \.isEmpty) {
            problems.report(
                id: "missing-key", kind: .form, at: 0, "a column has no name",
                hint: "Start with a line like time,BTCUSDT,ETHUSDT")
        }
        var points: [PricePath.Point] = []
        for var row in table.rows(required: ["time"], optional: columns) {
            let time = row.required("time")
            let cells = row.values().filter { $0.node != time?.node }
            let at = time?.instant()
            // A price that cannot be read is reported, and then no path is returned.
            let prices = cells.map { $0.isAbsent ? nil : $0.decimal(.positive) }
            guard let at, row.isLater(at, than: points.last?.at) else { continue }
            points.append(PricePath.Point(at: at, prices: prices))
        }
        let priced = columns.filter { CSVColumn.key($0) != "time" }
        if priced.isEmpty || points.isEmpty, !problems.found.hasErrors {
            problems.report(
                id: "path-empty", kind: .form, at: 0, "the file holds no prices",
                hint: "Add a line for each instant, and a column for each symbol")
        }
        _ = try problems.warningsOrThrow()
        return PricePath(columns: priced, points: points)
    }
}
