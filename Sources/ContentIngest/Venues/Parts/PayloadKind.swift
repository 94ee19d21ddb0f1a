package import MarginModel

/// A response of a venue, or of ccxt, that says something of an account. What it is shows in its
/// members, never in the name of its file.
package enum PayloadKind: String, Hashable, Sendable, CaseIterable {
    case binancePositionRiskV2, binancePositionRiskV3, binanceCoinPositionRisk
    case binancePortfolioPositions, binancePortfolioCoinPositions
    case binanceAccountV2, binanceAccountV3, binanceCoinAccount, binanceBalance
    case binancePortfolioAccount
    case binancePremiumIndex, binanceForceOrders, binanceIncome
    case bybitPositions, bybitPositionStream, bybitWallet, bybitWalletStream, bybitAccountInfo
    case bybitTickers, bybitExecutions, bybitTransactions
    case okxPositions, okxBalance, okxAccountConfig, okxMarkPrices, okxFundingRates, okxBills
    case ccxtPositions, ccxtBalance
    case liquidationCSV, fundingCSV

    /// `nil` where the venue shows only in what the payload holds.
    package var venue: Venue? {
        switch self {
        case .binancePositionRiskV2, .binancePositionRiskV3, .binanceCoinPositionRisk,
            .binancePortfolioPositions, .binancePortfolioCoinPositions, .binanceAccountV2,
            .binanceAccountV3, .binanceCoinAccount, .binanceBalance, .binancePortfolioAccount,
            .binancePremiumIndex, .binanceForceOrders, .binanceIncome:
            .binance
        case .bybitPositions, .bybitPositionStream, .bybitWallet, .bybitWalletStream,
            .bybitAccountInfo, .bybitTickers, .bybitExecutions, .bybitTransactions:
            .bybit
        case .okxPositions, .okxBalance, .okxAccountConfig, .okxMarkPrices, .okxFundingRates,
            .okxBills:
            .okx
        case .ccxtPositions, .ccxtBalance, .liquidationCSV, .fundingCSV: nil
        }
    }

    /// What a summary calls it.
    package var title: String {
        switch self {
        case .binancePositionRiskV2: "Binance positionRisk v2"
        case .binancePositionRiskV3: "Binance positionRisk v3"
        case .binanceCoinPositionRisk: "Binance COIN-M positionRisk"
        case .binancePortfolioPositions: "Binance portfolio-margin positions"
        case .binancePortfolioCoinPositions: "Binance portfolio-margin COIN-M positions"
        case .binanceAccountV2: "Binance account v2"
        case .binanceAccountV3: "Binance account v3"
        case .binanceCoinAccount: "Binance COIN-M account"
        case .binanceBalance: "Binance futures balance"
        case .binancePortfolioAccount: "Binance portfolio-margin account"
        case .binancePremiumIndex: "Binance premiumIndex"
        case .binanceForceOrders: "Binance forceOrders"
        case .binanceIncome: "Binance income"
        case .bybitPositions: "Bybit position list"
        case .bybitPositionStream: "Bybit position stream"
        case .bybitWallet: "Bybit wallet balance"
        case .bybitWalletStream: "Bybit wallet stream"
        case .bybitAccountInfo: "Bybit account info"
        case .bybitTickers: "Bybit tickers"
        case .bybitExecutions: "Bybit executions"
        case .bybitTransactions: "Bybit transaction log"
        case .okxPositions: "OKX positions"
        case .okxBalance: "OKX account balance"
        case .okxAccountConfig: "OKX account config"
        case .okxMarkPrices: "OKX mark prices"
        case .okxFundingRates: "OKX funding rates"
        case .okxBills: "OKX bills"
        case .ccxtPositions: "ccxt positions"
        case .ccxtBalance: "ccxt balance"
        case .liquidationCSV: "liquidations as CSV"
        case .fundingCSV: "funding payments as CSV"
        }
    }

    /// Where it comes from.
    package var endpoint: String {
        switch self {
        case .binancePositionRiskV2: "GET /fapi/v2/positionRisk"
        case .binancePositionRiskV3: "GET /fapi/v3/positionRisk"
        case .binanceCoinPositionRisk: "GET /dapi/v1/positionRisk"
        case .binancePortfolioPositions: "GET /papi/v1/um/positionRisk"
        case .binancePortfolioCoinPositions: "GET /papi/v1/cm/positionRisk"
        case .binanceAccountV2: "GET /fapi/v2/account"
        case .binanceAccountV3: "GET /fapi/v3/account"
        case .binanceCoinAccount: "GET /dapi/v1/account"
        case .binanceBalance: "GET /fapi/v2/balance, /fapi/v3/balance"
        case .binancePortfolioAccount: "GET /papi/v1/account"
        case .binancePremiumIndex: "GET /fapi/v1/premiumIndex, /dapi/v1/premiumIndex"
        case .binanceForceOrders: "GET /fapi/v1/forceOrders"
        case .binanceIncome: "GET /fapi/v1/income"
        case .bybitPositions: "GET /v5/position/list"
        case .bybitPositionStream: "stream position"
        case .bybitWallet: "GET /v5/account/wallet-balance"
        case .bybitWalletStream: "stream wallet"
        case .bybitAccountInfo: "GET /v5/account/info"
        case .bybitTickers: "GET /v5/market/tickers"
        case .bybitExecutions: "GET /v5/execution/list"
        case .bybitTransactions: "GET /v5/account/transaction-log"
        case .okxPositions: "GET /api/v5/account/positions, stream positions"
        case .okxBalance: "GET /api/v5/account/balance, stream account"
        case .okxAccountConfig: "GET /api/v5/account/config"
        case .okxMarkPrices: "GET /api/v5/public/mark-price"
        case .okxFundingRates: "GET /api/v5/public/funding-rate"
        case .okxBills: "GET /api/v5/account/bills"
        case .ccxtPositions: "fetch_positions"
        case .ccxtBalance: "fetch_balance"
        case .liquidationCSV: ActivityCSV.liquidationColumns.joined(separator: ",")
        case .fundingCSV: ActivityCSV.fundingColumns.joined(separator: ",")
        }
    }
}
