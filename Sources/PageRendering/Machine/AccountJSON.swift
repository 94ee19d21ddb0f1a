package import MarginModel

/// An account as its own reader takes it (`marginalia/account/1`): what is absent is left out.
package struct AccountJSON {
    private let account: Account
    private let schema: String

    package init(_ account: Account, schema: String) {
        self.account = account
        self.schema = schema
    }

    package func bytes(pretty: Bool) -> [UInt8] {
        var json = JSONWriter(pretty: pretty)
        json.object { write(&$0) }
        return json.bytes
    }

    private func write(_ json: inout JSONWriter) {
        json.member("schema", schema)
        json.member("id", account.id)
        json.optionalMember("label", account.label)
        if account.isFictional { json.flag("fictional", true) }
        json.member("venue", account.venue.rawValue)
        json.member("environment", account.environment.rawValue)
        json.member("accountMode", account.accountMode.rawValue)
        if !account.isModeKnown { json.flag("accountModeUnknown", true) }
        json.member("positionMode", account.positionMode.rawValue)
        json.member("asOf", account.asOf)
        json.optionalMember("marginModel", account.marginModel?.rawValue)
        json.given("takerFeeRate", account.takerFeeRate)
        json.list("collateral", account.collateral, Self.write(_:balance:))
        json.list("positions", account.positions, Self.write(_:position:))
        json.listed("unmodelled", account.unmodelled) { json, holding in
            json.member("symbol", holding.symbol)
            json.member("kind", holding.kind)
            json.member("marginMode", holding.marginMode.rawValue)
            json.optionalMember("settleAsset", holding.settleAsset)
            json.optionalMember("place", holding.place)
        }
        json.listed("borrowed", account.borrowed, Self.write(_:borrowing:))
        json.listed("openOrders", account.openOrders, Self.write(_:order:))
        json.listed("stops", account.stops, Self.write(_:stop:))
        json.listed("trailingStops", account.trailingStops, Self.write(_:trailing:))
        json.listed("funds", account.funds, Self.write(_:funds:))
        json.listed("deposits", account.deposits, Self.write(_:deposit:))
        json.listed("liquidations", account.liquidations) { json, event in
            json.member("symbol", event.symbol)
            json.given("price", event.price)
            json.given("quantity", event.quantity)
            json.member("at", event.at)
        }
        if !account.liquidating.isEmpty { json.texts("liquidating", account.liquidating) }
        json.listed("fundingPayments", account.fundingPayments) { json, payment in
            json.member("symbol", payment.symbol)
            json.given("amount", payment.amount)
            json.member("asset", payment.asset)
            json.member("at", payment.at)
        }
        writeChoices(&json)
        if let sections = account.reportSections {
            json.member("report") { json in json.member("sections", sections.rawValue) }
        }
        if let language = account.language { json.member("language", language) }
        if let reported = account.reported { Self.write(&json, reported: reported) }
    }

    /// What the owner has or wants, beside what the venue knows.
    private func writeChoices(_ json: inout JSONWriter) {
        if let line = account.creditLine {
            json.member("creditLine") { json in
                json.given("apr", line.aprPercent)
                json.given("limit", line.limit)
            }
        }
        if let evidence = account.averagingDown {
            json.member("averagingDown") { json in
                json.flag("onChainAccumulation", evidence.onChainAccumulation)
                json.flag("multiTimeframeAlignment", evidence.multiTimeframeAlignment)
            }
        }
        if let betas = account.betas {
            json.member("betas") { json in
                json.member("driver", betas.driver)
                json.list("values", betas.values.sorted { $0.key < $1.key }) { json, beta in
                    json.member("asset", beta.key)
                    json.given("beta", beta.value)
                }
            }
        }
        let policy = account.policy.values
        guard !policy.isEmpty else { return }
        func write(_ fields: [PolicyOverrides.Field], _ json: inout JSONWriter) {
            for field in fields {
                guard let value = policy[field] else { continue }
                json.key(field.rawValue)
                json.value(value)
            }
        }
        json.member("policy") { json in
            write(PolicyOverrides.Field.plain, &json)
            guard PolicyOverrides.Field.bounds.contains(where: { policy[$0] != nil }) else {
                return
            }
            json.member("stateBounds") { write(PolicyOverrides.Field.bounds, &$0) }
        }
    }

    private static func write(_ json: inout JSONWriter, balance: CollateralBalance) {
        json.member("asset", balance.asset)
        json.given("walletBalance", balance.walletBalance)
        json.given("collateralRate", balance.collateralRate)
        json.given("indexPrice", balance.indexPrice)
    }

    private static func write(_ json: inout JSONWriter, position: Position) {
        json.member("symbol", position.symbol)
        json.member("contractType", position.contractType.rawValue)
        json.member("side", position.side.rawValue)
        json.member("marginMode", position.marginMode.rawValue)
        json.given("quantity", position.quantity)
        json.given("expectedQuantity", position.expectedQuantity)
        json.given("contractSize", position.contractSize)
        json.given("entryPrice", position.entryPrice)
        json.given("markPrice", position.markPrice)
        json.given("leverage", position.leverage)
        json.given("isolatedWallet", position.isolatedWallet)
        json.given("extraMargin", position.extraMargin)
        if position.autoAddMargin { json.flag("autoAddMargin", true) }
        json.given("fundingRate", position.fundingRate)
        json.given("fundingIntervalHours", position.fundingIntervalHours)
        if let at = position.nextFundingAt { json.member("nextFundingAt", at) }
        if let realized = position.realized {
            json.member("realized") { json in
                json.given("pnl", realized.pnl)
                json.given("fees", realized.fees)
                json.given("funding", realized.funding)
            }
        }
        if let reported = position.reported { write(&json, reported: reported) }
    }

    private static func write(_ json: inout JSONWriter, borrowing: Borrowing) {
        json.member("asset", borrowing.asset)
        json.given("amount", borrowing.amount)
        json.given("indexPrice", borrowing.indexPrice)
        json.given("initialMarginRate", borrowing.initialMarginRate)
        json.given("maintenanceMarginRate", borrowing.maintenanceMarginRate)
    }

    private static func write(_ json: inout JSONWriter, order: OpenOrder) {
        json.member("symbol", order.symbol)
        json.member("side", order.side.rawValue)
        json.member("marginMode", order.marginMode.rawValue)
        json.given("quantity", order.quantity)
        json.given("price", order.price)
        if order.reduceOnly { json.flag("reduceOnly", true) }
        json.given("initialMargin", order.initialMargin)
        json.given("maintenanceMargin", order.maintenanceMargin)
        json.given("orderLoss", order.orderLoss)
        json.given("fee", order.fee)
    }

    private static func write(_ json: inout JSONWriter, stop: StopOrder) {
        json.member("symbol", stop.symbol)
        json.member("side", stop.side.rawValue)
        json.given("quantity", stop.quantity)
        json.given("triggerPrice", stop.triggerPrice)
        json.member("priceType", stop.priceType.rawValue)
    }

    private static func write(_ json: inout JSONWriter, trailing stop: TrailingStop) {
        json.member("symbol", stop.symbol)
        json.member("side", stop.side.rawValue)
        json.given("callbackPercent", stop.callbackPercent)
        json.listed("history", stop.history) { json, setting in
            json.member("at", setting.at)
            json.given("callbackPercent", setting.callbackPercent)
        }
    }

    private static func write(_ json: inout JSONWriter, funds: AvailableFunds) {
        json.member("asset", funds.asset)
        json.given("amount", funds.amount)
        json.member("where", funds.place)
        json.member("route", funds.route)
        json.given("confirmationSeconds", funds.confirmationSeconds)
        json.given("fee", funds.fee)
        if funds.isVerified { json.flag("verified", true) }
    }

    private static func write(_ json: inout JSONWriter, deposit: Deposit) {
        json.member("asset", deposit.asset)
        json.given("amount", deposit.amount)
        json.optionalMember("sentAt", deposit.sentAt?.description)
        json.member("status", deposit.status.rawValue)
        json.optionalMember("reference", deposit.reference)
    }

    private static func write(_ json: inout JSONWriter, reported: ReportedFigures) {
        json.member("reported") { json in
            json.given("notional", reported.notional)
            json.given("unrealizedPnl", reported.unrealizedPnl)
            json.given("initialMargin", reported.initialMargin)
            json.given("maintenanceMargin", reported.maintenanceMargin)
            json.given("marginRatio", reported.marginRatio)
            json.given("uniMMR", reported.uniMMR)
            json.given("liquidationPrice", reported.liquidationPrice)
            json.given("equity", reported.equity)
            json.given("walletBalance", reported.walletBalance)
            json.given("availableBalance", reported.availableBalance)
            json.given("breakEvenPrice", reported.breakEvenPrice)
            json.given("bankruptcyPrice", reported.bankruptcyPrice)
        }
    }
}

/// Members of records whose reader takes an absent member for no value.
extension JSONWriter {
    mutating func given(_ key: StaticString, _ number: Decimal?) {
        if let number { member(key, number) }
    }

    mutating func member(_ key: StaticString, _ body: (inout JSONWriter) -> Void) {
        self.key(key)
        object(body)
    }

    mutating func listed<Element>(
        _ key: StaticString, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void
    ) {
        if !elements.isEmpty { list(key, elements, body) }
    }
}
