import MarginModel

/// Liquidations and funding payments from CSV, told apart by their columns.
///
/// Liquidations: `time,symbol,price,quantity`. Funding: `time,symbol,amount,asset`, where negative was
/// paid. More columns are passed over with a warning. What venues' pages export is a `WebExport`.
enum ActivityCSV {
    static let liquidationColumns = ["time", "symbol", "price", "quantity"]
    static let fundingColumns = ["time", "symbol", "amount", "asset"]

    /// `nil` when `bytes` are no such CSV.
    static func part(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (part: PayloadPart, warnings: [Diagnostic])? {
        // A JSON text may be one long line.
        guard let first = bytes.first(where: { $0 > 0x20 }), !"{[".utf8.contains(first) else {
            return nil
        }
        if let found = WebExport.find(in: bytes) {
            let table = try CSVTable(
                parsing: Array(bytes[found.start...]), file: file, line: found.linesAbove + 1)
            var part = found.export.part(table, file: file)
            part.linesAbove = found.linesAbove
            return (part, try table.problems.warningsOrThrow())
        }
        let columns = CSVDialect.heads(of: bytes)
        guard columns.map(CSVColumn.key).contains("time") else { return nil }
        let table = try CSVTable(parsing: bytes, file: file)
        let isFunding = columns.map(CSVColumn.key).contains("amount")
        var part = PayloadPart(isFunding ? .fundingCSV : .liquidationCSV, file: file)
        let rows = table.rows(
            required: isFunding ? fundingColumns : liquidationColumns, optional: [])
        for var record in rows {
            let at = record.required("time")?.instant()
            let symbol = record.required("symbol")?.name()
            if isFunding {
                let amount = record.required("amount")?.decimal()
                let asset = record.required("asset")?.name()
                guard let at, let symbol, let amount, let asset else { continue }
                part.fundingPayments.append(
                    FundingPayment(symbol: symbol, amount: amount, asset: asset, at: at))
            } else {
                let price = record.required("price")?.decimal(.positive)
                let quantity = record.required("quantity")?.decimal(.positive)
                guard let at, let symbol, let price, let quantity else { continue }
                part.liquidations.append(
                    LiquidationEvent(symbol: symbol, price: price, quantity: quantity, at: at))
            }
        }
        return (part, try table.problems.warningsOrThrow())
    }
}
