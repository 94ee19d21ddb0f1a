import MarginModel

/// The rows of "Response": where the account stands, and what is going on already.
struct ResponseAuditor {
    let assessment: Assessment
    let funding: AuditRow<FundingForecast>

    private var account: Account { assessment.account }

    func breach() -> AuditRow<BreachFinding> {
        let held = assessment.pools.filter { pool in
            assessment.positions.contains { $0.pool == pool.id }
        }
        guard !held.isEmpty else { return .notComputable("no position is open") }
        guard held.contains(where: { $0.state != .incomplete }) else {
            return .notComputable("figures of every pool are withheld")
        }
        let pools = held.map { pool in
            BreachFinding.Pool(
                id: pool.id, asset: pool.asset, native: pool.native, ratio: pool.ratio,
                state: pool.state,
                isPastTrigger: pool.isPastTrigger,
                isCalled: pool.state >= .call && pool.state != .incomplete, deficit: pool.deficit)
        }
        let fundingBreach: FundingBreach
        switch funding {
        case .found(let forecast): fundingBreach = forecast.firstBreach
        case .notComputable(let why): fundingBreach = .unknown(why)
        }
        return .found(
            BreachFinding(
                pools: pools, moveDownPercent: assessment.distance.jointMoveDownPercent,
                moveUpPercent: assessment.distance.jointMoveUpPercent,
                fundingBreach: fundingBreach))
    }

    func positions() -> [PositionRow] {
        assessment.positions.map { figures in
            let position = figures.position
            let price = assessment.provenance.prices.first { $0.symbol == position.symbol }
            let countsCoins =
                position.contractSize == nil && !account.rules.countsContracts
                && position.contractType == .linear
            return PositionRow(
                symbol: position.symbol, side: position.side, quantity: Exact(position.quantity),
                unit: countsCoins ? figures.baseAsset ?? "coins" : "contracts",
                entryPrice: position.entryPrice.map { Exact($0) },
                leverage: position.leverage.map { Exact($0) },
                markPrice: position.markPrice.map { Exact($0) }, priceKind: price?.kind,
                priceSource: price?.source, priceAsOf: price?.asOf)
        }
    }

    func automaticFeatures() -> [AutomaticFeature] {
        let topUps = account.positions.filter(\.autoAddMargin).map { position in
            AutomaticFeature(
                kind: .autoAddMargin, symbol: position.symbol, side: position.side, quantity: nil,
                price: nil, callbackPercent: nil,
                effect: "It draws the wallet down into this position while you decide where the "
                    + "money goes.",
                leaveOnWhen: "This is the one position to save, and the wallet holds nothing that "
                    + "another one needs.")
        }
        let orders = account.openOrders.filter(\.reduceOnly).map { order in
            AutomaticFeature(
                kind: .reduceOnlyOrder, symbol: order.symbol, side: order.side,
                quantity: Exact(order.quantity), price: order.price.map { Exact($0) },
                callbackPercent: nil,
                effect: "It may fill while you act, so that a cut of your own closes more than "
                    + "you meant.",
                leaveOnWhen: "The plan leaves this position alone, and the order's size is what "
                    + "you want closed at its price.")
        }
        let trailing = account.trailingStops.map { stop in
            AutomaticFeature(
                kind: .trailingStop, symbol: stop.symbol, side: stop.side, quantity: nil,
                price: nil, callbackPercent: Exact(stop.callbackPercent),
                effect: "It closes the position at a distance that was set before the call.",
                leaveOnWhen: "Its trigger lies before the liquidation price and you would not "
                    + "hold the position past it.")
        }
        return topUps + orders + trailing
    }
}
