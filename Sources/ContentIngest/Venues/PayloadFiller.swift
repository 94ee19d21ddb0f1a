import MarginModel

/// Hands the records of a payload to the reader of its kind.
enum PayloadFiller {
    static func fill(
        _ part: inout PayloadPart, from payload: DetectedPayload, venue: Venue?
    ) {
        if let time = payload.time { part.times.append(time) }
        for element in payload.rows {
            guard var row = element.object() else { continue }
            add(&row, of: payload, venue: venue, to: &part)
        }
    }

    private static func add(
        _ row: inout JSONObjectReader, of payload: DetectedPayload, venue: Venue?,
        to part: inout PayloadPart
    ) {
        switch payload.kind {
        case .binancePositionRiskV2, .binancePositionRiskV3, .binanceCoinPositionRisk:
            BinancePositions.add(&row, to: &part)
        case .binancePortfolioPositions, .binancePortfolioCoinPositions:
            part.accountMode = .portfolio
            BinancePositions.add(&row, to: &part)
        case .binanceAccountV2, .binanceAccountV3, .binanceCoinAccount:
            BinanceAccounts.add(&row, to: &part)
        case .binanceBalance:
            if let balance = BinanceAccounts.balance(&row, &part) { part.balances.append(balance) }
        case .binancePortfolioAccount: BinanceAccounts.addPortfolio(&row, to: &part)
        case .binancePremiumIndex: BinanceAccounts.addMark(&row, to: &part)
        case .binanceForceOrders: BinanceAccounts.addForceOrder(&row, to: &part)
        case .binanceIncome: BinanceAccounts.addIncome(&row, to: &part)
        case .bybitPositions, .bybitPositionStream:
            BybitPayload.addPosition(&row, category: payload.category, to: &part)
        case .bybitWallet, .bybitWalletStream: BybitPayload.addWallet(&row, to: &part)
        case .bybitAccountInfo: BybitPayload.addInfo(&row, to: &part)
        case .bybitTickers: BybitPayload.addTicker(&row, to: &part)
        case .bybitExecutions: BybitPayload.addExecution(&row, to: &part)
        case .bybitTransactions: BybitPayload.addTransaction(&row, to: &part)
        case .okxPositions: OKXPayload.addPosition(&row, to: &part)
        case .okxBalance: OKXPayload.addBalance(&row, to: &part)
        case .okxAccountConfig: OKXPayload.addConfig(&row, to: &part)
        case .okxMarkPrices: OKXPayload.addMark(&row, to: &part)
        case .okxFundingRates: OKXPayload.addFundingRate(&row, to: &part)
        case .okxBills: OKXPayload.addBill(&row, to: &part)
        case .ccxtPositions: CCXTPayload.addPosition(&row, venue: venue, to: &part)
        case .ccxtBalance: CCXTPayload.addBalance(&row, to: &part)
        case .liquidationCSV, .fundingCSV: break  // `ActivityCSV` reads these; no JSON is one.
        }
    }
}
