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
        let header = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        if header.split(separator: UInt8(ascii: ",")).contains(where: {
            $0.elementsEqual("price".utf8)
        }) {
            return try TickerCSV.read(bytes, file: file, assets: assets)
        }
        let document = try JSONDocument(parsing: bytes, file: file)
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
        guard let ticker = TickerRows.read(root) else { return nil }
        let maker = TickerSnapshot(assets: assets) { severity, id, offset, message, hint in
            root.problems.report(severity, id: id, at: offset, message, hint: hint)
        }
        return maker.make(ticker.rows, kind: ticker.kind, asOf: ticker.asOf)
    }

    private func snapshot(_ object: inout JSONObjectReader) -> Snapshot? {
        object.checkSchema(Self.schema)
        let asOf = object.required("asOf")?.instant()
        let source = object.required("source")?.text()
        let isExample = object.flag("example") ?? false
        Self.checkCurrency(&object)
        var slugs: Set<String> = []
        let quotes = object.requiredList("quotes") { row -> Quote? in
            guard let quote = quote(&row) else { return nil }
            if !slugs.insert(quote.asset).inserted {
                row.problems.report(
                    id: "duplicate-asset", at: row.offset, "\(quoted(quote.asset)) stands twice",
                    hint: "Keep one row for each asset")
            }
            return quote
        }
        if quotes.isEmpty, !object.problems.found.hasErrors {
            object.problems.report(
                id: "ticker-empty", at: object.offset, "no quote of this snapshot can be read",
                hint: "Give at least one asset, with its price or the reason why there is none")
        }
        guard let asOf, let source else { return nil }
        return Snapshot(asOf: asOf, source: source, quotes: quotes, isExample: isExample)
    }

    private static func checkCurrency(_ object: inout JSONObjectReader) {
        guard let value = object.required("currency"), let text = value.text(), text != currency
        else { return }
        object.problems.report(
            id: "unsupported-currency", at: value.offset,
            "currency is \(quoted(text)), not \(currency)",
            hint: "Give prices in US dollars; the program converts none")
    }

    private func quote(_ object: inout JSONObjectReader) -> Quote? {
        let asset = object.required("asset")
        let slug = asset?.name()
        let known = slug.flatMap { assets.entry(slug: $0)?.asset }
        let ticker = object.name("ticker") ?? known?.ticker
        let name = object.name("name") ?? known?.name ?? slug
        let price = object.value("price")
        let amount = price?.decimal(.positive)
        let reason = object.choice("reason", of: ReasonCode.self)
        let change24h = object.decimal("change24h")
        guard let asset, let slug, let name else { return nil }
        if price == nil, reason == nil {
            object.problems.report(
                .warning, id: "no-reason", at: object.offset,
                "\(quoted(slug)) has neither a price nor a reason why not",
                hint: "Add the price, or \"reason\": \"unparsable\"")
        }
        if ticker == nil {
            object.problems.report(
                .warning, id: "not-mapped", at: asset.offset,
                "\(quoted(slug)) is no asset with a known ticker",
                hint: "Add \"ticker\" and \"name\" to this row")
        }
        return Quote(asset: slug, ticker: ticker, name: name, price: amount, change24h: change24h)
    }
}
