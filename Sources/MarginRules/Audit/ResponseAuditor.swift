package import MarginModel

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

/// Which pools are past their venue's trigger, and how much room the others have (Response 1–2).
package struct BreachFinding: Sendable {
    package struct Pool: Sendable {
        package let id: String
        package let asset: String
        package let native: NativeRatio
        /// n; `nil` when equity is not positive.
        package let ratio: Exact?
        package let state: AccountState
        /// n ≥ 1: the venue liquidates.
        package let isPastTrigger: Bool
        /// The state is `call` or worse.
        package let isCalled: Bool
        /// requirement − equity, in `asset`; negative is headroom.
        package let deficit: Exact?
    }

    package let pools: [Pool]
    /// The joint move, in percent, that reaches the first trigger; negative is a fall.
    package let moveDownPercent: Exact?
    package let moveUpPercent: Exact?
    /// When funding alone reaches a trigger first.
    package let fundingBreach: FundingBreach
}

/// One line of the position table, with the time and source of its price (Response 3).
package struct PositionRow: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let quantity: Exact
    /// `BTC`, or `contracts`.
    package let unit: String
    package let entryPrice: Exact?
    package let leverage: Exact?
    package let markPrice: Exact?
    package let priceKind: PriceKind?
    package let priceSource: String?
    package let priceAsOf: Instant?
}

/// Something that acts on its own and can undo a manual plan (Response 5).
package struct AutomaticFeature: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case autoAddMargin = "auto-add-margin"
        case reduceOnlyOrder = "reduce-only-order"
        case trailingStop = "trailing-stop"
    }

    package let kind: Kind
    package let symbol: String
    package let side: PositionSide
    /// Order size; `nil` for features that have none.
    package let quantity: Exact?
    /// Order price, or `nil`.
    package let price: Exact?
    /// Distance of a trailing stop, in percent.
    package let callbackPercent: Exact?
    /// What it does to a plan, a sentence.
    package let effect: String
    /// When to leave it on, a sentence.
    package let leaveOnWhen: String
}
