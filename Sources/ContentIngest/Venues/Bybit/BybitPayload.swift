import MarginModel

/// Bybit's V5 responses and stream messages.
enum BybitPayload {
    /// A position of /v5/position/list or of the stream, which calls the entry price differently.
    static func addPosition(
        _ row: inout JSONObjectReader, category: String?, to part: inout PayloadPart
    ) {
        guard let symbol = row.required("symbol")?.name(),
            let size = row.required("size")?.decimal(.notNegative)
        else { return }
        guard !size.isZero else {
            part.flatCount += 1
            return
        }
        let isIsolated = row.value("tradeMode")?.word == "1"
        if row.value("positionStatus")?.word == "Liq" { part.liquidating.append(symbol) }
        let stated = category ?? row.value("category")?.word
        let kind = stated ?? impliedCategory(symbol)
        guard ["linear", "inverse"].contains(kind) else {
            part.unmodelled.append(
                row.unmodelled(symbol, kind: kind, isIsolated: isIsolated, settleAsset: nil))
            return
        }
        guard let sideName = row.required("side"), let side = side(sideName) else { return }
        let index = row.value("positionIdx")?.word
        let isInverse = kind == "inverse"
        let balance = row.nonZero("positionBalance")
        let initialMargin = row.nonZero("positionIM")
        var position = Position(
            symbol: symbol, contractType: isInverse ? .inverse : .linear, side: side,
            marginMode: isIsolated ? .isolated : .cross, quantity: size,
            contractSize: isInverse ? .one : nil,
            entryPrice: row.positiveOrNone("avgPrice") ?? row.positiveOrNone("entryPrice"),
            markPrice: row.positiveOrNone("markPrice"), leverage: row.positiveOrNone("leverage"),
            autoAddMargin: row.value("autoAddMargin")?.looseFlag() ?? false)
        // Under portfolio margin a position has no leverage.
        if position.leverage != nil { part.narrow(to: [.cross, .isolated]) }
        position.isolatedWallet = balance
        // The venue's initial margin holds the fee to close too, as the balance does.
        position.extraMargin = balance != nil && balance == initialMargin ? .zero : nil
        position.reported = ReportedFigures(
            notional: row.nonZero("positionValue"), unrealizedPnl: row.decimal("unrealisedPnl"),
            initialMargin: initialMargin, maintenanceMargin: row.nonZero("positionMM"),
            liquidationPrice: row.positiveOrNone("liqPrice"),
            breakEvenPrice: row.positiveOrNone("breakEvenPrice"),
            bankruptcyPrice: row.positiveOrNone("bustPrice"))
        part.positions.append(
            PayloadPosition(
                position: position, statesMarginMode: isIsolated,
                isHedged: index == "1" || index == "2", place: row.place))
    }

    /// What a name shows where no category is said: `BTCUSD` and `BTCUSDH26` are margined in bitcoin.
    private static func impliedCategory(_ symbol: String) -> String {
        if Product.isOption(symbol) { return "option" }
        let year = symbol.suffix(2)
        let isDated = year.allSatisfy { $0.isASCII && $0.isNumber }
        let name = isDated ? symbol.dropLast(3) : symbol[...]
        return name.hasSuffix("USD") ? "inverse" : "linear"
    }

    private static func side(_ value: JSONValue) -> PositionSide? {
        switch value.word {
        case "Buy": return .long
        case "Sell": return .short
        default:
            value.problems.report(
                id: "unknown-value", at: value.offset,
                "side is \(quoted(value.word)), which is neither Buy nor Sell",
                hint: "Fetch the positions again; a position that is open has a side")
            return nil
        }
    }

    /// One account of /v5/account/wallet-balance or of the stream, with its coins.
    static func addWallet(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        if let type = row.value("accountType"), type.word != "UNIFIED" {
            row.problems.report(
                .warning, id: "account-type-not-unified", at: type.offset,
                "accountType is \(quoted(type.word)); its balances are read as those of a unified "
                    + "account",
                hint: "Fetch the balance with accountType=UNIFIED")
        }
        part.reported = ReportedFigures(
            // The stream writes the last letters small.
            unrealizedPnl: row.decimal("totalPerpUPL") ?? row.decimal("totalPerpUpl"),
            initialMargin: row.decimal("totalInitialMargin"),
            maintenanceMargin: row.decimal("totalMaintenanceMargin"),
            marginRatio: row.decimal("accountMMRate"), equity: row.decimal("totalMarginBalance"),
            walletBalance: row.decimal("totalWalletBalance"),
            availableBalance: row.decimal("totalAvailableBalance"))
        // In isolated margin mode the account as a whole has no rate.
        if row.has("accountMMRate") {
            part.narrow(to: part.reported?.marginRatio == nil ? [.isolated] : [.cross, .portfolio])
        }
        let known = part.balances.count
        for element in row.value("coin")?.elements() ?? [] {
            guard var coin = element.object() else { continue }
            addCoin(&coin, to: &part)
        }
        if part.balances.count == known + 1, let worth = row.decimal("totalEquity") {
            weigh(&part.balances[known], row, counted: part.reported?.equity, worth: worth)
        }
    }

