import MarginModel

/// OKX's V5 responses and stream messages: every number is a text, and "" is none.
enum OKXPayload {
    static func addPosition(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        if let time = PayloadTime(row.milliseconds("uTime"), "uTime", .lastChange) {
            part.times.append(time)
        }
        guard let symbol = row.required("instId")?.name() else { return }
        guard let amount = row.required("pos")?.decimal() else { return }
        guard !amount.isZero else {
            part.flatCount += 1
            return
        }
        let kind = row.value("instType")?.word ?? impliedType(symbol)
        guard ["SWAP", "FUTURES"].contains(kind) else {
            part.unmodelled.append(
                row.unmodelled(
                    symbol, kind: kind, isIsolated: row.value("mgnMode")?.word == "isolated",
                    settleAsset: row.name("ccy")))
            return
        }
        guard let sideName = row.required("posSide"), let side = side(sideName, amount) else {
            return
        }
        guard amount.isPositive || side == .short else {
            row.problems.report(
                id: "side-disagrees", at: sideName.offset,
                "posSide is \(quoted(sideName.word)), but pos is \(amount)",
                hint: "Fetch the positions again: what is long has a positive size")
            return
        }
        guard let mode = row.required("mgnMode")?.choice(of: MarginMode.self) else { return }
        var position = Position(
            symbol: symbol, contractType: isInverse(symbol) ? .inverse : .linear, side: side,
            marginMode: mode, quantity: amount.magnitude, entryPrice: row.positiveOrNone("avgPx"),
            markPrice: row.positiveOrNone("markPx"), leverage: row.positiveOrNone("lever"),
            isolatedWallet: mode == .isolated ? row.nonZero("margin") : nil)
        // Under portfolio margin a cross position has no leverage of its own.
        if position.leverage != nil, mode == .cross { part.narrow(to: [.futures, .multiCurrency]) }
        let realized = RealizedFigures(
            pnl: row.decimal("pnl"), fees: row.decimal("fee"), funding: row.decimal("fundingFee"))
        position.realized = realized == RealizedFigures() ? nil : realized
        position.reported = ReportedFigures(
            unrealizedPnl: row.decimal("upl"), initialMargin: row.nonZero("imr"),
            maintenanceMargin: row.nonZero("mmr"), marginRatio: row.nonZero("mgnRatio"),
            liquidationPrice: row.positiveOrNone("liqPx"),
            breakEvenPrice: row.positiveOrNone("bePx"))
        part.positions.append(
            PayloadPosition(
                position: position, isHedged: sideName.word != "net", place: row.place))
    }

    /// The type that the parts of a name show: `BTC-USDT`, `BTC-USDT-260327`,
    /// `BTC-USD-260327-90000-C`.
    private static func impliedType(_ symbol: String) -> String {
        switch symbol.split(separator: "-").count {
        case ...2: "MARGIN"
        case 3: "FUTURES"
        default: "OPTION"
        }
    }

    /// `BTC-USD-SWAP` is margined in bitcoin; `BTC-USDT-SWAP` and `BTC-USD_UM-SWAP` are not.
    static func isInverse(_ symbol: String) -> Bool {
        let parts = symbol.split(separator: "-")
        return parts.count > 2 && parts[1] == "USD"
    }

    private static func side(_ name: JSONValue, _ amount: Decimal) -> PositionSide? {
        switch name.word {
        case "net": return amount.isPositive ? .long : .short
        case "long": return .long
        case "short": return .short
        default:
            name.problems.report(
                id: "unknown-value", at: name.offset, "posSide is \(quoted(name.word))",
                hint: "One of: net, long, short")
            return nil
        }
    }

    /// /api/v5/account/balance. In futures mode the figures of the whole account are "", and each
    /// currency is a pool of its own.
    static func addBalance(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        if let time = PayloadTime(row.milliseconds("uTime"), "uTime", .response) {
            part.times.append(time)
        }
        let whole = ReportedFigures(
            unrealizedPnl: row.decimal("upl"), initialMargin: row.decimal("imr"),
            maintenanceMargin: row.decimal("mmr"), marginRatio: row.decimal("mgnRatio"),
            equity: row.decimal("adjEq"), availableBalance: row.decimal("availEq"))
        let isPooled = whole.marginRatio != nil || whole.equity != nil
        if isPooled { part.reported = whole }
        part.narrow(to: isPooled ? [.multiCurrency, .portfolio] : [.futures])
        var currencies: [ReportedFigures] = []
        for element in row.value("details")?.elements() ?? [] {
            guard var detail = element.object() else { continue }
            if let figures = addCurrency(&detail, to: &part) { currencies.append(figures) }
        }
        if !isPooled, currencies.count == 1 { part.reported = currencies[0] }
    }

