import MarginModel

/// Liquidations and funding payments from CSV, told apart by their columns.
///
/// Liquidations: `time,symbol,price,quantity`. Funding: `time,symbol,amount,asset`, where negative was
/// paid. More columns are passed over with a warning.
enum ActivityCSV {
    static let liquidationColumns = ["time", "symbol", "price", "quantity"]
    static let fundingColumns = ["time", "symbol", "amount", "asset"]

    /// `nil` when `bytes` are no such CSV: its first line has no cell `time`.
    static func part(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (part: PayloadPart, warnings: [Diagnostic])? {
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let names = line.split(separator: UInt8(ascii: ","))
        guard names.contains(where: { $0.suffix(4).elementsEqual("time".utf8) }) else { return nil }
        let table = try CSVTable(parsing: bytes, file: file)
        let isFunding = table.header.contains("amount")
        var part = PayloadPart(isFunding ? .fundingCSV : .liquidationCSV, file: file)
        let columns = CSVColumns(
            of: table, required: isFunding ? fundingColumns : liquidationColumns, optional: [])
        for row in table.rows {
            let record = CSVRecord(row, columns)
            let at = record.required("time", record.instant)
            let symbol = record.required("symbol", record.name)
            if isFunding {
                let amount = record.required("amount") { record.decimal($0) }
                let asset = record.required("asset", record.name)
                guard let at, let symbol, let amount, let asset else { continue }
                part.fundingPayments.append(
                    FundingPayment(symbol: symbol, amount: amount, asset: asset, at: at))
            } else {
                let price = record.required("price") { record.decimal($0, .positive) }
                let quantity = record.required("quantity") { record.decimal($0, .positive) }
                guard let at, let symbol, let price, let quantity else { continue }
                part.liquidations.append(
                    LiquidationEvent(symbol: symbol, price: price, quantity: quantity, at: at))
            }
        }
        return (part, try table.problems.warningsOrThrow())
    }
}
