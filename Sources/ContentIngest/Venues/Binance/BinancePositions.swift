import MarginModel

/// Positions as Binance gives them, in every version of positionRisk and account.
///
/// The amount has a sign, and in hedge mode a side beside it. What a version leaves out is computed
/// from what it has where that is possible exactly, and said.
enum BinancePositions {
    /// Digits after the point of a price that is computed.
    private static let places = 12

    /// Adds the position of `row` to `part`, or counts it as flat.
    static func add(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        let time = PayloadTime(row.milliseconds("updateTime"), "updateTime", .lastChange)
        guard let symbol = row.required("symbol")?.name(),
            let amount = row.required("positionAmt")?.decimal()
        else { return }
        guard !amount.isZero else {
            part.flatCount += 1
            return
        }
        if let time { part.times.append(time) }
        let sideName = row.value("positionSide")
        let side: PositionSide = amount.isPositive ? .long : .short
        if let sideName, !agrees(sideName.word, side) {
            row.problems.report(
                id: "side-disagrees", at: sideName.offset,
                "positionSide is \(quoted(sideName.word)), but positionAmt is \(amount)",
                hint: "Fetch the positions again: a LONG has a positive amount, a SHORT a negative")
            return
        }
        let isInverse = isCoinMargined(symbol)
        let pnl = row.decimal("unRealizedProfit") ?? row.decimal("unrealizedProfit")
        var position = Position(
            symbol: symbol, contractType: isInverse ? .inverse : .linear, side: side,
            marginMode: .cross, quantity: amount.magnitude,
            entryPrice: row.positiveOrNone("entryPrice"),
            markPrice: row.positiveOrNone("markPrice"), leverage: row.positiveOrNone("leverage"),
            autoAddMargin: row.value("isAutoAddMargin")?.looseFlag() ?? false)
        let notional = row.nonZero("notional") ?? row.nonZero("notionalValue")
        if isInverse {
            position.contractSize = contractSize(notional, position)
        } else {
            recoverPrices(&position, signed: amount, notional: notional, pnl: pnl, row)
        }
        let statesMode = margin(&row, &position, pnl: pnl, part.kind)
        let initialMargin = row.nonZero("positionInitialMargin")
        if position.leverage == nil {
            position.leverage = leverage(notional: notional, margin: initialMargin)
        }
        // Coin-margined contracts and isolated positions know no multi-assets mode.
        if part.accountMode != .portfolio, isInverse || position.marginMode == .isolated {
            part.narrow(to: [.singleAsset])
        }
        position.reported = ReportedFigures(
            notional: notional?.magnitude, unrealizedPnl: pnl,
            initialMargin: initialMargin ?? row.nonZero("initialMargin"),
            maintenanceMargin: row.nonZero("maintMargin"),
            liquidationPrice: row.positiveOrNone("liquidationPrice"),
            breakEvenPrice: row.positiveOrNone("breakEvenPrice"))
        part.positions.append(
            PayloadPosition(
                position: position, statesMarginMode: statesMode,
                isHedged: sideName.map { $0.word != "BOTH" } ?? false, place: row.place))
    }

    /// /fapi/v1/symbolConfig: leverage and margin mode of a symbol, which v3 of positionRisk lacks.
    static func addConfig(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        guard let symbol = row.required("symbol")?.name() else { return }
        let type = row.value("marginType")
        if let type { checkMode(type) }
        let mode = type?.word.lowercased()
        part.symbolSettings[symbol] = SymbolSettings(
            marginMode: mode.map { $0 == "isolated" ? .isolated : .cross },
            leverage: row.positiveOrNone("leverage"),
            autoAddMargin: row.value("isAutoAddMargin")?.looseFlag() ?? false)
    }

    /// A mode of another name is not taken for cross.
    private static func checkMode(_ name: JSONValue) {
        guard !["cross", "crossed", "isolated"].contains(name.word.lowercased()) else { return }
        name.problems.report(
            id: "unknown-value", at: name.offset, "marginType is \(quoted(name.word))",
            hint: "One of: cross, isolated")
    }

