import MarginModel

/// The states of portfolio margin accounts, from the figures that venues report themselves.
///
/// The venues compute requirement from a stress grid of their own; none is invented here.
enum PortfolioLevels {
    /// Binance uniMMR = adjusted equity ÷ maintenance margin, higher is safer: above 150 % free,
    /// to 150 % reminder, to 120 % reduce only, to 105 % liquidation. FAQ
    /// 5e33af8e6ac04d57a1d0a3398e0a0752.
    static func state(binanceUniMMR ratio: Exact) -> AccountState {
        if ratio <= hundredths(100) { return .bankrupt }
        if ratio <= hundredths(105) { return .liquidation }
        if ratio <= hundredths(120) { return .call }
        if ratio <= hundredths(150) { return .watch }
        return .healthy
    }

    /// Bybit account MM rate, higher is worse; liquidation at 100 %.
    static func state(bybitMaintenanceRate ratio: Exact, bounds: StateBounds) -> AccountState {
        if ratio >= 1 { return .liquidation }
        if ratio >= Exact(bounds.call) { return .call }
        if ratio >= Exact(bounds.watch) { return .watch }
        return .healthy
    }

    /// OKX mgnRatio, higher is safer; warning at 300 %, liquidation at 100 %.
    static func state(okxMarginRatio ratio: Exact) -> AccountState {
        if ratio <= 1 { return .liquidation }
        if ratio <= 3 { return .watch }
        return .healthy
    }

    private static func hundredths(_ count: Int) -> Exact {
        Exact(Decimal(significand: Int128(count), scale: 2))
    }
}
