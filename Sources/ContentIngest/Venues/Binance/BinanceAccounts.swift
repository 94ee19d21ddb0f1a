import MarginModel

/// Balances, positions and totals of Binance's account responses.
enum BinanceAccounts {
    /// /fapi/v2|v3/account and /dapi/v1/account: assets and positions in one object.
    static func add(_ object: inout JSONObjectReader, to part: inout PayloadPart) {
        addModes(&object, to: &part)
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
        if part.kind == .binanceCoinAccount { part.narrow(to: [.singleAsset]) }
        for element in object.value("assets")?.elements() ?? [] {
            guard var row = element.object() else { continue }
            guard let balance = balance(&row, &part) else { continue }
            part.balances.append(balance)
            // In single-asset mode the totals are those of USDT alone.
            var again = element.object()
            if balance.balance.asset == "USDT", let total = totals.walletBalance,
                again?.decimal("walletBalance") == total
            {
                part.narrow(to: [.singleAsset])
            }
        }
        for element in object.value("positions")?.elements() ?? [] {
            guard var row = element.object() else { continue }
            BinancePositions.add(&row, to: &part)
        }
    }

    static func addBalance(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        if let balance = balance(&row, &part) { part.balances.append(balance) }
    }

    /// /fapi/v1/accountConfig: the modes that v3 of account no longer has.
    static func addConfig(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        addModes(&row, to: &part)
    }

    private static func addModes(_ object: inout JSONObjectReader, to part: inout PayloadPart) {
        if let flag = object.value("multiAssetsMargin")?.looseFlag() {
            part.accountMode = flag ? .multiAsset : .singleAsset
        }
        if let flag = object.value("dualSidePosition")?.looseFlag() {
            part.positionMode = flag ? .hedge : .oneWay
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
            scope: cross == nil ? .withIsolated : .whole, place: row.place)
    }

    /// /papi/v1/account: what portfolio margin says of itself.
    static func addPortfolio(_ object: inout JSONObjectReader, to part: inout PayloadPart) {
        part.accountMode = .portfolio
        part.reported = ReportedFigures(
            initialMargin: object.decimal("accountInitialMargin"),
            maintenanceMargin: object.decimal("accountMaintMargin"),
            uniMMR: object.decimal("uniMMR"), equity: object.decimal("accountEquity"))
        if let status = object.value("accountStatus")?.word, status.hasSuffix("_LIQUIDATION") {
            part.liquidating.append("account")
        }
        if let time = PayloadTime(object.milliseconds("updateTime"), "updateTime", .lastChange) {
            part.times.append(time)
        }
    }

    /// /papi/v1/balance: an asset over all wallets of portfolio margin, loans beside it.
    static func addPortfolioBalance(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        part.accountMode = .portfolio
        guard let asset = row.required("asset")?.name(),
            let wallet = row.required("totalWalletBalance")?.decimal()
        else { return }
        let loan = row.decimal("crossMarginBorrowed", .notNegative) ?? .zero
        let interest = row.decimal("crossMarginInterest", .notNegative) ?? .zero
        let time = PayloadTime(row.milliseconds("updateTime"), "updateTime", .lastChange)
        guard !wallet.isZero || !loan.isZero else { return }
        if let time { part.times.append(time) }
        if let owed = loan.adding(interest), owed.isPositive {
            part.borrowed.append(Borrowing(asset: asset, amount: owed))
        }
        part.balances.append(
            PayloadBalance(
                balance: CollateralBalance(asset: asset, walletBalance: wallet), place: row.place))
    }

    /// /papi/v1|v2/um/account and /papi/v1/cm/account: the futures wallets of portfolio margin.
    static func addPortfolioFutures(
        _ object: inout JSONObjectReader, to part: inout PayloadPart
    ) {
        part.accountMode = .portfolio
        for element in object.value("assets")?.elements() ?? [] {
            guard var row = element.object(), var balance = balance(&row, &part) else { continue }
            balance.scope = .part
            part.balances.append(balance)
        }
        for element in object.value("positions")?.elements() ?? [] {
            guard var row = element.object() else { continue }
            BinancePositions.add(&row, to: &part)
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

    /// /fapi/v1/assetIndex: what multi-assets mode counts an asset as. What is held counts at the bid
    /// rate, index × (1 − bidBuffer).
    static func addIndex(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        guard let symbol = row.required("symbol")?.name(), symbol.hasSuffix("USD") else { return }
        let buffer = row.decimal("bidBuffer", .fraction)
        part.assetIndexes[String(symbol.dropLast(3))] = AssetIndex(
            price: row.positiveOrNone("index"),
            rate: buffer.flatMap { Decimal.one.subtracting($0) })
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
            part.leaveOut(id.hasPrefix("adl_") ? "ADL" : "without a price or size", at: row)
            return
        }
        part.liquidations.append(
            LiquidationEvent(symbol: symbol, price: price, quantity: quantity, at: at))
    }

    /// /fapi/v1/income: funding payments among fees, transfers and results.
    static func addIncome(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        let type = row.value("incomeType")?.word
        guard type == "FUNDING_FEE" else {
            part.leaveOut(type, at: row)
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
