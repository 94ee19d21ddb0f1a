package import MarginModel

/// Reads a ticker: the format `marginalia/snapshot/1`, CSV, or a source's own response.
package struct SnapshotReader: Sendable {
    package static let schema = "marginalia/snapshot/1"
    static let currency = "USD"

    private let assets: AssetTable

    package init(assets: AssetTable = .standard) { self.assets = assets }

    /// - Throws: Everything that is wrong, in the order of places.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (snapshot: Snapshot, warnings: [Diagnostic]) {
        let text = try SourceBytes.records(bytes, file: file)
        guard SourceBytes.isJSON(text) else {
            return try TickerCSV.read(text, file: file, assets: assets)
        }
        let document = try JSONDocument(parsing: text, file: file)
        let result = try JSONRecord.readValue(document) { root -> Snapshot? in
            guard Self.isOwn(root) else { return payload(root) }
            guard var object = root.object() else { return nil }
            let snapshot = snapshot(&object)
            object.reportUnknownKeys()
            return snapshot
        }
        return (result.record, result.warnings)
    }

    /// An object with a schema, or with none of what a source's response would have.
    private static func isOwn(_ root: JSONValue) -> Bool {
        guard root.isObject else { return !root.isList }
        let object = JSONObjectReader(problems: root.problems, object: root.node)
        return object.has("schema") || object.has("quotes")
    }

    private func payload(_ root: JSONValue) -> Snapshot? {
        guard let ticker = TickerRows(root, assets: assets) else { return nil }
        var maker = maker(root.problems, asOf: ticker.asOf, ticker.faults)
        var snapshot = maker.make(ticker.rows, source: ticker.kind.source)
        snapshot?.statesCurrency = ticker.kind != .coinGecko
        return snapshot
    }

    private func maker(
        _ problems: JSONProblems, asOf: Instant?, _ faults: RowFaults
    ) -> TickerSnapshot {
        TickerSnapshot(assets: assets, asOf: asOf, faults: faults) {
            problems.report($0, id: $1, at: $2, $3, hint: $4)
        }
    }

    private func snapshot(_ object: inout JSONObjectReader) -> Snapshot? {
        object.checkSchema(Self.schema)
        let asOf = object.required("asOf")?.instant()
        let source = object.required("source")?.text()
        let isExample = object.flag("example") ?? false
        Self.checkCurrency(&object)
        var faults = RowFaults()
        let rows = object.required("quotes")?.elements()?.compactMap { Self.row($0, &faults) }
        guard let asOf, let source, let rows, !object.problems.found.hasErrors else { return nil }
        var maker = maker(object.problems, asOf: asOf, faults)
        return maker.make(rows, source: source, isOwn: true, isExample: isExample)
    }

    private static func checkCurrency(_ object: inout JSONObjectReader) {
        guard let value = object.required("currency"), let text = value.text(), text != currency
        else { return }
        object.problems.report(
            id: "unsupported-currency", at: value.offset,
            "currency is \(quoted(text)), not \(currency)",
            hint: "Give prices in US dollars; the program converts none")
    }

    private static func row(_ element: JSONValue, _ faults: inout RowFaults) -> TickerRow? {
        var symbol = element.word
        do throws(RowFault) {
            guard element.isObject, var object = element.object() else {
                throw .unreadable("it", symbol, "no object", id: "wrong-type", at: element.offset)
            }
            symbol = "?"
            let asset = try object.requiredWord("asset")
            symbol = asset.text
            var row = TickerRow(
                name: .own(
                    symbol, ticker: try object.word("ticker")?.text,
                    name: try object.word("name")?.text),
                symbol: symbol, offset: asset.offset)
            do throws(RowFault) {
                row.reason = try reason(&object)
                row.change24h = try object.number("change24h")
                row.price = try object.number("price", isPrice: true)
                object.reportUnknownKeys()
            } catch {
                (row.price, row.reason) = (nil, error.reason)
                faults.add(error, of: symbol, at: element.offset)
            }
            return row
        } catch {
            faults.add(error, of: symbol, at: element.offset)
            return nil
        }
    }

    private static func reason(_ object: inout JSONObjectReader) throws(RowFault) -> ReasonCode? {
        guard let member = try object.field("reason") else { return nil }
        if let reason = ReasonCode(rawValue: member.text) { return reason }
        throw .unreadable(
            "reason", member.text, "not known", id: "unknown-value", at: member.offset)
    }
}
