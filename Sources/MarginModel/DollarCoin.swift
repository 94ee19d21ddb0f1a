/// Coins that are dollars, or meant to be worth one: money with cents, whose own price is not moved.
public enum DollarCoin {
    /// Dollars first, then the coins that most pairs are quoted in.
    public static let all = [
        "USD", "USDT", "USDC", "FDUSD", "TUSD", "BUSD", "DAI", "PYUSD", "USDE", "USDS", "USD1",
    ]

    private static let names = Set(all)

    public static func isOne(_ coin: String) -> Bool { names.contains(coin) }

    /// The one of `coins` that stands first in the list.
    public static func best(of coins: [String]) -> String? { all.first(where: coins.contains) }

    /// What `symbol` may be a pair of, the longest quote first: `BTC` and `USDT` of `BTCUSDT`;
    /// `DOTUSD` is of DO and TUSD, or of DOT and USD.
    public static func pairs(
        in symbol: some StringProtocol, quotedIn quotes: [String] = all
    ) -> [(base: String, quote: String)] {
        quotes.filter { symbol.hasSuffix($0) && symbol.utf8.count > $0.utf8.count }
            .sorted { $0.utf8.count > $1.utf8.count }
            .map { (String(symbol.dropLast($0.utf8.count)), $0) }
    }
}
