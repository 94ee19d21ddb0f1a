import MarginModel

/// What people download from a venue's pages: histories as CSV, which hold no open position.
///
/// Funding payments are used. Trades, fees, transfers and closed positions change no pool any more and
/// are counted as left out.
struct WebExport {
    let kind: PayloadKind
    /// The column of the time, and the zone that its name says.
    private let time: (column: String, zone: String)?

    /// `nil` where the columns are those of no export that is known.
    init?(columns: [String]) {
        let keys = columns.map(CSVColumn.key)
        func has(_ names: String...) -> Bool { names.allSatisfy(keys.contains) }
        time = keys.lazy.compactMap(Self.time).first
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

    /// `Time(UTC)`, `Time(UTC+8)`: a column without a zone in its name says it in its cells.
    private static func time(_ key: String) -> (column: String, zone: String)? {
        guard key.hasPrefix("time") || key.hasPrefix("date") else { return nil }
        guard let open = key.firstIndex(of: "("), key.hasSuffix(")") else {
            return ["time", "date"].contains(key) ? (key, "") : nil
        }
        let zone = key[key.index(after: open)...].dropLast()
        guard zone.hasPrefix("utc") else { return nil }
        let offset = zone.dropFirst(3)
        guard let sign = offset.first else { return (key, "Z") }
        let parts = offset.dropFirst().split(separator: ":")
        guard "+-".contains(sign), let hours = parts.first.flatMap({ Int($0) }) else { return nil }
        let minutes = parts.count > 1 ? String(parts[1]) : "00"
        return (key, "\(sign)\(hours < 10 ? "0" : "")\(hours):\(minutes)")
    }

    func part(_ table: CSVTable, file: String) -> PayloadPart {
        var part = PayloadPart(kind, file: file)
        for row in table.rows(required: [], optional: table.columns) {
            let cells = Dictionary(
                row.members().map { (CSVColumn.key($0.name), $0.value) },
                uniquingKeysWith: { first, _ in first })
            if let payment = payment(cells) {
                part.fundingPayments.append(payment)
            } else {
                part.otherCount += 1
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
