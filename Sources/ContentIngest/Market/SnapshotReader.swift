package import MarginModel

/// Reads a ticker in the format `marginalia/snapshot/1`.
package struct SnapshotReader: Sendable {
    package static let schema = "marginalia/snapshot/1"
    static let currency = "USD"

    package init() {}

    /// - Throws: Everything that is wrong, in the order of places.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (snapshot: Snapshot, warnings: [Diagnostic]) {
        let document = try JSONDocument(parsing: bytes, file: file)
        let result = try JSONRecord.read(document) { Self.snapshot(&$0) }
        return (result.record, result.warnings)
    }

    private static func snapshot(_ object: inout JSONObjectReader) -> Snapshot? {
        object.checkSchema(schema)
        let asOf = object.required("asOf")?.instant()
        let source = object.required("source")?.text()
        checkCurrency(&object)
        var assets: Set<String> = []
        let quotes = object.requiredList("quotes") { row -> Quote? in
            guard let quote = quote(&row) else { return nil }
            if !assets.insert(quote.asset).inserted {
                row.problems.report(
                    id: "duplicate-asset", at: row.offset, "\(quoted(quote.asset)) stands twice",
                    hint: "Keep one row for each asset")
            }
            return quote
        }
        guard let asOf, let source else { return nil }
        return Snapshot(asOf: asOf, source: source, quotes: quotes)
    }

    private static func checkCurrency(_ object: inout JSONObjectReader) {
        guard let value = object.required("currency"), let text = value.text(), text != currency
        else { return }
        object.problems.report(
            id: "unsupported-currency", at: value.offset,
            "currency is \(quoted(text)), not \(currency)",
            hint: "Give prices in US dollars; the program converts none")
    }

    private static func quote(_ object: inout JSONObjectReader) -> Quote? {
        let asset = object.required("asset")
        let slug = asset?.name()
        let known = slug.flatMap { slug in AssetName.known.first { $0.slug == slug } }
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
