import MarginModel

/// What a symbol is at a venue: which kind of product, of which asset, priced and settled in what.
struct Product: Hashable {
    enum Kind: Hashable {
        case spot, perpetual
        /// A contract that expires.
        case dated
        case option
        /// A contract on what is not traded yet.
        case preMarket

        var isPrice: Bool { self == .spot || self == .perpetual }
    }

    let kind: Kind
    /// As the symbol has it: `1000PEPE`.
    let base: String
    let quote: String
    /// `nil` where it settles in its quote or the symbol does not say.
    let settle: String?

    /// Settled in a coin that is neither asset nor quote: its price is of that one too.
    var isQuanto: Bool {
        settle.map { $0 != base && $0 != quote && !DollarCoin.isOne($0) } ?? false
    }

    /// Whether its price can be a price of the asset.
    var isPriceOfAsset: Bool { kind.isPrice && !isQuanto }

    /// Reads `BTCUSDT`, `BTCUSD_PERP`, `BTCUSD_260327`, `BTCPERP`, `BTCUSDH26`, `BTC-27MAR26`,
    /// `BTC-27MAR26-90000-C`, `BTC-USDT`, `BTC-USDT-SWAP`, `BTC/USDT`, `BTC/USDT:USDT` and
    /// `BTC/USD:BTC-260327-90000-C`. `nil` for a symbol of another form.
    ///
    /// - Parameters:
    ///   - stated: What is said beside the symbol. Of the two the one counts that is no price.
    ///   - isAsset: Decides between two readings, as of `DOTUSD`.
    init?(
        _ symbol: String, stated: Kind? = nil, isAsset: (String) -> Bool = { _ in false }
    ) {
        let slash = symbol.split(separator: "/", omittingEmptySubsequences: false)
        let dashed = symbol.split(separator: "-", omittingEmptySubsequences: false)
        let pair: (base: String, quote: String)?
        var kind = Self.isOption(symbol) ? Kind.option : nil
        var settle: String?
        if slash.count == 2 {
            let tail = slash[1].split(separator: ":", omittingEmptySubsequences: false)
            let terms = tail.dropFirst().first?.split(separator: "-") ?? []
            pair = tail.isEmpty ? nil : (String(slash[0]), String(tail[0]))
            settle = terms.first.map(String.init)
            kind = kind ?? (terms.isEmpty ? .spot : terms.count == 1 ? .perpetual : .dated)
        } else if dashed.count > 1 {
            let isDated = dashed.dropFirst().contains(where: Self.isDate)
            if isDated { kind = kind ?? .dated }
            if dashed.last == "SWAP" { kind = kind ?? .perpetual }
            // `BTC-27MAR26` settles in USDC; of `BTCUSDT-27MAR26` the pair stands in front.
            pair =
                Self.isDate(dashed[1])
                ? Self.pair(in: dashed[0], isAsset) ?? (String(dashed[0]), "USDC")
                : (String(dashed[0]), String(dashed[1].prefix { $0 != "_" }))
        } else if symbol.hasSuffix("PERP"), !symbol.contains("_") {
            pair = (String(symbol.dropLast(4)), "USDC")
            kind = kind ?? .perpetual
        } else {
            let parts = symbol.split(separator: "_", omittingEmptySubsequences: false)
            let month = Self.monthCode(at: symbol)
            let isInverse = month > 0 || parts.last == "PERP"
            pair = Self.pair(
                in: parts[0].dropLast(month), isAsset, isInverse ? ["USD"] : Self.quotes)
            if parts.last == "PERP" { kind = kind ?? .perpetual }
            if month > 0 || parts.dropFirst().contains(where: Self.isDate) { kind = kind ?? .dated }
        }
        guard let pair, !pair.base.isEmpty, !pair.quote.isEmpty else { return nil }
        (base, quote) = pair
        self.kind = stated.flatMap { $0.isPrice ? nil : $0 } ?? kind ?? stated ?? .spot
        self.settle = settle
    }

    /// `BTC-260327-90000-C`, `BTC-27MAR26-90000-P-USDT`: a date and a strike stand before C or P.
    static func isOption(_ symbol: String) -> Bool {
        let parts = symbol.split(separator: "-")
        return parts.indices.dropFirst(3).contains {
            ["C", "P"].contains(parts[$0]) && isDate(parts[$0 - 2])
        }
    }

    /// The coin that `base` counts in thousands or millions, and how many are one unit of it, as a
    /// power of ten: PEPE and 3 for `1000PEPE` and `kPEPE`, BABYDOGE and 6 for `1MBABYDOGE`.
    var unit: (coin: String, power: Int) {
        var marks = [("1000000", 6), ("100000", 5), ("10000", 4), ("1000", 3), ("1M", 6)]
        // Hyperliquid's; Kraken's kBTC on the spot market is one bitcoin.
        if kind == .perpetual { marks.append(("k", 3)) }
        for (mark, power) in marks where base.hasPrefix(mark) {
            let coin = base.dropFirst(mark.count)
            if coin.count > 1, coin.allSatisfy({ $0.isUppercase || $0.isNumber }),
                coin.first?.isLetter == true
            {
                return (String(coin), power)
            }
        }
        // Bybit's SHIB1000.
        let stem = base.dropLast(4)
        return base.hasSuffix("1000") && stem.count > 1 && stem.allSatisfy(\.isLetter)
            ? (String(stem), 3) : (base, 0)
    }

    private static let quotes =
        DollarCoin.all + ["EUR", "TRY", "BRL", "JPY", "BTC", "ETH", "BNB"]

    private static func pair(
        in symbol: some StringProtocol, _ isAsset: (String) -> Bool, _ quotes: [String] = quotes
    ) -> (base: String, quote: String)? {
        let pairs = DollarCoin.pairs(in: symbol, quotedIn: quotes)
        return pairs.first { isAsset($0.base) } ?? pairs.first
    }

    /// The length of `H26` in `BTCUSDH26`, Bybit's name of a quarter; 0 where there is none.
    private static func monthCode(at symbol: String) -> Int {
        let code = Array(symbol.suffix(3))
        let isOne = code.count == 3 && "HMUZ".contains(code[0]) && code[1...].allSatisfy(\.isNumber)
        return isOne && symbol.dropLast(3).hasSuffix("USD") ? 3 : 0
    }

    /// `260327`, `20260327`, `27MAR26`.
    private static func isDate(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        let isDigit = bytes.map { (0x30...0x39).contains($0) }
        guard isDigit.contains(false) else { return bytes.count == 6 || bytes.count == 8 }
        return (6...7).contains(bytes.count) && isDigit[0] && isDigit.suffix(2) == [true, true]
            && !isDigit.dropLast(2).suffix(3).contains(true)
    }
}
