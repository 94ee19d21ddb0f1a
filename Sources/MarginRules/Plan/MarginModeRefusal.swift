import MarginModel

/// Why the article's switch to isolated margin is not proposed at a venue (article: Adjust 3).
enum MarginModeRefusal {
    static func skipped(_ account: Account) -> SkippedStep {
        switch account.venue {
        case .binance where account.accountMode == .multiAsset:
            SkippedStep(
                kind: .setMarginMode,
                why: "Binance refuses isolated margin in multi-assets mode, which is cross only",
                source: "Binance error -4168")
        case .binance:
            SkippedStep(
                kind: .setMarginMode,
                why: "Binance refuses a change of margin mode while the symbol has orders or a "
                    + "position",
                source: "Binance errors -4047 and -4048")
        case .bybit:
            SkippedStep(
                kind: .setMarginMode,
                why: "at Bybit the margin mode is the whole account's: switching would move every "
                    + "position at once",
                source: "Bybit API V5, account margin mode")
        case .okx:
            SkippedStep(
                kind: .setMarginMode,
                why: "an open OKX position keeps its margin mode; only a new one can be isolated",
                source: "OKX API V5, tdMode of orders")
        }
    }
}
