import MarginModel

/// The rows of a page's ticker, each asset once.
struct ScrapedTicker {
    enum Problem { case duplicate, price, notMapped, mixedScripts }

    private(set) var quotes: [Quote] = []
    var market: [MarketFigure] = []
    private var assets: Set<String> = []

    /// Adds a row, unless its asset has one. A price that cannot be read back is absent.
    ///
    /// - Parameter name: The asset as the page has it: `unus-sed-leo`, `Unus Sed Leo`.
    mutating func add(name: String, priceText: String, change24h: Decimal?) -> Set<Problem> {
        let slug = IdentifierSet.slug(of: name)
        let asset = slug.isEmpty ? name : slug
        let known = AssetName.known(as: asset)
        guard assets.insert(known?.slug ?? asset).inserted else { return [.duplicate] }
        let price = PriceShape.amount(priceText)
        quotes.append(
            Quote(
                asset: known?.slug ?? asset, ticker: known?.ticker, name: known?.name ?? name,
                price: price, change24h: change24h, reason: .unparsable))
        var problems: Set<Problem> = []
        if price == nil { problems.insert(.price) }
        if known == nil { problems.insert(.notMapped) }
        if Self.mixesScripts(name) { problems.insert(.mixedScripts) }
        return problems
    }

    /// Whether Latin letters stand in one name with letters that look like them elsewhere: Greek,
    /// Cyrillic, Armenian, Cherokee, and the wide forms.
    static func mixesScripts(_ name: String) -> Bool {
        let letters = name.unicodeScalars
        return letters.contains { $0.isASCII && $0.properties.isAlphabetic }
            && letters.contains {
                switch $0.value {
                case 0x370...0x58F, 0x13A0...0x13FF, 0x1F00...0x1FFF, 0xFF21...0xFF5A: true
                default: false
                }
            }
    }
}
