import MarginModel

/// Balances, positions and totals of Binance's account responses.
enum BinanceAccounts {
    /// /fapi/v2|v3/account and /dapi/v1/account: assets and positions in one object.
    static func add(_ object: inout JSONObjectReader, to part: inout PayloadPart) {
        if let flag = object.value("multiAssetsMargin")?.looseFlag() {
            part.accountMode = flag ? .multiAsset : .singleAsset
        }
        if let time = PayloadTime(object.milliseconds("updateTime"), "updateTime", .lastChange) {
            part.times.append(time)
        }
        let totals = ReportedFigures(
            unrealizedPnl: object.decimal("totalUnrealizedProfit"),
            initialMargin: object.decimal("totalInitialMargin"),
            maintenanceMargin: object.decimal("totalMaintMargin"),
            equity: object.decimal("totalMarginBalance"),
            walletBalance: object.decimal("totalWalletBalance"),
            availableBalance: object.decimal("availableBalance"))
        if totals != ReportedFigures() { part.reported = totals }
        for element in object.value("assets")?.elements() ?? [] {
            guard var row = element.object() else { continue }
            if let balance = balance(&row, &part) { part.balances.append(balance) }
        }
        for element in object.value("positions")?.elements() ?? [] {
            guard var row = element.object() else { continue }
            BinancePositions.add(&row, to: &part)
        }
    }

    /// One asset of an account, or one row of /fapi/v2|v3/balance. `nil` for one that holds nothing.
    ///
    /// `walletBalance` and `balance` are totals with the isolated wallets; `crossWalletBalance` is
    /// without them.
    static func balance(
        _ row: inout JSONObjectReader, _ part: inout PayloadPart
    ) -> PayloadBalance? {
        guard let asset = row.required("asset")?.name() else { return nil }
        let cross = row.decimal("crossWalletBalance")
        let total = row.decimal("walletBalance") ?? row.decimal("balance")
        let time = row.milliseconds("updateTime")
        guard let wallet = cross ?? total else { return nil }
        guard !wallet.isZero || !(total ?? .zero).isZero else { return nil }
        if let time = PayloadTime(time, "assets.updateTime", .lastChange) {
            part.times.append(time)
        }
        return PayloadBalance(
            balance: CollateralBalance(asset: asset, walletBalance: wallet),
            includesIsolated: cross == nil, place: row.place)
    }

    /// /papi/v1/account: what portfolio margin says of itself.
    static func addPortfolio(_ object: inout JSONObjectReader, to part: inout PayloadPart) {
        part.accountMode = .portfolio
        part.reported = ReportedFigures(
            initialMargin: object.decimal("accountInitialMargin"),
            maintenanceMargin: object.decimal("accountMaintMargin"),
            uniMMR: object.decimal("uniMMR"), equity: object.decimal("accountEquity"))
        if let time = PayloadTime(object.milliseconds("updateTime"), "updateTime", .lastChange) {
            part.times.append(time)
        }
    }

    /// /fapi/v1/premiumIndex: mark price and funding of a symbol.
    static func addMark(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        guard let symbol = row.required("symbol")?.name() else { return }
        part.marks[symbol] = MarkQuote(
            markPrice: row.positiveOrNone("markPrice"),
            fundingRate: row.value("lastFundingRate")?.decimal(.signedFraction),
            nextFundingAt: row.milliseconds("nextFundingTime"))
        if let time = PayloadTime(row.milliseconds("time"), "time", .response) {
            part.times.append(time)
        }
    }

    /// /fapi/v1/forceOrders: liquidations that were filled. ADL shows in the same list.
    static func addForceOrder(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        let id = row.value("clientOrderId")?.word ?? ""
        let symbol = row.required("symbol")?.name()
        let quantity = row.positiveOrNone("executedQty")
        let price = row.positiveOrNone("avgPrice")
        let at = row.milliseconds("time")
        guard id.hasPrefix("autoclose-"), let symbol, let quantity, let price, let at else {
            part.otherCount += 1
            return
        }
        part.liquidations.append(
            LiquidationEvent(symbol: symbol, price: price, quantity: quantity, at: at))
    }

    /// /fapi/v1/income: funding payments among fees, transfers and results.
    static func addIncome(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        guard row.value("incomeType")?.word == "FUNDING_FEE" else {
            part.otherCount += 1
            return
        }
        let symbol = row.required("symbol")?.name()
        let amount = row.required("income")?.decimal()
        let asset = row.required("asset")?.name()
        let at = row.milliseconds("time")
        guard let symbol, let amount, let asset, let at else { return }
        part.fundingPayments.append(
            FundingPayment(symbol: symbol, amount: amount, asset: asset, at: at))
    }
}