    /// `BTCUSD_PERP`, `BTCUSD_260626`: sizes in contracts, margin in coins.
    static func isCoinMargined(_ symbol: String) -> Bool { symbol.contains("USD_") }

    private static func agrees(_ name: String, _ side: PositionSide) -> Bool {
        switch name {
        case "LONG": side == .long
        case "SHORT": side == .short
        default: true
        }
    }

    /// Mark price from the notional, entry price from the unrealized PnL.
    private static func recoverPrices(
        _ position: inout Position, signed amount: Decimal, notional: Decimal?, pnl: Decimal?,
        _ row: JSONObjectReader
    ) {
        if position.markPrice == nil, let notional,
            let mark = notional.magnitude.divided(by: amount.magnitude, places: places),
            mark.value.isPositive
        {
            position.markPrice = mark.value
            row.note(
                "mark-price-recovered",
                "the mark price of \(quoted(position.symbol)) is notional ÷ positionAmt = "
                    + "\(mark.value)" + rounding(mark.isExact))
        }
        guard position.entryPrice == nil, let mark = position.markPrice, let pnl,
            let gain = pnl.divided(by: amount, places: places),
            let entry = mark.subtracting(gain.value), entry.isPositive
        else { return }
        position.entryPrice = entry
        row.note(
            "entry-price-recovered",
            "the entry price of \(quoted(position.symbol)) is mark price − PnL ÷ positionAmt = "
                + "\(entry)" + rounding(gain.isExact))
    }

    private static func rounding(_ isExact: Bool) -> String {
        isExact ? ", exactly" : ", rounded at \(places) digits after the point"
    }

    /// Sets the margin mode and the isolated wallet. Returns whether the row says the mode.
    ///
    /// `isolatedMargin` includes the unrealized PnL, `isolatedWallet` does not.
    private static func margin(
        _ row: inout JSONObjectReader, _ position: inout Position, pnl: Decimal?,
        _ kind: PayloadKind
    ) -> Bool {
        let wallet = row.nonZero("isolatedWallet")
        let margin = row.nonZero("isolatedMargin")
        let flag = row.value("isolated")
        let name = row.value("marginType")
        if let name { checkMode(name) }
        let states =
            flag != nil || name != nil
            || [.binancePortfolioPositions, .binancePortfolioFutures].contains(kind)
            || row.has("isolatedWallet") || row.has("isolatedMargin")
        let isIsolated =
            flag?.looseFlag() ?? name.map { $0.word.lowercased() == "isolated" }
            ?? (wallet != nil || margin != nil)
        guard isIsolated else { return states }
        position.marginMode = .isolated
        position.isolatedWallet =
            wallet
            ?? margin.flatMap { margin in
                pnl.flatMap { margin.subtracting($0) }
            }
        return states
    }

    /// Dollars in one contract, 100 or 10, decided by the value in coins: size × contracts ÷ mark.
    private static func contractSize(_ value: Decimal?, _ position: Position) -> Decimal? {
        guard let value = value?.magnitude, let mark = position.markPrice,
            let dollars = value.multiplied(by: mark),
            let size = dollars.divided(by: position.quantity, places: 2)?.value
        else { return nil }
        return [Decimal(100), Decimal(10)].first { candidate in
            // Binance rounds the value at eight digits: a percent is far more than that moves it.
            guard let off = size.subtracting(candidate)?.magnitude.multiplied(by: 100) else {
                return false
            }
            return off <= candidate
        }
    }

    /// A whole number that notional ÷ initial margin is, up to the venue's rounding.
    private static func leverage(notional: Decimal?, margin: Decimal?) -> Decimal? {
        guard let notional = notional?.magnitude, let margin, margin.isPositive,
            let whole = notional.divided(by: margin, places: 0)?.value, whole.isPositive,
            whole <= 150, let back = notional.divided(by: whole, places: 8)?.value,
            let off = back.subtracting(margin)?.magnitude,
            off <= Decimal(significand: 2, scale: 8)
        else { return nil }
        return whole
    }
}
