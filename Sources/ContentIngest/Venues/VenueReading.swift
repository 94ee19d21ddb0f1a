import MarginModel

/// What reading an account needs to know of its venue.
struct VenueReading {
    /// What an account that names no mode is taken to be in.
    let standardMode: AccountMode
    /// The margin mode of every position under portfolio margin; `nil` where each has its own.
    let portfolioMarginMode: MarginMode?
    /// Whether a cross position has a leverage of its own under portfolio margin.
    let portfolioHasLeverage: Bool
    /// Whether an isolated position may state what it has beside what its leverage asks.
    let countsExtraMargin: Bool
    /// The answer that says an account's mode.
    let modeAnswer: String
    /// The size of a contract of a base coin, where its symbol shows it.
    let contractSize: @Sendable (String, ContractType) -> Decimal?
}

extension Venue {
    var reading: VenueReading {
        switch self {
        case .binance:
            VenueReading(
                standardMode: .singleAsset, portfolioMarginMode: .cross,
                portfolioHasLeverage: true, countsExtraMargin: false,
                modeAnswer: "/fapi/v1/accountConfig",
                // COIN-M contracts are of 100 dollars for bitcoin and of 10 for all else.
                contractSize: { $1 == .linear ? 1 : $0 == "BTC" ? 100 : 10 })
        case .bybit:
            VenueReading(
                standardMode: .cross, portfolioMarginMode: .cross,
                portfolioHasLeverage: false, countsExtraMargin: true,
                modeAnswer: "/v5/account/info", contractSize: { _, _ in 1 })
        case .okx:
            VenueReading(
                standardMode: .futures, portfolioMarginMode: nil,
                portfolioHasLeverage: false, countsExtraMargin: false,
                modeAnswer: "/api/v5/account/config", contractSize: { _, _ in nil })
        }
    }
}