    /// Adds one currency. Returns what OKX says of its pool; `nil` for one that holds nothing.
    private static func addCurrency(
        _ row: inout JSONObjectReader, to part: inout PayloadPart
    ) -> ReportedFigures? {
        guard let asset = row.required("ccy")?.name() else { return nil }
        let cash = row.decimal("cashBal")
        let equity = row.nonZero("eq")
        let value = row.nonZero("eqUsd")
        let indexPrice = IndexPrice.derived(value: value, amount: equity, of: asset, row)
        let share = share(counted: row.decimal("disEq"), of: value, asset, row)
        let isolated = row.decimal("isoEq") ?? .zero
        let pnl = row.decimal("upl") ?? .zero
        let isolatedPnl = row.decimal("isoUpl") ?? .zero
        let debt = row.nonZero("liab")
        let figures = ReportedFigures(
            unrealizedPnl: pnl.subtracting(isolatedPnl), initialMargin: row.nonZero("imr"),
            maintenanceMargin: row.nonZero("mmr"), marginRatio: row.nonZero("mgnRatio"),
            equity: equity?.subtracting(isolated))
        guard let cash, !cash.isZero || equity != nil else { return nil }
        if let debt = debt?.magnitude {
            // A liability stands in the cash already, or beside it: the equity tells which.
            let crossPnl = pnl.subtracting(isolatedPnl) ?? pnl
            let without = cash.adding(crossPnl)?.adding(isolated)
            if without?.subtracting(debt) == equity {
                part.borrowed.append(Borrowing(asset: asset, amount: debt, indexPrice: indexPrice))
            } else if without != equity {
                row.problems.report(
                    .warning, id: "liability-unclear", at: row.offset,
                    "\(quoted(asset)) owes \(debt), and its equity is neither with nor without it",
                    hint: "The balance is read as it stands, without a loan beside it")
            }
        }
        part.balances.append(
            PayloadBalance(
                balance: CollateralBalance(
                    asset: asset, walletBalance: cash, collateralRate: share,
                    indexPrice: indexPrice),
                place: row.place))
        return figures
    }

    /// The share of an asset that counts, from what the venue says it is worth and how much of that it
    /// counts: of all its tiers together, at the amount that is held. Nothing for what is owed.
    private static func share(
        counted: Decimal?, of value: Decimal?, _ asset: String, _ row: JSONObjectReader
    ) -> Decimal? {
        guard let counted, let value, value.isPositive,
            let share = counted.divided(by: value, places: 12), !share.value.isNegative,
            share.value <= .one
        else { return nil }
        row.note(
            "collateral-rate-derived",
            "OKX counts disEq ÷ eqUsd = \(share.value) of \(quoted(asset))"
                + (share.isExact ? "" : ", rounded at 12 digits after the point"))
        return share.value
    }

    /// /api/v5/account/account-position-risk: sizes and equities of one instant, without entry prices
    /// and wallet balances.
    static func addPositionRisk(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        if let time = PayloadTime(row.milliseconds("ts"), "ts", .response) {
            part.times.append(time)
        }
        if let equity = row.decimal("adjEq") {
            part.reported = ReportedFigures(equity: equity)
            part.narrow(to: [.multiCurrency, .portfolio])
        }
        for element in row.value("posData")?.elements() ?? [] {
            guard var position = element.object() else { continue }
            addPosition(&position, to: &part)
        }
        for element in row.value("balData")?.elements() ?? [] {
            guard var balance = element.object(), let asset = balance.required("ccy")?.name() else {
                continue
            }
            part.balances.append(
                PayloadBalance(
                    balance: CollateralBalance(asset: asset, walletBalance: nil), scope: .part,
                    place: balance.place))
        }
    }

    /// /api/v5/account/config: the account's mode and whether it holds both sides.
    static func addConfig(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        if let level = row.required("acctLv") {
            switch level.word {
            case "2": part.accountMode = .futures
            case "3": part.accountMode = .multiCurrency
            case "4": part.accountMode = .portfolio
            default:
                row.problems.report(
                    id: "unknown-value", at: level.offset,
                    "acctLv is \(quoted(level.word)): an account mode without margined contracts",
                    hint: "2 is futures mode, 3 multi-currency, 4 portfolio margin")
            }
        }
        part.positionMode = row.value("posMode")?.word == "long_short_mode" ? .hedge : .oneWay
    }

    static func addMark(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        guard let symbol = row.required("instId")?.name() else { return }
        part.marks[symbol] = MarkQuote(markPrice: row.positiveOrNone("markPx"))
        if let time = PayloadTime(row.milliseconds("ts"), "ts", .response) {
            part.times.append(time)
        }
    }

    static func addFundingRate(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        guard let symbol = row.required("instId")?.name() else { return }
        let due = row.milliseconds("fundingTime")
        let following = row.milliseconds("nextFundingTime")
        var hours: Decimal?
        if let due, let following, following > due {
            hours =
                Decimal(Int(following.seconds(since: due)))
                .divided(by: 3_600, places: 4)?.value
        }
        part.marks[symbol] = MarkQuote(
            fundingRate: row.value("fundingRate")?.decimal(.signedFraction),
            fundingIntervalHours: hours, nextFundingAt: due)
    }

    /// /api/v5/account/bills: type 8 is funding, type 5 liquidation.
    static func addBill(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        let symbol = row.name("instId")
        let at = row.milliseconds("ts")
        let change = row.decimal("balChg")
        let asset = row.name("ccy")
        let price = row.positiveOrNone("px")
        let quantity = row.nonZero("sz")?.magnitude
        let type = row.value("type")?.word
        switch type {
        case "8":
            guard let symbol, let at, let change, let asset else { fallthrough }
            part.fundingPayments.append(
                FundingPayment(symbol: symbol, amount: change, asset: asset, at: at))
        case "5":
            guard let symbol, let at, let price, let quantity else { fallthrough }
            part.liquidations.append(
                LiquidationEvent(symbol: symbol, price: price, quantity: quantity, at: at))
        default: part.leaveOut(type.map { "type \($0)" }, at: row)
        }
    }
}
