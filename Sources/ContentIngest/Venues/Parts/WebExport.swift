import MarginModel

/// What people download from a venue's pages: histories as CSV, which hold no open position.
///
/// Funding payments are used, and liquidations that say their price and size. Trades, fees, transfers and
/// closed positions change no pool any more and are counted, by what the export calls them.
struct WebExport {
    let kind: PayloadKind
    /// The column of the time, and the zone that its name, or a line above, says.
    private let time: (column: String, zone: String)?

    /// - Parameter above: What stands above the columns, which may name the zone.
    /// - Returns: `nil` where the columns are those of no export that is known.
    init?(columns: [String], above: ArraySlice<UInt8>) {
        let keys = columns.map(CSVColumn.key)
        func has(_ names: String...) -> Bool { names.allSatisfy(keys.contains) }
        let named = keys.lazy.compactMap(Self.time).first
        time = named.map { ($0.column, $0.zone.isEmpty ? Self.zone(in: above) : $0.zone) }
        if has("type", "amount", "asset", "symbol") && time != nil
            || has("operation", "coin", "change")
        {
            kind = .binanceTransactionsCSV
        } else if has("contract", "type", "funding", "change", "currency") {
            kind = .bybitTransactionsCSV
        } else if has("tradetype", "balancechange", "balanceunit", "symbol") {
            kind = .okxTradesCSV
        } else if !Set(keys).isDisjoint(with: [
            "closingpnl", "closedp&l", "closedpnl", "realizedpnl",
        ]) {
            kind = .closedPositionsCSV
        } else {
            return nil
        }
    }

    /// Lines that may stand above the columns: whose account it is, which zone its times are of.
    private static let mostLinesAbove = 8
    /// More than the columns of any export take.
    private static let headBytes = 1 << 14

    /// The export that `bytes` are, with the byte that its columns start at and how many lines stand above.
    static func find(in bytes: [UInt8]) -> (export: WebExport, start: Int, linesAbove: Int)? {
        var start = 0
        for linesAbove in 0...mostLinesAbove {
            let columns = CSVDialect.heads(of: Array(bytes[start...].prefix(headBytes)))
            if let export = WebExport(columns: columns, above: bytes[..<start]) {
                return (export, start, linesAbove)
            }
            // What has a column of times is a table of its own.
            guard !columns.map(CSVColumn.key).contains("time"),
                let end = bytes[start...].firstIndex(of: 0x0A)
            else { return nil }
            start = end + 1
        }
        return nil
    }

    /// `UTC+8` anywhere in it; "" where no zone is named.
    private static func zone(in text: ArraySlice<UInt8>) -> String {
        let text = String(decoding: text, as: UTF8.self).lowercased()
        guard let found = text.firstRange(of: "utc") else { return "" }
        let offset = text[found.upperBound...].prefix { "+-:0123456789".contains($0) }
        return zone(utc: offset) ?? ""
    }

    /// The zone of what stands behind `utc`.
    private static func zone(utc offset: Substring) -> String? {
        guard let sign = offset.first else { return "Z" }
        let parts = offset.dropFirst().split(separator: ":")
        guard "+-".contains(sign), let hours = parts.first.flatMap({ Int($0) }) else { return nil }
        let minutes = parts.count > 1 ? String(parts[1]) : "00"
        return "\(sign)\(hours < 10 ? "0" : "")\(hours):\(minutes)"
    }

    /// `Time(UTC)`, `Time(UTC+8)`: a column without a zone in its name says it in its cells.
    private static func time(_ key: String) -> (column: String, zone: String)? {
        guard key.hasPrefix("time") || key.hasPrefix("date") else { return nil }
        guard let open = key.firstIndex(of: "("), key.hasSuffix(")") else {
            return ["time", "date"].contains(key) ? (key, "") : nil
        }
        let zone = key[key.index(after: open)...].dropLast()
        guard zone.hasPrefix("utc") else { return nil }
        return Self.zone(utc: zone.dropFirst(3)).map { (key, $0) }
    }

