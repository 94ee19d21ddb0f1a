package import MarginModel

/// Which assets there are, and under which names sources and venues show them.
///
/// The standard table holds what the shipped ticker shows; a site adds its own in
/// `Content/assets.json`.
package struct AssetTable: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let asset: AssetName
        /// Other tickers for the same thing: `XBT`.
        package let aliases: [String]
        /// Meant to be worth a dollar: a price far from one is held back.
        package let isStable: Bool
        /// What the site counts one unit as in dollars, where prices are quoted in it.
        package let dollarValue: Decimal?

        package init(
            asset: AssetName, aliases: [String] = [], isStable: Bool = false,
            dollarValue: Decimal? = nil
        ) {
            self.asset = asset
            self.aliases = aliases
            self.isStable = isStable
            self.dollarValue = dollarValue
        }

        var tickers: [String] { [asset.ticker] + aliases }
    }

    package let entries: [Entry]
    private let indexOfSlug: [String: Int]
    private let indexOfTicker: [String: Int]

    /// A later entry takes the place of an earlier one of the same slug.
    package init(_ entries: [Entry]) {
        var kept: [Entry] = []
        var slugs: [String: Int] = [:]
        for entry in entries {
            if let index = slugs[entry.asset.slug] {
                kept[index] = entry
            } else {
                slugs[entry.asset.slug] = kept.count
                kept.append(entry)
            }
        }
        var tickers: [String: Int] = [:]
        for (index, entry) in kept.enumerated() {
            for ticker in entry.tickers where tickers[ticker] == nil { tickers[ticker] = index }
            for id in entry.asset.ids where slugs[id] == nil { slugs[id] = index }
        }
        self.entries = kept
        indexOfSlug = slugs
        indexOfTicker = tickers
    }

    package static let standard = AssetTable(
        AssetName.known.map { asset in
            Entry(
                asset: asset, aliases: aliases[asset.ticker] ?? [],
                isStable: DollarCoin.isOne(asset.ticker))
        })

    /// Other tickers of the standard assets.
    private static let aliases = ["BTC": ["XBT"], "POL": ["MATIC"]]

    /// - Parameter slug: Or the id at a source.
    package func entry(slug: String) -> Entry? { indexOfSlug[slug].map { entries[$0] } }
    package func entry(ticker: String) -> Entry? { indexOfTicker[ticker].map { entries[$0] } }

    package func adding(_ more: [Entry]) -> AssetTable { AssetTable(entries + more) }
}

/// Reads `Content/assets.json`, the format `marginalia/assets/1`.
package struct AssetTableReader: Sendable {
    package static let schema = "marginalia/assets/1"

    package init() {}

    /// The standard table with what the file adds or replaces.
    ///
    /// - Throws: Everything that is wrong, in the order of places.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (table: AssetTable, warnings: [Diagnostic]) {
        let document = try JSONDocument(parsing: bytes, file: file)
        let result = try JSONRecord.read(document) { object -> [AssetTable.Entry] in
            object.checkSchema(Self.schema)
            return object.requiredList("assets", Self.entry)
        }
        return (AssetTable.standard.adding(result.record), result.warnings)
    }

    private static func entry(_ object: inout JSONObjectReader) -> AssetTable.Entry? {
        let slug = object.required("slug")?.name()
        let ticker = object.required("ticker")?.name()
        let name = object.name("name")
        let aliases = object.value("aliases")?.elements()?.compactMap { $0.name() } ?? []
        let ids = object.value("ids")?.elements()?.compactMap { $0.name() }
        let isStable = object.flag("stable") ?? false
        let dollarValue = object.decimal("dollarValue", .positive)
        guard let slug, let ticker else { return nil }
        return AssetTable.Entry(
            asset: AssetName(
                slug: slug, ticker: ticker, name: name ?? slug,
                ids: ids ?? AssetName.known.first { $0.slug == slug }?.ids ?? []),
            aliases: aliases,
            isStable: isStable, dollarValue: dollarValue)
    }
}
