package import MarginModel

/// A response of a venue, or of ccxt, that says something of an account. What it is shows in its
/// members, never in the name of its file.
package enum PayloadKind: String, Hashable, Sendable, CaseIterable {
    case binancePositionRiskV2, binancePositionRiskV3, binanceCoinPositionRisk
    case binancePortfolioPositions, binancePortfolioCoinPositions, binanceAccountV2
    case binanceAccountV3, binanceCoinAccount, binanceBalance, binanceAccountConfig
    case binanceSymbolConfig, binanceAssetIndex
    case binancePortfolioAccount, binancePortfolioBalance
    case binancePortfolioFutures, binancePremiumIndex, binanceForceOrders, binanceIncome
    case bybitPositions, bybitPositionStream, bybitWallet, bybitWalletStream, bybitAccountInfo
    case bybitTickers, bybitExecutions, bybitTransactions, okxPositions, okxBalance
    case okxPositionRisk, okxAccountConfig, okxMarkPrices, okxFundingRates, okxBills
    case ccxtPositions, ccxtBalance, emptyList, liquidationCSV, fundingCSV

    case binanceTransactionsCSV, bybitTransactionsCSV, okxTradesCSV, closedPositionsCSV

    /// `nil` where the venue shows only in what the payload holds.
    package var venue: Venue? { facts.venue }
    /// What a summary calls it.
    package var title: String { facts.title }
    /// Where it comes from.
    package var endpoint: String { facts.endpoint }

    private var facts: (venue: Venue?, title: String, endpoint: String) {
        switch self {
        case .binancePositionRiskV2:
            (.binance, "Binance positionRisk v2", "GET /fapi/v2/positionRisk")
        case .binancePositionRiskV3:
            (.binance, "Binance positionRisk v3", "GET /fapi/v3/positionRisk")
        case .binanceCoinPositionRisk:
            (.binance, "Binance COIN-M positionRisk", "GET /dapi/v1/positionRisk")
        case .binancePortfolioPositions:
            (.binance, "Binance portfolio-margin positions", "GET /papi/v1/um/positionRisk")
        case .binancePortfolioCoinPositions:
            (.binance, "Binance portfolio-margin COIN-M positions", "GET /papi/v1/cm/positionRisk")
        case .binanceAccountV2: (.binance, "Binance account v2", "GET /fapi/v2/account")
        case .binanceAccountV3: (.binance, "Binance account v3", "GET /fapi/v3/account")
        case .binanceCoinAccount: (.binance, "Binance COIN-M account", "GET /dapi/v1/account")
        case .binanceBalance:
            (.binance, "Binance futures balance", "GET /fapi/v2/balance, /fapi/v3/balance")
        case .binanceAccountConfig:
            (.binance, "Binance account configuration", "GET /fapi/v1/accountConfig")
        case .binanceSymbolConfig:
            (.binance, "Binance symbol configuration", "GET /fapi/v1/symbolConfig")
        case .binanceAssetIndex: (.binance, "Binance asset index", "GET /fapi/v1/assetIndex")
        case .binancePortfolioAccount:
            (.binance, "Binance portfolio-margin account", "GET /papi/v1/account")
        case .binancePortfolioBalance:
            (.binance, "Binance portfolio-margin balance", "GET /papi/v1/balance")
        case .binancePortfolioFutures:
            (
                .binance, "Binance portfolio-margin futures account",
                "GET /papi/v1|v2/um/account, /papi/v1/cm/account"
            )
        case .binancePremiumIndex:
            (.binance, "Binance premiumIndex", "GET /fapi/v1/premiumIndex, /dapi/v1/premiumIndex")
        case .binanceForceOrders: (.binance, "Binance forceOrders", "GET /fapi/v1/forceOrders")
        case .binanceIncome: (.binance, "Binance income", "GET /fapi/v1/income")
        case .bybitPositions: (.bybit, "Bybit position list", "GET /v5/position/list")
        case .bybitPositionStream: (.bybit, "Bybit position stream", "stream position")
        case .bybitWallet: (.bybit, "Bybit wallet balance", "GET /v5/account/wallet-balance")
        case .bybitWalletStream: (.bybit, "Bybit wallet stream", "stream wallet")
        case .bybitAccountInfo: (.bybit, "Bybit account info", "GET /v5/account/info")
        case .bybitTickers: (.bybit, "Bybit tickers", "GET /v5/market/tickers")
        case .bybitExecutions: (.bybit, "Bybit executions", "GET /v5/execution/list")
        case .bybitTransactions:
            (.bybit, "Bybit transaction log", "GET /v5/account/transaction-log")
        case .okxPositions:
            (.okx, "OKX positions", "GET /api/v5/account/positions, stream positions")
        case .okxBalance:
            (.okx, "OKX account balance", "GET /api/v5/account/balance, stream account")
        case .okxPositionRisk:
            (.okx, "OKX account and position risk", "GET /api/v5/account/account-position-risk")
        case .okxAccountConfig: (.okx, "OKX account config", "GET /api/v5/account/config")
        case .okxMarkPrices: (.okx, "OKX mark prices", "GET /api/v5/public/mark-price")
        case .okxFundingRates: (.okx, "OKX funding rates", "GET /api/v5/public/funding-rate")
        case .okxBills: (.okx, "OKX bills", "GET /api/v5/account/bills")
        case .ccxtPositions: (nil, "ccxt positions", "fetch_positions")
        case .ccxtBalance: (nil, "ccxt balance", "fetch_balance")
        case .emptyList: (nil, "an empty list", "a list of positions without any")
        case .binanceTransactionsCSV:
            (
                .binance, "Binance's exported transaction history",
                "Futures, transaction history, CSV"
            )
        case .bybitTransactionsCSV:
            (.bybit, "Bybit's exported transaction log", "Unified account, transaction log, CSV")
        case .okxTradesCSV: (.okx, "OKX's exported trading history", "Trading history, CSV")
        case .closedPositionsCSV:
            (nil, "an export of closed positions", "Position history or closed P&L, CSV")
        case .liquidationCSV:
            (nil, "liquidations as CSV", ActivityCSV.liquidationColumns.joined(separator: ","))
        case .fundingCSV:
            (nil, "funding payments as CSV", ActivityCSV.fundingColumns.joined(separator: ","))
        }
    }

    /// Whether it would hold the positions that are open.
    var listsPositions: Bool {
        switch self {
        case .binancePositionRiskV2, .binancePositionRiskV3, .binanceCoinPositionRisk,
            .binancePortfolioPositions, .binancePortfolioCoinPositions, .binanceAccountV2,
            .binanceAccountV3, .binanceCoinAccount, .binancePortfolioFutures, .bybitPositions,
            .bybitPositionStream, .okxPositions, .okxPositionRisk, .ccxtPositions, .emptyList:
            true
        default: false
        }
    }

    /// Whether it tells what was, and of no position that is open.
    var isHistory: Bool {
        switch self {
        case .liquidationCSV, .fundingCSV, .binanceTransactionsCSV, .bybitTransactionsCSV,
            .okxTradesCSV, .closedPositionsCSV, .binanceIncome, .binanceForceOrders,
            .bybitExecutions, .bybitTransactions, .okxBills:
            true
        default: false
        }
    }

    /// What tells each kind of JSON from the others; an earlier one goes before a later.
    static let shapes: [AnswerShape<PayloadKind>] = [
        AnswerShape(.ccxtPositions, .bare, "symbol", "contracts", "side"),
        AnswerShape(.ccxtBalance, .bare, "free", "used", "total"),
        AnswerShape(
            .binanceCoinPositionRisk, .bare, "positionAmt", "symbol", "maxQty|notionalValue",
            "isolatedMargin|marginType"),
        AnswerShape(
            .binancePortfolioCoinPositions, .bare, "positionAmt", "symbol", "maxQty|notionalValue"),
        AnswerShape(.binancePositionRiskV2, .bare, "positionAmt", "symbol", "marginType"),
        AnswerShape(
            .binancePositionRiskV3, .bare, "positionAmt", "symbol", "isolatedMargin|isolatedWallet"),
        AnswerShape(.binancePortfolioPositions, .bare, "positionAmt", "symbol"),
        AnswerShape(
            .binanceAccountV2, .bare, "assets", "positions", "totalWalletBalance",
            "multiAssetsMargin|feeTier"),
        AnswerShape(.binanceAccountV3, .bare, "assets", "positions", "totalWalletBalance"),
        AnswerShape(.binanceCoinAccount, .bare, "assets", "positions", "feeTier|canTrade"),
        AnswerShape(.binancePortfolioFutures, .bare, "assets", "positions"),
        AnswerShape(.binancePortfolioAccount, .bare, "uniMMR", "accountEquity"),
        AnswerShape(.binancePortfolioBalance, .bare, "asset", "totalWalletBalance"),
        AnswerShape(.binanceBalance, .bare, "asset", "balance", "crossWalletBalance"),
        AnswerShape(.binancePremiumIndex, .bare, "symbol", "markPrice", "lastFundingRate"),
        AnswerShape(.binanceIncome, .bare, "incomeType", "income"),
        AnswerShape(.binanceForceOrders, .bare, "clientOrderId", "executedQty", "avgPrice"),
        AnswerShape(.binanceSymbolConfig, .bare, "symbol", "marginType", "leverage"),
        AnswerShape(.binanceAssetIndex, .bare, "symbol", "index", "bidBuffer"),
        AnswerShape(.binanceAccountConfig, .bare, "multiAssetsMargin|dualSidePosition"),
        AnswerShape(.bybitAccountInfo, .bybit, "marginMode"),
        AnswerShape(.bybitPositions, .bybit, "positionIdx", "size"),
        AnswerShape(.bybitWallet, .bybit, "coin", "totalEquity"),
        AnswerShape(.bybitExecutions, .bybit, "execType"),
        AnswerShape(.bybitTickers, .bybit, "lastPrice", "markPrice"),
        AnswerShape(.bybitTransactions, .bybit, "transactionTime"),
        AnswerShape(.bybitPositionStream, .bybitStream, "positionIdx"),
        AnswerShape(.bybitWalletStream, .bybitStream, "coin"),
        AnswerShape(.okxPositionRisk, .okx, "balData", "posData"),
        AnswerShape(.okxPositions, .okx, "instId", "pos", "mgnMode"),
        AnswerShape(.okxBalance, .okx, "details", "totalEq"),
        AnswerShape(.okxBalance, .okx, "details"),
        AnswerShape(.okxAccountConfig, .okx, "acctLv", "posMode"),
        AnswerShape(.okxAccountConfig, .okx, "acctLv"),
        AnswerShape(.okxFundingRates, .okx, "fundingRate"),
        AnswerShape(.okxMarkPrices, .okx, "markPx"),
        AnswerShape(.okxBills, .okx, "billId", "balChg"),
    ]
}
