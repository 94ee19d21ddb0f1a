/// Responses in the shape that the venues document. Every figure is made up.
enum PayloadSample {
    static let binanceRiskV2 = """
        [
          {"symbol":"BTCUSDT","positionAmt":"0.250","entryPrice":"81000.0","breakEvenPrice":"81040.5","markPrice":"80000.00000000","unRealizedProfit":"-250.00000000","liquidationPrice":"65000.5","leverage":"20","maxNotionalValue":"1000000","marginType":"cross","isolatedMargin":"0.00000000","isAutoAddMargin":"false","positionSide":"BOTH","notional":"20000.00000000","isolatedWallet":"0","updateTime":1770000000000},
          {"symbol":"ETHUSDT","positionAmt":"-4.000","entryPrice":"0.0","markPrice":"2500.00000000","unRealizedProfit":"120.00000000","liquidationPrice":"0","leverage":"10","marginType":"isolated","isolatedMargin":"1120.00000000","isAutoAddMargin":"true","positionSide":"BOTH","updateTime":0},
          {"symbol":"XRPUSDT","positionAmt":"0.0","entryPrice":"0.0","markPrice":"2.1","unRealizedProfit":"0.0","leverage":"5","marginType":"cross","positionSide":"BOTH","updateTime":0}
        ]
        """

    static let binanceAccountV3 = """
        {"totalInitialMargin":"2000.00000000","totalMaintMargin":"130.00000000","totalWalletBalance":"6000.00000000","totalUnrealizedProfit":"-130.00000000","totalMarginBalance":"5870.00000000","availableBalance":"3000.00000000",
         "assets":[
           {"asset":"USDT","walletBalance":"6000.00000000","unrealizedProfit":"-130.00000000","marginBalance":"5870.00000000","crossWalletBalance":"5000.00000000","crossUnPnl":"-250.00000000","availableBalance":"3000.00000000","updateTime":1770000100000},
           {"asset":"BNB","walletBalance":"0.00000000","crossWalletBalance":"0.00000000","updateTime":0}],
         "positions":[
           {"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"0.250","unrealizedProfit":"-250.00000000","isolatedMargin":"0","notional":"20000.00000000","isolatedWallet":"0","initialMargin":"1000.00000000","positionInitialMargin":"1000.00000000","maintMargin":"80.00000000","updateTime":1770000000000},
           {"symbol":"ETHUSDT","positionSide":"BOTH","positionAmt":"-4.000","unrealizedProfit":"120.00000000","isolatedMargin":"1120.00000000","notional":"-10000.00000000","isolatedWallet":"1000.00000000","initialMargin":"1000.00000000","positionInitialMargin":"1000.00000000","maintMargin":"50.00000000","updateTime":1770000000000}]}
        """

    static let binanceCoinRisk = """
        [{"symbol":"BTCUSD_PERP","positionAmt":"-30","entryPrice":"79000.0","markPrice":"80000.00000000","unRealizedProfit":"-0.00047468","liquidationPrice":"120000","leverage":"5","maxQty":"1000","marginType":"cross","isolatedMargin":"0.00000000","isAutoAddMargin":"false","positionSide":"SHORT","notionalValue":"-0.03750000","isolatedWallet":"0","updateTime":1770000000000}]
        """

    static let binancePremium = """
        [{"symbol":"BTCUSDT","markPrice":"80100.50000000","indexPrice":"80090.1","lastFundingRate":"0.00010000","interestRate":"0.0001","nextFundingTime":1770019200000,"time":1770000200000},
         {"symbol":"ETHUSDT","markPrice":"2501.25","lastFundingRate":"-0.00002500","nextFundingTime":1770019200000,"time":1770000200000}]
        """

    static let bybitPositions = """
        {"retCode":0,"retMsg":"OK","result":{"category":"linear","nextPageCursor":"","list":[
          {"positionIdx":1,"tradeMode":0,"symbol":"BTCUSDT","side":"Buy","size":"0.5","avgPrice":"78000","positionValue":"40000","markPrice":"80000","leverage":"10","positionBalance":"0","liqPrice":"","bustPrice":"","positionIM":"4020","positionMM":"220","unrealisedPnl":"1000","autoAddMargin":0},
          {"positionIdx":2,"tradeMode":0,"symbol":"BTCUSDT","side":"Sell","size":"0.2","avgPrice":"79000","positionValue":"16000","markPrice":"80000","leverage":"10","liqPrice":"123456.5","positionIM":"1608","positionMM":"88","unrealisedPnl":"-200","autoAddMargin":0},
          {"positionIdx":0,"tradeMode":0,"symbol":"SOLUSDT","side":"","size":"0","avgPrice":"","markPrice":"140","leverage":"10"}]},
         "retExtInfo":{},"time":1770000000500}
        """

