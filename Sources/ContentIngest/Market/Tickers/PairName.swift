/// Takes a venue's symbol apart into the asset and what it is priced in.
enum PairName {
    /// Currencies that are dollars, or meant to be: prices in them can be a dollar price. The first
    /// one that an asset is quoted in is taken.
    static let dollars = ["USD", "USDT", "USDC", "FDUSD", "TUSD", "BUSD", "DAI"]

    /// `BTCUSDT`, `BTCUSD_PERP`, `BTC-USDT-SWAP`, `BTC/USDT:USDT`.
    static func parse(_ symbol: String) -> (base: String, quote: String)? {
        if let slash = symbol.firstIndex(of: "/") {
            let tail = symbol[symbol.index(after: slash)...]
            return pair(symbol[..<slash], tail.prefix { $0 != ":" })
        }
        let dashed = symbol.split(separator: "-", omittingEmptySubsequences: false)
        if dashed.count > 1 { return pair(dashed[0], dashed[1]) }
        let plain = symbol.prefix { $0 != "_" }
        let suffixes =
            dollars.sorted { $0.utf8.count > $1.utf8.count } + ["EUR", "BTC", "ETH", "BNB"]
        for quote in suffixes where plain.hasSuffix(quote) {
            return pair(plain.dropLast(quote.count), quote[...])
        }
        return nil
    }

    private static func pair(
        _ base: Substring, _ quote: Substring
    ) -> (base: String, quote: String)? {
        base.isEmpty || quote.isEmpty ? nil : (String(base), String(quote))
    }
}