    func part(_ table: CSVTable, file: String) -> PayloadPart {
        var part = PayloadPart(kind, file: file)
        for row in table.rows(required: [], optional: table.columns) {
            let cells = Dictionary(
                row.members().map { (CSVColumn.key($0.name), $0.value) },
                uniquingKeysWith: { first, _ in first })
            if let cell = timeWithoutZone(cells) {
                cell.problems.report(
                    id: "instant-without-zone", at: cell.offset,
                    "\(quoted(cell.word)) and all times below it name no zone",
                    hint: "Write the zone of your export into the head of their column: "
                        + "Time(UTC), or Time(UTC+8)")
                return part
            }
            if let payment = payment(cells) {
                part.fundingPayments.append(payment)
            } else if let liquidation = liquidation(cells) {
                part.liquidations.append(liquidation)
            } else {
                let type = typeColumns.lazy.compactMap { cells[$0]?.word }.first
                part.leaveOut(kind == .closedPositionsCSV ? "closed" : type, at: row)
            }
        }
        return part
    }

    /// What a row paid for funding; negative was paid. `nil` for all other rows.
    private func payment(_ cells: [String: JSONValue]) -> FundingPayment? {
        func word(_ column: String) -> String { cells[column]?.word ?? "" }
        func isFunding(_ column: String) -> Bool {
            word(column).lowercased().replacing("_", with: " ").hasPrefix("funding")
        }
        let columns: (symbol: String, amount: String, asset: String)
        switch kind {
        case .binanceTransactionsCSV where isFunding("type"):
            columns = ("symbol", "amount", "asset")
        // The change of the wallet has the same sign at every type of row.
        case .bybitTransactionsCSV where word("type").lowercased() == "settlement":
            columns = ("contract", "change", "currency")
        case .okxTradesCSV where isFunding("tradetype") || isFunding("action"):
            columns = ("symbol", "balancechange", "balanceunit")
        default: return nil
        }
        guard let symbol = cells[columns.symbol]?.name(), let asset = cells[columns.asset]?.name(),
            let amount = cells[columns.amount]?.decimal(), let at = instant(cells)
        else { return nil }
        return FundingPayment(symbol: symbol, amount: amount, asset: asset, at: at)
    }

    /// What was liquidated, where a row says at which price and how much.
    private func liquidation(_ cells: [String: JSONValue]) -> LiquidationEvent? {
        let columns: (symbol: String, price: String, quantity: String)
        switch kind {
        case .bybitTransactionsCSV where cells["type"]?.word.lowercased() == "liquidation":
            columns = ("contract", "filledprice", "quantity")
        // In contracts, as the venue counts them elsewhere.
        case .okxTradesCSV
        where cells["action"]?.word.lowercased().contains("liquidation") == true
            && cells["tradingunit"]?.word.lowercased().hasPrefix("cont") == true:
            columns = ("symbol", "filledprice", "amount")
        default: return nil
        }
        guard let symbol = cells[columns.symbol]?.name(),
            let price = cells[columns.price]?.decimal(), price.isPositive,
            let quantity = cells[columns.quantity]?.decimal(), !quantity.isZero,
            let at = instant(cells)
        else { return nil }
        return LiquidationEvent(symbol: symbol, price: price, quantity: quantity.magnitude, at: at)
    }

    /// The columns that say what a row is, the more telling ones first.
    private var typeColumns: [String] {
        switch kind {
        case .binanceTransactionsCSV: ["type", "operation"]
        case .bybitTransactionsCSV: ["type"]
        case .okxTradesCSV: ["action", "tradetype"]
        default: []
        }
    }

    /// A cell that would be an instant if anything said of which zone: then none of the rows is.
    private func timeWithoutZone(_ cells: [String: JSONValue]) -> JSONValue? {
        guard let time, time.zone.isEmpty, let cell = cells[time.column] else { return nil }
        let text = cell.word.replacing(" ", with: "T")
        let isWithoutZone =
            (try? Instant(parsing: text)) == nil && (try? Instant(parsing: text + "Z")) != nil
        return isWithoutZone ? cell : nil
    }

    private func instant(_ cells: [String: JSONValue]) -> Instant? {
        guard let time, let cell = cells[time.column] else { return nil }
        guard !time.zone.isEmpty else { return cell.instant() }
        let text = cell.word.replacing(" ", with: "T") + time.zone
        if let instant = try? Instant(parsing: text) { return instant }
        cell.problems.report(
            id: "not-an-instant", at: cell.offset,
            "\(cell.key) is \(quoted(cell.word)), which is not a date and time",
            hint: "Export it with times like 2026-02-01 16:25:00")
        return nil
    }
}