    static let bybitWallet = """
        {"retCode":0,"retMsg":"OK","result":{"list":[{"accountType":"UNIFIED","totalEquity":"10800","totalMarginBalance":"10750","totalWalletBalance":"9950","totalPerpUPL":"800","totalInitialMargin":"5628","totalMaintenanceMargin":"308","accountIMRate":"0.5235","accountMMRate":"0.0287","totalAvailableBalance":"5122","coin":[
          {"coin":"USDT","equity":"10000","usdValue":"9998","walletBalance":"9200","borrowAmount":"","marginCollateral":true,"collateralSwitch":true,"spotBorrow":"0"},
          {"coin":"MNT","equity":"500","usdValue":"400","walletBalance":"500","borrowAmount":"0","marginCollateral":true,"collateralSwitch":false,"spotBorrow":"0"},
          {"coin":"ETH","equity":"-0.5","usdValue":"-1250","walletBalance":"0","borrowAmount":"0.5","marginCollateral":true,"collateralSwitch":true,"spotBorrow":"0.5"},
          {"coin":"DOGE","equity":"0","usdValue":"0","walletBalance":"0","borrowAmount":"0"}]}]},"time":1770000000900}
        """

    static let bybitPositionStream = """
        {"id":"1","topic":"position","creationTime":1770000000000,"data":[
          {"positionIdx":0,"tradeMode":1,"symbol":"ETHUSD","side":"Sell","size":"2000","entryPrice":"2400","markPrice":"2500","leverage":"5","positionBalance":"0.18","positionIM":"0.18","positionMM":"0.005","liqPrice":"2800","unrealisedPnl":"-0.0333","category":"inverse","autoAddMargin":1}]}
        """

    static let okxPositions = """
        {"code":"0","msg":"","data":[
          {"instId":"BTC-USDT-SWAP","instType":"SWAP","mgnMode":"cross","posSide":"net","pos":"-30","avgPx":"81000","markPx":"80000","lever":"10","liqPx":"","upl":"300","imr":"2400","mmr":"96","margin":"","mgnRatio":"14.5","ccy":"USDT","uTime":"1770000000000"},
          {"instId":"ETH-USD-SWAP","instType":"SWAP","mgnMode":"isolated","posSide":"net","pos":"100","avgPx":"2400","markPx":"2500","lever":"5","liqPx":"2050.5","upl":"0.016","imr":"","mmr":"0.002","margin":"0.0833","mgnRatio":"9.1","ccy":"ETH","uTime":"1770000000001"},
          {"instId":"BTC-USDT","instType":"MARGIN","mgnMode":"cross","posSide":"net","pos":"1","avgPx":"1","uTime":"1"},
          {"instId":"SOL-USDT-SWAP","instType":"SWAP","mgnMode":"cross","posSide":"net","pos":"0","uTime":""}]}
        """

    static let okxBalance = """
        {"code":"0","msg":"","data":[{"adjEq":"","imr":"","mmr":"","mgnRatio":"","totalEq":"9000","upl":"","uTime":"1770000005000","details":[
          {"ccy":"USDT","cashBal":"8000","eq":"8300","eqUsd":"8300","upl":"300","isoEq":"0","isoUpl":"0","liab":"","mgnRatio":"14.5","imr":"2400","mmr":"96"},
          {"ccy":"ETH","cashBal":"0.2","eq":"0.2993","eqUsd":"748.25","upl":"0.016","isoEq":"0.0993","isoUpl":"0.016","liab":"","mgnRatio":"","imr":"0","mmr":"0"}]}]}
        """

    static let ccxtUnified = """
        [{"id":null,"symbol":"BTC/USDT:USDT","timestamp":1770000000000,"side":"short","contracts":30,"contractSize":0.01,"entryPrice":81000.0,"markPrice":80000.0,"notional":24000.0,"leverage":10,"collateral":500.0,"unrealizedPnl":300.0,"liquidationPrice":null,"marginMode":"isolated","initialMargin":2400.0,"maintenanceMargin":96.0},
         {"symbol":"ETH/USDT:USDT","contracts":0,"contractSize":0.1,"side":null}]
        """

    /// All of them, put together as one account each.
    static let accounts: [[String]] = [
        [binanceRiskV2, binanceAccountV3, binancePremium], [binanceCoinRisk],
        [bybitPositions, bybitWallet],
        [bybitPositionStream], [okxPositions, okxBalance],
    ]
}
