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

    /// Whether a symbol is of a contract that expires, a dated future or an option: its price is no
    /// price of the asset. `BTCUSD_260327`, `BTC-USDT-260327`, `BTCUSDT-27MAR26`,
    /// `BTC/USD:BTC-260327-90000-C`.
    static func expires(_ symbol: String) -> Bool {
        let parts = symbol.split { "-_:/".contains($0) }
        return isOption(symbol) || parts.dropFirst().contains(where: isDate)
    }

    /// `BTC-260327-90000-C`, `BTC-27MAR26-90000-P-USDT`: a date and a strike stand before C or P.
    static func isOption(_ symbol: String) -> Bool {
        let parts = symbol.split(separator: "-")
        return parts.indices.dropFirst(3).contains {
            ["C", "P"].contains(parts[$0]) && isDate(parts[$0 - 2])
        }
    }

    /// `260327`, `20260327`, `27MAR26`.
    private static func isDate(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        let isDigit = bytes.map { (0x30...0x39).contains($0) }
        guard isDigit.contains(false) else { return bytes.count == 6 || bytes.count == 8 }
        return (6...7).contains(bytes.count) && isDigit[0] && isDigit.suffix(2) == [true, true]
            && !isDigit.dropLast(2).suffix(3).contains(true)
    }

    private static func pair(
        _ base: Substring, _ quote: Substring
    ) -> (base: String, quote: String)? {
        base.isEmpty || quote.isEmpty ? nil : (String(base), String(quote))
    }
}
