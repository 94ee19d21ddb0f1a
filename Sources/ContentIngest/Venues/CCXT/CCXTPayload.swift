import MarginModel

/// ccxt's unified positions and balances. Where the venue's own record is kept under `info`, that is
/// read: its numbers are texts with every digit, ccxt's have been binary floats.
enum CCXTPayload {
    static func addPosition(
        _ row: inout JSONObjectReader, venue: Venue?, to part: inout PayloadPart
    ) {
        if let time = PayloadTime(row.milliseconds("timestamp"), "timestamp", .lastChange) {
            part.times.append(time)
        }
        let known = part.positions.count
        if var info = row.value("info")?.object() {
            if info.has("positionAmt") {
                part.venue = .binance
                BinancePositions.add(&info, to: &part)
                return complete(&part, since: known, from: &row)
            }
            if info.has("positionIdx") {
                part.venue = .bybit
                let category = row.value("symbol")?.word.contains("/USD:") == true ? "inverse" : nil
                BybitPayload.addPosition(&info, category: category, to: &part)
                return complete(&part, since: known, from: &row)
            }
            if info.has("posSide") {
                part.venue = .okx
                OKXPayload.addPosition(&info, to: &part)
                return complete(&part, since: known, from: &row)
            }
        }
        addUnified(&row, venue: venue ?? part.venue, to: &part)
    }

    /// What the venue's record lacks and ccxt asked for elsewhere: the leverage of a symbol. A margin mode that
    /// the record itself says must be the one that ccxt says.
    private static func complete(
        _ part: inout PayloadPart, since known: Int, from row: inout JSONObjectReader
    ) {
        guard part.positions.count == known + 1 else { return }
        let held = part.positions[known]
        if held.position.leverage == nil {
            part.positions[known].position.leverage = row.positiveOrNone("leverage")
        }
        guard held.statesMarginMode, let said = row.value("marginMode"),
            let mode = said.choice(of: MarginMode.self), mode != held.position.marginMode
        else { return }
        row.problems.report(
            id: "margin-mode-disagrees", at: said.offset,
            "marginMode is \(mode.rawValue), and the venue's own record under info says "
                + held.position.marginMode.rawValue,
            hint: "Fetch the positions again; a position is one of the two")
    }

    private static func addUnified(
        _ row: inout JSONObjectReader, venue: Venue?, to part: inout PayloadPart
    ) {
        guard let symbolValue = row.required("symbol"), let unified = symbolValue.name() else {
            return
        }
        let contracts = row.decimal("contracts") ?? .zero
        guard !contracts.isZero else {
            part.flatCount += 1
            return
        }
        guard let venue else {
            row.problems.report(
                id: "venue-not-shown", kind: .form, at: symbolValue.offset,
                "nothing in this position says which venue it is at",
                hint: "Add --venue binance, bybit or okx; or keep ccxt's info members")
            return
        }
        part.venue = venue
        let halves = unified.split(separator: ":")
        if Product.isOption(unified) || halves.count == 1 && unified.contains("/") {
            part.unmodelled.append(
                row.unmodelled(
                    unified, kind: halves.count == 1 ? "margin" : "option",
                    isIsolated: row.value("marginMode")?.word == "isolated",
                    settleAsset: halves.dropFirst().first.map { String($0.prefix { $0 != "-" }) }))
            return
        }
        guard let contract = CCXTSymbol(unified) else {
            row.problems.report(
                id: "symbol-not-a-contract", at: symbolValue.offset,
                "\(quoted(unified)) is no contract as ccxt writes one",
                hint: "Contracts look like BTC/USDT:USDT or BTC/USD:BTC-260626")
            return
        }
        guard let side = row.required("side")?.choice(of: PositionSide.self) else { return }
        let mode = row.value("marginMode")?.choice(of: MarginMode.self)
        let size = row.positiveOrNone("contractSize")
        let pnl = row.decimal("unrealizedPnl")
        var position = Position(
            symbol: contract.symbol(at: venue), contractType: contract.type, side: side,
            marginMode: mode ?? .cross, quantity: contracts.magnitude,
            entryPrice: row.positiveOrNone("entryPrice"),
            markPrice: row.positiveOrNone("markPrice"), leverage: row.positiveOrNone("leverage"))
        if venue == .okx || contract.type == .inverse {
            position.contractSize = size
        } else if let size, let coins = contracts.magnitude.multiplied(by: size) {
            position.quantity = coins
        }
        if mode == .isolated, let collateral = row.nonZero("collateral") {
            // ccxt adds the unrealized PnL to the wallet at Binance; at OKX it shows the margin.
            position.isolatedWallet =
                venue == .binance ? pnl.flatMap { collateral.subtracting($0) } : collateral
        }
        position.reported = ReportedFigures(
            notional: row.nonZero("notional")?.magnitude, unrealizedPnl: pnl,
            initialMargin: row.nonZero("initialMargin"),
            maintenanceMargin: row.nonZero("maintenanceMargin"),
            liquidationPrice: row.positiveOrNone("liquidationPrice"))
        part.positions.append(
            PayloadPosition(
                position: position, statesMarginMode: mode != nil,
                isHedged: row.value("hedged")?.looseFlag() ?? false, place: row.place))
    }
}

/// A contract's name in ccxt: `BASE/QUOTE:SETTLE` with a date where it expires.
struct CCXTSymbol: Hashable {
    let base: String
    let quote: String
    let settle: String
    /// `260626`; `nil` for a perpetual.
    let expiry: String?

    init?(_ text: String) {
        let halves = text.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let pair = halves[0].split(separator: "/", omittingEmptySubsequences: false)
        let tail = halves[1].split(separator: "-", omittingEmptySubsequences: false)
        guard pair.count == 2, (1...2).contains(tail.count), !pair[0].isEmpty, !pair[1].isEmpty,
            !tail[0].isEmpty
        else { return nil }
        base = String(pair[0])
        quote = String(pair[1])
        settle = String(tail[0])
        expiry = tail.count == 2 ? String(tail[1]) : nil
    }

    var type: ContractType { settle == quote ? .linear : .inverse }

    /// What the venue itself calls it.
    func symbol(at venue: Venue) -> String {
        switch venue {
        case .binance:
            let pair = base + quote
            if let expiry { return "\(pair)_\(expiry)" }
            return type == .inverse ? "\(pair)_PERP" : pair
        case .bybit:
            return base + quote + (expiry.map { "-\($0)" } ?? "")
        case .okx:
            return "\(base)-\(quote)-\(expiry ?? "SWAP")"
        }
    }
}