    /// A dollar coin that stands alone counts in full where the margin balance, which is weighted by
    /// collateral rates, is the equity, which is not, within a tenth of a percent.
    private static func weigh(
        _ held: inout PayloadBalance, _ row: JSONObjectReader, counted: Decimal?, worth: Decimal
    ) {
        guard held.balance.collateralRate == nil, ["USDT", "USDC"].contains(held.balance.asset),
            let counted, worth.isPositive,
            let off = counted.subtracting(worth)?.magnitude.multiplied(by: 1_000), off <= worth
        else { return }
        held.balance.collateralRate = .one
        row.note(
            "collateral-rate-derived",
            "\(quoted(held.balance.asset)) counts in full: totalMarginBalance \(counted) is "
                + "totalEquity \(worth)")
    }

    private static func addCoin(_ coin: inout JSONObjectReader, to part: inout PayloadPart) {
        guard let asset = coin.required("coin")?.name() else { return }
        let wallet = coin.decimal("walletBalance")
        let equity = coin.nonZero("equity")
        let value = coin.nonZero("usdValue")
        let loan = coin.nonZero("spotBorrow") ?? coin.nonZero("borrowAmount")
        let isOff = [coin.value("marginCollateral"), coin.value("collateralSwitch")]
            .contains { $0?.looseFlag() == false }
        let indexPrice = IndexPrice.derived(value: value, amount: equity, of: asset, coin)
        if let loan, loan.isPositive {
            part.borrowed.append(Borrowing(asset: asset, amount: loan, indexPrice: indexPrice))
        }
        guard let wallet, !wallet.isZero || loan != nil else { return }
        part.balances.append(
            PayloadBalance(
                balance: CollateralBalance(
                    asset: asset, walletBalance: wallet, collateralRate: isOff ? .zero : nil,
                    indexPrice: indexPrice),
                place: coin.place))
    }

    /// /v5/account/info: which margin mode the whole account is in.
    static func addInfo(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        guard let mode = row.required("marginMode") else { return }
        switch mode.word {
        case "ISOLATED_MARGIN": part.accountMode = .isolated
        case "REGULAR_MARGIN": part.accountMode = .cross
        case "PORTFOLIO_MARGIN": part.accountMode = .portfolio
        default:
            row.problems.report(
                id: "unknown-value", at: mode.offset, "marginMode is \(quoted(mode.word))",
                hint: "One of: ISOLATED_MARGIN, REGULAR_MARGIN, PORTFOLIO_MARGIN")
        }
    }

    static func addTicker(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        guard let symbol = row.required("symbol")?.name() else { return }
        part.marks[symbol] = MarkQuote(
            markPrice: row.positiveOrNone("markPrice"),
            fundingRate: row.value("fundingRate")?.decimal(.signedFraction),
            fundingIntervalHours: row.positiveOrNone("fundingIntervalHour"),
            nextFundingAt: row.milliseconds("nextFundingTime"))
    }

    /// /v5/execution/list: liquidations and funding among trades.
    static func addExecution(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        let symbol = row.required("symbol")?.name()
        let at = row.milliseconds("execTime")
        let price = row.positiveOrNone("execPrice")
        let quantity = row.positiveOrNone("execQty")
        let fee = row.decimal("execFee")
        let asset = row.name("feeCurrency")
        let type = row.value("execType")?.word
        switch type {
        case "BustTrade":
            guard let symbol, let at, let price, let quantity else { return }
            part.liquidations.append(
                LiquidationEvent(symbol: symbol, price: price, quantity: quantity, at: at))
        case "Funding":
            // A fee that is paid is positive; a payment that is made is negative.
            guard let symbol, let at, let fee, let asset else { fallthrough }
            part.fundingPayments.append(
                FundingPayment(symbol: symbol, amount: fee.negated, asset: asset, at: at))
        default: part.leaveOut(type, at: row)
        }
    }

    /// /v5/account/transaction-log: funding among everything that changed the balance.
    static func addTransaction(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        let type = row.value("type")?.word
        let at = row.milliseconds("transactionTime")
        if type == "LIQUIDATION", let symbol = row.name("symbol"), let at,
            let price = row.positiveOrNone("tradePrice"), let quantity = row.nonZero("qty")
        {
            part.liquidations.append(
                LiquidationEvent(symbol: symbol, price: price, quantity: quantity.magnitude, at: at)
            )
            return
        }
        guard type == "SETTLEMENT", let funding = row.nonZero("funding") else {
            part.leaveOut(type, at: row)
            return
        }
        let symbol = row.required("symbol")?.name()
        let asset = row.required("currency")?.name()
        guard let symbol, let asset, let at else { return }
        // Positive is a cost in this log.
        part.fundingPayments.append(
            FundingPayment(symbol: symbol, amount: funding.negated, asset: asset, at: at))
    }
}
